import type { SquitterSource } from './message.ts';
import type { SurveillanceStatus } from './position.ts';

/** By which way a value came: an extended squitter, a reply to a radar, or an inferred Comm-B register. */
export type FieldSource = SquitterSource | 'mode-s' | 'comm-b';

/** A value with its source and the time of the message that gave it. */
export interface Timed<T> {
  readonly value: T;
  readonly source: FieldSource;
  readonly atMs: number;
}

export interface AircraftPosition {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly onSurface: boolean;
  readonly source: FieldSource;
  readonly atMs: number;
  /** Consistent decodes in a row, from 2 (just believed) to 8. */
  readonly confidence: number;
}

export interface GroundVelocity {
  readonly groundSpeedKt: number;
  /** True track; undefined when standing or not told. */
  readonly trackDeg: number | undefined;
}

/** What the last message changed; bits of {@link AircraftState.changed}. */
export const CHANGED = {
  position: 1,
  altitude: 2,
  velocity: 4,
  identity: 8,
  status: 16,
} as const;

/**
 * What is known about one aircraft. Fields are undefined until a message gave them and keep the last
 * value after that: judge them by their age. Units are those of the standard: ft, kt, deg, ft/min.
 */
export interface AircraftState {
  readonly address: number;
  /** False for anonymous addresses, ground vehicles and TIS-B track files: the address names no airframe. */
  readonly isIcaoAddress: boolean;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly messageCount: number;
  /** {@link CHANGED} bits of the last message. */
  readonly changed: number;
  readonly position: AircraftPosition | undefined;
  /** Pressure altitude. */
  readonly altitudeFt: Timed<number> | undefined;
  /** Height above the ellipsoid. */
  readonly geometricHeightFt: Timed<number> | undefined;
  readonly velocity: Timed<GroundVelocity> | undefined;
  readonly headingDeg: Timed<number> | undefined;
  readonly indicatedAirspeedKt: Timed<number> | undefined;
  readonly trueAirspeedKt: Timed<number> | undefined;
  readonly verticalRateFtMin: Timed<number> | undefined;
  readonly callsign: Timed<string> | undefined;
  readonly category: Timed<string> | undefined;
  /** 12 bits ABCD, octal when shown. */
  readonly squawk: Timed<number> | undefined;
  readonly onGround: Timed<boolean> | undefined;
  readonly alert: Timed<boolean> | undefined;
  readonly spi: Timed<boolean> | undefined;
  readonly surveillanceStatus: Timed<SurveillanceStatus> | undefined;
}
