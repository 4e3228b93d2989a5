import { type Aircraft, createAircraft } from './aircraft.ts';
import type { AircraftState } from './aircraft-state.ts';
import type { LatLon } from './cpr.ts';
import { mergeAirAir, mergeAllCall, mergeSurveillance } from './merge-reply.ts';
import { mergeSquitter } from './merge-squitter.ts';
import type { ModesMessage, SquitterSource } from './message.ts';
import type { ReceiverSite } from './position-resolver.ts';

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
  /** Mended messages taken, among the accepted: their share is the rate of repair. */
  repaired: number;
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
/** Added to addresses that name no airframe, so that they never meet those that do. */
const NON_ICAO = 1 << 24;

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
    repaired: 0,
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
    if (message.repairedBits > 0) stats.repaired++;
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
        if (message.repairedBits === 0) mergeAllCall(aircraft, message, atMs);
        break;
      case 24:
        break;
      case 17:
      case 18:
      case 19:
        if (mergeSquitter(aircraft, message, atMs, site) === 'rejected') stats.positionsRejected++;
    }
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
        if (Math.abs(nowMs - lastSeenMs) <= limitMs) continue;
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
