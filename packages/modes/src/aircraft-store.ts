import { CHANGED, type AircraftState, type FieldSource, type Timed } from './aircraft-state.ts';
import type { LatLon } from './cpr.ts';
import type {
  AirAirReply,
  ExtendedSquitter,
  ModesMessage,
  SquitterSource,
  SurveillanceReply,
} from './message.ts';
import type { AirbornePositionMe, SurfacePositionMe } from './position.ts';
import {
  type PositionTrack,
  type ReceiverSite,
  createPositionTrack,
  resolvePosition,
} from './position-resolver.ts';
import type { VelocityMe } from './velocity.ts';

export interface AircraftStoreOptions {
  /** Where the receiver stands, if known: positions out of its range are refused. */
  readonly receiver?: LatLon;
  /** How far it can hear; 300 NM unless said otherwise. */
  readonly receiverRangeMaxM?: number;
  /** Aircraft held at most, 20,000 unless said otherwise; beyond it the one heard longest ago goes. */
  readonly aircraftCountMax?: number;
  /** An aircraft not heard for this long is forgotten; 300 s unless said otherwise. */
  readonly forgetAfterMs?: number;
}

export interface AircraftStoreStats {
  /** Messages taken into a state. */
  accepted: number;
  /** Self-proving messages of an aircraft that is not announced yet. */
  pending: number;
  /** Replies sealed with an address that is not around: noise, or an aircraft out of earshot. */
  unknownAddress: number;
  /** Mended messages of aircraft not announced. */
  refusedRepairs: number;
  /** Messages that are not about an aircraft: ground stations, tests. */
  notAircraft: number;
  positionsRejected: number;
  /** Aircraft dropped because the store was full. */
  evicted: number;
  /** Aircraft dropped because they fell silent. */
  forgotten: number;
}

export interface AircraftStore {
  readonly stats: Readonly<AircraftStoreStats>;
  /**
   * Takes one message, received at `atMs` (UTC). Returns the state it changed, which stays owned by the
   * store and changes with later messages; undefined when the message is not (yet) believed.
   */
  update(message: ModesMessage, atMs: number): AircraftState | undefined;
  /** An announced aircraft. */
  get(address: number, isIcaoAddress?: boolean): AircraftState | undefined;
  /** All announced aircraft. */
  aircraft(): Generator<AircraftState>;
  /** Forgets the aircraft that are silent at `nowMs`; call it about every second. */
  expire(nowMs: number): void;
}

/** Messages that prove themselves by parity before an aircraft is announced. */
const PROOFS_NEEDED = 2;
/** They must be this close together. */
const PROOF_WINDOW_MS = 60_000;
/** A reply sealed with an address counts while the aircraft proved itself this recently. */
const ADDRESS_TRUST_MS = 60_000;
/** A better source holds a field against a lesser one for this long. */
const FIELD_HOLD_MS = 15_000;
/** Beyond this rate a new altitude in a reply, which noise can forge, needs a second that agrees. */
const ALTITUDE_RATE_MAX_FT_S = 200;
const ALTITUDE_SLACK_FT = 500;
const CONFIRM_WINDOW_MS = 30_000;

const NON_ICAO = 1 << 24;

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

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The state as the store itself sees it. */
interface Aircraft extends Mutable<AircraftState> {
  proofs: number;
  lastProofMs: number;
  readonly track: PositionTrack;
  /** Values of replies that wait for a second that agrees. */
  waitingSquawk: number;
  waitingSquawkMs: number;
  waitingAltitudeFt: number;
  waitingAltitudeMs: number;
}

type FieldName = {
  [K in keyof AircraftState]: AircraftState[K] extends Timed<infer _> | undefined ? K : never;
}[keyof AircraftState];
type FieldValue<K extends FieldName> = NonNullable<AircraftState[K]>['value'];

function createAircraft(address: number, isIcaoAddress: boolean, atMs: number): Aircraft {
  return {
    address,
    isIcaoAddress,
    firstSeenMs: atMs,
    lastSeenMs: atMs,
    messageCount: 0,
    changed: 0,
    position: undefined,
    altitudeFt: undefined,
    geometricHeightFt: undefined,
    velocity: undefined,
    headingDeg: undefined,
    indicatedAirspeedKt: undefined,
    trueAirspeedKt: undefined,
    verticalRateFtMin: undefined,
    callsign: undefined,
    category: undefined,
    squawk: undefined,
    onGround: undefined,
    alert: undefined,
    spi: undefined,
    surveillanceStatus: undefined,
    proofs: 0,
    lastProofMs: Number.NaN,
    track: createPositionTrack(),
    waitingSquawk: -1,
    waitingSquawkMs: Number.NaN,
    waitingAltitudeFt: Number.NaN,
    waitingAltitudeMs: Number.NaN,
  };
}

/** Merges messages into the state of aircraft, and keeps aircraft out that no one flies. */
export function createAircraftStore(options: AircraftStoreOptions = {}): AircraftStore {
  const {
    receiver,
    receiverRangeMaxM = 555_600,
    aircraftCountMax = 20_000,
    forgetAfterMs = 300_000,
  } = options;
  const site: ReceiverSite | undefined = receiver && { ...receiver, rangeMaxM: receiverRangeMaxM };
  const known = new Map<number, Aircraft>();
  const stats: AircraftStoreStats = {
    accepted: 0,
    pending: 0,
    unknownAddress: 0,
    refusedRepairs: 0,
    notAircraft: 0,
    positionsRejected: 0,
    evicted: 0,
    forgotten: 0,
  };

  function update(message: ModesMessage, atMs: number): AircraftState | undefined {
    const squitter = message.df === 17 || message.df === 18 || message.df === 19;
    if (squitter && (message.me.kind === 'surface-system-status' || message.me.kind === 'other')) {
      stats.notAircraft++;
      return undefined;
    }
    const key = squitter && !isIcao(message.source) ? message.address | NON_ICAO : message.address;
    let aircraft = known.get(key);
    if (squitter || message.df === 11) {
      if (message.repairedBits > 0) {
        if (aircraft === undefined || aircraft.proofs < PROOFS_NEEDED) {
          stats.refusedRepairs++;
          return undefined;
        }
      } else {
        aircraft ??= admit(key, atMs);
        prove(aircraft, atMs);
      }
    } else if (
      aircraft === undefined ||
      aircraft.proofs < PROOFS_NEEDED ||
      Math.abs(atMs - aircraft.lastProofMs) > ADDRESS_TRUST_MS
    ) {
      stats.unknownAddress++;
      return undefined;
    }

    aircraft.lastSeenMs = atMs;
    aircraft.messageCount++;
    aircraft.changed = 0;
    merge(aircraft, message, atMs);
    if (aircraft.proofs < PROOFS_NEEDED) {
      stats.pending++;
      return undefined;
    }
    stats.accepted++;
    return aircraft;
  }

  function admit(key: number, atMs: number): Aircraft {
    if (known.size >= aircraftCountMax) evictOldest();
    const aircraft = createAircraft(key & 0xffffff, key < NON_ICAO, atMs);
    known.set(key, aircraft);
    return aircraft;
  }

  function evictOldest(): void {
    let oldestKey = -1;
    let oldestMs = Number.POSITIVE_INFINITY;
    for (const [key, { lastSeenMs }] of known) {
      if (lastSeenMs < oldestMs) {
        oldestMs = lastSeenMs;
        oldestKey = key;
      }
    }
    known.delete(oldestKey);
    stats.evicted++;
  }

  function merge(aircraft: Aircraft, message: ModesMessage, atMs: number): void {
    switch (message.df) {
      case 0:
      case 16:
        mergeAirAir(aircraft, message, atMs);
        break;
      case 4:
      case 5:
      case 20:
      case 21:
        mergeSurveillance(aircraft, message, atMs);
        break;
      case 11:
        if (message.onGround !== undefined) {
          setField(aircraft, 'onGround', message.onGround, 'mode-s', atMs, CHANGED.status);
        }
        break;
      case 24:
        break;
      case 17:
      case 18:
      case 19:
        mergeSquitter(aircraft, message, atMs);
    }
  }

  function mergeSquitter(aircraft: Aircraft, message: ExtendedSquitter, atMs: number): void {
    const { me, source } = message;
    switch (me.kind) {
      case 'identification':
        if (me.callsign !== undefined) {
          setField(aircraft, 'callsign', me.callsign, source, atMs, CHANGED.identity);
        }
        if (me.category !== undefined) {
          setField(aircraft, 'category', me.category, source, atMs, CHANGED.identity);
        }
        break;
      case 'airborne-position':
        mergeAirbornePosition(aircraft, me, source, atMs);
        break;
      case 'surface-position':
        mergeSurfacePosition(aircraft, me, source, atMs);
        break;
      case 'velocity':
        mergeVelocity(aircraft, me, source, atMs);
        break;
      case 'surface-system-status':
      case 'other':
        break;
    }
  }

  function mergeAirbornePosition(
    aircraft: Aircraft,
    me: AirbornePositionMe,
    source: SquitterSource,
    atMs: number,
  ): void {
    setField(aircraft, 'onGround', false, source, atMs, CHANGED.status);
    setField(aircraft, 'surveillanceStatus', me.surveillanceStatus, source, atMs, CHANGED.status);
    if (me.altitudeFt !== undefined) {
      const name = me.altitudeKind === 'geometric' ? 'geometricHeightFt' : 'altitudeFt';
      setField(aircraft, name, me.altitudeFt, source, atMs, CHANGED.altitude);
    }
    if (me.typeCode !== 0) mergePosition(aircraft, me, false, source, atMs);
  }

  function mergeSurfacePosition(
    aircraft: Aircraft,
    me: SurfacePositionMe,
    source: SquitterSource,
    atMs: number,
  ): void {
    setField(aircraft, 'onGround', true, source, atMs, CHANGED.status);
    if (me.groundSpeedKt !== undefined) {
      const velocity = { groundSpeedKt: me.groundSpeedKt, trackDeg: me.trackDeg };
      setField(aircraft, 'velocity', velocity, source, atMs, CHANGED.velocity);
    }
    mergePosition(aircraft, me, true, source, atMs);
  }

  function mergePosition(
    aircraft: Aircraft,
    me: AirbornePositionMe | SurfacePositionMe,
    onSurface: boolean,
    source: SquitterSource,
    atMs: number,
  ): void {
    const held = aircraft.position;
    // Radar positions rebroadcast by a ground station must not mix with the aircraft's own.
    if (held && RANK[source] < RANK[held.source] && atMs - held.atMs <= FIELD_HOLD_MS) return;
    const { track } = aircraft;
    const outcome = resolvePosition(track, me, onSurface, atMs, site);
    if (outcome === 'rejected') stats.positionsRejected++;
    if (outcome !== 'position') return;
    const { latDeg, lonDeg, confidence } = track;
    aircraft.position = { latDeg, lonDeg, onSurface, source, atMs, confidence };
    aircraft.changed |= CHANGED.position;
  }

  return {
    stats,
    update,
    get(address, isIcaoAddress = true) {
      const aircraft = known.get(isIcaoAddress ? address : address | NON_ICAO);
      return aircraft && aircraft.proofs >= PROOFS_NEEDED ? aircraft : undefined;
    },
    *aircraft() {
      for (const aircraft of known.values()) if (aircraft.proofs >= PROOFS_NEEDED) yield aircraft;
    },
    expire(nowMs) {
      for (const [key, { lastSeenMs, proofs }] of known) {
        const limitMs = proofs < PROOFS_NEEDED ? PROOF_WINDOW_MS : forgetAfterMs;
        if (nowMs - lastSeenMs <= limitMs) continue;
        known.delete(key);
        if (proofs >= PROOFS_NEEDED) stats.forgotten++;
      }
    },
  };
}

function isIcao(source: SquitterSource): boolean {
  return (
    source !== 'adsb-other' &&
    source !== 'adsr-other' &&
    source !== 'tisb-other' &&
    source !== 'tisb-trackfile'
  );
}

/** Counts a message that parity proved. */
function prove(aircraft: Aircraft, atMs: number): void {
  if (aircraft.proofs < PROOFS_NEEDED) {
    aircraft.proofs = Math.abs(atMs - aircraft.lastProofMs) <= PROOF_WINDOW_MS ? aircraft.proofs + 1 : 1;
  }
  aircraft.lastProofMs = atMs;
}

/** Sets a field unless a better source holds it. Reuses the holder: no garbage per message. */
function setField<K extends FieldName>(
  aircraft: Aircraft,
  name: K,
  value: FieldValue<K>,
  source: FieldSource,
  atMs: number,
  change: number,
): void {
  const field = aircraft[name] as Mutable<Timed<FieldValue<K>>> | undefined;
  if (field === undefined) {
    (aircraft as Record<FieldName, unknown>)[name] = { value, source, atMs };
    aircraft.changed |= change;
    return;
  }
  if (RANK[source] < RANK[field.source] && atMs - field.atMs <= FIELD_HOLD_MS) return;
  field.value = value;
  field.source = source;
  field.atMs = atMs;
  aircraft.changed |= change;
}

function mergeVelocity(aircraft: Aircraft, me: VelocityMe, source: SquitterSource, atMs: number): void {
  if (me.groundSpeedKt !== undefined) {
    const velocity = { groundSpeedKt: me.groundSpeedKt, trackDeg: me.trackDeg };
    setField(aircraft, 'velocity', velocity, source, atMs, CHANGED.velocity);
  }
  if (me.headingDeg !== undefined) {
    setField(aircraft, 'headingDeg', me.headingDeg, source, atMs, CHANGED.velocity);
  }
  if (me.airspeedKt !== undefined) {
    const name = me.airspeedKind === 'true' ? 'trueAirspeedKt' : 'indicatedAirspeedKt';
    setField(aircraft, name, me.airspeedKt, source, atMs, CHANGED.velocity);
  }
  if (me.verticalRateFtMin !== undefined) {
    setField(aircraft, 'verticalRateFtMin', me.verticalRateFtMin, source, atMs, CHANGED.velocity);
  }
  if (me.geometricMinusBarometricFt !== undefined && aircraft.altitudeFt) {
    const heightFt = aircraft.altitudeFt.value + me.geometricMinusBarometricFt;
    setField(aircraft, 'geometricHeightFt', heightFt, source, atMs, CHANGED.altitude);
  }
}

function mergeAirAir(aircraft: Aircraft, message: AirAirReply, atMs: number): void {
  if (message.altitudeFt !== undefined) mergeReplyAltitude(aircraft, message.altitudeFt, atMs);
}

function mergeSurveillance(aircraft: Aircraft, message: SurveillanceReply, atMs: number): void {
  if (message.altitudeFt !== undefined) mergeReplyAltitude(aircraft, message.altitudeFt, atMs);
  if (message.squawk !== undefined) mergeReplySquawk(aircraft, message.squawk, atMs);
  if (message.onGround !== undefined) {
    setField(aircraft, 'onGround', message.onGround, 'mode-s', atMs, CHANGED.status);
  }
  if (message.alert !== undefined) setField(aircraft, 'alert', message.alert, 'mode-s', atMs, CHANGED.status);
  if (message.spi !== undefined) setField(aircraft, 'spi', message.spi, 'mode-s', atMs, CHANGED.status);
}

/** A reply may be noise that happens to carry this address: a leap in altitude needs a second reply. */
function mergeReplyAltitude(aircraft: Aircraft, altitudeFt: number, atMs: number): void {
  const held = aircraft.altitudeFt;
  const near = held !== undefined && within(altitudeFt, held.value, atMs - held.atMs);
  const confirmed =
    atMs - aircraft.waitingAltitudeMs <= CONFIRM_WINDOW_MS &&
    within(altitudeFt, aircraft.waitingAltitudeFt, atMs - aircraft.waitingAltitudeMs);
  if (near || confirmed) setField(aircraft, 'altitudeFt', altitudeFt, 'mode-s', atMs, CHANGED.altitude);
  else {
    aircraft.waitingAltitudeFt = altitudeFt;
    aircraft.waitingAltitudeMs = atMs;
  }
}

function within(altitudeFt: number, otherFt: number, elapsedMs: number): boolean {
  return (
    Math.abs(altitudeFt - otherFt) <=
    ALTITUDE_SLACK_FT + (ALTITUDE_RATE_MAX_FT_S * Math.abs(elapsedMs)) / 1000
  );
}

function mergeReplySquawk(aircraft: Aircraft, squawk: number, atMs: number): void {
  const confirmed =
    aircraft.squawk?.value === squawk ||
    (aircraft.waitingSquawk === squawk && atMs - aircraft.waitingSquawkMs <= CONFIRM_WINDOW_MS);
  if (confirmed) setField(aircraft, 'squawk', squawk, 'mode-s', atMs, CHANGED.identity);
  else {
    aircraft.waitingSquawk = squawk;
    aircraft.waitingSquawkMs = atMs;
  }
}
