import { propagateBelief } from './belief.kernel.ts';
import { CONFIRMED, NONE, TENTATIVE } from './columns.ts';
import { ANCHOR_SIZE, type Frame } from './frame.ts';
import { clearGrid, collectRows } from './grid.kernel.ts';
import {
  COV_SIZE,
  MEAN_COV_SIZE,
  MEAN_SIZE,
  MODE_COUNT,
  ROW_COV,
  ROW_STATE,
  STATE_SIZE,
  matchMoments,
  positionLikelihood,
  predictModels,
  updateModel,
} from './imm.kernel.ts';
import {
  COARSE_RADIUS_M,
  FINE_RADIUS_M,
  confirmTrack,
  insertIntoGrid,
  linkAddress,
  local,
  localise,
  startTrack,
  surfaceScale,
} from './rows.ts';
import { VERTICAL_SIZE, readVertical, startVertical, updateVertical } from './vertical.kernel.ts';
import type { World } from './world.ts';

/** Most hypotheses that one update mixes: beyond the strongest seven and "none" the rest weigh nothing. */
const HYPOTHESES_MAX = 8;
/** Belief below which an edge is not worth an update. */
const BELIEF_MIN = 0.01;
const LOG_ODDS_MAX = 9.2;
/** What a plot with the right 24-bit address adds to the log odds of existence. */
const ADDRESS_LOG_ODDS = 6;
/** A plot may be this many sigma (squared) off and still be the aircraft whose address it carries. */
const ADDRESS_GATE = 60;
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
const GRID_AGE_S = 1;

/** Work arrays of one tracker; grown, never shrunk. */
export interface Workspace {
  slotCapacity: number;
  slotCount: number;
  slotRow: Int32Array;
  slotTime: Float64Array;
  x: Float64Array;
  p: Float64Array;
  mu: Float64Array;
  mean: Float64Array;
  cov: Float64Array;
  /** Hypotheses of one track. */
  hx: Float64Array;
  hp: Float64Array;
  hmu: Float64Array;
  hw: Float64Array;
  found: Int32Array;
  edgeCapacity: number;
  edgeCount: number;
  edgeSlot: Int32Array;
  edgePlot: Int32Array;
  weight: Float64Array;
  belief: Float64Array;
  toTrack: Float64Array;
  toPlot: Float64Array;
  order: Int32Array;
  plotSum: Float64Array;
  plotBelief: Float64Array;
}

export function createWorkspace(): Workspace {
  const w = {
    slotCount: 0,
    hx: new Float64Array((HYPOTHESES_MAX + 1) * ROW_STATE),
    hp: new Float64Array((HYPOTHESES_MAX + 1) * ROW_COV),
    hmu: new Float64Array((HYPOTHESES_MAX + 1) * MODE_COUNT),
    hw: new Float64Array(HYPOTHESES_MAX + 1),
    found: new Int32Array(4096),
    edgeCount: 0,
  } as Workspace;
  sizeSlots(w, 256);
  sizeEdges(w, 1024);
  sizePlots(w, 256);
  return w;
}

function sizeSlots(w: Workspace, capacity: number): void {
  const old = { ...w };
  w.slotCapacity = capacity;
  w.slotRow = new Int32Array(capacity);
  w.slotTime = new Float64Array(capacity);
  w.x = new Float64Array(capacity * ROW_STATE);
  w.p = new Float64Array(capacity * ROW_COV);
  w.mu = new Float64Array(capacity * MODE_COUNT);
  w.mean = new Float64Array(capacity * MEAN_SIZE);
  w.cov = new Float64Array(capacity * MEAN_COV_SIZE);
  if (old.slotCapacity === undefined) return;
  w.slotRow.set(old.slotRow);
  w.slotTime.set(old.slotTime);
  w.x.set(old.x);
  w.p.set(old.p);
  w.mu.set(old.mu);
  w.mean.set(old.mean);
  w.cov.set(old.cov);
}

function sizeEdges(w: Workspace, capacity: number): void {
  const old = { ...w };
  w.edgeCapacity = capacity;
  w.edgeSlot = new Int32Array(capacity);
  w.edgePlot = new Int32Array(capacity);
  w.weight = new Float64Array(capacity);
  w.belief = new Float64Array(capacity);
  w.toTrack = new Float64Array(capacity);
  w.toPlot = new Float64Array(capacity);
  w.order = new Int32Array(capacity);
  if (old.edgeCapacity === undefined) return;
  w.edgeSlot.set(old.edgeSlot);
  w.edgePlot.set(old.edgePlot);
  w.weight.set(old.weight);
}

function sizePlots(w: Workspace, capacity: number): void {
  w.plotSum = new Float64Array(capacity);
  w.plotBelief = new Float64Array(capacity);
}

/** Predicts row `row` to `atS`, or leaves it where it is when it is newer, into a slot. */
function predictSlot(world: World, w: Workspace, row: number, atS: number, slot: number): void {
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
  matchMoments(w.x, w.p, w.mu, slot, w.mean, w.cov, slot);
  w.slotRow[slot] = row;
  w.slotTime[slot] = time;
}

/** Squared Mahalanobis distance of {@link local} to a slot, seen `lag` s before the slot's time. */
function slotDistance(w: Workspace, slot: number, lag: number): number {
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

/** Updates the models at `slot` of the given arrays with plot `d`, whose position is in {@link local}. */
function updateSlot(
  world: World,
  x: Float64Array,
  p: Float64Array,
  mu: Float64Array,
  slot: number,
  slotTime: number,
  d: number,
): void {
  const { plots } = world;
  const lag = slotTime - plots.time[d]!;
  const { model } = world.sensors[plots.sensor[d]!]!;
  const moving =
    plots.east[d] === plots.east[d] && plots.north[d] === plots.north[d] && model.velocitySigmaMps > 0;
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

/** Writes the models at `slot` of the given arrays to their track. */
function store(
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

function copy(from: Float64Array, at: number, to: Float64Array, toAt: number, count: number): void {
  for (let k = 0; k < count; k++) to[toAt + k] = from[at + k]!;
}

/** A tangent plane is good to centimetres this far from its anchor. */
const REANCHOR_M = 20_000;
const position = new Float64Array(2);
const point = new Float64Array(5);
const turned = new Float64Array(ANCHOR_SIZE);

/** Moves the tangent frame of a track to where it is now. */
export function reanchor(world: World, row: number): void {
  const { tracks, frame } = world;
  const a = row * ANCHOR_SIZE;
  const { anchor } = tracks;
  const east = tracks.mean[row * MEAN_SIZE]!;
  const north = tracks.mean[row * MEAN_SIZE + 2]!;
  turnTo(frame, anchor, a, east, north);
  // Rotation between the axes, by the meridians' convergence (c, s), about the current position.
  const c = turned[3]! * anchor[a + 3]! + turned[4]! * anchor[a + 4]!;
  const s = turned[3]! * anchor[a + 5]! + turned[4]! * anchor[a + 6]!;
  const n = 1 / Math.sqrt(c * c + s * s);
  for (let j = 0; j < MODE_COUNT; j++) {
    rotateModel(
      tracks.x,
      row * ROW_STATE + j * STATE_SIZE,
      tracks.p,
      row * ROW_COV + j * COV_SIZE,
      c * n,
      s * n,
      east,
      north,
    );
  }
  for (let k = 0; k < ANCHOR_SIZE; k++) anchor[a + k] = turned[k]!;
  matchMoments(tracks.x, tracks.p, tracks.mu, row, tracks.mean, tracks.cov, row);
}

function turnTo(frame: Frame, anchor: Float64Array, at: number, east: number, north: number): void {
  frame.toGeodetic(anchor, at, east, north, position);
  frame.geodetic(position[0]!, position[1]!, point);
  frame.anchor(point[0]!, point[1]!, point[2]!, turned, 0);
}

/** Axes turned so that the new east is (c, s) in the old ones, origin at (east, north). */
function rotateModel(
  x: Float64Array,
  xo: number,
  p: Float64Array,
  po: number,
  c: number,
  s: number,
  east: number,
  north: number,
): void {
  // prettier-ignore
  const px = x[xo]! - east;
  const py = x[xo + 2]! - north;
  const vx = x[xo + 1]!;
  const vy = x[xo + 3]!;
  x[xo] = c * px + s * py;
  x[xo + 2] = c * py - s * px;
  x[xo + 1] = c * vx + s * vy;
  x[xo + 3] = c * vy - s * vx;
  const [xx, xvx, xy, xvy, xw] = [p[po]!, p[po + 1]!, p[po + 2]!, p[po + 3]!, p[po + 4]!];
  const [vxvx, vxy, vxvy, vxw] = [p[po + 5]!, p[po + 6]!, p[po + 7]!, p[po + 8]!];
  const [yy, yvy, yw, vyvy, vyw] = [p[po + 9]!, p[po + 10]!, p[po + 11]!, p[po + 12]!, p[po + 13]!];
  const cc = c * c;
  const ss = s * s;
  const cs = c * s;
  p[po] = cc * xx + 2 * cs * xy + ss * yy;
  p[po + 2] = cs * (yy - xx) + (cc - ss) * xy;
  p[po + 9] = ss * xx - 2 * cs * xy + cc * yy;
  p[po + 5] = cc * vxvx + 2 * cs * vxvy + ss * vyvy;
  p[po + 7] = cs * (vyvy - vxvx) + (cc - ss) * vxvy;
  p[po + 12] = ss * vxvx - 2 * cs * vxvy + cc * vyvy;
  p[po + 1] = cc * xvx + cs * (xvy + vxy) + ss * yvy;
  p[po + 3] = cc * xvy - cs * (xvx - yvy) - ss * vxy;
  p[po + 6] = cc * vxy - cs * (xvx - yvy) - ss * xvy;
  p[po + 10] = ss * xvx - cs * (xvy + vxy) + cc * yvy;
  p[po + 4] = c * xw + s * yw;
  p[po + 11] = c * yw - s * xw;
  p[po + 8] = c * vxw + s * vyw;
  p[po + 13] = c * vyw - s * vxw;
}

const vertical = new Float64Array(3);

/** Takes the attributes of plot `d` into its track. */
function takeAttributes(world: World, row: number, d: number): void {
  const { tracks, plots, sensors } = world;
  const time = plots.time[d]!;
  const s = plots.sensor[d]!;
  const at = row * tracks.sensorCapacity + s;
  const { model } = sensors[s]!;
  tracks.hits[row] = tracks.hits[row]! + 1;
  tracks.lastHit[row] = Math.max(tracks.lastHit[row]!, time);
  tracks.scanTime[at] = Math.max(tracks.scanTime[at]!, time);
  tracks.hitTime[at] = Math.max(tracks.hitTime[at]!, time);
  tracks.hitCount[at] = tracks.hitCount[at]! + 1;
  tracks.detection[at] = tracks.detection[at]! + 0.25 * (model.detectionProbability - tracks.detection[at]!);
  if (plots.answered[d] === 1) tracks.answers[row] = tracks.answers[row]! + 1;
  else if (model.secondary) tracks.silences[row] = tracks.silences[row]! + 1;
  if (plots.address[d] !== NONE && tracks.address[row] === NONE) linkAddress(world, row, plots.address[d]!);
  const code = plots.mode3a[d]!;
  if (code !== NONE && code !== tracks.mode3a[row]) {
    tracks.codeRepeats[row] = tracks.codeCandidate[row] === code ? tracks.codeRepeats[row]! + 1 : 1;
    tracks.codeCandidate[row] = code;
    if (tracks.mode3a[row] === NONE || tracks.codeRepeats[row] >= CODE_REPEATS) tracks.mode3a[row] = code;
  } else if (code !== NONE) tracks.codeCandidate[row] = NONE;
  if (plots.callsign[d] !== undefined) tracks.callsign[row] = plots.callsign[d];
  if (plots.onGround[d] !== NONE) tracks.onGround[row] = plots.onGround[d]!;
  tracks.spi[row] = plots.spi[d]!;
  takeHeight(world, row, d);
  if (tracks.status[row] === TENTATIVE) considerConfirming(world, row, time);
}

const CODE_REPEATS = 2;
const MISFITS_MAX = 3;

function takeHeight(world: World, row: number, d: number): void {
  const { tracks, plots, sensors } = world;
  const pressure = plots.pressure[d]!;
  const geometric = plots.geometric[d]!;
  const hasPressure = pressure === pressure;
  const hasGeometric = geometric === geometric;
  if (!(hasPressure || hasGeometric)) return;
  const time = plots.time[d]!;
  const sigma = Math.max(sensors[plots.sensor[d]!]!.model.heightSigmaM, 8);
  const known = !Number.isNaN(tracks.vertical[row * VERTICAL_SIZE]);
  if (hasPressure && hasGeometric) {
    const offset = tracks.geometricOffset[row]!;
    tracks.geometricOffset[row] =
      offset === offset ? offset + 0.1 * (geometric - pressure - offset) : geometric - pressure;
  }
  if (hasPressure && (!known || tracks.verticalGeometric[row] === 1)) {
    tracks.verticalGeometric[row] = 0;
    startVertical(tracks.vertical, row, pressure, sigma * sigma, time);
  } else if (!known) {
    tracks.verticalGeometric[row] = 1;
    startVertical(tracks.vertical, row, geometric, sigma * sigma, time);
  } else {
    const offset = tracks.geometricOffset[row]!;
    const geometricToo = tracks.verticalGeometric[row] === 1;
    if (!hasPressure && !geometricToo && offset !== offset) return;
    const z = geometricToo ? geometric : hasPressure ? pressure : geometric - offset;
    if (updateVertical(tracks.vertical, row, z, sigma * sigma, time)) tracks.heightMisfits[row] = 0;
    else if (tracks.heightMisfits[row]! + 1 < MISFITS_MAX)
      tracks.heightMisfits[row] = tracks.heightMisfits[row]! + 1;
    else {
      tracks.heightMisfits[row] = 0;
      startVertical(tracks.vertical, row, z, sigma * sigma, time);
    }
  }
}

function considerConfirming(world: World, row: number, atS: number): void {
  const { tracks, config } = world;
  const hits = tracks.hits[row]!;
  if (hits < (tracks.answers[row]! > 0 ? 2 : 3)) return;
  if (tracks.logOdds[row]! < Math.log(config.confirmProbability / (1 - config.confirmProbability))) return;
  const m = row * MEAN_SIZE;
  const v2 = tracks.mean[m + 1]! ** 2 + tracks.mean[m + 3]! ** 2;
  if (v2 > config.speedMaxMps ** 2) return;
  confirmTrack(world, row, atS);
}

/** The track whose address the plot carries, updated; false when there is none where the plot is. */
function lockByAddress(world: World, w: Workspace, d: number): boolean {
  const { tracks, plots, byAddress } = world;
  let row = byAddress.get(plots.address[d]!) ?? NONE;
  let best = NONE;
  let bestDistance = ADDRESS_GATE;
  for (; row !== NONE; row = tracks.nextSameAddress[row]!) {
    const time = plots.time[d]!;
    if (tracks.time[row]! - time > world.config.lagMaxS) continue;
    localise(world, row, d);
    predictSlot(world, w, row, time, 0);
    const distance = slotDistance(w, 0, w.slotTime[0]! - time);
    if (distance < bestDistance) {
      best = row;
      bestDistance = distance;
    }
    // One aircraft an address is the rule: no second look needed.
    if (tracks.nextSameAddress[row] === NONE && best === row) break;
    if (tracks.nextSameAddress[row] === NONE && best !== NONE) {
      localise(world, best, d);
      predictSlot(world, w, best, time, 0);
    }
  }
  if (best === NONE) return false;
  if (w.slotTime[0]! > plots.time[d]!) world.stats.outOfSequence++;
  updateSlot(world, w.x, w.p, w.mu, 0, w.slotTime[0]!, d);
  store(world, w.x, w.p, w.mu, 0, best, w.slotTime[0]!);
  tracks.logOdds[best] = Math.min(LOG_ODDS_MAX, tracks.logOdds[best]! + ADDRESS_LOG_ODDS);
  takeAttributes(world, best, d);
  world.stats.associated++;
  return true;
}

export function rebuildGrid(world: World, atS: number): void {
  const { fine, coarse, tracks } = world;
  clearGrid(fine, tracks.capacity, world.liveCount);
  clearGrid(coarse, tracks.capacity, world.liveCount >> 3);
  world.gridTime = atS;
  for (let k = 0; k < world.liveCount; k++) insertIntoGrid(world, world.live[k]!, atS);
  for (const row of world.retiredRows) world.freeRows.push(row);
  world.retiredRows.length = 0;
}

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
      ratio *= Math.max(SILENT_FACTOR, tracks.silences[row]! / (answers + tracks.silences[row]! + 5));
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
function addEdges(world: World, w: Workspace, d: number, k: number, batchMark: number): void {
  const { tracks, plots, config, sensors } = world;
  const o = d * PLOT_POINT_SIZE;
  const time = plots.time[d]!;
  const s = plots.sensor[d]!;
  const { model } = sensors[s]!;
  const plotSigma =
    model.radar && plots.sigma[d] !== plots.sigma[d]
      ? Math.max(plots.radial[o + 2]! * model.azimuthSigmaRad, model.rangeSigmaM * plots.radial[o + 3]!)
      : plots.sigma[d]!;
  const reach = Math.sqrt(config.gate) * plotSigma + (time - world.gridTime > 0.5 ? 600 : 300);
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
    if (tracks.status[row] !== TENTATIVE && tracks.status[row] !== CONFIRMED) continue;
    const lag = tracks.time[row]! - time;
    if (lag > config.lagMaxS) continue;
    // One plot a scan: this radar has seen this track on this turn.
    if (
      model.radar &&
      Math.abs(time - tracks.hitTime[row * tracks.sensorCapacity + s]!) < 0.5 * model.periodS
    )
      continue;
    localise(world, row, d);
    const m = row * MEAN_SIZE;
    const v = row * MEAN_COV_SIZE;
    const dt = -lag;
    const dx = tracks.mean[m]! + dt * tracks.mean[m + 1]! - local.x;
    const dy = tracks.mean[m + 2]! + dt * tracks.mean[m + 3]! - local.y;
    const spread =
      Math.max(tracks.cov[v]!, tracks.cov[v + 7]!) +
      1.5 * dt * dt * Math.max(tracks.cov[v + 4]!, tracks.cov[v + 9]!) +
      30 * Math.abs(dt) ** 3 +
      local.xx +
      local.yy;
    if (dx * dx + dy * dy > 1.3 * config.gate * spread) continue;
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
    if (slotDistance(w, slot, slotLag) > config.gate) continue;
    const likelihood = positionLikelihood(
      w.x,
      w.p,
      w.mu,
      slot,
      slotLag,
      local.x,
      local.y,
      local.xx,
      local.xy,
      local.yy,
    );
    const odds = Math.exp(tracks.logOdds[row]!);
    const seen = (odds / (1 + odds)) * tracks.detection[row * tracks.sensorCapacity + s]!;
    if (w.edgeCount >= w.edgeCapacity) sizeEdges(w, w.edgeCapacity * 2);
    const e = w.edgeCount++;
    w.edgeSlot[e] = slot;
    w.edgePlot[e] = k;
    w.weight[e] = (seen * likelihood * identity) / (plots.clutter[d]! * (1 - seen));
  }
}

const PLOT_POINT_SIZE = 5;

/** Sorts the edges by slot (stable counting sort), which {@link propagateBelief} wants. */
function sortEdges(w: Workspace): void {
  const { edgeCount, slotCount } = w;
  const start = new Int32Array(slotCount + 1);
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

/** Mixes hypotheses 0 … count − 1 of the workspace, weighted by `hw` (summing to 1), into slot `slot`. */
function mixHypotheses(w: Workspace, count: number, slot: number): void {
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

/** Updates the track of a slot from its edges [from, to). */
function updateFromEdges(world: World, w: Workspace, batch: Int32Array, from: number, to: number): void {
  const { tracks, plots } = world;
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
    updateSlot(world, w.x, w.p, w.mu, slot, slotTime, bestPlot);
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
      updateSlot(world, w.hx, w.hp, w.hmu, count, slotTime, d);
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
  tracks.logOdds[row] = Math.min(LOG_ODDS_MAX, Math.log((1 - absent) / absent));
  takeAttributes(world, row, bestPlot);
  world.stats.associated++;
}

/** Starts a track from a plot that no track claims. */
function considerBirth(world: World, d: number, free: number): void {
  const { plots, config } = world;
  const density = plots.clutter[d]!;
  const birth = config.birthDensity * free;
  startTrackWithAttributes(world, d, Math.min(LOG_BIRTH_MAX, Math.log(birth / density)));
}

const LOG_BIRTH_MAX = 3;

function startTrackWithAttributes(world: World, d: number, logOdds: number): void {
  const row = startTrack(world, d, logOdds);
  if (row !== NONE) takeAttributes(world, row, d);
}

/**
 * Associates one batch: the plots of one sensor over a part of its turn, in time order. Addresses
 * first, then the rest jointly. What no track claims starts a tentative track.
 */
export function associateBatch(world: World, w: Workspace, batch: Int32Array, count: number): void {
  const { plots } = world;
  const first = batch[0]!;
  const state = world.sensors[plots.sensor[first]!]!;
  state.newestS = Math.max(state.newestS, plots.time[batch[count - 1]!]!);
  if (Math.abs(plots.time[first]! - world.gridTime) > GRID_AGE_S) rebuildGrid(world, plots.time[first]!);
  w.slotCount = 0;
  w.edgeCount = 0;
  if (w.plotSum.length < count) sizePlots(w, count * 2);
  const batchMark = ++world.mark;
  let open = 0;
  for (let k = 0; k < count; k++) {
    const d = batch[k]!;
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
      updateFromEdges(world, w, batch, from, to);
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

const BIRTH_FREE_MIN = 0.5;
