import type { Track } from '@commonsky/model';
import type { ReleasedTrack } from '@commonsky/treaty';

/** Metres east and north of a degree, at a latitude; good to a few metres over the kilometres that matter here. */
const M_PER_DEG = 111_320;

/** What two members' sensors may disagree by over the same aircraft, 1σ: registration is never perfect. */
const BIAS_SIGMA_M = 200;
const VELOCITY_SIGMA_MPS = 12;
/** When the partner does not say how exact it is. */
const ACCURACY_DEFAULT_M = 300;
/** χ² of position and velocity, 99.9 %. */
const GATE_4 = 18.5;
const GATE_2 = 13.8;
const ALTITUDE_APART_M = 450;
/** The same address farther apart than this is a duplicate or a lie, not one aircraft. */
const SAME_ADDRESS_WITHIN_M = 8000;

/** A partner's track and an own one at one moment. */
export interface Comparison {
  /** Squared statistical distance, relative to its gate: below 1 they may be one. */
  readonly distance: number;
  readonly identity: 'same' | 'different' | 'unknown';
}

/** Undefined when they cannot be one aircraft. */
export function compareTracks(own: Track, other: ReleasedTrack, atMs: number): Comparison | undefined {
  const ownS = (atMs - own.atMs) / 1000;
  const otherS = (atMs - other.atMs) / 1000;
  const east = M_PER_DEG * Math.cos((own.latDeg * Math.PI) / 180);
  let dLon = other.lonDeg - own.lonDeg;
  if (dLon > 180) dLon -= 360;
  else if (dLon < -180) dLon += 360;
  // Without its velocity a partner's track is taken to fly like ours.
  const otherEast = Number.isNaN(other.eastMps) ? own.eastMps : other.eastMps;
  const otherNorth = Number.isNaN(other.northMps) ? own.northMps : other.northMps;
  const x = dLon * east + otherEast * otherS - own.eastMps * ownS;
  const y = (other.latDeg - own.latDeg) * M_PER_DEG + otherNorth * otherS - own.northMps * ownS;
  const identity = compareIdentity(own, other);
  if (Math.abs(other.pressureAltitudeM - own.pressureAltitudeM) > ALTITUDE_APART_M) return undefined;
  if (identity === 'different') return undefined;
  if (identity === 'same' && Math.hypot(x, y) > SAME_ADDRESS_WITHIN_M) return undefined;

  const accuracyM = Number.isNaN(other.accuracyM) ? ACCURACY_DEFAULT_M : other.accuracyM;
  const noise = accuracyM * accuracyM + 2 * BIAS_SIGMA_M * BIAS_SIGMA_M;
  const a = own.pEastEast + noise;
  const b = own.pEastNorth;
  const c = own.pNorthNorth + noise;
  const position = (c * x * x - 2 * b * x * y + a * y * y) / (a * c - b * b);
  if (Number.isNaN(other.eastMps)) return { distance: position / GATE_2, identity };
  const speed = Math.hypot(other.eastMps - own.eastMps, other.northMps - own.northMps) / VELOCITY_SIGMA_MPS;
  return { distance: (position + (speed * speed) / 2) / GATE_4, identity };
}

function compareIdentity(own: Track, other: ReleasedTrack): Comparison['identity'] {
  if (own.address !== undefined && other.address !== undefined)
    return own.address === other.address ? 'same' : 'different';
  if (own.callsign !== undefined && other.callsign !== undefined)
    return own.callsign === other.callsign ? 'same' : 'different';
  // Codes are reused and change at borders: equal ones support nothing alone, other ones exclude nothing.
  return 'unknown';
}

/** Position and its covariance (m²) at one moment. */
export interface Estimate {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly pEastEast: number;
  readonly pEastNorth: number;
  readonly pNorthNorth: number;
}

const WEIGHTS = Array.from({ length: 11 }, (_, i) => i / 10);

/**
 * Covariance intersection: the weighted mean that stays honest whatever the two have in common, with
 * the weight that gives the smallest trace. Never worse than the better of both.
 */
export function intersect(a: Estimate, b: Estimate): Estimate {
  const ia = inverse(a);
  const ib = inverse(b);
  let best = a;
  let bestTrace = Infinity;
  for (const w of WEIGHTS) {
    const p = inverse({
      pEastEast: w * ia.pEastEast + (1 - w) * ib.pEastEast,
      pEastNorth: w * ia.pEastNorth + (1 - w) * ib.pEastNorth,
      pNorthNorth: w * ia.pNorthNorth + (1 - w) * ib.pNorthNorth,
    });
    const trace = p.pEastEast + p.pNorthNorth;
    if (!(trace < bestTrace)) continue;
    bestTrace = trace;
    const scale = Math.cos((a.latDeg * Math.PI) / 180);
    // Weighted in metres about `a`, so that small numbers are added.
    let dLon = b.lonDeg - a.lonDeg;
    if (dLon > 180) dLon -= 360;
    else if (dLon < -180) dLon += 360;
    const x = dLon * M_PER_DEG * scale;
    const y = (b.latDeg - a.latDeg) * M_PER_DEG;
    const u = (1 - w) * (ib.pEastEast * x + ib.pEastNorth * y);
    const v = (1 - w) * (ib.pEastNorth * x + ib.pNorthNorth * y);
    best = {
      latDeg: a.latDeg + (p.pEastNorth * u + p.pNorthNorth * v) / M_PER_DEG,
      lonDeg: a.lonDeg + (p.pEastEast * u + p.pEastNorth * v) / (M_PER_DEG * scale),
      ...p,
    };
  }
  return best;
}

type Covariance = Pick<Estimate, 'pEastEast' | 'pEastNorth' | 'pNorthNorth'>;

function inverse({ pEastEast, pEastNorth, pNorthNorth }: Covariance): Covariance {
  const det = pEastEast * pNorthNorth - pEastNorth * pEastNorth;
  return { pEastEast: pNorthNorth / det, pEastNorth: -pEastNorth / det, pNorthNorth: pEastEast / det };
}

/** A partner's track as an estimate at `atMs`; without a word on its accuracy it is taken for coarse. */
export function estimateOf(track: ReleasedTrack, atMs: number): Estimate {
  const s = (atMs - track.atMs) / 1000;
  const accuracyM = Number.isNaN(track.accuracyM) ? ACCURACY_DEFAULT_M : track.accuracyM;
  return {
    latDeg: track.latDeg + ((Number.isNaN(track.northMps) ? 0 : track.northMps) * s) / M_PER_DEG,
    lonDeg:
      track.lonDeg +
      ((Number.isNaN(track.eastMps) ? 0 : track.eastMps) * s) /
        (M_PER_DEG * Math.cos((track.latDeg * Math.PI) / 180)),
    pEastEast: accuracyM * accuracyM,
    pEastNorth: 0,
    pNorthNorth: accuracyM * accuracyM,
  };
}
