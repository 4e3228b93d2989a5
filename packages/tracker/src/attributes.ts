import { CONFIRMED, NONE, TENTATIVE } from './columns.ts';
import { MEAN_SIZE } from './imm.kernel.ts';
import { observePair } from './registration.ts';
import { confirmTrack, linkAddress } from './rows.ts';
import { VERTICAL_SIZE, startVertical, updateVertical } from './vertical.kernel.ts';
import type { World } from './world.ts';

const CODE_REPEATS = 2;

const MISFITS_MAX = 3;

/** Takes the attributes of plot `d` into its track; undecided whose plot it is, it does not confirm the track. */
export function takeAttributes(world: World, row: number, d: number, decided = true): void {
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
  if (tracks.status[row] === CONFIRMED) observePair(world, row, d);
  if (decided && tracks.status[row] === TENTATIVE) considerConfirming(world, row, time);
}

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
