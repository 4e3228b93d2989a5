/** What the node's API and the console say to each other; the server validates against the same shapes. */
import type { Member } from './member.ts';
import type { Sensor } from './sensor.ts';
import type { Contribution, TrackStatus } from './track.ts';
import type { Alert, IncidentEntry, IncidentState, IncidentVersion } from './watch.ts';

/** `live`: input flows. `replay`: input comes from a recording. `stale`: nothing for `staleAfterMs`. */
export type FeedState = 'live' | 'replay' | 'stale';

/** Clock of one member's picture. */
export interface ClockStatus {
  readonly state: FeedState;
  /** UTC ms of the picture (the recording's time in a replay). */
  readonly pictureMs: number;
  /** Milliseconds between measurement and picture, median of the last seconds; undefined before any plot. */
  readonly latencyMs?: number;
  /** Recorded time per wall time: 1 when live, 0 at a replay's end, absent while it goes as fast as the node works. */
  readonly speed?: number;
}

export interface SensorStatus {
  readonly sensor: Sensor;
  readonly state: 'up' | 'silent' | 'never';
  readonly lastPlotMs?: number;
  readonly plotsPerS: number;
  /** Counters since start. */
  readonly messages: number;
  readonly plots: number;
  readonly rejects: number;
  /** Why the sensor gives less than it could, in words for the engineer: `site unknown`, `clock 3600 s ahead`. */
  readonly note?: string;
}

/** One connection, socket or recording that feeds a node. */
export interface FeedStatus {
  /** Its URL or file name. */
  readonly source: string;
  readonly state: 'open' | 'connecting' | 'closed';
  readonly receivedCount: number;
  readonly receivedSize: number;
  /** Connections made again after a loss; undefined where there is no connection. */
  readonly reconnects?: number;
  readonly rejects: number;
  readonly note?: string;
}

/** One piece of input that was refused; its neighbours were not. */
export interface Reject {
  readonly atMs: number;
  readonly reason: string;
  readonly detail: string;
  /** The first octets refused. */
  readonly hex: string;
  /** How many octets were refused. */
  readonly size: number;
}

/** What was refused from one source: counts since start, and the newest first. */
export interface SourceRejects {
  readonly source: string;
  readonly total: number;
  readonly byReason: Readonly<Record<string, number>>;
  readonly recent: readonly Reject[];
}

export interface MemberInfo extends Member {
  /** Where the console's map opens; where the first tracks appear when absent. */
  readonly view?: { readonly latDeg: number; readonly lonDeg: number; readonly zoom: number };
}

/** Full data of one track for the details panel; JSON, so absent numbers are left out. */
export interface TrackDetails {
  readonly number: number;
  readonly status: TrackStatus;
  readonly atMs: number;
  readonly lastPlotMs: number;
  readonly bornMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly pressureAltitudeM?: number;
  readonly geometricHeightM?: number;
  /** Absent where a partner does not let its velocities be seen. */
  readonly groundSpeedMps?: number;
  readonly trackAngleDeg?: number;
  readonly verticalMps?: number;
  readonly accuracyM: number;
  /** Six hex digits. */
  readonly address?: string;
  /** Four octal digits. */
  readonly mode3a?: string;
  readonly callsign?: string;
  readonly onGround?: boolean;
  readonly contributions: readonly Contribution[];
  /** In a joint picture: each member's own number for the aircraft. */
  readonly members?: readonly { readonly member: string; readonly number: number }[];
}

export interface VerticalLimitInfo {
  readonly reference: 'amsl' | 'fl' | 'agl' | 'unlimited';
  /** Of no meaning when unlimited. */
  readonly valueM: number;
}

/** Properties of a feature of `airspaces`. */
export interface AirspaceProperties {
  readonly name: string;
  readonly kind: string;
  readonly sourceType: string;
  readonly lower: VerticalLimitInfo;
  readonly upper: VerticalLimitInfo;
  readonly active: boolean;
}

/** One incident in full. */
export interface IncidentDetails {
  readonly state: IncidentState;
  readonly version: IncidentVersion;
  readonly timeline: readonly IncidentEntry[];
}

/** Body of `alerts/actions`. */
export type AlertActionRequest =
  | { readonly action: 'acknowledge' | 'unshelve'; readonly alert: string; readonly author: string }
  | { readonly action: 'reject'; readonly alert: string; readonly author: string; readonly reason: string }
  | {
      readonly action: 'shelve';
      readonly alert: string;
      readonly author: string;
      readonly reason: string;
      readonly untilMs: number;
    };

/** Console → node, as JSON text frames. A new `subscribe` replaces the old one. */
export interface SubscribeRequest {
  readonly type: 'subscribe';
  readonly member: string;
  /** Only tracks inside [west, south, east, north], degrees; west > east crosses the antimeridian. All when absent. */
  readonly box?: readonly [west: number, south: number, east: number, north: number];
  /** Frames a second, 0.2 to 4; 1 when absent. */
  readonly rateHz?: number;
}

/** Node → console, as JSON text frames; tracks come as binary frames (wire/track-frame.ts). */
export type NodeMessage =
  | { readonly type: 'hello'; readonly members: readonly MemberInfo[]; readonly version: string }
  | { readonly type: 'clock'; readonly member: string; readonly clock: ClockStatus }
  | { readonly type: 'sensors'; readonly member: string; readonly sensors: readonly SensorStatus[] }
  | {
      readonly type: 'alerts';
      readonly member: string;
      /** Alerts standing; the ones that matter most when there are too many for a message. */
      readonly alerts: readonly Alert[];
      /** How many stand. */
      readonly total: number;
    }
  | { readonly type: 'error'; readonly code: string; readonly message: string };
