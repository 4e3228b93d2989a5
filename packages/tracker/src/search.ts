import { NEAR } from './columns.ts';
import { ANCHOR_SIZE } from './frame.ts';
import { clearGrid, insertRow } from './grid.kernel.ts';
import { MEAN_COV_SIZE, MEAN_SIZE } from './imm.kernel.ts';
import type { World } from './world.ts';

export const GRID_AGE_S = 1;

/** Rows of the fine grid are sure to be within this of where the grid has them; those of the coarse one within that. */
export const FINE_RADIUS_M = 1500;

export const COARSE_RADIUS_M = 12_000;

/** (m/s²)² of a turn that nobody foresaw, as a variance of position per s⁴. */
const MANOEUVRE_SPREAD = 4;

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
  const radius = Math.sqrt(config.gate * variance);
  const a = row * ANCHOR_SIZE;
  const { anchor, near } = tracks;
  const vx = tracks.mean[m + 1]!;
  const vy = tracks.mean[m + 3]!;
  const x = tracks.mean[m]! + dt * vx;
  const y = tracks.mean[m + 2]! + dt * vy;
  const o = row * NEAR.size;
  near[o] = anchor[a]! + x * anchor[a + 3]! + y * anchor[a + 5]!;
  near[o + 1] = anchor[a + 1]! + x * anchor[a + 4]! + y * anchor[a + 6]!;
  near[o + 2] = anchor[a + 2]! + y * anchor[a + 7]!;
  near[o + NEAR.vx] = vx * anchor[a + 3]! + vy * anchor[a + 5]!;
  near[o + NEAR.vy] = vx * anchor[a + 4]! + vy * anchor[a + 6]!;
  near[o + NEAR.vz] = vy * anchor[a + 7]!;
  near[o + NEAR.radius] = radius;
  const fine = radius + Math.sqrt(vx * vx + vy * vy) <= FINE_RADIUS_M;
  insertRow(fine ? world.fine : world.coarse, row, near[o], near[o + 1]!, near[o + 2]!);
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
