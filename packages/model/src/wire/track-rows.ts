import { NO_IDENTITY, type TrackIdentity } from './track-frame.ts';

/** "Not known" in an integer column; no quantised number reaches it. */
export const ABSENT = -0x8000_0000;

/** The quantised rows that both ends of a stream of track frames keep alike. */
export interface TrackRows {
  number: Uint32Array;
  latitude: Int32Array;
  longitude: Int32Array;
  /** Change of position in the last frame: the guess for the next one. */
  latitudeStep: Int32Array;
  longitudeStep: Int32Array;
  east: Int32Array;
  north: Int32Array;
  altitude: Int32Array;
  vertical: Int32Array;
  lastPlot: Int32Array;
  accuracy: Uint8Array;
  flags: Uint8Array;
  identity: TrackIdentity[];
}

const CAPACITY_MIN = 64;

export function createTrackRows(): TrackRows {
  return {
    number: new Uint32Array(CAPACITY_MIN),
    latitude: new Int32Array(CAPACITY_MIN),
    longitude: new Int32Array(CAPACITY_MIN),
    latitudeStep: new Int32Array(CAPACITY_MIN),
    longitudeStep: new Int32Array(CAPACITY_MIN),
    east: new Int32Array(CAPACITY_MIN),
    north: new Int32Array(CAPACITY_MIN),
    altitude: new Int32Array(CAPACITY_MIN),
    vertical: new Int32Array(CAPACITY_MIN),
    lastPlot: new Int32Array(CAPACITY_MIN),
    accuracy: new Uint8Array(CAPACITY_MIN),
    flags: new Uint8Array(CAPACITY_MIN),
    identity: [],
  };
}

function grownTo<T extends Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array>(
  column: T,
  capacity: number,
): T {
  const grown = new (column.constructor as new (length: number) => T)(capacity);
  grown.set(column);
  return grown;
}

/** Makes room for `count` rows: every typed array of `columns` at least doubles when it is too short. */
export function reserveColumns(columns: object, count: number): void {
  for (const [name, column] of Object.entries(columns) as [string, unknown][]) {
    if (!ArrayBuffer.isView(column)) continue;
    const typed = column as Float64Array;
    if (typed.length < count) {
      (columns as Record<string, unknown>)[name] = grownTo(typed, Math.max(typed.length * 2, count));
    }
  }
}

/** Appends a row that knows nothing but its number; the caller reserved the place. */
export function clearRow(rows: TrackRows, row: number, number: number): void {
  rows.number[row] = number;
  rows.latitude[row] = 0;
  rows.longitude[row] = 0;
  rows.latitudeStep[row] = 0;
  rows.longitudeStep[row] = 0;
  rows.east[row] = ABSENT;
  rows.north[row] = ABSENT;
  rows.altitude[row] = ABSENT;
  rows.vertical[row] = ABSENT;
  rows.lastPlot[row] = ABSENT;
  rows.accuracy[row] = 0;
  rows.flags[row] = 0;
  rows.identity[row] = NO_IDENTITY;
}

export function moveRow(rows: TrackRows, from: number, to: number): void {
  rows.number[to] = rows.number[from]!;
  rows.latitude[to] = rows.latitude[from]!;
  rows.longitude[to] = rows.longitude[from]!;
  rows.latitudeStep[to] = rows.latitudeStep[from]!;
  rows.longitudeStep[to] = rows.longitudeStep[from]!;
  rows.east[to] = rows.east[from]!;
  rows.north[to] = rows.north[from]!;
  rows.altitude[to] = rows.altitude[from]!;
  rows.vertical[to] = rows.vertical[from]!;
  rows.lastPlot[to] = rows.lastPlot[from]!;
  rows.accuracy[to] = rows.accuracy[from]!;
  rows.flags[to] = rows.flags[from]!;
  rows.identity[to] = rows.identity[from]!;
}
