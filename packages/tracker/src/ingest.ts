import { RAD_PER_DEG, type Plot } from '@commonsky/model';
import { NONE, PLOT_POINT, PLOT_RADIAL, createPlotColumns, type PlotColumns } from './columns.ts';
import { POINT_SIZE } from './frame.ts';
import type { World } from './world.ts';

const point = new Float64Array(POINT_SIZE);

/** Makes room for `capacity` plots, keeping those there are. */
export function growPlotColumns(plots: PlotColumns, capacity: number): void {
  const fresh = createPlotColumns(capacity) as unknown as Record<string, unknown>;
  const own = plots as unknown as Record<string, unknown>;
  for (const [name, column] of Object.entries(fresh)) {
    if (!(ArrayBuffer.isView(column) && 'set' in column)) continue;
    (column as Float64Array).set(own[name] as Float64Array);
    own[name] = column;
  }
  plots.capacity = capacity;
}

/** Converts a plot into row `row`; false (and counted) when it can't be used. */
export function ingestPlot(world: World, plot: Plot, row: number): boolean {
  const { stats, plots, frame } = world;
  stats.plots++;
  if (plot.test) {
    stats.rejectedTest++;
    return false;
  }
  const index = world.sensorIndex.get(plot.sensorId);
  if (index === undefined) {
    stats.rejectedUnknownSensor++;
    return false;
  }
  const state = world.sensors[index]!;
  const { model } = state;
  const time = plot.measuredAtMs / 1000;
  const polar =
    model.radar && state.site !== undefined && plot.rangeM > 0 && Number.isFinite(plot.azimuthDeg);
  const geodetic =
    Number.isFinite(plot.latDeg) && Number.isFinite(plot.lonDeg) && Math.abs(plot.latDeg) <= 90;
  if (!(Number.isFinite(time) && (polar || geodetic))) {
    stats.rejectedWithoutPosition++;
    return false;
  }
  plots.time[row] = time;
  plots.sensor[row] = index;
  const answered =
    plot.secondary || plot.modeS || plot.address !== undefined || plot.mode3a !== undefined || !model.radar;
  plots.answered[row] = answered ? 1 : 0;
  plots.pressure[row] = plot.pressureAltitudeM;
  plots.geometric[row] = plot.geometricHeightM;
  plots.address[row] = plot.address ?? NONE;
  plots.mode3a[row] = plot.mode3a ?? NONE;
  plots.callsign[row] = plot.callsign;
  plots.onGround[row] = plot.onGround === undefined ? NONE : plot.onGround ? 1 : 0;
  plots.spi[row] = plot.spi ? 1 : 0;
  plots.east[row] = plot.eastMps;
  plots.north[row] = plot.northMps;
  if (polar) {
    plots.range[row] = plot.rangeM;
    plots.azimuth[row] = plot.azimuthDeg * RAD_PER_DEG;
    plots.sigma[row] = Number.NaN;
  } else {
    frame.geodetic(plot.latDeg, plot.lonDeg, point);
    plots.range[row] = Number.NaN;
    const sigma = plot.accuracyM > 0 ? plot.accuracyM : model.positionSigmaM;
    // No receiver is better than this, whatever it claims; a radar that sends geodetic plots is like its kind.
    plots.sigma[row] = Math.max(SIGMA_MIN_M, sigma > 0 ? sigma : model.rangeSigmaM * 4);
    plots.clutter[row] = FALSE_REPORT_DENSITY;
    for (let k = 0; k < PLOT_POINT; k++) plots.point[row * PLOT_POINT + k] = point[k]!;
  }
  return true;
}

/** Converts a polar plot by what its sensor's registration and clutter map say now. */
export function convertPolar(world: World, d: number): void {
  const { plots, config, frame } = world;
  const { site, model, clutter, rangeBiasM, azimuthBiasRad, timeBiasS } = world.sensors[plots.sensor[d]!]!;
  const geometric = plots.geometric[d]!;
  const pressure = plots.pressure[d]!;
  const heightM = Number.isNaN(geometric)
    ? Number.isNaN(pressure)
      ? config.assumedHeightM
      : pressure
    : geometric;
  // Azimuth noise shortens a converted range by σ²/2 on average; that is put on again.
  const unbiased = 1 + 0.5 * model.azimuthSigmaRad * model.azimuthSigmaRad;
  const rangeM = Math.max(1, (plots.range[d]! - rangeBiasM) * unbiased);
  const azimuth = plots.azimuth[d]! - azimuthBiasRad;
  frame.polar(site!, rangeM, azimuth, heightM, point);
  plots.time[d] = plots.time[d]! - timeBiasS;
  for (let k = 0; k < PLOT_POINT; k++) plots.point[d * PLOT_POINT + k] = point[k]!;
  for (let k = 0; k < PLOT_RADIAL; k++) plots.radial[d * PLOT_RADIAL + k] = point[PLOT_POINT + k]!;
  plots.clutter[d] =
    plots.answered[d] === 1
      ? FALSE_REPLIES_PER_SCAN / (Math.PI * model.rangeMaxM * model.rangeMaxM)
      : clutter!.density(rangeM, azimuth);
}

/** Reflections and garbled replies: rare, and spread over the coverage. */
const FALSE_REPLIES_PER_SCAN = 0.5;
/** Reports whose position is anyone's guess, per m². */
const FALSE_REPORT_DENSITY = 1e-13;
const SIGMA_MIN_M = 5;
