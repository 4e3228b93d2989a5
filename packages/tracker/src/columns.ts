import { ANCHOR_SIZE } from './frame.ts';
import { MEAN_COV_SIZE, MEAN_SIZE, MODE_COUNT, ROW_COV, ROW_STATE } from './imm.kernel.ts';
import { VERTICAL_SIZE } from './vertical.kernel.ts';

export const FREE = 0;
export const TENTATIVE = 1;
export const CONFIRMED = 2;
/** No address, no code. */
export const NONE = -1;
/** Point and velocity in space at the time of the grid, and how far from there the track can be; −1 is nowhere. */
export const NEAR = { x: 0, y: 1, z: 2, vx: 3, vy: 4, vz: 5, radius: 6, size: 8 } as const;
/** Numbers of a plot that waits to be paired: see registration.ts. */
export const PARTNER_SIZE = 15;

/** One row a track. Times are UTC seconds. Per-sensor columns hold `sensorCapacity` numbers a row. */
export interface TrackColumns {
  capacity: number;
  sensorCapacity: number;
  /** Models at `time`: see imm.kernel.ts. */
  x: Float64Array;
  p: Float64Array;
  mu: Float64Array;
  mean: Float64Array;
  cov: Float64Array;
  time: Float64Array;
  anchor: Float64Array;
  vertical: Float64Array;
  /** 1 when `vertical` filters geometric height because no pressure altitude was ever received. */
  verticalGeometric: Uint8Array;
  /** Geometric height less pressure altitude, NaN until both were received. */
  geometricOffset: Float64Array;
  /** Rejected heights in a row. */
  heightMisfits: Uint8Array;
  /** Where a search finds the row, in one cache line: see NEAR. */
  near: Float64Array;
  status: Uint8Array;
  logOdds: Float64Array;
  number: Float64Array;
  born: Float64Array;
  lastHit: Float64Array;
  hits: Int32Array;
  /** Plots with and without a transponder's answer. */
  answers: Int32Array;
  silences: Int32Array;
  address: Int32Array;
  nextSameAddress: Int32Array;
  mode3a: Int32Array;
  /** A new code and how often in a row it was seen: one garbled reply doesn't change a track's code. */
  codeCandidate: Int32Array;
  codeRepeats: Uint8Array;
  onGround: Int8Array;
  spi: Uint8Array;
  /** Place in the list of live rows. */
  place: Int32Array;
  visited: Int32Array;
  slot: Int32Array;
  slotMark: Int32Array;
  /** Per sensor: the scan accounted for last, the last plot, plots, and the detection probability seen. */
  scanTime: Float64Array;
  hitTime: Float64Array;
  hitCount: Int32Array;
  detection: Float32Array;
  /** The plot that waits to be paired with another sensor's: see registration.ts. */
  partner: Float64Array;
  callsign: (string | undefined)[];
}

type Numbers = Float64Array | Float32Array | Int32Array | Int8Array | Uint8Array;

const WIDTH: Readonly<Record<string, number>> = {
  x: ROW_STATE,
  p: ROW_COV,
  mu: MODE_COUNT,
  mean: MEAN_SIZE,
  cov: MEAN_COV_SIZE,
  anchor: ANCHOR_SIZE,
  vertical: VERTICAL_SIZE,
  near: NEAR.size,
  partner: PARTNER_SIZE,
};
const PER_SENSOR = new Set(['scanTime', 'hitTime', 'hitCount', 'detection']);

export function createTrackColumns(capacity: number, sensorCapacity: number): TrackColumns {
  const n = capacity;
  const m = capacity * sensorCapacity;
  return {
    capacity,
    sensorCapacity,
    x: new Float64Array(n * ROW_STATE),
    p: new Float64Array(n * ROW_COV),
    mu: new Float64Array(n * MODE_COUNT),
    mean: new Float64Array(n * MEAN_SIZE),
    cov: new Float64Array(n * MEAN_COV_SIZE),
    time: new Float64Array(n),
    anchor: new Float64Array(n * ANCHOR_SIZE),
    vertical: new Float64Array(n * VERTICAL_SIZE),
    verticalGeometric: new Uint8Array(n),
    geometricOffset: new Float64Array(n),
    heightMisfits: new Uint8Array(n),
    near: new Float64Array(n * NEAR.size),
    status: new Uint8Array(n),
    logOdds: new Float64Array(n),
    number: new Float64Array(n),
    born: new Float64Array(n),
    lastHit: new Float64Array(n),
    hits: new Int32Array(n),
    answers: new Int32Array(n),
    silences: new Int32Array(n),
    address: new Int32Array(n),
    nextSameAddress: new Int32Array(n),
    mode3a: new Int32Array(n),
    codeCandidate: new Int32Array(n),
    codeRepeats: new Uint8Array(n),
    onGround: new Int8Array(n),
    spi: new Uint8Array(n),
    place: new Int32Array(n),
    visited: new Int32Array(n),
    slot: new Int32Array(n),
    slotMark: new Int32Array(n),
    scanTime: new Float64Array(m),
    hitTime: new Float64Array(m),
    hitCount: new Int32Array(m),
    detection: new Float32Array(m),
    partner: new Float64Array(n * PARTNER_SIZE),
    callsign: [],
  };
}

/** Grows every column in place, keeping each row. */
export function growTrackColumns(tracks: TrackColumns, capacity: number, sensorCapacity: number): void {
  const fresh = createTrackColumns(capacity, sensorCapacity);
  const from = tracks as unknown as Record<string, unknown>;
  const to = fresh as unknown as Record<string, unknown>;
  for (const [name, column] of Object.entries(to)) {
    if (!ArrayBuffer.isView(column)) continue;
    const source = from[name] as Numbers;
    const target = column as Numbers;
    if (PER_SENSOR.has(name) && sensorCapacity !== tracks.sensorCapacity) {
      for (let row = 0; row < tracks.capacity; row++) {
        const at = row * tracks.sensorCapacity;
        target.set(source.subarray(at, at + tracks.sensorCapacity), row * sensorCapacity);
      }
    } else target.set(source);
    from[name] = target;
  }
  tracks.capacity = capacity;
  tracks.sensorCapacity = sensorCapacity;
}

/** Numbers per row of a column. */
export function columnWidth(name: string, sensorCapacity: number): number {
  return PER_SENSOR.has(name) ? sensorCapacity : (WIDTH[name] ?? 1);
}

/** One row a plot, converted to points; see frame.ts. Times are UTC seconds. */
export interface PlotColumns {
  capacity: number;
  time: Float64Array;
  sensor: Int32Array;
  /** x, y, z of the point and its east axis (x, y). */
  point: Float64Array;
  /** Radial direction, lever and slopes of a radar plot: the rest of POINT. */
  radial: Float64Array;
  range: Float64Array;
  azimuth: Float64Array;
  /** Position 1σ of a reported position, m. */
  sigma: Float64Array;
  /** Height above the ellipsoid that converted a radar plot, its variance; NaN when it was assumed. */
  pressure: Float64Array;
  geometric: Float64Array;
  east: Float64Array;
  north: Float64Array;
  clutter: Float64Array;
  address: Int32Array;
  mode3a: Int32Array;
  /** 1 when a transponder answered. */
  answered: Uint8Array;
  onGround: Int8Array;
  spi: Uint8Array;
  /** When the sector it belongs to is over. */
  due: Float64Array;
  callsign: (string | undefined)[];
}

export const PLOT_POINT = 5;
export const PLOT_RADIAL = 5;

export function createPlotColumns(capacity: number): PlotColumns {
  const n = capacity;
  return {
    capacity,
    time: new Float64Array(n),
    sensor: new Int32Array(n),
    point: new Float64Array(n * PLOT_POINT),
    radial: new Float64Array(n * PLOT_RADIAL),
    range: new Float64Array(n),
    azimuth: new Float64Array(n),
    sigma: new Float64Array(n),
    pressure: new Float64Array(n),
    geometric: new Float64Array(n),
    east: new Float64Array(n),
    north: new Float64Array(n),
    clutter: new Float64Array(n),
    address: new Int32Array(n),
    mode3a: new Int32Array(n),
    answered: new Uint8Array(n),
    onGround: new Int8Array(n),
    spi: new Uint8Array(n),
    due: new Float64Array(n),
    callsign: [],
  };
}
