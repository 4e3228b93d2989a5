import { placeAt, type Estimate, type Placed } from './estimate.ts';

/** Position and velocity fused of several members' estimates. */
export interface Fused {
  eastM: number;
  northM: number;
  eastMps: number;
  northMps: number;
  verticalMps: number;
  pEastEast: number;
  pEastNorth: number;
  pNorthNorth: number;
}

const placed: Placed = { x: 0, y: 0, a: 0, b: 0, c: 0 };
const DISAGREEMENT_MAX = 25;

/**
 * Covariance intersection: a weighted mean in information form whose covariance is honest whatever
 * the estimates have in common, for any weights that sum to 1; so nothing counts twice, even where two
 * members used the same plots. Weights go by the inverse square of the variances: nearly all to the
 * better one, halves to equals, and no jumps from one to the other as an exact minimum would have.
 *
 * @param latDeg Where metres are counted from, with `lonDeg`.
 */
export function fuse(
  estimates: readonly Estimate[],
  atMs: number,
  latDeg: number,
  lonDeg: number,
  out: Fused,
): void {
  const lead = estimates[0]!;
  let sum = 0;
  let [ia, ib, ic, u, v] = [0, 0, 0, 0, 0];
  let [speedSum, eastMps, northMps, climbSum, verticalMps] = [0, 0, 0, 0, 0];
  for (const estimate of estimates) {
    placeAt(estimate, atMs, latDeg, lonDeg, lead, placed);
    const { x, y, a, b, c } = placed;
    const weight = 1 / ((a + c) * (a + c));
    const scale = weight / (a * c - b * b);
    sum += weight;
    ia += scale * c;
    ib -= scale * b;
    ic += scale * a;
    u += scale * (c * x - b * y);
    v += scale * (a * y - b * x);
    const share = weight / (a + c);
    if (!Number.isNaN(estimate.eastMps) && !Number.isNaN(estimate.northMps)) {
      speedSum += share;
      eastMps += share * estimate.eastMps;
      northMps += share * estimate.northMps;
    }
    if (!Number.isNaN(estimate.verticalMps)) {
      climbSum += share;
      verticalMps += share * estimate.verticalMps;
    }
  }
  const det = ia * ic - ib * ib;
  out.eastM = (ic * u - ib * v) / det;
  out.northM = (ia * v - ib * u) / det;
  const grow = sum * disagreement(estimates, atMs, latDeg, lonDeg, lead, out);
  out.pEastEast = (grow * ic) / det;
  out.pEastNorth = (-grow * ib) / det;
  out.pNorthNorth = (grow * ia) / det;
  // Absent, not zero, where nobody knows: 0 / 0.
  out.eastMps = eastMps / speedSum;
  out.northMps = northMps / speedSum;
  out.verticalMps = verticalMps / climbSum;
}

/** How much more members differ than their accuracies say, as a variance ratio from 1: a bias on some side. */
function disagreement(
  estimates: readonly Estimate[],
  atMs: number,
  latDeg: number,
  lonDeg: number,
  lead: Estimate,
  { eastM, northM }: Fused,
): number {
  if (estimates.length === 1) return 1;
  let distance = 0;
  for (const estimate of estimates) {
    placeAt(estimate, atMs, latDeg, lonDeg, lead, placed);
    const { a, b, c } = placed;
    const [x, y] = [placed.x - eastM, placed.y - northM];
    distance += (c * x * x - 2 * b * x * y + a * y * y) / (a * c - b * b);
  }
  return Math.max(1, Math.min(DISAGREEMENT_MAX, distance / (2 * (estimates.length - 1))));
}
