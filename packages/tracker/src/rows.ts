import {
  CONFIRMED,
  FREE,
  NEAR,
  NONE,
  PARTNER_SIZE,
  PLOT_POINT,
  TENTATIVE,
  growTrackColumns,
} from './columns.ts';
import { ANCHOR_SIZE } from './frame.ts';
import {
  COV_SIZE,
  MEAN_SIZE,
  MODE_COUNT,
  ROW_COV,
  ROW_STATE,
  STATE_SIZE,
  matchMoments,
} from './imm.kernel.ts';
import { local, localise, surfaceScale } from './local.ts';
import { insertIntoGrid } from './search.ts';
import { VERTICAL_SIZE } from './vertical.kernel.ts';
import { type Departure, type EndReason, type World, emit } from './world.ts';

const BIRTH_MODES = [0.7, 0.1, 0.1, 0.1];

const RADAR_VELOCITY_SIGMA_MPS = 15;

/** Departures remembered at most. */
const departedMax = 20_000;

const RESUME_MARGIN_M = 5000;

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
  tracks.partner[row * PARTNER_SIZE] = NONE;
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

export function confirmTrack(world: World, row: number, atS: number): void {
  const { tracks, stats, departed } = world;
  tracks.status[row] = CONFIRMED;
  const back = takeDeparture(world, row, atS);
  const number = back?.number ?? world.nextNumber++;
  tracks.number[row] = number;
  world.byNumber.set(number, row);
  if (back) {
    departed.delete(tracks.address[row]!);
    stats.resumed++;
  } else stats.confirmed++;
  stats.confirmedCount++;
  stats.tentativeCount--;
  emit(world, { kind: back ? 'resumed' : 'confirmed', number, atMs: atS * 1000 });
}

/** The departure that this track continues, if its aircraft could have flown here meanwhile. */
function takeDeparture(world: World, row: number, atS: number): Departure | undefined {
  const { tracks, config, departed } = world;
  const address = tracks.address[row]!;
  const departure = address === NONE ? undefined : departed.get(address);
  if (departure === undefined || atS - departure.endS > config.resumeMaxS) return undefined;
  const a = row * ANCHOR_SIZE;
  const dx = tracks.anchor[a]! - departure.x;
  const dy = tracks.anchor[a + 1]! - departure.y;
  const dz = tracks.anchor[a + 2]! - departure.z;
  const farM = (atS - departure.endS) * config.speedMaxMps + RESUME_MARGIN_M;
  return dx * dx + dy * dy + dz * dz <= farM * farM ? departure : undefined;
}

function rememberDeparture(world: World, row: number): void {
  const { tracks, departed } = world;
  const address = tracks.address[row]!;
  if (address === NONE) return;
  departed.delete(address);
  if (departed.size >= departedMax) departed.delete(departed.keys().next().value!);
  const a = row * ANCHOR_SIZE;
  const m = row * MEAN_SIZE;
  const { anchor, mean } = tracks;
  departed.set(address, {
    number: tracks.number[row]!,
    endS: tracks.lastHit[row]!,
    x: anchor[a]! + mean[m]! * anchor[a + 3]! + mean[m + 2]! * anchor[a + 5]!,
    y: anchor[a + 1]! + mean[m]! * anchor[a + 4]! + mean[m + 2]! * anchor[a + 6]!,
    z: anchor[a + 2]! + mean[m + 2]! * anchor[a + 7]!,
  });
}

export function endTrack(world: World, row: number, atS: number, reason: EndReason): void {
  const { tracks, stats } = world;
  if (tracks.status[row] === CONFIRMED) {
    const number = tracks.number[row]!;
    world.byNumber.delete(number);
    stats.confirmedCount--;
    if (reason === 'lost') rememberDeparture(world, row);
    stats.terminated++;
    emit(world, { kind: 'terminated', number, atMs: atS * 1000, reason });
  } else stats.tentativeCount--;
  unlinkAddress(world, row);
  tracks.status[row] = FREE;
  tracks.near[row * NEAR.size + NEAR.radius] = -1;
  const last = world.live[--world.liveCount]!;
  const place = tracks.place[row]!;
  world.live[place] = last;
  tracks.place[last] = place;
  // The grid still chains through it: free to use once the grid is rebuilt.
  world.retiredRows.push(row);
}
