/**
 * Interacting multiple models over horizontal flight in a track's tangent plane.
 *
 * Four models share the state x, vx, y, vy (m, m/s; x east, y north); the turn models add the turn rate
 * w (rad/s, clockwise): 0 steady (constant velocity), 1 right turn, 2 left turn (coordinated turns with
 * their rate estimated), 3 manoeuvre (constant velocity, strong noise). Covariances are packed upper
 * triangles, row by row. The rate of a turn that has not begun is a prior, not a state.
 */
export const MODE_COUNT = 4;
/** Numbers per model: x, vx, y, vy, w. */
export const STATE_SIZE = 5;
/** Numbers per model covariance. */
export const COV_SIZE = 15;
export const ROW_STATE = MODE_COUNT * STATE_SIZE;
export const ROW_COV = MODE_COUNT * COV_SIZE;
/** Moment-matched mean and covariance: x, vx, y, vy and its packed 4×4. */
export const MEAN_SIZE = 4;
export const MEAN_COV_SIZE = 10;

export interface ImmParameters {
  /** White-noise acceleration of each model, m²/s³. */
  readonly accelerationNoise: readonly number[];
  /** Prior of the turn rate when a turn begins, rad/s. */
  readonly turnRate: number;
  readonly turnRateSigma: number;
  /** Random walk of the turn rate, (rad/s)²/s. */
  readonly turnRateNoise: number;
  /** Transition rates between models, 1/s, row-major from × to; the diagonal is ignored. */
  readonly transitionRates: readonly number[];
}

const transition = new Float64Array(16);
/** A model that gives less than this to another one changes nothing in it. */
const WEIGHT_MIN = 1e-5;

function fillTransition(rates: readonly number[], dt: number): void {
  // First order in time, and never more than leaves the model likelier to stay than to go.
  const t = Math.min(Math.abs(dt), 8);
  for (let i = 0; i < 4; i++) {
    let leave = 0;
    for (let j = 0; j < 4; j++) {
      if (i === j) continue;
      const a = rates[i * 4 + j]! * t;
      transition[i * 4 + j] = a;
      leave += a;
    }
    transition[i * 5] = 1 - leave;
  }
}

/**
 * Mixes the models of row `row` and predicts each by `dt` (s, not negative) into slot `slot` of the
 * work arrays. The caller owns every array; rows and slots are `ROW_STATE`, `ROW_COV`, `MODE_COUNT` long.
 */
export function predictModels(
  x: Float64Array,
  p: Float64Array,
  mu: Float64Array,
  row: number,
  dt: number,
  parameters: ImmParameters,
  wx: Float64Array,
  wp: Float64Array,
  wmu: Float64Array,
  slot: number,
): void {
  fillTransition(parameters.transitionRates, dt);
  const ox = row * ROW_STATE;
  const op = row * ROW_COV;
  const om = row * MODE_COUNT;
  const turnVariance = parameters.turnRateSigma * parameters.turnRateSigma;
  for (let j = 0; j < 4; j++) {
    let c = 0;
    for (let i = 0; i < 4; i++) c += mu[om + i]! * transition[i * 4 + j]!;
    wmu[slot * MODE_COUNT + j] = c;
    const turning = j === 1 || j === 2;
    const prior = j === 1 ? parameters.turnRate : -parameters.turnRate;
    // Mixed mean.
    let m0 = 0;
    let m1 = 0;
    let m2 = 0;
    let m3 = 0;
    let m4 = 0;
    for (let i = 0; i < 4; i++) {
      const w = (mu[om + i]! * transition[i * 4 + j]!) / c;
      const b = ox + i * STATE_SIZE;
      m0 += w * x[b]!;
      m1 += w * x[b + 1]!;
      m2 += w * x[b + 2]!;
      m3 += w * x[b + 3]!;
      m4 += w * (i === j ? x[b + 4]! : prior);
    }
    // Mixed covariance.
    let p00 = 0;
    let p01 = 0;
    let p02 = 0;
    let p03 = 0;
    let p04 = 0;
    let p11 = 0;
    let p12 = 0;
    let p13 = 0;
    let p14 = 0;
    let p22 = 0;
    let p23 = 0;
    let p24 = 0;
    let p33 = 0;
    let p34 = 0;
    let p44 = 0;
    for (let i = 0; i < 4; i++) {
      const w = (mu[om + i]! * transition[i * 4 + j]!) / c;
      if (w < WEIGHT_MIN) continue;
      const b = ox + i * STATE_SIZE;
      const q = op + i * COV_SIZE;
      const d0 = x[b]! - m0;
      const d1 = x[b + 1]! - m1;
      const d2 = x[b + 2]! - m2;
      const d3 = x[b + 3]! - m3;
      p00 += w * (p[q]! + d0 * d0);
      p01 += w * (p[q + 1]! + d0 * d1);
      p02 += w * (p[q + 2]! + d0 * d2);
      p03 += w * (p[q + 3]! + d0 * d3);
      p11 += w * (p[q + 5]! + d1 * d1);
      p12 += w * (p[q + 6]! + d1 * d2);
      p13 += w * (p[q + 7]! + d1 * d3);
      p22 += w * (p[q + 9]! + d2 * d2);
      p23 += w * (p[q + 10]! + d2 * d3);
      p33 += w * (p[q + 12]! + d3 * d3);
      if (!turning) continue;
      if (i === j) {
        const d4 = x[b + 4]! - m4;
        p04 += w * (p[q + 4]! + d0 * d4);
        p14 += w * (p[q + 8]! + d1 * d4);
        p24 += w * (p[q + 11]! + d2 * d4);
        p34 += w * (p[q + 13]! + d3 * d4);
        p44 += w * (p[q + 14]! + d4 * d4);
      } else {
        const d4 = prior - m4;
        p04 += w * d0 * d4;
        p14 += w * d1 * d4;
        p24 += w * d2 * d4;
        p34 += w * d3 * d4;
        p44 += w * (turnVariance + d4 * d4);
      }
    }
    // Noise of a random acceleration over dt.
    const noise = parameters.accelerationNoise[j]!;
    const n1 = noise * dt;
    const n2 = 0.5 * n1 * dt;
    const n3 = (n1 * dt * dt) / 3;
    const o = slot * ROW_STATE + j * STATE_SIZE;
    const q = slot * ROW_COV + j * COV_SIZE;
    if (!turning) {
      wx[o] = m0 + dt * m1;
      wx[o + 1] = m1;
      wx[o + 2] = m2 + dt * m3;
      wx[o + 3] = m3;
      wx[o + 4] = 0;
      wp[q] = p00 + dt * (2 * p01 + dt * p11) + n3;
      wp[q + 1] = p01 + dt * p11 + n2;
      wp[q + 2] = p02 + dt * (p03 + p12 + dt * p13);
      wp[q + 3] = p03 + dt * p13;
      wp[q + 4] = 0;
      wp[q + 5] = p11 + n1;
      wp[q + 6] = p12 + dt * p13;
      wp[q + 7] = p13;
      wp[q + 8] = 0;
      wp[q + 9] = p22 + dt * (2 * p23 + dt * p33) + n3;
      wp[q + 10] = p23 + dt * p33 + n2;
      wp[q + 11] = 0;
      wp[q + 12] = p33 + n1;
      wp[q + 13] = 0;
      wp[q + 14] = 0;
      continue;
    }
    // Turn by angle h: a = sin h / w, b = (1 − cos h) / w, with their derivatives by w. The series
    // costs less than the library and has no hole at w = 0; above half a radian it is too short.
    const h = m4 * dt;
    const hh = h * h;
    let sn: number;
    let cs: number;
    let a: number;
    let b: number;
    let da: number;
    let db: number;
    if (hh < 0.25) {
      sn = h * (1 - (hh / 6) * (1 - (hh / 20) * (1 - hh / 42)));
      cs = 1 - (hh / 2) * (1 - (hh / 12) * (1 - hh / 30));
      a = dt * (1 - (hh / 6) * (1 - (hh / 20) * (1 - hh / 42)));
      b = dt * (h / 2) * (1 - (hh / 12) * (1 - hh / 30));
      da = -dt * dt * (h / 3) * (1 - (hh / 10) * (1 - hh / 28));
      db = dt * dt * (0.5 - (hh / 8) * (1 - hh / 18));
    } else {
      sn = Math.sin(h);
      cs = Math.cos(h);
      a = sn / m4;
      b = (1 - cs) / m4;
      da = (dt * cs - a) / m4;
      db = (dt * sn - b) / m4;
    }
    const v1 = cs * m1 + sn * m3;
    const v3 = cs * m3 - sn * m1;
    wx[o] = m0 + a * m1 + b * m3;
    wx[o + 1] = v1;
    wx[o + 2] = m2 - b * m1 + a * m3;
    wx[o + 3] = v3;
    wx[o + 4] = m4;
    // F = [A f; 0 1]: A P Aᵀ + c fᵀ + f cᵀ + f fᵀ p44 with c = A p·4.
    const f0 = da * m1 + db * m3;
    const f1 = dt * v3;
    const f2 = -db * m1 + da * m3;
    const f3 = -dt * v1;
    const c0 = p04 + a * p14 + b * p34;
    const c1 = cs * p14 + sn * p34;
    const c2 = p24 - b * p14 + a * p34;
    const c3 = cs * p34 - sn * p14;
    const r00 = p00 + a * p01 + b * p03;
    const r01 = p01 + a * p11 + b * p13;
    const r02 = p02 + a * p12 + b * p23;
    const r03 = p03 + a * p13 + b * p33;
    const r11 = cs * p11 + sn * p13;
    const r12 = cs * p12 + sn * p23;
    const r13 = cs * p13 + sn * p33;
    const r21 = p12 - b * p11 + a * p13;
    const r22 = p22 - b * p12 + a * p23;
    const r23 = p23 - b * p13 + a * p33;
    const r31 = cs * p13 - sn * p11;
    const r33 = cs * p33 - sn * p13;
    wp[q] = r00 + a * r01 + b * r03 + 2 * c0 * f0 + f0 * f0 * p44 + n3;
    wp[q + 1] = cs * r01 + sn * r03 + c0 * f1 + f0 * c1 + f0 * f1 * p44 + n2;
    wp[q + 2] = r02 - b * r01 + a * r03 + c0 * f2 + f0 * c2 + f0 * f2 * p44;
    wp[q + 3] = cs * r03 - sn * r01 + c0 * f3 + f0 * c3 + f0 * f3 * p44;
    wp[q + 4] = c0 + f0 * p44;
    wp[q + 5] = cs * r11 + sn * r13 + 2 * c1 * f1 + f1 * f1 * p44 + n1;
    wp[q + 6] = r12 - b * r11 + a * r13 + c1 * f2 + f1 * c2 + f1 * f2 * p44;
    wp[q + 7] = cs * r13 - sn * r11 + c1 * f3 + f1 * c3 + f1 * f3 * p44;
    wp[q + 8] = c1 + f1 * p44;
    wp[q + 9] = r22 - b * r21 + a * r23 + 2 * c2 * f2 + f2 * f2 * p44 + n3;
    wp[q + 10] = cs * r23 - sn * r21 + c2 * f3 + f2 * c3 + f2 * f3 * p44 + n2;
    wp[q + 11] = c2 + f2 * p44;
    wp[q + 12] = cs * r33 - sn * r31 + 2 * c3 * f3 + f3 * f3 * p44 + n1;
    wp[q + 13] = c3 + f3 * p44;
    wp[q + 14] = p44 + parameters.turnRateNoise * dt;
  }
}

const TWO_PI = 2 * Math.PI;

/**
 * Kalman update of one model (state at `xo`, covariance at `po`) with two measured components.
 * `velocity` chooses them: false x, y; true vx, vy. A position measured `lag` seconds before the time
 * of the state (negative: after it) sees the state through x − lag·vx. Returns the likelihood of the innovation.
 */
export function updateModel(
  x: Float64Array,
  xo: number,
  p: Float64Array,
  po: number,
  turning: boolean,
  velocity: boolean,
  lag: number,
  zx: number,
  zy: number,
  rxx: number,
  rxy: number,
  ryy: number,
): number {
  // Columns of P Hᵀ.
  let a0: number;
  let a1: number;
  let a2: number;
  let a3: number;
  let a4: number;
  let b0: number;
  let b1: number;
  let b2: number;
  let b3: number;
  let b4: number;
  let sxx: number;
  let sxy: number;
  let syy: number;
  let yx: number;
  let yy: number;
  if (velocity) {
    a0 = p[po + 1]!;
    a1 = p[po + 5]!;
    a2 = p[po + 6]!;
    a3 = p[po + 7]!;
    a4 = p[po + 8]!;
    b0 = p[po + 3]!;
    b1 = p[po + 7]!;
    b2 = p[po + 10]!;
    b3 = p[po + 12]!;
    b4 = p[po + 13]!;
    sxx = a1 + rxx;
    sxy = a3 + rxy;
    syy = b3 + ryy;
    yx = zx - x[xo + 1]!;
    yy = zy - x[xo + 3]!;
  } else {
    a0 = p[po]!;
    a1 = p[po + 1]!;
    a2 = p[po + 2]!;
    a3 = p[po + 3]!;
    a4 = p[po + 4]!;
    b0 = p[po + 2]!;
    b1 = p[po + 6]!;
    b2 = p[po + 9]!;
    b3 = p[po + 10]!;
    b4 = p[po + 11]!;
    yx = zx - x[xo]!;
    yy = zy - x[xo + 2]!;
    if (lag !== 0) {
      yx += lag * x[xo + 1]!;
      yy += lag * x[xo + 3]!;
      a0 -= lag * p[po + 1]!;
      a1 -= lag * p[po + 5]!;
      a2 -= lag * p[po + 6]!;
      a3 -= lag * p[po + 7]!;
      a4 -= lag * p[po + 8]!;
      b0 -= lag * p[po + 3]!;
      b1 -= lag * p[po + 7]!;
      b2 -= lag * p[po + 10]!;
      b3 -= lag * p[po + 12]!;
      b4 -= lag * p[po + 13]!;
      sxx = a0 - lag * a1 + rxx;
      sxy = a2 - lag * a3 + rxy;
      syy = b2 - lag * b3 + ryy;
    } else {
      sxx = a0 + rxx;
      sxy = a2 + rxy;
      syy = b2 + ryy;
    }
  }
  const det = sxx * syy - sxy * sxy;
  const ixx = syy / det;
  const ixy = -sxy / det;
  const iyy = sxx / det;
  const gx = ixx * yx + ixy * yy;
  const gy = ixy * yx + iyy * yy;
  x[xo] = x[xo]! + a0 * gx + b0 * gy;
  x[xo + 1] = x[xo + 1]! + a1 * gx + b1 * gy;
  x[xo + 2] = x[xo + 2]! + a2 * gx + b2 * gy;
  x[xo + 3] = x[xo + 3]! + a3 * gx + b3 * gy;
  const ka0 = a0 * ixx + b0 * ixy;
  const kb0 = a0 * ixy + b0 * iyy;
  const ka1 = a1 * ixx + b1 * ixy;
  const kb1 = a1 * ixy + b1 * iyy;
  const ka2 = a2 * ixx + b2 * ixy;
  const kb2 = a2 * ixy + b2 * iyy;
  const ka3 = a3 * ixx + b3 * ixy;
  const kb3 = a3 * ixy + b3 * iyy;
  p[po] = p[po]! - ka0 * a0 - kb0 * b0;
  p[po + 1] = p[po + 1]! - ka0 * a1 - kb0 * b1;
  p[po + 2] = p[po + 2]! - ka0 * a2 - kb0 * b2;
  p[po + 3] = p[po + 3]! - ka0 * a3 - kb0 * b3;
  p[po + 5] = p[po + 5]! - ka1 * a1 - kb1 * b1;
  p[po + 6] = p[po + 6]! - ka1 * a2 - kb1 * b2;
  p[po + 7] = p[po + 7]! - ka1 * a3 - kb1 * b3;
  p[po + 9] = p[po + 9]! - ka2 * a2 - kb2 * b2;
  p[po + 10] = p[po + 10]! - ka2 * a3 - kb2 * b3;
  p[po + 12] = p[po + 12]! - ka3 * a3 - kb3 * b3;
  if (turning) {
    x[xo + 4] = x[xo + 4]! + a4 * gx + b4 * gy;
    p[po + 4] = p[po + 4]! - ka0 * a4 - kb0 * b4;
    p[po + 8] = p[po + 8]! - ka1 * a4 - kb1 * b4;
    p[po + 11] = p[po + 11]! - ka2 * a4 - kb2 * b4;
    p[po + 13] = p[po + 13]! - ka3 * a4 - kb3 * b4;
    p[po + 14] = p[po + 14]! - (a4 * ixx + b4 * ixy) * a4 - (a4 * ixy + b4 * iyy) * b4;
  }
  return Math.exp(-0.5 * (yx * gx + yy * gy)) / (TWO_PI * Math.sqrt(det));
}

/** Probability density of a position under the predicted models of a slot, 1/m²; 0 outside the gates (d²) of them all. */
export function positionLikelihood(
  wx: Float64Array,
  wp: Float64Array,
  wmu: Float64Array,
  slot: number,
  lag: number,
  zx: number,
  zy: number,
  rxx: number,
  rxy: number,
  ryy: number,
  gate: number,
): number {
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < 4; j++) {
    const xo = slot * ROW_STATE + j * STATE_SIZE;
    const po = slot * ROW_COV + j * COV_SIZE;
    const sxx = wp[po]! - lag * (2 * wp[po + 1]! - lag * wp[po + 5]!) + rxx;
    const sxy = wp[po + 2]! - lag * (wp[po + 3]! + wp[po + 6]! - lag * wp[po + 7]!) + rxy;
    const syy = wp[po + 9]! - lag * (2 * wp[po + 10]! - lag * wp[po + 12]!) + ryy;
    const det = sxx * syy - sxy * sxy;
    const yx = zx - wx[xo]! + lag * wx[xo + 1]!;
    const yy = zy - wx[xo + 2]! + lag * wx[xo + 3]!;
    const d2 = (syy * yx * yx - 2 * sxy * yx * yy + sxx * yy * yy) / det;
    if (d2 < least) least = d2;
    sum += (wmu[slot * MODE_COUNT + j]! * Math.exp(-0.5 * d2)) / (TWO_PI * Math.sqrt(det));
  }
  return least <= gate ? sum : 0;
}

/** As {@link matchMoments}, but only x, y and their covariance: what a gate needs, at half the cost. */
export function matchPosition(
  x: Float64Array,
  p: Float64Array,
  mu: Float64Array,
  from: number,
  mean: Float64Array,
  cov: Float64Array,
  to: number,
): void {
  let m0 = 0;
  let m2 = 0;
  let v0 = 0;
  let v2 = 0;
  let v7 = 0;
  for (let j = 0; j < 4; j++) {
    const w = mu[from * MODE_COUNT + j]!;
    const b = from * ROW_STATE + j * STATE_SIZE;
    const q = from * ROW_COV + j * COV_SIZE;
    m0 += w * x[b]!;
    m2 += w * x[b + 2]!;
    v0 += w * p[q]!;
    v2 += w * p[q + 2]!;
    v7 += w * p[q + 9]!;
  }
  for (let j = 0; j < 4; j++) {
    const w = mu[from * MODE_COUNT + j]!;
    const b = from * ROW_STATE + j * STATE_SIZE;
    const d0 = x[b]! - m0;
    const d2 = x[b + 2]! - m2;
    v0 += w * d0 * d0;
    v2 += w * d0 * d2;
    v7 += w * d2 * d2;
  }
  mean[to * MEAN_SIZE] = m0;
  mean[to * MEAN_SIZE + 2] = m2;
  const c = to * MEAN_COV_SIZE;
  cov[c] = v0;
  cov[c + 2] = v2;
  cov[c + 7] = v7;
}

/** Moment-matched mean and covariance of the models at `from`, written to row `to` of `mean` and `cov`. */
export function matchMoments(
  x: Float64Array,
  p: Float64Array,
  mu: Float64Array,
  from: number,
  mean: Float64Array,
  cov: Float64Array,
  to: number,
): void {
  const ox = from * ROW_STATE;
  const op = from * ROW_COV;
  const om = from * MODE_COUNT;
  let m0 = 0;
  let m1 = 0;
  let m2 = 0;
  let m3 = 0;
  for (let j = 0; j < 4; j++) {
    const w = mu[om + j]!;
    const b = ox + j * STATE_SIZE;
    m0 += w * x[b]!;
    m1 += w * x[b + 1]!;
    m2 += w * x[b + 2]!;
    m3 += w * x[b + 3]!;
  }
  let v0 = 0;
  let v1 = 0;
  let v2 = 0;
  let v3 = 0;
  let v4 = 0;
  let v5 = 0;
  let v6 = 0;
  let v7 = 0;
  let v8 = 0;
  let v9 = 0;
  for (let j = 0; j < 4; j++) {
    const w = mu[om + j]!;
    const b = ox + j * STATE_SIZE;
    const q = op + j * COV_SIZE;
    const d0 = x[b]! - m0;
    const d1 = x[b + 1]! - m1;
    const d2 = x[b + 2]! - m2;
    const d3 = x[b + 3]! - m3;
    v0 += w * (p[q]! + d0 * d0);
    v1 += w * (p[q + 1]! + d0 * d1);
    v2 += w * (p[q + 2]! + d0 * d2);
    v3 += w * (p[q + 3]! + d0 * d3);
    v4 += w * (p[q + 5]! + d1 * d1);
    v5 += w * (p[q + 6]! + d1 * d2);
    v6 += w * (p[q + 7]! + d1 * d3);
    v7 += w * (p[q + 9]! + d2 * d2);
    v8 += w * (p[q + 10]! + d2 * d3);
    v9 += w * (p[q + 12]! + d3 * d3);
  }
  const a = to * MEAN_SIZE;
  mean[a] = m0;
  mean[a + 1] = m1;
  mean[a + 2] = m2;
  mean[a + 3] = m3;
  const b = to * MEAN_COV_SIZE;
  cov[b] = v0;
  cov[b + 1] = v1;
  cov[b + 2] = v2;
  cov[b + 3] = v3;
  cov[b + 4] = v4;
  cov[b + 5] = v5;
  cov[b + 6] = v6;
  cov[b + 7] = v7;
  cov[b + 8] = v8;
  cov[b + 9] = v9;
}
