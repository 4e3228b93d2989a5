/**
 * Online registration: the range, azimuth and time bias of every radar, by generalised least squares
 * over pairs of plots that two sensors made of one aircraft within seconds (after Dana, in Bar-Shalom,
 * Multitarget-Multisensor Tracking, 1990, ch. 5). Reporting sensors have no bias here and so are the
 * reference where there are any; else the radars' different views of many aircraft tell them apart.
 *
 * With d = z_B − z_A − v (t_B − t_A) = J_B b_B − J_A b_A + noise, every pair adds JᵀS⁻¹J and JᵀS⁻¹d to the
 * normal equations, whose prior says that biases are small. Each plot is used in one pair only, so the
 * noise of pairs is independent. What the prior still dominates is not observable and is not applied.
 */
import { DEG_PER_RAD, RAD_PER_DEG } from '@commonsky/model';
import { NONE, PARTNER_SIZE, PLOT_POINT, PLOT_RADIAL } from './columns.ts';
import { raise } from './local.ts';
import { ANCHOR_SIZE } from './frame.ts';
import { MEAN_COV_SIZE, MEAN_SIZE, MODE_COUNT } from './imm.kernel.ts';
import type { Registration, SensorState, World } from './world.ts';

/** What is known of the biases of one sensor. Measured value = true value + bias. */
export interface SensorRegistration {
  readonly sensorId: string;
  readonly pairCount: number;
  readonly rangeM: BiasEstimate;
  readonly azimuthDeg: BiasEstimate;
  readonly timeS: BiasEstimate;
}

export interface BiasEstimate {
  readonly value: number;
  readonly sigma: number;
  /** What is taken off measurements now: 0 while it isn't observable or not significant. */
  readonly applied: number;
}

/** Parameters per sensor: range (m), azimuth (rad), time (s). */
const SIZE = 3;
const PRIOR_SIGMA = [200, 0.3 * RAD_PER_DEG, 0.3] as const;
/** A bias is observable once data have shrunk its prior sigma to this share. */
const OBSERVABLE_SHARE = 0.15;
const SIGNIFICANT_SIGMA = 2;
/** Old pairs fade: antennas are realigned, clocks drift. */
const MEMORY_S = 1200;
const SOLVE_S = 4;
const PAIR_AGE_MAX_S = 4;
const STEADY_MIN = 0.8;
/** A sensor with this many pairs is known well; from then on one in a few will do. */
const PLENTY = 2000;
const THINNED = 5;
/** d² beyond which a pair is two aircraft. */
const PAIR_GATE = 16;
/** Above this slope (tan of the elevation) height errors look like range bias. */
const SLOPE_MAX = 0.15;

/** The plot that waits for a partner, PARTNER_SIZE numbers. */
const P = {
  sensor: 0,
  time: 1,
  x: 2,
  y: 3,
  z: 4,
  eastX: 5,
  eastY: 6,
  radialEast: 7,
  radialNorth: 8,
  lever: 9,
  perRange: 10,
  range: 11,
  azimuth: 12,
  clock: 13,
  /** By how much further from the radar it lies than converted: pressure altitude is not height, m. */
  raised: 14,
} as const;

export function createRegistration(): Registration {
  return {
    information: new Float64Array(0),
    vector: new Float64Array(0),
    value: new Float64Array(0),
    variance: new Float64Array(0),
    pairCount: new Float64Array(0),
    offered: 0,
    size: 0,
    solvedS: Number.NEGATIVE_INFINITY,
  };
}

export function growRegistration(r: Registration, sensorCount: number): void {
  const size = sensorCount * SIZE;
  if (size <= r.size) return;
  const information = new Float64Array(size * size);
  for (let i = 0; i < r.size; i++) {
    information.set(r.information.subarray(i * r.size, (i + 1) * r.size), i * size);
  }
  r.information = information;
  r.vector = grown(r.vector, size);
  r.value = grown(r.value, size);
  r.variance = grown(r.variance, size);
  for (let i = r.size; i < size; i++) r.variance[i] = PRIOR_SIGMA[i % SIZE]! ** 2;
  r.pairCount = grown(r.pairCount, sensorCount);
  r.size = size;
}

function grown(column: Float64Array, size: number): Float64Array {
  const larger = new Float64Array(size);
  larger.set(column);
  return larger;
}

interface PairEnd {
  x: number;
  y: number;
  rx: number;
  ry: number;
  ax: number;
  ay: number;
  xx: number;
  xy: number;
  yy: number;
}

/** One end of a pair in the track's axes: position, Jacobian columns (range, azimuth), noise, bias applied. */
const ends: readonly [PairEnd, PairEnd] = [
  { x: 0, y: 0, rx: 0, ry: 0, ax: 0, ay: 0, xx: 0, xy: 0, yy: 0 },
  { x: 0, y: 0, rx: 0, ry: 0, ax: 0, ay: 0, xx: 0, xy: 0, yy: 0 },
];
const partner = new Float64Array(PARTNER_SIZE);

function placeEnd(world: World, row: number, source: Float64Array, at: number, end: PairEnd): void {
  const { anchor } = world.tracks;
  const a = row * ANCHOR_SIZE;
  const dx = source[at + P.x]! - anchor[a]!;
  const dy = source[at + P.y]! - anchor[a + 1]!;
  const dz = source[at + P.z]! - anchor[a + 2]!;
  const ex = anchor[a + 3]!;
  const ey = anchor[a + 4]!;
  const nx = anchor[a + 5]!;
  const ny = anchor[a + 6]!;
  end.x = dx * ex + dy * ey;
  end.y = dx * nx + dy * ny + dz * anchor[a + 7]!;
  const { model } = world.sensors[source[at + P.sensor]!]!;
  if (!model.radar) {
    end.rx = 0;
    end.ry = 0;
    end.ax = 0;
    end.ay = 0;
    end.xx = source[at + P.lever]! ** 2;
    end.xy = 0;
    end.yy = end.xx;
    return;
  }
  const c = source[at + P.eastX]! * ex + source[at + P.eastY]! * ey;
  const s = source[at + P.eastX]! * nx + source[at + P.eastY]! * ny;
  const ux = c * source[at + P.radialEast]! - s * source[at + P.radialNorth]!;
  const uy = s * source[at + P.radialEast]! + c * source[at + P.radialNorth]!;
  end.x += ux * source[at + P.raised]!;
  end.y += uy * source[at + P.raised]!;
  end.rx = ux * source[at + P.perRange]!;
  end.ry = uy * source[at + P.perRange]!;
  end.ax = uy * source[at + P.lever]!;
  end.ay = -ux * source[at + P.lever]!;
  const sr = model.rangeSigmaM ** 2;
  const sa = model.azimuthSigmaRad ** 2;
  end.xx = end.rx * end.rx * sr + end.ax * end.ax * sa;
  end.xy = end.rx * end.ry * sr + end.ax * end.ay * sa;
  end.yy = end.ry * end.ry * sr + end.ay * end.ay * sa;
}

/** Offers plot `d`, just used by confirmed track `row`, as one end of a pair. */
export function observePair(world: World, row: number, d: number): void {
  const { tracks, plots, sensors } = world;
  const s = plots.sensor[d]!;
  const state = sensors[s]!;
  const { model } = state;
  if (plots.answered[d] === 0) return;
  const geodetic = !Number.isNaN(plots.sigma[d]);
  if (model.radar && geodetic) return;
  const r = d * PLOT_RADIAL;
  if (model.radar) {
    const heightless = Number.isNaN(plots.pressure[d]) && Number.isNaN(plots.geometric[d]);
    if (heightless || Math.abs(plots.radial[r + 4]!) > SLOPE_MAX) return;
  }
  const o = d * PLOT_POINT;
  partner[P.sensor] = s;
  partner[P.time] = plots.time[d]!;
  for (let k = 0; k < 5; k++) partner[P.x + k] = plots.point[o + k]!;
  partner[P.radialEast] = plots.radial[r]!;
  partner[P.radialNorth] = plots.radial[r + 1]!;
  partner[P.lever] = model.radar ? plots.radial[r + 2]! : plots.sigma[d]!;
  partner[P.perRange] = plots.radial[r + 3]!;
  partner[P.range] = state.rangeBiasM;
  partner[P.azimuth] = state.azimuthBiasRad;
  partner[P.clock] = state.timeBiasS;
  const offset = tracks.geometricOffset[row]!;
  const isPressure = model.radar && Number.isNaN(plots.geometric[d]);
  partner[P.raised] = isPressure && offset === offset ? raise(plots, d, offset) : 0;
  const w = row * PARTNER_SIZE;
  const other = tracks.partner[w + P.sensor]!;
  const dt = partner[P.time]! - tracks.partner[w + P.time]!;
  const useful = other !== NONE && other !== s && (model.radar || sensors[other]!.model.radar);
  const steady = tracks.mu[row * MODE_COUNT]! > STEADY_MIN;
  if (useful && steady && Math.abs(dt) <= PAIR_AGE_MAX_S) {
    const seen = world.registration.offered++;
    const plenty = world.registration.pairCount[s]! > PLENTY;
    if (!plenty || seen % THINNED === 0) addPair(world, row, dt);
    tracks.partner[w + P.sensor] = NONE;
  } else tracks.partner.set(partner, w);
}

const columns = new Int32Array(2 * SIZE);
const jx = new Float64Array(2 * SIZE);
const jy = new Float64Array(2 * SIZE);

function addPair(world: World, row: number, dt: number): void {
  const { tracks, registration } = world;
  const w = row * PARTNER_SIZE;
  const [a, b] = ends;
  placeEnd(world, row, tracks.partner, w, a);
  placeEnd(world, row, partner, 0, b);
  const m = row * MEAN_SIZE;
  const v = row * MEAN_COV_SIZE;
  const vx = tracks.mean[m + 1]!;
  const vy = tracks.mean[m + 3]!;
  const sa = tracks.partner[w + P.sensor]!;
  const sb = partner[P.sensor]!;
  // Without reference a reporting sensor's end has an all-zero Jacobian but its clock is trusted too.
  const ta = world.sensors[sa]!.model.radar ? 1 : 0;
  const tb = world.sensors[sb]!.model.radar ? 1 : 0;
  jx.set([b.rx, b.ax, -vx * tb, -a.rx, -a.ax, vx * ta]);
  jy.set([b.ry, b.ay, -vy * tb, -a.ry, -a.ay, vy * ta]);
  for (let k = 0; k < SIZE; k++) {
    columns[k] = sb * SIZE + k;
    columns[SIZE + k] = sa * SIZE + k;
  }
  const sxx = a.xx + b.xx + dt * dt * tracks.cov[v + 4]! + NOISE_FLOOR;
  const sxy = a.xy + b.xy + dt * dt * tracks.cov[v + 6]!;
  const syy = a.yy + b.yy + dt * dt * tracks.cov[v + 9]! + NOISE_FLOOR;
  // Back to what the sensors measured: what was taken off is put on again.
  const applied = [
    partner[P.range]!, partner[P.azimuth]!, partner[P.clock]!,
    tracks.partner[w + P.range]!, tracks.partner[w + P.azimuth]!, tracks.partner[w + P.clock]!,
  ]; // prettier-ignore
  let dx = b.x - a.x - vx * dt;
  let dy = b.y - a.y - vy * dt;
  let ex = dx;
  let ey = dy;
  let gxx = sxx;
  let gxy = sxy;
  let gyy = syy;
  for (let k = 0; k < 2 * SIZE; k++) {
    dx += jx[k]! * applied[k]!;
    dy += jy[k]! * applied[k]!;
    ex += jx[k]! * (applied[k]! - registration.value[columns[k]!]!);
    ey += jy[k]! * (applied[k]! - registration.value[columns[k]!]!);
    const variance = registration.variance[columns[k]!]!;
    gxx += jx[k]! * jx[k]! * variance;
    gxy += jx[k]! * jy[k]! * variance;
    gyy += jy[k]! * jy[k]! * variance;
  }
  const distance = (gyy * ex * ex - 2 * gxy * ex * ey + gxx * ey * ey) / (gxx * gyy - gxy * gxy);
  if (!(distance < PAIR_GATE)) return;
  const det = sxx * syy - sxy * sxy;
  const wxx = syy / det;
  const wxy = -sxy / det;
  const wyy = sxx / det;
  const { information, vector, size, pairCount } = registration;
  pairCount[sa] = pairCount[sa]! + 1;
  pairCount[sb] = pairCount[sb]! + 1;
  for (let i = 0; i < 2 * SIZE; i++) {
    const px = jx[i]! * wxx + jy[i]! * wxy;
    const py = jx[i]! * wxy + jy[i]! * wyy;
    const ci = columns[i]!;
    vector[ci] = vector[ci]! + px * dx + py * dy;
    for (let j = 0; j < 2 * SIZE; j++) {
      const at = ci * size + columns[j]!;
      information[at] = information[at]! + px * jx[j]! + py * jy[j]!;
    }
  }
}

/** Unmodelled error of a pair, m². */
const NOISE_FLOOR = 15 * 15;

/** Solves for the biases every few seconds and sets what is taken off the measurements from now on. */
export function solveRegistration(world: World, nowS: number): void {
  const { registration: r, sensors } = world;
  if (nowS < r.solvedS + SOLVE_S) return;
  const elapsed = r.solvedS > 0 ? nowS - r.solvedS : 0;
  r.solvedS = nowS;
  const keep = Math.exp(-elapsed / MEMORY_S);
  const { size, information, vector } = r;
  for (let k = 0; k < information.length; k++) information[k] = information[k]! * keep;
  for (let k = 0; k < size; k++) vector[k] = vector[k]! * keep;
  const factor = information.slice();
  for (let k = 0; k < size; k++) {
    factor[k * size + k] = factor[k * size + k]! + 1 / PRIOR_SIGMA[k % SIZE]! ** 2;
  }
  choleskyInPlace(factor, size);
  const column = new Float64Array(size);
  r.value.set(vector);
  substitute(factor, size, r.value);
  for (let k = 0; k < size; k++) {
    column.fill(0);
    column[k] = 1;
    substitute(factor, size, column);
    r.variance[k] = column[k]!;
  }
  for (const [s, state] of sensors.entries()) {
    if (!state.model.radar) continue;
    state.rangeBiasM = applicable(r, s * SIZE);
    state.azimuthBiasRad = applicable(r, s * SIZE + 1);
    state.timeBiasS = applicable(r, s * SIZE + 2);
  }
}

function applicable(r: Registration, k: number): number {
  const sigma = Math.sqrt(r.variance[k]!);
  const observable = sigma < OBSERVABLE_SHARE * PRIOR_SIGMA[k % SIZE]!;
  return observable && Math.abs(r.value[k]!) > SIGNIFICANT_SIGMA * sigma ? r.value[k]! : 0;
}

/** Lower Cholesky factor of a symmetric positive definite matrix, in its lower triangle. */
function choleskyInPlace(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / a[j * n + j]!;
    }
  }
}

/** Solves L Lᵀ x = x in place. */
function substitute(l: Float64Array, n: number, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * x[k]!;
    x[i] = sum / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * x[k]!;
    x[i] = sum / l[i * n + i]!;
  }
}

/** The biases of every radar, for the engineer. */
export function reportRegistration(world: World): SensorRegistration[] {
  const { registration: r, sensors } = world;
  return sensors.flatMap((state: SensorState, s) => {
    if (!state.model.radar) return [];
    const estimate = (k: number, unit: number, applied: number): BiasEstimate => ({
      value: r.value[s * SIZE + k]! * unit,
      sigma: Math.sqrt(r.variance[s * SIZE + k]!) * unit,
      applied: applied * unit,
    });
    return [
      {
        sensorId: state.sensor.id,
        pairCount: r.pairCount[s]!,
        rangeM: estimate(0, 1, state.rangeBiasM),
        azimuthDeg: estimate(1, DEG_PER_RAD, state.azimuthBiasRad),
        timeS: estimate(2, 1, state.timeBiasS),
      },
    ];
  });
}
