import type { MemberId } from './member.ts';

/** Where a track is in its life. Tentative tracks stay inside the tracker. */
export type TrackStatus = 'confirmed' | 'coasting';

/** What one sensor gave to a track: the ownership label of invariant 5 and the officer's "seen by". */
export interface Contribution {
  readonly sensorId: string;
  readonly owner: MemberId;
  /** UTC ms of the newest plot of this sensor in the track. */
  readonly lastMs: number;
  /** Plots of this sensor in the track since it began. */
  readonly plotCount: number;
}

/**
 * One aircraft in a member's picture at `atMs`. Its number is the track's own; address, code and
 * callsign are attributes that can be wrong, duplicated or spoofed. Numbers not known are `NaN`.
 */
export interface Track {
  /** Unique for the life of the node, never reused within a session. */
  readonly number: number;
  readonly status: TrackStatus;
  /** UTC ms the state is predicted to. */
  readonly atMs: number;
  /** UTC ms of the newest plot used. */
  readonly lastPlotMs: number;
  /** UTC ms of the first plot. */
  readonly bornMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly pressureAltitudeM: number;
  readonly geometricHeightM: number;
  readonly eastMps: number;
  readonly northMps: number;
  readonly verticalMps: number;
  /** Horizontal position 1σ (root mean of both axes), m. */
  readonly accuracyM: number;
  /** Horizontal position covariance in the local east–north frame, m². */
  readonly pEastEast: number;
  readonly pEastNorth: number;
  readonly pNorthNorth: number;
  /** Probabilities of steady, turning and manoeuvring flight; they sum to 1, NaN where there is one model. */
  readonly modeProbabilities: readonly [steady: number, turn: number, manoeuvre: number];
  readonly address: number | undefined;
  readonly mode3a: number | undefined;
  readonly callsign: string | undefined;
  readonly onGround: boolean | undefined;
  readonly spi: boolean;
  readonly contributions: readonly Contribution[];
}
