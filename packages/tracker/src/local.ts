import { PLOT_POINT, PLOT_RADIAL, type PlotColumns, type TrackColumns } from './columns.ts';
import { ANCHOR_SIZE } from './frame.ts';
import { VERTICAL_SIZE, readVertical } from './vertical.kernel.ts';
import type { World } from './world.ts';

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

const raised = { perHeight: 0 };

/** Ground range over slant range below which a plot is over its radar, and a ground range means nothing. */
const COSINE_MIN = 0.1;

/**
 * Metres by which a radar plot moves away from its radar when its target is `rise` metres higher than it was
 * converted for: along the circle of its slant range, since a tangent is kilometres off for a jet taken for 3000 m.
 */
export function raise(plots: PlotColumns, d: number, rise: number): number {
  const r = d * PLOT_RADIAL;
  const rangeM = plots.range[d]!;
  const ground = rangeM / plots.radial[r + 3]!;
  const up = rise - ground * plots.radial[r + 4]!;
  const moved = Math.sqrt(Math.max(rangeM * rangeM - up * up, (COSINE_MIN * rangeM) ** 2));
  raised.perHeight = -up / moved;
  return moved - ground;
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
  let perHeight = plots.radial[r + 4]!;
  let heightVariance = model.heightSigmaM * model.heightSigmaM;
  if (plots.geometric[d] !== plots.geometric[d]) {
    const pressure = plots.pressure[d]!;
    const offset = tracks.geometricOffset[row]!;
    let rise = offset === offset ? offset : 0;
    if (pressure !== pressure) {
      heightVariance = config.assumedHeightSigmaM * config.assumedHeightSigmaM;
      rise = 0;
      if (trackHeight(tracks, row, plots.time[d]!)) {
        rise = height[0]! - config.assumedHeightM;
        heightVariance = height[1]!;
      }
    }
    if (rise !== 0) {
      const shift = raise(plots, d, rise);
      local.x += shift * ux;
      local.y += shift * uy;
      perHeight = raised.perHeight;
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
