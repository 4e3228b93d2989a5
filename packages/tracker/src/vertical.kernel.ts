/**
 * Vertical filter: two models over height z (m) and climb rate v (m/s). The level model holds z and has
 * no rate; the climb model is constant velocity. One row is VERTICAL_SIZE numbers; z is NaN until measured.
 */
export const VERTICAL_SIZE = 9;
const Z_LEVEL = 0;
const P_LEVEL = 1;
const Z = 2;
const V = 3;
const P_ZZ = 4;
const P_ZV = 5;
const P_VV = 6;
const MU_LEVEL = 7;
const TIME = 8;

/** Rate that an aircraft which leaves its level may have at once, (m/s)². */
const ENTRY_RATE_VARIANCE = 64;
const LEVEL_NOISE = 0.2; // m²/s
const CLIMB_NOISE = 0.5; // m²/s³
const LEAVE_LEVEL = 1 / 90; // 1/s
const LEAVE_CLIMB = 1 / 60; // 1/s
/** An innovation beyond this is a garbled height, not a climb. */
const GATE_SIGMA = 6;

export function startVertical(
  rows: Float64Array,
  row: number,
  heightM: number,
  variance: number,
  atS: number,
): void {
  const o = row * VERTICAL_SIZE;
  rows[o + Z_LEVEL] = heightM;
  rows[o + P_LEVEL] = variance;
  rows[o + Z] = heightM;
  rows[o + V] = 0;
  rows[o + P_ZZ] = variance;
  rows[o + P_ZV] = 0;
  rows[o + P_VV] = 100;
  rows[o + MU_LEVEL] = 0.6;
  rows[o + TIME] = atS;
}

/** Height, its variance, climb rate at `atS`, written to out[0…2]; NaN when no height is known. */
export function readVertical(rows: Float64Array, row: number, atS: number, out: Float64Array): void {
  const o = row * VERTICAL_SIZE;
  const dt = atS - rows[o + TIME]!;
  const ad = Math.abs(dt);
  const mu = rows[o + MU_LEVEL]!;
  const zc = rows[o + Z]! + dt * rows[o + V]!;
  const z = mu * rows[o + Z_LEVEL]! + (1 - mu) * zc;
  const dl = rows[o + Z_LEVEL]! - z;
  const dc = zc - z;
  const pc =
    rows[o + P_ZZ]! + 2 * dt * rows[o + P_ZV]! + dt * dt * rows[o + P_VV]! + (CLIMB_NOISE * ad * ad * ad) / 3;
  const leave = Math.min(0.5, ad * LEAVE_LEVEL);
  out[0] = z;
  out[1] =
    mu * (rows[o + P_LEVEL]! + LEVEL_NOISE * ad + dl * dl + leave * ENTRY_RATE_VARIANCE * dt * dt) +
    (1 - mu) * (pc + dc * dc);
  out[2] = (1 - mu) * rows[o + V]!;
}

/** Kalman update with a measured height; false when it does not fit and was left out. Old ones are taken as of now. */
export function updateVertical(
  rows: Float64Array,
  row: number,
  heightM: number,
  variance: number,
  atS: number,
): boolean {
  const o = row * VERTICAL_SIZE;
  const dt = Math.max(0, atS - rows[o + TIME]!);
  const stay = Math.min(0.5, dt * LEAVE_LEVEL);
  const back = Math.min(0.5, dt * LEAVE_CLIMB);
  const mu = rows[o + MU_LEVEL]!;
  const muLevel = mu * (1 - stay) + (1 - mu) * back;
  const muClimb = 1 - muLevel;
  const zL = rows[o + Z_LEVEL]!;
  const pL = rows[o + P_LEVEL]!;
  const zC = rows[o + Z]!;
  const vC = rows[o + V]!;
  // Level: mixed from both, the rate dropped.
  const wl = ((1 - mu) * back) / muLevel;
  const levelZ = zL + wl * (zC - zL);
  const levelP =
    (1 - wl) * (pL + (zL - levelZ) ** 2) + wl * (rows[o + P_ZZ]! + (zC - levelZ) ** 2) + LEVEL_NOISE * dt;
  // Climb: mixed from both, the level share with an entry rate.
  const wc = (mu * stay) / muClimb;
  const z0 = zC + wc * (zL - zC);
  const v0 = (1 - wc) * vC;
  const pzz = (1 - wc) * (rows[o + P_ZZ]! + (zC - z0) ** 2) + wc * (pL + (zL - z0) ** 2);
  const pzv = (1 - wc) * (rows[o + P_ZV]! + (zC - z0) * (vC - v0)) + wc * (zL - z0) * -v0;
  const pvv = (1 - wc) * (rows[o + P_VV]! + (vC - v0) ** 2) + wc * (ENTRY_RATE_VARIANCE + v0 * v0);
  const climbZ = z0 + dt * v0;
  const czz = pzz + dt * (2 * pzv + dt * pvv) + (CLIMB_NOISE * dt * dt * dt) / 3;
  const czv = pzv + dt * pvv + 0.5 * CLIMB_NOISE * dt * dt;
  const cvv = pvv + CLIMB_NOISE * dt;
  const sL = levelP + variance;
  const sC = czz + variance;
  const yL = heightM - levelZ;
  const yC = heightM - climbZ;
  const far = GATE_SIGMA * GATE_SIGMA;
  if (yL * yL > far * sL && yC * yC > far * sC) return false;
  const lL = (muLevel * Math.exp((-0.5 * yL * yL) / sL)) / Math.sqrt(sL) + 1e-12;
  const lC = (muClimb * Math.exp((-0.5 * yC * yC) / sC)) / Math.sqrt(sC) + 1e-12;
  rows[o + Z_LEVEL] = levelZ + (levelP / sL) * yL;
  rows[o + P_LEVEL] = (levelP * variance) / sL;
  rows[o + Z] = climbZ + (czz / sC) * yC;
  rows[o + V] = v0 + (czv / sC) * yC;
  rows[o + P_ZZ] = (czz * variance) / sC;
  rows[o + P_ZV] = (czv * variance) / sC;
  rows[o + P_VV] = cvv - (czv * czv) / sC;
  rows[o + MU_LEVEL] = lL / (lL + lC);
  rows[o + TIME] = rows[o + TIME]! + dt;
  return true;
}
