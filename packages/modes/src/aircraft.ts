import type { AircraftState, FieldSource, Timed } from './aircraft-state.ts';
import { type PositionTrack, createPositionTrack } from './position-resolver.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The state as the store itself sees it. */
export interface Aircraft extends Mutable<AircraftState> {
  /** Messages that parity proved, counted until there are enough. */
  proofs: number;
  lastProofMs: number;
  readonly track: PositionTrack;
  /** NIC supplements of the operational status. */
  nicA: boolean;
  nicC: boolean;
  /** Headings of this sender are to magnetic north. */
  magnetic: boolean;
  /** Values of replies that wait for a second that agrees. */
  waitingSquawk: number;
  waitingSquawkMs: number;
  waitingAltitudeFt: number;
  waitingAltitudeMs: number;
}

export function createAircraft(address: number, isIcaoAddress: boolean, atMs: number): Aircraft {
  return {
    address,
    isIcaoAddress,
    firstSeenMs: atMs,
    lastSeenMs: atMs,
    messageCount: 0,
    changed: 0,
    position: undefined,
    contradictions: 0,
    altitudeFt: undefined,
    geometricHeightFt: undefined,
    verticalRateFtMin: undefined,
    velocity: undefined,
    magneticHeadingDeg: undefined,
    trueHeadingDeg: undefined,
    indicatedAirspeedKt: undefined,
    trueAirspeedKt: undefined,
    mach: undefined,
    rollDeg: undefined,
    trackRateDegS: undefined,
    onGround: undefined,
    callsign: undefined,
    category: undefined,
    squawk: undefined,
    emergency: undefined,
    alert: undefined,
    spi: undefined,
    acasAdvisory: undefined,
    selectedAltitudeFt: undefined,
    selectedHeadingDeg: undefined,
    altimeterSettingHpa: undefined,
    autopilot: undefined,
    adsbVersion: undefined,
    nacP: undefined,
    nacV: undefined,
    sil: undefined,
    sda: undefined,
    gva: undefined,
    nicBaro: undefined,
    staticTemperatureC: undefined,
    wind: undefined,
    proofs: 0,
    lastProofMs: Number.NaN,
    track: createPositionTrack(),
    nicA: false,
    nicC: false,
    magnetic: true,
    waitingSquawk: -1,
    waitingSquawkMs: Number.NaN,
    waitingAltitudeFt: Number.NaN,
    waitingAltitudeMs: Number.NaN,
  };
}

/** How much a source counts when two give the same field. */
const RANK: Record<FieldSource, number> = {
  'adsb-icao': 5,
  'adsb-icao-nt': 5,
  'adsb-other': 5,
  'adsr-icao': 4,
  'adsr-other': 4,
  'tisb-icao': 3,
  'tisb-trackfile': 3,
  'tisb-other': 3,
  'mode-s': 2,
  'comm-b': 1,
};

/** A better source holds a field against a lesser one for this long. */
const FIELD_HOLD_MS = 15_000;

/** Whether a value from `source` must leave what is held alone. */
export function holds(
  field: { readonly source: FieldSource; readonly atMs: number } | undefined,
  source: FieldSource,
  atMs: number,
): boolean {
  return (
    field !== undefined &&
    field.source !== source &&
    RANK[source] < RANK[field.source] &&
    // Both ways: a recording that starts again must not be held up by the time it had reached.
    Math.abs(atMs - field.atMs) <= FIELD_HOLD_MS
  );
}

/**
 * The field with a new value, unless there is none or a better source holds it. Changes the holder in
 * place: no garbage per message.
 */
export function renew<T>(
  field: Timed<T> | undefined,
  value: T | undefined,
  source: FieldSource,
  atMs: number,
): Timed<T> | undefined {
  if (value === undefined || holds(field, source, atMs)) return field;
  if (field === undefined) return { value, source, atMs };
  const held = field as Mutable<Timed<T>>;
  held.value = value;
  held.source = source;
  held.atMs = atMs;
  return held;
}
