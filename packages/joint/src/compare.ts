import type { Bias } from './bias.ts';
import { hasVelocity, placeAt, type Estimate, type Placed } from './estimate.ts';

/** How well two members' states agree at one moment. */
export interface Agreement {
  /** Squared statistical distance, over as many dimensions as both sides speak of. */
  distance: number;
  dimensions: number;
  /** The part of it that heights have; 0 when one is not known. */
  heightDistance: number;
  /** How far the positions may be apart by what is known, 1σ of both axes, m. */
  spreadM: number;
  /** Theirs minus ours and its variance, before bias, m. */
  eastM: number;
  northM: number;
  variance: number;
}

/** χ² at 99.9 %, by dimensions. */
const GATE = [Number.NaN, Number.NaN, 13.8, 16.3, 18.5, 20.5] as const;

const HEIGHT_GATE = 10.8;
/** Two filters of one aircraft lag differently in a turn, and the more the less exact they are: 1σ, each axis, each side. */
const VELOCITY_SIGMA_MPS = 9;
const VELOCITY_PER_POSITION = 0.1;
/** A match of states less exact than this proves less. */
const SPREAD_SHARP_M = 300;
/** One transponder, read at different moments and rounded. */
const ALTITUDE_SIGMA_M = 75;
const CLIMB_LAG_S = 4;
/** Farther apart than this nothing is compared: neighbours of a grid are not always near. */
export const COMPARE_WITHIN_M = 8_000;

const first: Placed = { x: 0, y: 0, a: 0, b: 0, c: 0 };
const second: Placed = { x: 0, y: 0, a: 0, b: 0, c: 0 };

/**
 * Compares two states at `atMs`.
 *
 * @param bias Expected difference, `theirs` minus `ours`.
 * @returns False when they are too far apart to say anything.
 */
export function compare(ours: Estimate, theirs: Estimate, atMs: number, bias: Bias, out: Agreement): boolean {
  placeAt(ours, atMs, ours.latDeg, ours.lonDeg, theirs, first);
  placeAt(theirs, atMs, ours.latDeg, ours.lonDeg, ours, second);
  out.eastM = second.x - first.x;
  out.northM = second.y - first.y;
  const isMoving = hasVelocity(ours);
  const x = out.eastM - bias.eastM - (isMoving ? ours.eastMps * bias.timeS : 0);
  const y = out.northM - bias.northM - (isMoving ? ours.northMps * bias.timeS : 0);
  if (!(Math.abs(x) <= COMPARE_WITHIN_M && Math.abs(y) <= COMPARE_WITHIN_M)) return false;
  const a = first.a + second.a + bias.variance;
  const b = first.b + second.b;
  const c = first.c + second.c + bias.variance;
  out.variance = (first.a + second.a + first.c + second.c) / 2;
  out.distance = (c * x * x - 2 * b * x * y + a * y * y) / (a * c - b * b);
  out.spreadM = Math.sqrt(Math.sqrt(a * c - b * b));
  out.dimensions = 2;
  out.heightDistance = 0;
  if (isMoving && hasVelocity(theirs)) {
    const east = theirs.eastMps - ours.eastMps;
    const north = theirs.northMps - ours.northMps;
    const variance =
      2 * VELOCITY_SIGMA_MPS * VELOCITY_SIGMA_MPS +
      VELOCITY_PER_POSITION * VELOCITY_PER_POSITION * out.variance;
    out.distance += (east * east + north * north) / variance;
    out.dimensions += 2;
  }
  const apart = theirs.altitudeM - ours.altitudeM;
  if (!Number.isNaN(apart)) {
    const climb = Math.max(Math.abs(ours.verticalMps) || 0, Math.abs(theirs.verticalMps) || 0);
    const lagS = CLIMB_LAG_S + Math.abs(theirs.atMs - ours.atMs) / 1000;
    const lag = climb * lagS;
    out.heightDistance = (apart * apart) / (ALTITUDE_SIGMA_M * ALTITUDE_SIGMA_M + lag * lag);
    out.distance += out.heightDistance;
    out.dimensions += 1;
  }
  return true;
}

export function isInGate({ distance, dimensions, heightDistance }: Agreement): boolean {
  return distance <= GATE[dimensions]! && heightDistance <= HEIGHT_GATE;
}

/** How much one independent look speaks for one aircraft (above 0) or two, as a logarithm of odds. */
export function kinematicEvidence({ distance, dimensions, spreadM }: Agreement): number {
  const vague = 2 * Math.max(0, Math.log(spreadM / SPREAD_SHARP_M)) + (dimensions < 4 ? COURSE_UNKNOWN : 0);
  return Math.max(EVIDENCE_MIN, Math.min(EVIDENCE_MAX, (GATE[dimensions]! - distance) / 2 - vague));
}
const COURSE_UNKNOWN = 2;
const EVIDENCE_MIN = -100;
const EVIDENCE_MAX = 4;

/** Odds (logarithms) that address, callsign and code add; equal codes without address may still be two aircraft. */
const ADDRESS_SAME = 14;
const ADDRESS_OTHER = -30;
const CALLSIGN_SAME = 6;
const CALLSIGN_OTHER = -4;
const CODE_SAME = 8;
const CODE_SHARED_SAME = 1;
const CODE_OTHER = -4;
/** Without height, half the sky is in one place. */
const HEIGHT_UNKNOWN = -4;

/** Codes many aircraft send at once: VFR, IFR without a code, formation trail, and none at all. */
const SHARED_CODES: ReadonlySet<number> = new Set([0, 0o1000, 0o1200, 0o2000, 0o7000, 0o7777]);

export function identityEvidence(ours: Estimate, theirs: Estimate): number {
  if (ours.address !== undefined && theirs.address !== undefined)
    return ours.address === theirs.address ? ADDRESS_SAME : ADDRESS_OTHER;
  let evidence = Number.isNaN(ours.altitudeM - theirs.altitudeM) ? HEIGHT_UNKNOWN : 0;
  if (ours.callsign !== undefined && theirs.callsign !== undefined)
    evidence += ours.callsign === theirs.callsign ? CALLSIGN_SAME : CALLSIGN_OTHER;
  if (ours.mode3a !== undefined && theirs.mode3a !== undefined) {
    if (ours.mode3a !== theirs.mode3a) evidence += CODE_OTHER;
    else evidence += SHARED_CODES.has(ours.mode3a) ? CODE_SHARED_SAME : CODE_SAME;
  }
  return evidence;
}

export function isAddressSame(ours: Estimate, theirs: Estimate): boolean {
  return ours.address !== undefined && ours.address === theirs.address;
}

export function isAddressOther(ours: Estimate, theirs: Estimate): boolean {
  return ours.address !== undefined && theirs.address !== undefined && ours.address !== theirs.address;
}
