import { takeAttributes } from './attributes.ts';
import { NONE } from './columns.ts';
import { MEAN_SIZE, ROW_COV } from './imm.kernel.ts';
import { local, localise } from './local.ts';
import { HARD_TURN_MPS2, predictSlot, slotDistance, store, updateSlot } from './update.ts';
import type { Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** What a plot with the right 24-bit address adds to the log odds of existence. */
const ADDRESS_LOG_ODDS = 6;

/** A plot may be this many sigma (squared) off and still be the aircraft whose address it carries. */
const ADDRESS_GATE = 60;

/** A squared distance that a true association seldom has: beyond it the prediction was wrong, not the plot. */
const SURPRISE = 20;

/** Reports are often stamped when received, and a link may stall for so long, s. */
const STALL_S = 2;

/** Whether {@link local} is where slot 0 is, was or will be within the time by which a report may be stamped wrongly. */
function withinStall(world: World, w: Workspace, row: number, d: number): boolean {
  if (world.sensors[world.plots.sensor[d]!]!.model.radar) return false;
  const vx = world.tracks.mean[row * MEAN_SIZE + 1]!;
  const vy = world.tracks.mean[row * MEAN_SIZE + 3]!;
  const lag = w.slotTime[0]! - world.plots.time[d]!;
  const dx = local.x - w.mean[0]! + lag * vx;
  const dy = local.y - w.mean[2]! + lag * vy;
  const late = (dx * vx + dy * vy) / Math.max(vx * vx + vy * vy, 1);
  const lateS = Math.max(-STALL_S, Math.min(STALL_S, late));
  const sigma2 = w.cov[0]! + w.cov[7]! + local.xx + local.yy;
  return (dx - lateS * vx) ** 2 + (dy - lateS * vy) ** 2 <= ADDRESS_GATE * sigma2;
}

/** Whether an aircraft that manoeuvres hard since its last plot can be where {@link local} says. */
function withinReach(world: World, w: Workspace, row: number, atS: number): boolean {
  const unseenS = Math.abs(atS - world.tracks.time[row]!);
  const dx = local.x - w.mean[0]!;
  const dy = local.y - w.mean[2]!;
  const sigmaM = Math.sqrt(w.cov[0]! + w.cov[7]! + local.xx + local.yy);
  const reachM =
    Math.min(0.5 * HARD_TURN_MPS2 * unseenS, 2 * world.config.speedMaxMps) * unseenS + 5 * sigmaM;
  return dx * dx + dy * dy <= reachM * reachM;
}

/** Scales the covariance of a prediction that its plot has proved too sure of itself. */
function widenSlot(w: Workspace, slot: number, factor: number): void {
  for (let k = slot * ROW_COV; k < (slot + 1) * ROW_COV; k++) w.p[k] = w.p[k]! * factor;
}

/** The track whose address the plot carries, updated; false when there is none where the plot is. */
export function lockByAddress(world: World, w: Workspace, d: number): boolean {
  const { tracks, plots, byAddress } = world;
  const time = plots.time[d]!;
  const first = byAddress.get(plots.address[d]!) ?? NONE;
  let best = NONE;
  let bestDistance = Number.POSITIVE_INFINITY;
  let isStamp = false;
  let last = NONE;
  for (let row = first; row !== NONE; row = tracks.nextSameAddress[row]!) {
    if (tracks.time[row]! - time > world.config.lagMaxS) continue;
    localise(world, row, d);
    predictSlot(world, w, row, time, 0);
    last = row;
    const distance = slotDistance(w, 0, w.slotTime[0]! - time);
    if (distance >= bestDistance) continue;
    const fits = distance < ADDRESS_GATE || withinReach(world, w, row, time);
    if (!fits && !withinStall(world, w, row, d)) continue;
    best = row;
    bestDistance = distance;
    isStamp = !fits;
  }
  if (best === NONE) return false;
  if (last !== best) {
    localise(world, best, d);
    predictSlot(world, w, best, time, 0);
  }
  if (isStamp) {
    const factor = bestDistance / SURPRISE;
    local.xx *= factor;
    local.xy *= factor;
    local.yy *= factor;
  } else if (bestDistance > SURPRISE) widenSlot(w, 0, bestDistance / SURPRISE);
  if (w.slotTime[0]! > plots.time[d]!) world.stats.outOfSequence++;
  updateSlot(world, w.x, w.p, w.mu, 0, w.slotTime[0]!, d, best);
  store(world, w.x, w.p, w.mu, 0, best, w.slotTime[0]!);
  tracks.logOdds[best] = Math.min(world.config.logOddsMax, tracks.logOdds[best]! + ADDRESS_LOG_ODDS);
  takeAttributes(world, best, d);
  world.stats.associated++;
  return true;
}
