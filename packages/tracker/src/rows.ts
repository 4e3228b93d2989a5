import {
  CONFIRMED,
  FREE,
  NONE,
  PLOT_POINT,
  PLOT_RADIAL,
  TENTATIVE,
  growTrackColumns,
  type TrackColumns,
} from './columns.ts';
import { ANCHOR_SIZE } from './frame.ts';
import { insertRow } from './grid.kernel.ts';
import {
  COV_SIZE,
  MEAN_COV_SIZE,
  MEAN_SIZE,
  MODE_COUNT,
  ROW_COV,
  ROW_STATE,
  STATE_SIZE,
  matchMoments,
} from './imm.kernel.ts';
import { VERTICAL_SIZE, readVertical } from './vertical.kernel.ts';
import { emit, type EndReason, type World } from './world.ts';

/** A plot in the tangent frame of a track: position and covariance, m and m². */
export const local = { x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
const height = new Float64Array(3);

/** Height above the ellipsoid of a track, best known, in `height[0]`, variance in `height[1]`; false when unknown. */
function trackHeight(tracks: TrackColumns, row: number, atS: number): boolean {
  if (Number.isNaN(tracks.vertical[row * VERTICAL_SIZE])) return false;
  readVertical(tracks.vertical, row, atS, height);
  const offset = tracks.geometricOffset[row]!;
  if (tracks.verticalGeometric[row] === 0 && offset === offset) height[0] = height[0]! + offset;
  return true;
}

/** Brings plot `d` into the frame of track `row`; the result is in {@link local}. */
export function localise(world: World, row: number, d: number): void {
  const { tracks, plots, config } = world;
  const a = row * ANCHOR_SIZE;
  const o = d * PLOT_POINT;
  const { anchor } = tracks;
  const dx = plots.point[o]! - anchor[a]!;
  const dy = plots.point[o + 1]! - anchor[a + 1]!;
  const dz = plots.point[o + 2]! - anchor[a + 2]!;
  const ex = anchor[a + 3]!;
  const ey = anchor[a + 4]!;
  const nx = anchor[a + 5]!;
  const ny = anchor[a + 6]!;
  local.x = dx * ex + dy * ey;
  local.y = dx * nx + dy * ny + dz * anchor[a + 7]!;
  const sigma = plots.sigma[d]!;
  if (sigma === sigma) {
    local.xx = sigma * sigma;
    local.xy = 0;
    local.yy = local.xx;
    return;
  }
  // Meridians converge: the plot's east as seen in the track's axes.
  const px = plots.point[o + 3]!;
  const py = plots.point[o + 4]!;
  const c = px * ex + py * ey;
  const s = px * nx + py * ny;
  const r = d * PLOT_RADIAL;
  const re = plots.radial[r]!;
  const rn = plots.radial[r + 1]!;
  const ux = c * re - s * rn;
  const uy = s * re + c * rn;
  const { model } = world.sensors[plots.sensor[d]!]!;
  const perHeight = plots.radial[r + 4]!;
  let heightVariance = model.heightSigmaM * model.heightSigmaM;
  if (plots.geometric[d] !== plots.geometric[d] && plots.pressure[d] !== plots.pressure[d]) {
    heightVariance = config.assumedHeightSigmaM * config.assumedHeightSigmaM;
    if (perHeight < -0.002 && trackHeight(tracks, row, plots.time[d]!)) {
      const shift = (height[0]! - config.assumedHeightM) * perHeight;
      local.x += shift * ux;
      local.y += shift * uy;
      heightVariance = height[1]!;
    }
  }
  const along = plots.radial[r + 3]! * model.rangeSigmaM;
  const alongVariance = along * along + perHeight * perHeight * heightVariance;
  const across = plots.radial[r + 2]! * model.azimuthSigmaRad;
  const acrossVariance = across * across;
  local.xx = ux * ux * alongVariance + uy * uy * acrossVariance;
  local.xy = ux * uy * (alongVariance - acrossVariance);
  local.yy = uy * uy * alongVariance + ux * ux * acrossVariance;
}

/** Reported ground velocity of plot `d` scaled to the earth's surface, on which points move. */
export function surfaceScale(world: World, d: number): number {
  const { plots, frame } = world;
  const g = plots.geometric[d]!;
  const h = g === g ? g : plots.pressure[d]!;
  return h === h ? 1 - h * frame.curvature : 1;
}

/** Puts a row where a search will find it at about `atS`. */
export function insertIntoGrid(world: World, row: number, atS: number): void {
  const { tracks, config } = world;
  const dt = atS - tracks.time[row]!;
  const m = row * MEAN_SIZE;
  const v = row * MEAN_COV_SIZE;
  const ahead = Math.abs(dt) + 1;
  const variance =
    Math.max(tracks.cov[v]!, tracks.cov[v + 7]!) +
    Math.max(tracks.cov[v + 4]!, tracks.cov[v + 9]!) * ahead * ahead +
    MANOEUVRE_SPREAD * ahead * ahead * ahead * ahead;
  const radius =
    Math.sqrt(config.gate * variance) + Math.sqrt(tracks.mean[m + 1]! ** 2 + tracks.mean[m + 3]! ** 2);
  const a = row * ANCHOR_SIZE;
  const { anchor } = tracks;
  const x = tracks.mean[m]! + dt * tracks.mean[m + 1]!;
  const y = tracks.mean[m + 2]! + dt * tracks.mean[m + 3]!;
  insertRow(
    radius <= FINE_RADIUS_M ? world.fine : world.coarse,
    row,
    anchor[a]! + x * anchor[a + 3]! + y * anchor[a + 5]!,
    anchor[a + 1]! + x * anchor[a + 4]! + y * anchor[a + 6]!,
    anchor[a + 2]! + y * anchor[a + 7]!,
  );
}

/** Rows of the fine grid are sure to be within this of where the grid has them; those of the coarse one within that. */
export const FINE_RADIUS_M = 1500;
export const COARSE_RADIUS_M = 12_000;
/** (m/s²)² of a turn that nobody foresaw, as a variance of position per s⁴. */
const MANOEUVRE_SPREAD = 4;

function takeRow(world: World): number {
  const { tracks, config } = world;
  const free = world.freeRows.pop();
  if (free !== undefined) return free;
  if (world.rowCount >= config.tracksMax) return NONE;
  if (world.rowCount >= tracks.capacity) {
    growTrackColumns(tracks, Math.min(config.tracksMax, tracks.capacity * 2), tracks.sensorCapacity);
  }
  return world.rowCount++;
}

export function linkAddress(world: World, row: number, address: number): void {
  world.tracks.address[row] = address;
  world.tracks.nextSameAddress[row] = world.byAddress.get(address) ?? NONE;
  world.byAddress.set(address, row);
}

function unlinkAddress(world: World, row: number): void {
  const { tracks, byAddress } = world;
  const address = tracks.address[row]!;
  if (address === NONE) return;
  const next = tracks.nextSameAddress[row]!;
  const first = byAddress.get(address)!;
  if (first !== row) {
    let before = first;
    while (tracks.nextSameAddress[before] !== row) before = tracks.nextSameAddress[before]!;
    tracks.nextSameAddress[before] = next;
  } else if (next === NONE) byAddress.delete(address);
  else byAddress.set(address, next);
}

/** Starts a tentative track at plot `d`. */
export function startTrack(world: World, d: number, logOdds: number): number {
  const { tracks, plots, config, frame, stats } = world;
  const row = takeRow(world);
  if (row === NONE) {
    stats.shedBirths++;
    return NONE;
  }
  const o = d * PLOT_POINT;
  frame.anchor(plots.point[o]!, plots.point[o + 1]!, plots.point[o + 2]!, tracks.anchor, row * ANCHOR_SIZE);
  tracks.geometricOffset[row] = Number.NaN;
  tracks.verticalGeometric[row] = 0;
  tracks.heightMisfits[row] = 0;
  tracks.vertical.fill(Number.NaN, row * VERTICAL_SIZE, (row + 1) * VERTICAL_SIZE);
  localise(world, row, d);
  const moving = plots.east[d] === plots.east[d] && plots.north[d] === plots.north[d];
  const scale = surfaceScale(world, d);
  const { model } = world.sensors[plots.sensor[d]!]!;
  const velocitySigma = model.velocitySigmaMps > 0 ? model.velocitySigmaMps : RADAR_VELOCITY_SIGMA_MPS;
  const velocityVariance = moving ? velocitySigma ** 2 : config.birthSpeedSigmaMps ** 2;
  tracks.x.fill(0, row * ROW_STATE, (row + 1) * ROW_STATE);
  tracks.p.fill(0, row * ROW_COV, (row + 1) * ROW_COV);
  for (let j = 0; j < MODE_COUNT; j++) {
    const xo = row * ROW_STATE + j * STATE_SIZE;
    const po = row * ROW_COV + j * COV_SIZE;
    tracks.x[xo] = local.x;
    tracks.x[xo + 2] = local.y;
    if (moving) {
      tracks.x[xo + 1] = plots.east[d]! * scale;
      tracks.x[xo + 3] = plots.north[d]! * scale;
    }
    if (j === 1) tracks.x[xo + 4] = config.imm.turnRate;
    if (j === 2) tracks.x[xo + 4] = -config.imm.turnRate;
    tracks.p[po] = local.xx;
    tracks.p[po + 2] = local.xy;
    tracks.p[po + 9] = local.yy;
    tracks.p[po + 5] = velocityVariance;
    tracks.p[po + 12] = velocityVariance;
    tracks.p[po + 14] = config.imm.turnRateSigma ** 2;
    tracks.mu[row * MODE_COUNT + j] = BIRTH_MODES[j]!;
  }
  const time = plots.time[d]!;
  tracks.time[row] = time;
  matchMoments(tracks.x, tracks.p, tracks.mu, row, tracks.mean, tracks.cov, row);
  tracks.status[row] = TENTATIVE;
  tracks.logOdds[row] = logOdds;
  tracks.number[row] = 0;
  tracks.born[row] = time;
  tracks.lastHit[row] = time;
  tracks.hits[row] = 0;
  tracks.answers[row] = 0;
  tracks.silences[row] = 0;
  tracks.mode3a[row] = NONE;
  tracks.codeCandidate[row] = NONE;
  tracks.codeRepeats[row] = 0;
  tracks.onGround[row] = NONE;
  tracks.spi[row] = 0;
  tracks.callsign[row] = undefined;
  tracks.visited[row] = 0;
  tracks.slotMark[row] = 0;
  const at = row * tracks.sensorCapacity;
  for (let s = 0; s < world.sensors.length; s++) {
    tracks.scanTime[at + s] = time;
    tracks.hitTime[at + s] = Number.NEGATIVE_INFINITY;
    tracks.hitCount[at + s] = 0;
    tracks.detection[at + s] = world.sensors[s]!.model.detectionProbability;
  }
  tracks.address[row] = NONE;
  if (plots.address[d] !== NONE) linkAddress(world, row, plots.address[d]!);
  if (world.liveCount === world.live.length) {
    const grown = new Int32Array(world.live.length * 2);
    grown.set(world.live);
    world.live = grown;
  }
  tracks.place[row] = world.liveCount;
  world.live[world.liveCount++] = row;
  stats.births++;
  stats.tentativeCount++;
  insertIntoGrid(world, row, world.gridTime);
  return row;
}

const BIRTH_MODES = [0.7, 0.1, 0.1, 0.1];
const RADAR_VELOCITY_SIGMA_MPS = 15;

export function confirmTrack(world: World, row: number, atS: number): void {
  const { tracks, stats } = world;
  tracks.status[row] = CONFIRMED;
  tracks.number[row] = world.nextNumber++;
  world.byNumber.set(tracks.number[row], row);
  stats.confirmed++;
  stats.confirmedCount++;
  stats.tentativeCount--;
  emit(world, { kind: 'confirmed', number: tracks.number[row], atMs: atS * 1000 });
}

export function endTrack(world: World, row: number, atS: number, reason: EndReason): void {
  const { tracks, stats } = world;
  unlinkAddress(world, row);
  if (tracks.status[row] === CONFIRMED) {
    const number = tracks.number[row]!;
    world.byNumber.delete(number);
    stats.confirmedCount--;
    stats.terminated++;
    emit(world, { kind: 'terminated', number, atMs: atS * 1000, reason });
  } else stats.tentativeCount--;
  tracks.status[row] = FREE;
  const last = world.live[--world.liveCount]!;
  const place = tracks.place[row]!;
  world.live[place] = last;
  tracks.place[last] = place;
  // The grid still chains through it: free to use once the grid is rebuilt.
  world.retiredRows.push(row);
}
