import { lockByAddress } from './address.ts';
import { takeAttributes } from './attributes.ts';
import { propagateBelief } from './belief.kernel.ts';
import { NONE } from './columns.ts';
import { addEdges, sortEdges } from './edges.ts';
import { MODE_COUNT, ROW_COV, ROW_STATE } from './imm.kernel.ts';
import { convertPolar } from './ingest.ts';
import { localise } from './local.ts';
import { startTrack } from './rows.ts';
import { GRID_AGE_S, rebuildGrid } from './search.ts';
import { copy, mixHypotheses, store, updateSlot } from './update.ts';
import { HYPOTHESES_MAX, type Workspace, sizePlots } from './workspace.ts';
import type { World } from './world.ts';

/** Belief below which an edge is not worth an update. */
const BELIEF_MIN = 0.01;

/** Belief above which a plot tells which of several near aircraft a track follows. */
const DECIDED = 0.9;

const LOG_BIRTH_MAX = 3;

const BIRTH_FREE_MIN = 0.5;

/** Updates the track of a slot from its edges [from, to). */
function updateFromEdges(world: World, w: Workspace, from: number, to: number): void {
  const { tracks, plots } = world;
  const { batch } = w;
  const slot = w.edgeSlot[from]!;
  const row = w.slotRow[slot]!;
  let sum = 0;
  let bestEdge = from;
  for (let e = from; e < to; e++) {
    sum += w.belief[e]!;
    if (w.belief[e]! > w.belief[bestEdge]!) bestEdge = e;
  }
  if (sum < BELIEF_MIN) return;
  const none = Math.max(0, 1 - sum);
  const slotTime = w.slotTime[slot]!;
  const bestPlot = batch[w.edgePlot[bestEdge]!]!;
  if (w.belief[bestEdge]! > 0.999) {
    localise(world, row, bestPlot);
    updateSlot(world, w.x, w.p, w.mu, slot, slotTime, bestPlot, row);
  } else {
    let count = 0;
    if (none > 1e-3) {
      copy(w.x, slot * ROW_STATE, w.hx, 0, ROW_STATE);
      copy(w.p, slot * ROW_COV, w.hp, 0, ROW_COV);
      copy(w.mu, slot * MODE_COUNT, w.hmu, 0, MODE_COUNT);
      w.hw[count++] = none;
    }
    let total = none > 1e-3 ? none : 0;
    for (let e = from; e < to && count < HYPOTHESES_MAX; e++) {
      if (w.belief[e]! < BELIEF_MIN) continue;
      const d = batch[w.edgePlot[e]!]!;
      copy(w.x, slot * ROW_STATE, w.hx, count * ROW_STATE, ROW_STATE);
      copy(w.p, slot * ROW_COV, w.hp, count * ROW_COV, ROW_COV);
      copy(w.mu, slot * MODE_COUNT, w.hmu, count * MODE_COUNT, MODE_COUNT);
      localise(world, row, d);
      updateSlot(world, w.hx, w.hp, w.hmu, count, slotTime, d, row);
      w.hw[count++] = w.belief[e]!;
      total += w.belief[e]!;
    }
    for (let h = 0; h < count; h++) w.hw[h] = w.hw[h]! / total;
    mixHypotheses(w, count, slot);
  }
  if (slotTime > plots.time[bestPlot]!) world.stats.outOfSequence++;
  store(world, w.x, w.p, w.mu, slot, row, slotTime);
  if (sum < 0.5) return;
  // Existence after the scan: what "no plot" leaves to a track that exists, and to one that doesn't.
  const odds = Math.exp(tracks.logOdds[row]!);
  const exists = odds / (1 + odds);
  const detection = tracks.detection[row * tracks.sensorCapacity + plots.sensor[bestPlot]!]!;
  const absent = (Math.max(none, 1e-12) * (1 - exists)) / (1 - exists * detection);
  tracks.logOdds[row] = Math.min(world.config.logOddsMax, Math.log((1 - absent) / absent));
  takeAttributes(world, row, bestPlot, w.belief[bestEdge]! > DECIDED);
  world.stats.associated++;
}

/** Starts a track from a plot that no track claims. */
function considerBirth(world: World, d: number, free: number): void {
  const { plots, config } = world;
  const density = plots.clutter[d]!;
  const birth = config.birthDensity * free;
  startTrackWithAttributes(world, d, Math.min(LOG_BIRTH_MAX, Math.log(birth / density)));
}

function startTrackWithAttributes(world: World, d: number, logOdds: number): void {
  const row = startTrack(world, d, logOdds);
  if (row !== NONE) takeAttributes(world, row, d);
}

/**
 * Associates one batch: rows [from, to), the plots of one sensor over a part of its turn, in time order. Addresses
 * first, then the rest jointly. What no track claims starts a tentative track.
 */
export function associateBatch(world: World, w: Workspace, rows: Int32Array, from: number, to: number): void {
  const { plots } = world;
  const first = rows[from]!;
  const state = world.sensors[plots.sensor[first]!]!;
  state.newestS = Math.max(state.newestS, plots.time[rows[to - 1]!]!);
  if (Math.abs(plots.time[first]! - world.gridTime) > GRID_AGE_S) rebuildGrid(world, plots.time[first]!);
  w.slotCount = 0;
  w.edgeCount = 0;
  if (w.batch.length < to - from) sizePlots(w, (to - from) * 2);
  const { batch } = w;
  for (let k = from; k < to; k++) if (Number.isNaN(plots.sigma[rows[k]!])) convertPolar(world, rows[k]!);
  const batchMark = ++world.mark;
  let open = 0;
  for (let k = from; k < to; k++) {
    const d = rows[k]!;
    if (plots.address[d] !== NONE && lockByAddress(world, w, d)) continue;
    batch[open++] = d;
  }
  if (open === 0) return;
  for (let k = 0; k < open; k++) addEdges(world, w, batch[k]!, k, batchMark);
  w.plotBelief.fill(0, 0, open);
  if (w.edgeCount > 0) {
    sortEdges(w);
    propagateBelief(
      w.edgeCount,
      w.edgeSlot,
      w.edgePlot,
      w.weight,
      open,
      w.belief,
      w.toTrack,
      w.toPlot,
      w.plotSum,
    );
    for (let from = 0; from < w.edgeCount;) {
      let to = from;
      for (; to < w.edgeCount && w.edgeSlot[to] === w.edgeSlot[from]; to++) {
        const k = w.edgePlot[to]!;
        w.plotBelief[k] = w.plotBelief[k]! + w.belief[to]!;
      }
      updateFromEdges(world, w, from, to);
      from = to;
    }
  }
  for (let k = 0; k < open; k++) {
    const d = batch[k]!;
    const free = Math.max(0, 1 - w.plotBelief[k]!);
    if (plots.answered[d] === 0)
      state.clutter?.count(plots.range[d]!, plots.azimuth[d]!, plots.time[d]!, free);
    if (free > BIRTH_FREE_MIN) considerBirth(world, d, free);
  }
}
