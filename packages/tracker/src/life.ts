import { CONFIRMED, NEAR, NONE } from './columns.ts';
import { ANCHOR_SIZE } from './frame.ts';
import { collectRows } from './grid.kernel.ts';
import { MEAN_COV_SIZE, MEAN_SIZE } from './imm.kernel.ts';
import { endTrack, linkAddress } from './rows.ts';
import { rebuildGrid } from './search.ts';
import { VERTICAL_SIZE } from './vertical.kernel.ts';
import type { World } from './world.ts';

/** A target not seen this many periods after the last time was missed; targets near a radar come late. */
const SCAN_LATE = 1.15;
/** Scans in a row that are looked back on; older silence has had its say. */
const MISSES_MAX = 4;
/** How fast the detection probability of a sensor for a track follows misses. */
const MISS_LEARNING = 0.2;

/** Lowers existence for every scan that should have shown a track and did not; ends what no longer exists. */
export function reviewTracks(world: World, nowS: number): void {
  const { tracks, config } = world;
  const endLogOdds = Math.log(config.endProbability / (1 - config.endProbability));
  const tentativeEndLogOdds = Math.log(config.tentativeEndProbability / (1 - config.tentativeEndProbability));
  // Backwards: ending a track moves the last live row to its place.
  for (let k = world.liveCount - 1; k >= 0; k--) {
    const row = world.live[k]!;
    countMisses(world, row);
    const confirmed = tracks.status[row] === CONFIRMED;
    if (
      tracks.logOdds[row]! < (confirmed ? endLogOdds : tentativeEndLogOdds) ||
      nowS - tracks.lastHit[row]! > (confirmed ? config.coastMaxS : TENTATIVE_AGE_S)
    ) {
      endTrack(world, row, nowS, 'lost');
    }
  }
}

const TENTATIVE_AGE_S = 30;

function countMisses(world: World, row: number): void {
  const { tracks, sensors, config } = world;
  const at = row * tracks.sensorCapacity;
  for (let s = 0; s < sensors.length; s++) {
    const { model, newestS } = sensors[s]!;
    const due = tracks.scanTime[at + s]! + SCAN_LATE * model.periodS;
    if (newestS <= due) continue;
    if (!covers(world, row, s)) {
      tracks.scanTime[at + s] = newestS;
      continue;
    }
    for (
      let misses = 0;
      misses < MISSES_MAX && newestS > tracks.scanTime[at + s]! + SCAN_LATE * model.periodS;
      misses++
    ) {
      const detection = tracks.detection[at + s]!;
      // An aircraft may land or leave: belief in what was not seen for a while is bounded by that.
      const unseenS = tracks.scanTime[at + s]! + model.periodS - tracks.lastHit[row]!;
      const survival = Math.log(config.lifeS / Math.max(unseenS, 1));
      tracks.logOdds[row] = Math.min(tracks.logOdds[row]!, survival) + Math.log(1 - detection);
      // A reporting aircraft fades; a radar that misses what others see is blind there.
      if (!model.radar || tracks.lastHit[row]! > tracks.hitTime[at + s]! + model.periodS) {
        tracks.detection[at + s] = detection * (1 - MISS_LEARNING);
      }
      tracks.scanTime[at + s] = tracks.scanTime[at + s]! + model.periodS;
    }
    if (newestS > tracks.scanTime[at + s]! + SCAN_LATE * model.periodS)
      tracks.scanTime[at + s] = newestS - model.periodS;
  }
}

/** Whether a sensor ought to see a track. */
function covers(world: World, row: number, s: number): boolean {
  const { tracks, config } = world;
  const { model, site, newestS } = world.sensors[s]!;
  const seen = tracks.hitCount[row * tracks.sensorCapacity + s]! > 0;
  if (!model.radar || site === undefined) return seen;
  if (!model.primary && tracks.answers[row] === 0) return false;
  if (!model.secondary && tracks.onGround[row] === 1) return false;
  const a = row * ANCHOR_SIZE;
  const m = row * MEAN_SIZE;
  const { anchor } = tracks;
  const dt = newestS - tracks.time[row]!;
  const east = tracks.mean[m]! + dt * tracks.mean[m + 1]!;
  const north = tracks.mean[m + 2]! + dt * tracks.mean[m + 3]!;
  const dx = anchor[a]! + east * anchor[a + 3]! + north * anchor[a + 5]! - site[0]!;
  const dy = anchor[a + 1]! + east * anchor[a + 4]! + north * anchor[a + 6]! - site[1]!;
  const dz = anchor[a + 2]! + north * anchor[a + 7]! - site[2]!;
  const ground2 = dx * dx + dy * dy + dz * dz;
  const z = tracks.vertical[row * VERTICAL_SIZE]!;
  const silent = CONE_OF_SILENCE * (Number.isNaN(z) ? config.assumedHeightM : z);
  return ground2 < model.rangeMaxM * model.rangeMaxM && ground2 > silent * silent;
}

/** Ground range over height below which a radar looks under its target: 1 / tan 40°. */
const CONE_OF_SILENCE = 1.19;

/** Two tracks are one aircraft when they are this close (m, m/s) for two reviews in a row. */
const MERGE_DISTANCE_M = 800;
const MERGE_SPEED_MPS = 40;
const found = new Int32Array(1024);

/**
 * Ends the lesser of two confirmed tracks that follow one aircraft. Never of two that one radar saw in
 * the same scan, nor of two with different addresses; two with one address need not be as close. `suspects` remembers pairs between reviews.
 */
export function mergeDuplicates(world: World, nowS: number, suspects: Map<number, number>): void {
  const { tracks } = world;
  const { near } = tracks;
  rebuildGrid(world, nowS);
  const before = new Map(suspects);
  suspects.clear();
  for (let k = 0; k < world.liveCount; k++) {
    const row = world.live[k]!;
    // Of two with different addresses neither is the other's double.
    const address = tracks.address[row]!;
    const unique = world.byAddress.get(address) === row && tracks.nextSameAddress[row] === NONE;
    if (tracks.status[row] !== CONFIRMED || (address !== NONE && unique)) continue;
    const o = row * NEAR.size;
    const x = near[o]!;
    const y = near[o + 1]!;
    const z = near[o + 2]!;
    const mark = ++world.mark;
    let count = collectRows(world.fine, x, y, z, MERGE_DISTANCE_M, tracks.visited, mark, found, 0);
    count = collectRows(world.coarse, x, y, z, MERGE_DISTANCE_M, tracks.visited, mark, found, count);
    for (let f = 0; f < count; f++) {
      const other = found[f]!;
      if (other === row || tracks.status[other] !== CONFIRMED) continue;
      const own = tracks.address[other]!;
      if (address !== NONE && own !== address) continue;
      if (own === address && tracks.number[other]! < tracks.number[row]!) continue;
      const q = other * NEAR.size;
      const distance2 = (near[q]! - x) ** 2 + (near[q + 1]! - y) ** 2 + (near[q + 2]! - z) ** 2;
      if (distance2 > MERGE_DISTANCE_M ** 2 || !alike(world, row, other, distance2, nowS)) continue;
      const key = tracks.number[row]! * 2 ** 26 + (tracks.number[other]! % 2 ** 26);
      const seen = (before.get(key) ?? 0) + 1;
      if (seen >= 2) mergePair(world, row, other, nowS);
      else suspects.set(key, seen);
      if (tracks.status[row] !== CONFIRMED) break;
    }
  }
}

function alike(world: World, i: number, j: number, distance2: number, nowS: number): boolean {
  const { tracks, sensors } = world;
  if (tracks.mode3a[i] !== NONE && tracks.mode3a[j] !== NONE && tracks.mode3a[i] !== tracks.mode3a[j]) {
    return false;
  }
  // Two that share an address are one wherever they are near; others have to be at one place.
  if (tracks.address[i] === NONE || tracks.address[i] !== tracks.address[j]) {
    const v = j * MEAN_COV_SIZE;
    const u = i * MEAN_COV_SIZE;
    const spread =
      Math.max(tracks.cov[v]!, tracks.cov[v + 7]!) + Math.max(tracks.cov[u]!, tracks.cov[u + 7]!);
    if (Math.sqrt(distance2) > 2 * Math.sqrt(spread) + 50) return false;
  }
  const { near } = tracks;
  const a = i * NEAR.size;
  const b = j * NEAR.size;
  const vx = near[a + NEAR.vx]! - near[b + NEAR.vx]!;
  const vy = near[a + NEAR.vy]! - near[b + NEAR.vy]!;
  const vz = near[a + NEAR.vz]! - near[b + NEAR.vz]!;
  if (vx * vx + vy * vy + vz * vz > MERGE_SPEED_MPS ** 2) return false;
  for (let s = 0; s < sensors.length; s++) {
    const { model } = sensors[s]!;
    const hi = tracks.hitTime[i * tracks.sensorCapacity + s]!;
    const hj = tracks.hitTime[j * tracks.sensorCapacity + s]!;
    if (!model.radar) continue;
    if (nowS - Math.min(hi, hj) < 2.5 * model.periodS && Math.abs(hi - hj) < 0.3 * model.periodS)
      return false;
  }
  return true;
}

function mergePair(world: World, i: number, j: number, nowS: number): void {
  const { tracks, stats } = world;
  const weight = (row: number): number => (tracks.address[row] === NONE ? 0 : 1e6) + tracks.hits[row]!;
  const keep = weight(j) > weight(i) ? j : i;
  const drop = keep === i ? j : i;
  if (tracks.mode3a[keep] === NONE) tracks.mode3a[keep] = tracks.mode3a[drop]!;
  if (tracks.callsign[keep] === undefined) tracks.callsign[keep] = tracks.callsign[drop];
  const address = tracks.address[drop]!;
  stats.merged++;
  world.events.push({
    kind: 'merged',
    number: tracks.number[keep]!,
    absorbed: tracks.number[drop]!,
    atMs: nowS * 1000,
  });
  // What the lesser track was made of, the greater one now is: owners must not be forgotten.
  const a = keep * tracks.sensorCapacity;
  const b = drop * tracks.sensorCapacity;
  for (let s = 0; s < world.sensors.length; s++) {
    tracks.hitCount[a + s] = tracks.hitCount[a + s]! + tracks.hitCount[b + s]!;
    tracks.hitTime[a + s] = Math.max(tracks.hitTime[a + s]!, tracks.hitTime[b + s]!);
  }
  endTrack(world, drop, nowS, 'merged');
  if (address !== NONE && tracks.address[keep] === NONE) linkAddress(world, keep, address);
}
