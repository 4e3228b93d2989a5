import type { AcasAdvisory } from './acas.ts';
import type { SquitterSource } from './message.ts';
import type { AutopilotModes, Emergency } from './status.ts';

/** By which way a value came: an extended squitter, a reply to a radar, or a Comm-B register read by one. */
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
  /** NIC, or NUCp of a version 0 sender. */
  readonly nic: number;
  /** Radius of containment; undefined when the sender promises none. */
  readonly containmentM: number | undefined;
  /** 95 % bound of the error by NACp (or NUCp); undefined when unknown. */
  readonly accuracyM: number | undefined;
}

export interface GroundVelocity {
  readonly groundSpeedKt: number;
  /** True track; undefined when standing or not told. */
  readonly trackDeg: number | undefined;
}

/** What the last message told; bits of {@link AircraftState.changed}. */
export const CHANGED = {
  position: 1,
  altitude: 2,
  velocity: 4,
  identity: 8,
  status: 16,
  quality: 32,
  intent: 64,
  meteo: 128,
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
  /** Position messages that the aircraft cannot have flown to: jamming, spoofing, or two with one address. */
  readonly contradictions: number;

  /** Pressure altitude. */
  readonly altitudeFt: Timed<number> | undefined;
  /** Height above the ellipsoid. */
  readonly geometricHeightFt: Timed<number> | undefined;
  readonly verticalRateFtMin: Timed<number> | undefined;
  readonly velocity: Timed<GroundVelocity> | undefined;
  readonly magneticHeadingDeg: Timed<number> | undefined;
  readonly trueHeadingDeg: Timed<number> | undefined;
  readonly indicatedAirspeedKt: Timed<number> | undefined;
  readonly trueAirspeedKt: Timed<number> | undefined;
  readonly mach: Timed<number> | undefined;
  readonly rollDeg: Timed<number> | undefined;
  readonly trackRateDegS: Timed<number> | undefined;
  readonly onGround: Timed<boolean> | undefined;

  readonly callsign: Timed<string> | undefined;
  /** Emitter category, `A3`. */
  readonly category: Timed<string> | undefined;
  /** 12 bits ABCD, octal when shown. */
  readonly squawk: Timed<number> | undefined;
  readonly emergency: Timed<Emergency> | undefined;
  readonly alert: Timed<boolean> | undefined;
  readonly spi: Timed<boolean> | undefined;
  readonly acasAdvisory: Timed<AcasAdvisory> | undefined;

  readonly selectedAltitudeFt: Timed<number> | undefined;
  readonly selectedHeadingDeg: Timed<number> | undefined;
  readonly altimeterSettingHpa: Timed<number> | undefined;
  readonly autopilot: Timed<AutopilotModes> | undefined;

  /** Version of the ADS-B standard; a sender that never tells one is of version 0. */
  readonly adsbVersion: Timed<number> | undefined;
  readonly nacP: Timed<number> | undefined;
  readonly nacV: Timed<number> | undefined;
  readonly sil: Timed<number> | undefined;
  readonly sda: Timed<number> | undefined;
  readonly gva: Timed<number> | undefined;
  readonly nicBaro: Timed<boolean> | undefined;

  /** As the aircraft itself reports them (BDS 4,4 and 4,5). */
  readonly staticTemperatureC: Timed<number> | undefined;
  readonly wind: Timed<Wind> | undefined;
}

export interface Wind {
  readonly speedKt: number;
  /** True direction it blows from. */
  readonly fromDeg: number;
}

/** How old a field is at `nowMs`; `Infinity` for one that was never given. */
export function ageMs(field: { readonly atMs: number } | undefined, nowMs: number): number {
  return field === undefined ? Number.POSITIVE_INFINITY : nowMs - field.atMs;
}
