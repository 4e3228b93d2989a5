import { NEAR, NONE, PLOT_POINT } from './columns.ts';
import { collectRows } from './grid.kernel.ts';
import { positionLikelihood } from './imm.kernel.ts';
import { local, localise, raise } from './local.ts';
import { COARSE_RADIUS_M, FINE_RADIUS_M, GRID_AGE_S } from './search.ts';
import { predictSlot } from './update.ts';
import { VERTICAL_SIZE, readVertical } from './vertical.kernel.ts';
import { type Workspace, sizeEdges, sizeSlots } from './workspace.ts';
import type { World } from './world.ts';

/** Heights are spread over about this many metres. */
const HEIGHT_SPREAD_M = 12_000;

const HEIGHT_SIGMA_MIN_M = 15;

/** Odds that a reply has the code of its track, and of some other aircraft's: discrete and conspicuity codes. */
const CODE_MATCH = 200;

const CODE_MATCH_SHARED = 4;

const CODE_DIFFERS = 0.003;

/** Codes that many aircraft share: conspicuity and emergency codes, written in octal. */
const SHARED_CODES = new Set([0o0000, 0o1000, 0o1200, 0o2000, 0o7000, 0o7500, 0o7600, 0o7700]);

/** A plot without answer from a radar that asks, for an aircraft that answers; and an answer from one that never did. */
const SILENT_FACTOR = 0.02;

/** What an update since the grid was made may have moved its track, and what speed alone moves one. */
const SEARCH_MARGIN_M = 200;

const SEARCH_SPEED_MPS = 300;

const vertical = new Float64Array(3);

/** Likelihood ratio of what plot and track say about themselves, apart from the position; 0 when they can't be one. */
function identityRatio(world: World, row: number, d: number): number {
  const { tracks, plots, sensors } = world;
  const address = plots.address[d]!;
  if (address !== NONE && tracks.address[row] !== NONE && address !== tracks.address[row]) return 0;
  let ratio = 1;
  const code = plots.mode3a[d]!;
  if (code !== NONE && tracks.mode3a[row] !== NONE) {
    if (code !== tracks.mode3a[row]) ratio = CODE_DIFFERS;
    else ratio = SHARED_CODES.has(code) ? CODE_MATCH_SHARED : CODE_MATCH;
  }
  const answers = tracks.answers[row]!;
  if (plots.answered[d] === 0) {
    if (answers > 0 && sensors[plots.sensor[d]!]!.model.secondary) {
      const silences = tracks.silences[row]!;
      ratio *= Math.max(world.config.silentShare, (silences - 1) / (answers + silences + 5));
    }
  } else if (answers === 0) ratio *= tracks.hits[row]! > 5 ? SILENT_FACTOR : 0.3;
  const z = plots.pressure[d]!;
  if (
    z === z &&
    tracks.vertical[row * VERTICAL_SIZE] === tracks.vertical[row * VERTICAL_SIZE] &&
    tracks.verticalGeometric[row] === 0
  ) {
    readVertical(tracks.vertical, row, plots.time[d]!, vertical);
    const s = vertical[1]! + HEIGHT_SIGMA_MIN_M ** 2;
    const y = z - vertical[0]!;
    ratio *= HEIGHT_SPREAD_M * (Math.exp((-0.5 * y * y) / s) / Math.sqrt(2 * Math.PI * s) + 1e-7);
  }
  return ratio;
}

/** Adds the edges of plot `d` (the `k`th of its batch). */
export function addEdges(world: World, w: Workspace, d: number, k: number, batchMark: number): void {
  const { tracks, plots, config, sensors } = world;
  const o = d * PLOT_POINT;
  const time = plots.time[d]!;
  const s = plots.sensor[d]!;
  const { model } = sensors[s]!;
  const sigma = plots.sigma[d]!;
  let plotVariance = 2 * sigma * sigma;
  let shift = 0;
  if (Number.isNaN(sigma)) {
    const across = plots.radial[o + 2]! * model.azimuthSigmaRad;
    const along = plots.radial[o + 3]! * model.rangeSigmaM;
    plotVariance = across * across + along * along;
    // Where it is depends on how high the track is.
    if (Number.isNaN(plots.pressure[d]) && Number.isNaN(plots.geometric[d])) {
      shift = Math.max(
        raise(plots, d, -config.assumedHeightM),
        -raise(plots, d, config.heightMaxM - config.assumedHeightM),
      );
    }
  }
  // A plot from before or well after the grid was made finds tracks further from where they were.
  const age = time - world.gridTime;
  const late = Math.max(0, Math.abs(age) - GRID_AGE_S) * config.speedMaxMps;
  const plotReach = Math.sqrt(config.gate * plotVariance) + SEARCH_MARGIN_M + shift + late;
  const reach = plotReach + Math.abs(age) * SEARCH_SPEED_MPS;
  const px = plots.point[o]!;
  const py = plots.point[o + 1]!;
  const pz = plots.point[o + 2]!;
  const mark = ++world.mark;
  let found = collectRows(world.fine, px, py, pz, reach + FINE_RADIUS_M, tracks.visited, mark, w.found, 0);
  found = collectRows(
    world.coarse,
    px,
    py,
    pz,
    reach + COARSE_RADIUS_M,
    tracks.visited,
    mark,
    w.found,
    found,
  );
  for (let f = 0; f < found; f++) {
    const row = w.found[f]!;
    const n = row * NEAR.size;
    const { near } = tracks;
    const dx = px - near[n]! - age * near[n + NEAR.vx]!;
    const dy = py - near[n + 1]! - age * near[n + NEAR.vy]!;
    const dz = pz - near[n + 2]! - age * near[n + NEAR.vz]!;
    const far = plotReach + near[n + NEAR.radius]!;
    if (near[n + NEAR.radius]! < 0 || dx * dx + dy * dy + dz * dz > far * far) continue;
    if (tracks.time[row]! - time > config.lagMaxS) continue;
    // One plot a scan: this radar has seen this track on this turn.
    if (
      model.radar &&
      Math.abs(time - tracks.hitTime[row * tracks.sensorCapacity + s]!) < 0.5 * model.periodS
    )
      continue;
    const identity = identityRatio(world, row, d);
    if (identity < 1e-5) continue;
    let slot: number;
    if (tracks.slotMark[row] === batchMark) slot = tracks.slot[row]!;
    else {
      if (w.slotCount >= w.slotCapacity) sizeSlots(w, w.slotCapacity * 2);
      slot = w.slotCount++;
      tracks.slot[row] = slot;
      tracks.slotMark[row] = batchMark;
      predictSlot(world, w, row, time, slot);
    }
    const slotLag = w.slotTime[slot]! - time;
    localise(world, row, d);
    const likelihood = positionLikelihood(
      w.x, w.p, w.mu, slot, slotLag, local.x, local.y, local.xx, local.xy, local.yy, config.gate,
    ); // prettier-ignore
    if (likelihood === 0) continue;
    const odds = Math.exp(tracks.logOdds[row]!);
    const seen = (odds / (1 + odds)) * tracks.detection[row * tracks.sensorCapacity + s]!;
    if (w.edgeCount >= w.edgeCapacity) sizeEdges(w, w.edgeCapacity * 2);
    const e = w.edgeCount++;
    w.edgeSlot[e] = slot;
    w.edgePlot[e] = k;
    w.weight[e] = (seen * likelihood * identity) / (plots.clutter[d]! * (1 - seen));
  }
}

/** Sorts the edges by slot (stable counting sort), which {@link propagateBelief} wants. */
export function sortEdges(w: Workspace): void {
  const { edgeCount, slotCount } = w;
  if (w.start.length <= slotCount) w.start = new Int32Array(slotCount * 2);
  const { start } = w;
  start.fill(0, 0, slotCount + 1);
  for (let e = 0; e < edgeCount; e++) start[w.edgeSlot[e]! + 1] = start[w.edgeSlot[e]! + 1]! + 1;
  for (let k = 0; k < slotCount; k++) start[k + 1] = start[k + 1]! + start[k]!;
  for (let e = 0; e < edgeCount; e++) {
    const slot = w.edgeSlot[e]!;
    const at = start[slot]!;
    start[slot] = at + 1;
    w.order[at] = w.edgePlot[e]!;
    w.toPlot[at] = w.weight[e]!;
    w.belief[at] = slot;
  }
  for (let e = 0; e < edgeCount; e++) {
    w.edgePlot[e] = w.order[e]!;
    w.weight[e] = w.toPlot[e]!;
    w.edgeSlot[e] = w.belief[e]!;
  }
}
