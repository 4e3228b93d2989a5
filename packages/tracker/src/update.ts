import {
  COV_SIZE,
  MEAN_COV_SIZE,
  MEAN_SIZE,
  MODE_COUNT,
  ROW_COV,
  ROW_STATE,
  STATE_SIZE,
  matchMoments,
  matchPosition,
  predictModels,
  updateModel,
} from './imm.kernel.ts';
import { local, surfaceScale } from './local.ts';
import { REANCHOR_M, reanchor } from './reanchor.ts';
import type { Workspace } from './workspace.ts';
import type { World } from './world.ts';

export const HARD_TURN_MPS2 = 12;

/** Predicts row `row` to `atS`, or leaves it where it is when it is newer, into a slot. */
export function predictSlot(world: World, w: Workspace, row: number, atS: number, slot: number): void {
  const { tracks, config } = world;
  const time = Math.max(tracks.time[row]!, atS);
  predictModels(
    tracks.x,
    tracks.p,
    tracks.mu,
    row,
    time - tracks.time[row]!,
    config.imm,
    w.x,
    w.p,
    w.mu,
    slot,
  );
  w.slotRow[slot] = row;
  w.slotTime[slot] = time;
}

/** Squared Mahalanobis distance of {@link local} to a slot, seen `lag` s before the slot's time. */
export function slotDistance(w: Workspace, slot: number, lag: number): number {
  if (lag === 0) matchPosition(w.x, w.p, w.mu, slot, w.mean, w.cov, slot);
  else matchMoments(w.x, w.p, w.mu, slot, w.mean, w.cov, slot);
  const m = slot * MEAN_SIZE;
  const v = slot * MEAN_COV_SIZE;
  const { cov, mean } = w;
  const sxx = cov[v]! - lag * (2 * cov[v + 1]! - lag * cov[v + 4]!) + local.xx;
  const sxy = cov[v + 2]! - lag * (cov[v + 3]! + cov[v + 5]! - lag * cov[v + 6]!) + local.xy;
  const syy = cov[v + 7]! - lag * (2 * cov[v + 8]! - lag * cov[v + 9]!) + local.yy;
  const yx = local.x - mean[m]! + lag * mean[m + 1]!;
  const yy = local.y - mean[m + 2]! + lag * mean[m + 3]!;
  return (syy * yx * yx - 2 * sxy * yx * yy + sxx * yy * yy) / (sxx * syy - sxy * sxy);
}

/** Whether plot `d` reports a velocity that its track can have by now; some reports are plainly wrong. */
function velocityFits(world: World, row: number, d: number): boolean {
  const { plots, tracks } = world;
  const m = row * MEAN_SIZE;
  const v = row * MEAN_COV_SIZE;
  const dx = plots.east[d]! - tracks.mean[m + 1]!;
  const dy = plots.north[d]! - tracks.mean[m + 3]!;
  const changed = HARD_TURN_MPS2 * (Math.abs(plots.time[d]! - tracks.time[row]!) + 1);
  const bound = changed * changed + 2 * world.config.gate * (tracks.cov[v + 4]! + tracks.cov[v + 9]!);
  // Absent (NaN) compares false.
  return dx * dx + dy * dy <= bound;
}

/** Updates the models at `slot` of the given arrays with plot `d`, whose position is in {@link local}. */
export function updateSlot(
  world: World,
  x: Float64Array,
  p: Float64Array,
  mu: Float64Array,
  slot: number,
  slotTime: number,
  d: number,
  row: number,
): void {
  const { plots } = world;
  const lag = slotTime - plots.time[d]!;
  const { model } = world.sensors[plots.sensor[d]!]!;
  const moving = model.velocitySigmaMps > 0 && velocityFits(world, row, d);
  const scale = moving ? surfaceScale(world, d) : 1;
  const velocityVariance = model.velocitySigmaMps * model.velocitySigmaMps;
  let total = 0;
  for (let j = 0; j < MODE_COUNT; j++) {
    const xo = slot * ROW_STATE + j * STATE_SIZE;
    const po = slot * ROW_COV + j * COV_SIZE;
    const turning = j === 1 || j === 2;
    let likelihood = updateModel(
      x,
      xo,
      p,
      po,
      turning,
      false,
      lag,
      local.x,
      local.y,
      local.xx,
      local.xy,
      local.yy,
    );
    if (moving) {
      // A velocity is slow to age; that of a late plot counts as of now.
      likelihood *= updateModel(
        x, xo, p, po, turning, true, 0,
        plots.east[d]! * scale, plots.north[d]! * scale, velocityVariance, 0, velocityVariance,
      ); // prettier-ignore
    }
    const m = slot * MODE_COUNT + j;
    mu[m] = mu[m]! * likelihood + 1e-300;
    total += mu[m];
  }
  for (let j = 0; j < MODE_COUNT; j++) mu[slot * MODE_COUNT + j] = mu[slot * MODE_COUNT + j]! / total;
}

/** Mixes hypotheses 0 … count − 1 of the workspace, weighted by `hw` (summing to 1), into slot `slot`. */
export function mixHypotheses(w: Workspace, count: number, slot: number): void {
  const { hx, hp, hmu, hw } = w;
  for (let j = 0; j < MODE_COUNT; j++) {
    let total = 0;
    for (let h = 0; h < count; h++) total += hw[h]! * hmu[h * MODE_COUNT + j]!;
    w.mu[slot * MODE_COUNT + j] = total;
    const xo = slot * ROW_STATE + j * STATE_SIZE;
    const po = slot * ROW_COV + j * COV_SIZE;
    for (let a = 0; a < STATE_SIZE; a++) {
      let sum = 0;
      for (let h = 0; h < count; h++) {
        sum += hw[h]! * hmu[h * MODE_COUNT + j]! * hx[h * ROW_STATE + j * STATE_SIZE + a]!;
      }
      w.x[xo + a] = sum / total;
    }
    let n = 0;
    for (let a = 0; a < STATE_SIZE; a++) {
      for (let b = a; b < STATE_SIZE; b++) {
        let sum = 0;
        for (let h = 0; h < count; h++) {
          const o = h * ROW_STATE + j * STATE_SIZE;
          sum +=
            hw[h]! *
            hmu[h * MODE_COUNT + j]! *
            (hp[h * ROW_COV + j * COV_SIZE + n]! + (hx[o + a]! - w.x[xo + a]!) * (hx[o + b]! - w.x[xo + b]!));
        }
        w.p[po + n] = sum / total;
        n++;
      }
    }
  }
}

/** Writes the models at `slot` of the given arrays to their track. */
export function store(
  world: World,
  x: Float64Array,
  p: Float64Array,
  mu: Float64Array,
  slot: number,
  row: number,
  timeS: number,
): void {
  const { tracks } = world;
  copy(x, slot * ROW_STATE, tracks.x, row * ROW_STATE, ROW_STATE);
  copy(p, slot * ROW_COV, tracks.p, row * ROW_COV, ROW_COV);
  copy(mu, slot * MODE_COUNT, tracks.mu, row * MODE_COUNT, MODE_COUNT);
  tracks.time[row] = timeS;
  matchMoments(tracks.x, tracks.p, tracks.mu, row, tracks.mean, tracks.cov, row);
  const mx = tracks.mean[row * MEAN_SIZE]!;
  const my = tracks.mean[row * MEAN_SIZE + 2]!;
  if (mx * mx + my * my > REANCHOR_M * REANCHOR_M) reanchor(world, row);
}

export function copy(from: Float64Array, at: number, to: Float64Array, toAt: number, count: number): void {
  for (let k = 0; k < count; k++) to[toAt + k] = from[at + k]!;
}
