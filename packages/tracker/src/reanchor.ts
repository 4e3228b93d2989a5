import { ANCHOR_SIZE, type Frame } from './frame.ts';
import {
  COV_SIZE,
  MEAN_SIZE,
  MODE_COUNT,
  ROW_COV,
  ROW_STATE,
  STATE_SIZE,
  matchMoments,
} from './imm.kernel.ts';
import type { World } from './world.ts';

/** A tangent plane is good to centimetres this far from its anchor. */
export const REANCHOR_M = 20_000;

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
