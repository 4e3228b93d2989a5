import type { Sensor } from '@commonsky/model';
import { rebuildGrid } from './search.ts';
import { columnWidth, growTrackColumns, type TrackColumns } from './columns.ts';
import { TrackerError } from './errors.ts';
import { growPlotColumns } from './ingest.ts';
import type { Departure, SensorState, TrackEvent, TrackerStats, World, Registration } from './world.ts';

/** Counts the layouts of what is stored: columns that mean something else must not be read as what they were. */
const VERSION = 2;

/** Everything a tracker knows: typed arrays, numbers and plain objects, so that it can be cloned or sent. */
export interface TrackerSnapshot {
  readonly version: number;
  readonly sensors: readonly SensorSnapshot[];
  readonly tracks: Readonly<Record<string, unknown>>;
  readonly plots: Readonly<Record<string, unknown>>;
  readonly live: Int32Array;
  readonly freeRows: readonly number[];
  readonly rowCount: number;
  readonly sensorCapacity: number;
  readonly pendingCount: number;
  readonly byAddress: ReadonlyMap<number, number>;
  readonly byNumber: ReadonlyMap<number, number>;
  readonly nextNumber: number;
  readonly departed: ReadonlyMap<number, Departure>;
  readonly doneS: number;
  readonly reviewS: number;
  readonly mergeS: number;
  readonly gridTime: number;
  readonly suspects: ReadonlyMap<number, number>;
  readonly events: readonly TrackEvent[];
  readonly registration: Registration;
  readonly stats: TrackerStats;
}

type SensorSnapshot = Pick<
  SensorState,
  'sensor' | 'newestS' | 'rangeBiasM' | 'azimuthBiasRad' | 'timeBiasS'
> & {
  readonly clutter: Float64Array | undefined;
};

/** Copies the first `count` rows of every column. */
function copyColumns(
  columns: object,
  count: number,
  widthOf: (name: string, length: number) => number,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(columns) as [string, unknown][]) {
    if (Array.isArray(column)) copy[name] = column.slice(0, count);
    else if (ArrayBuffer.isView(column)) {
      const numbers = column as Float64Array;
      copy[name] = numbers.slice(0, count * widthOf(name, numbers.length));
    }
  }
  return copy;
}

function pasteColumns(copy: Readonly<Record<string, unknown>>, columns: object): void {
  for (const [name, column] of Object.entries(columns) as [string, unknown][]) {
    const source = copy[name];
    if (Array.isArray(column)) column.splice(0, column.length, ...(source as unknown[]));
    else if (ArrayBuffer.isView(column)) (column as Float64Array).set(source as Float64Array);
  }
}

export function takeSnapshot(world: World): TrackerSnapshot {
  const { tracks, plots, stats, registration } = world;
  // The grid is not stored: made anew here and there, it is the same in both.
  rebuildGrid(world, world.doneS);
  return {
    version: VERSION,
    sensors: world.sensors.map(({ sensor, newestS, rangeBiasM, azimuthBiasRad, timeBiasS, clutter }) => ({
      sensor,
      newestS,
      rangeBiasM,
      azimuthBiasRad,
      timeBiasS,
      clutter: clutter?.cells.slice(),
    })),
    tracks: copyColumns(tracks, world.rowCount, (name) => columnWidth(name, tracks.sensorCapacity)),
    plots: copyColumns(plots, world.pendingCount, (_, length) => length / plots.capacity),
    live: world.live.slice(0, world.liveCount),
    freeRows: [...world.freeRows],
    rowCount: world.rowCount,
    sensorCapacity: tracks.sensorCapacity,
    pendingCount: world.pendingCount,
    byAddress: new Map(world.byAddress),
    byNumber: new Map(world.byNumber),
    nextNumber: world.nextNumber,
    departed: new Map(world.departed),
    doneS: world.doneS,
    reviewS: world.reviewS,
    mergeS: world.mergeS,
    gridTime: world.gridTime,
    suspects: new Map(world.suspects),
    events: [...world.events],
    registration: copyRegistration(registration),
    stats: { ...stats },
  };
}

/** Puts a snapshot into a fresh world. @throws {TrackerError} `TRACKER_ERR_SNAPSHOT_VERSION` for one of another layout. */
export function restoreSnapshot(
  world: World,
  from: TrackerSnapshot,
  addSensor: (sensor: Sensor) => void,
): void {
  if (from.version !== VERSION) {
    throw new TrackerError(
      'TRACKER_ERR_SNAPSHOT_VERSION',
      `the snapshot has layout ${from.version}, this tracker reads ${VERSION}`,
    );
  }
  for (const { sensor, clutter, ...state } of from.sensors) {
    addSensor(sensor);
    const target = world.sensors.at(-1)!;
    Object.assign(target, state);
    if (clutter) target.clutter!.cells.set(clutter);
  }
  const tracks: TrackColumns = world.tracks;
  growTrackColumns(tracks, Math.max(tracks.capacity, from.rowCount), from.sensorCapacity);
  pasteColumns(from.tracks, tracks);
  // Marks count calls of this world, not of that one.
  tracks.visited.fill(0);
  tracks.slotMark.fill(0);
  if (world.plots.capacity < from.pendingCount) growPlotColumns(world.plots, from.pendingCount);
  pasteColumns(from.plots, world.plots);
  if (world.live.length < from.live.length) world.live = new Int32Array(from.live.length);
  world.live.set(from.live);
  world.liveCount = from.live.length;
  world.freeRows.push(...from.freeRows);
  world.rowCount = from.rowCount;
  world.pendingCount = from.pendingCount;
  for (const [address, row] of from.byAddress) world.byAddress.set(address, row);
  for (const [number, row] of from.byNumber) world.byNumber.set(number, row);
  world.nextNumber = from.nextNumber;
  for (const [address, departure] of from.departed) world.departed.set(address, departure);
  world.doneS = from.doneS;
  world.reviewS = from.reviewS;
  world.mergeS = from.mergeS;
  for (const [pair, count] of from.suspects) world.suspects.set(pair, count);
  world.events = [...from.events];
  Object.assign(world.registration, copyRegistration(from.registration));
  Object.assign(world.stats, from.stats);
  rebuildGrid(world, from.gridTime);
}

function copyRegistration(r: Registration): Registration {
  return {
    ...r,
    information: r.information.slice(),
    vector: r.vector.slice(),
    value: r.value.slice(),
    variance: r.variance.slice(),
    pairCount: r.pairCount.slice(),
  };
}
