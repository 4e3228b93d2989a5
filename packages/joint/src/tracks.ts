import type { MemberId, Track, TrackStatus } from '@commonsky/model';

/** A partner's track as it came to us. Numbers not known, or not granted, are NaN. */
export interface PartnerTrack {
  readonly provider: MemberId;
  /** The provider's own number for it. */
  readonly number: number;
  /** Whose measurements are in it. */
  readonly owners: readonly MemberId[];
  readonly status: TrackStatus;
  /** UTC ms of its state. */
  readonly atMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly pressureAltitudeM: number;
  readonly eastMps: number;
  readonly northMps: number;
  readonly verticalMps: number;
  /** Horizontal position 1σ, m; used where the covariance is NaN. */
  readonly accuracyM: number;
  readonly pEastEast: number;
  readonly pEastNorth: number;
  readonly pNorthNorth: number;
  readonly address: number | undefined;
  readonly mode3a: number | undefined;
  readonly callsign: string | undefined;
}

/** One member's name for an aircraft. */
export interface TrackRef {
  readonly member: MemberId;
  readonly number: number;
}

/** A member's track inside a joint one. */
export interface MemberTrack extends TrackRef {
  /** UTC ms of its state as that member gave it. */
  readonly atMs: number;
  /** True when all of its measurements are our own: it adds a number and no evidence. */
  readonly isEcho: boolean;
}

/**
 * An aircraft of the joint picture, once, whoever sees it. `number` is the picture's own and stays
 * while any member goes on seeing the aircraft; `members` are the numbers the members have for it.
 */
export interface JointTrack extends Track {
  readonly members: readonly MemberTrack[];
}

export interface JointStats {
  rows: number;
  joined: number;
  joins: number;
  splits: number;
  /** Input beyond the limits: of partners, of tracks, of neighbours looked at. */
  shedPartners: number;
  shedTracks: number;
  shedNeighbours: number;
  /** Partner tracks without a usable position or time. */
  refusedTracks: number;
}
