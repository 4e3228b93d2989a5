import {
  type CprFrame,
  type LatLon,
  decodeCprGlobalAirborne,
  decodeCprGlobalSurface,
  decodeCprLocal,
} from './cpr.ts';

/** An even and an odd airborne message may be this far apart: in 10 s no aircraft crosses half a cell. */
const PAIR_AGE_AIRBORNE_MS = 10_000;
/** On the surface zones are a quarter as large but speeds far lower. */
const PAIR_AGE_SURFACE_MS = 25_000;
/** A single message is decoded from the last position while the aircraft cannot have left half a zone. */
const LOCAL_AGE_MS = 300_000;
/** Consistent global decodes before a position is believed. */
const CONFIDENCE_SHOWN = 2;
const CONFIDENCE_MAX = 8;
/** Messages in a row that contradict a believed position before it is given up. */
const MISSES_MAX = 5;
/** Within this of its receiver a message is unambiguous alone: half a zone. */
const HALF_ZONE_AIRBORNE_M = 333_000;
const HALF_ZONE_SURFACE_M = 83_000;
/** The same message heard twice, by two receivers or as an echo. */
const DUPLICATE_MS = 100;

const SPEED_MAX_AIRBORNE_MPS = 700;
const SPEED_MAX_SURFACE_MPS = 100;
/** Slack for the rounding of CPR and for times that are of reception. */
const SLACK_AIRBORNE_M = 1_000;
const SLACK_SURFACE_M = 200;
/** Global and local decode of the same message differ by rounding only, or by whole zones. */
const AGREE_M = 50;

const EARTH_RADIUS_M = 6_371_000;
const RAD_PER_DEG = Math.PI / 180;

interface Slot extends CprFrame {
  cprLat: number;
  cprLon: number;
  atMs: number;
  surface: boolean;
}

/** What an aircraft's position messages have told so far. */
export interface PositionTrack {
  readonly even: Slot;
  readonly odd: Slot;
  latDeg: number;
  lonDeg: number;
  /** NaN before the first candidate. */
  atMs: number;
  /** Consistent decodes in a row, 0…{@link CONFIDENCE_MAX}. */
  confidence: number;
  misses: number;
}

export function createPositionTrack(): PositionTrack {
  return {
    even: { odd: false, cprLat: 0, cprLon: 0, atMs: Number.NaN, surface: false },
    odd: { odd: true, cprLat: 0, cprLon: 0, atMs: Number.NaN, surface: false },
    latDeg: Number.NaN,
    lonDeg: Number.NaN,
    atMs: Number.NaN,
    confidence: 0,
    misses: 0,
  };
}

/** Where a receiver stands and how far it hears. */
export interface ReceiverSite extends LatLon {
  readonly rangeMaxM: number;
}

/** What became of one position message. */
export type PositionOutcome =
  /** Believed: the track holds the position of this message. */
  | 'position'
  /** Noted, but not yet enough to believe a position. */
  | 'pending'
  /** Contradicts what is known. */
  | 'rejected'
  | 'duplicate';

/**
 * Takes one position message. A position is believed after two global decodes that an aircraft can have
 * flown between; from then on every message is decoded at its own time, alone if need be.
 */
export function resolvePosition(
  track: PositionTrack,
  frame: CprFrame,
  surface: boolean,
  atMs: number,
  site: ReceiverSite | undefined,
): PositionOutcome {
  const slot = frame.odd ? track.odd : track.even;
  const other = frame.odd ? track.even : track.odd;
  if (
    slot.cprLat === frame.cprLat &&
    slot.cprLon === frame.cprLon &&
    slot.surface === surface &&
    Math.abs(atMs - slot.atMs) < DUPLICATE_MS
  ) {
    return 'duplicate';
  }
  slot.cprLat = frame.cprLat;
  slot.cprLon = frame.cprLon;
  slot.atMs = atMs;
  slot.surface = surface;

  const ageMs = Math.abs(atMs - track.atMs);
  const believed = track.confidence >= CONFIDENCE_SHOWN && ageMs <= LOCAL_AGE_MS;
  const local = believed ? decodeCprLocal(frame, surface, track) : undefined;
  const global = decodeGlobal(track, slot, other, site);

  if (believed) {
    const chosen = choose(track, local, global, surface, ageMs, site);
    if (chosen) {
      const agreed = global !== undefined && chosen === global;
      if (agreed && track.confidence < CONFIDENCE_MAX) track.confidence++;
      track.misses = 0;
      place(track, chosen, atMs);
      return 'position';
    }
    if (++track.misses < MISSES_MAX) return 'rejected';
  }
  // Nothing believed (or no longer): a decode from the old position would agree with it, right or wrong.
  const candidate = global ?? nearReceiver(frame, surface, site);
  if (candidate === undefined || !inRange(candidate, site)) return 'pending';
  const consistent =
    track.misses === 0 && ageMs <= LOCAL_AGE_MS && reachable(track, candidate, surface, ageMs);
  track.confidence = consistent ? track.confidence + 1 : 1;
  track.misses = 0;
  place(track, candidate, atMs);
  return track.confidence >= CONFIDENCE_SHOWN ? 'position' : 'pending';
}

function decodeGlobal(
  track: PositionTrack,
  slot: Slot,
  other: Slot,
  site: ReceiverSite | undefined,
): LatLon | undefined {
  const pairAgeMs = slot.surface ? PAIR_AGE_SURFACE_MS : PAIR_AGE_AIRBORNE_MS;
  // NaN, no message yet, compares false.
  if (!(Math.abs(slot.atMs - other.atMs) <= pairAgeMs) || slot.surface !== other.surface) return undefined;
  const even = slot.odd ? other : slot;
  const odd = slot.odd ? slot : other;
  const newest = slot.odd ? 'odd' : 'even';
  if (!slot.surface) return decodeCprGlobalAirborne(even, odd, newest);
  // The last fix of the aircraft itself tells the quarter of the globe even where the receiver is unknown.
  const reference = track.confidence >= CONFIDENCE_SHOWN ? track : site;
  return reference && decodeCprGlobalSurface(even, odd, newest, reference);
}

/**
 * A message alone, where the receiver cannot hear further than half a zone: so it is for all on the
 * ground, which is seldom in sight beyond its own airport.
 */
function nearReceiver(frame: CprFrame, surface: boolean, site: ReceiverSite | undefined): LatLon | undefined {
  if (site === undefined || (!surface && site.rangeMaxM > HALF_ZONE_AIRBORNE_M)) return undefined;
  const position = decodeCprLocal(frame, surface, site);
  const limitM = surface ? HALF_ZONE_SURFACE_M : HALF_ZONE_AIRBORNE_M;
  return position && distanceM(site, position) <= limitM ? position : undefined;
}

/** The decode to believe when there is a position already; undefined when none can be flown to. */
function choose(
  track: PositionTrack,
  local: LatLon | undefined,
  global: LatLon | undefined,
  surface: boolean,
  ageMs: number,
  site: ReceiverSite | undefined,
): LatLon | undefined {
  const localFits = local !== undefined && inRange(local, site) && reachable(track, local, surface, ageMs);
  if (global && localFits && distanceM(global, local) <= AGREE_M) return global;
  // A pair can straddle a turn of the zone it was encoded in; alone, the message is still right.
  if (localFits) return local;
  return global && inRange(global, site) && reachable(track, global, surface, ageMs) ? global : undefined;
}

function place(track: PositionTrack, position: LatLon, atMs: number): void {
  track.latDeg = position.latDeg;
  track.lonDeg = position.lonDeg;
  track.atMs = atMs;
}

function reachable(track: PositionTrack, position: LatLon, surface: boolean, ageMs: number): boolean {
  const limitM = surface
    ? SLACK_SURFACE_M + (SPEED_MAX_SURFACE_MPS * ageMs) / 1000
    : SLACK_AIRBORNE_M + (SPEED_MAX_AIRBORNE_MPS * ageMs) / 1000;
  return distanceM(track, position) <= limitM;
}

function inRange(position: LatLon, site: ReceiverSite | undefined): boolean {
  return site === undefined || distanceM(site, position) <= site.rangeMaxM;
}

/** On a sphere and by the mean latitude: right to a percent at the distances that are compared here. */
function distanceM(a: LatLon, b: LatLon): number {
  let dLonDeg = Math.abs(a.lonDeg - b.lonDeg);
  if (dLonDeg > 180) dLonDeg = 360 - dLonDeg;
  const x = dLonDeg * Math.cos(((a.latDeg + b.latDeg) / 2) * RAD_PER_DEG);
  const y = a.latDeg - b.latDeg;
  return Math.sqrt(x * x + y * y) * RAD_PER_DEG * EARTH_RADIUS_M;
}
