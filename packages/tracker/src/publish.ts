import type { Contribution, Track } from '@commonsky/model';
import { NONE } from './columns.ts';
import { ANCHOR_SIZE } from './frame.ts';
import {
  MEAN_COV_SIZE,
  MEAN_SIZE,
  MODE_COUNT,
  ROW_COV,
  ROW_STATE,
  matchMoments,
  predictModels,
} from './imm.kernel.ts';
import { VERTICAL_SIZE, readVertical } from './vertical.kernel.ts';
import type { World } from './world.ts';

const x = new Float64Array(ROW_STATE);
const p = new Float64Array(ROW_COV);
const mu = new Float64Array(MODE_COUNT);
const mean = new Float64Array(MEAN_SIZE);
const cov = new Float64Array(MEAN_COV_SIZE);
const place = new Float64Array(2);
const vertical = new Float64Array(3);

/** The track of a row, predicted to `atMs`; a time before its newest plot gives its state at that plot, moved back. */
export function publishTrack(world: World, row: number, atMs: number): Track {
  const { tracks, frame } = world;
  const atS = atMs / 1000;
  const dt = atS - tracks.time[row]!;
  predictModels(tracks.x, tracks.p, tracks.mu, row, Math.max(0, dt), world.ahead, x, p, mu, 0);
  matchMoments(x, p, mu, 0, mean, cov, 0);
  const back = Math.min(0, dt);
  frame.toGeodetic(
    tracks.anchor,
    row * ANCHOR_SIZE,
    mean[0]! + back * mean[1]!,
    mean[2]! + back * mean[3]!,
    place,
  );
  let pressureAltitudeM = Number.NaN;
  let geometricHeightM = Number.NaN;
  let verticalMps = Number.NaN;
  let scale = 1;
  if (tracks.vertical[row * VERTICAL_SIZE] === tracks.vertical[row * VERTICAL_SIZE]) {
    readVertical(tracks.vertical, row, atS, vertical);
    verticalMps = vertical[2]!;
    if (tracks.verticalGeometric[row] === 1) geometricHeightM = vertical[0]!;
    else {
      pressureAltitudeM = vertical[0]!;
      geometricHeightM = vertical[0]! + tracks.geometricOffset[row]!;
    }
    scale = 1 + vertical[0]! * frame.curvature;
  }
  const lastMs = tracks.lastHit[row]! * 1000;
  return {
    number: tracks.number[row]!,
    status: isCoasting(world, row, atS) ? 'coasting' : 'confirmed',
    atMs,
    lastPlotMs: lastMs,
    bornMs: tracks.born[row]! * 1000,
    latDeg: place[0]!,
    lonDeg: place[1]!,
    pressureAltitudeM,
    geometricHeightM,
    // Points move on the surface; the aircraft moves a little faster above it.
    eastMps: mean[1]! * scale,
    northMps: mean[3]! * scale,
    verticalMps,
    accuracyM: Math.sqrt((cov[0]! + cov[7]!) / 2),
    pEastEast: cov[0]!,
    pEastNorth: cov[2]!,
    pNorthNorth: cov[7]!,
    modeProbabilities: [mu[0]!, mu[1]! + mu[2]!, mu[3]!],
    address: tracks.address[row] === NONE ? undefined : tracks.address[row]!,
    mode3a: tracks.mode3a[row] === NONE ? undefined : tracks.mode3a[row]!,
    callsign: tracks.callsign[row],
    onGround: tracks.onGround[row] === NONE ? undefined : tracks.onGround[row] === 1,
    spi: tracks.spi[row] === 1,
    contributions: contributionsOf(world, row),
  };
}

function contributionsOf(world: World, row: number): Contribution[] {
  const { tracks, sensors } = world;
  const at = row * tracks.sensorCapacity;
  const result: Contribution[] = [];
  for (let s = 0; s < sensors.length; s++) {
    const plotCount = tracks.hitCount[at + s]!;
    if (plotCount === 0) continue;
    const { sensor } = sensors[s]!;
    result.push({
      sensorId: sensor.id,
      owner: sensor.owner,
      lastMs: tracks.hitTime[at + s]! * 1000,
      plotCount,
    });
  }
  return result;
}

/** No plot for two periods (and a second) of the quickest sensor that was seeing it. */
function isCoasting(world: World, row: number, atS: number): boolean {
  const { tracks, sensors } = world;
  const at = row * tracks.sensorCapacity;
  let periodS = Number.POSITIVE_INFINITY;
  for (let s = 0; s < sensors.length; s++) {
    const { model } = sensors[s]!;
    if (tracks.lastHit[row]! - tracks.hitTime[at + s]! < 2 * model.periodS)
      periodS = Math.min(periodS, model.periodS);
  }
  return atS - tracks.lastHit[row]! > 2 * periodS + 1;
}
