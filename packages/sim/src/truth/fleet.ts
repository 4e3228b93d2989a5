import { geodeticToEcef } from '@commonsky/model';
import { meridianRadius, normalRadius, wrapPi } from '../geo.ts';
import type { Aircraft } from './aircraft.ts';

/** Pressure altitude and true height differ with the weather: height = offset + (1 + scale) × pressure altitude. */
export interface Atmosphere {
  readonly offsetM: number;
  readonly scale: number;
}

/** Where in its life an aircraft is. */
export const PHASE = { takeoff: 1, airborne: 2, rollout: 3 } as const;

/**
 * All aircraft in columns, one row an aircraft, rows reused. During a step the rates are constant:
 * `stateAt` says where an aircraft is at any time within, so that truth is exact at every moment and
 * does not depend on how often it is asked.
 */
export interface Fleet {
  readonly atmosphere: Atmosphere;
  /** Rows 0…rowCount−1 may be in use; `aircraft[row]` is undefined in those that are not. */
  rowCount: number;
  aliveCount: number;
  readonly aircraft: (Aircraft | undefined)[];
  readonly freeRows: number[];
  /** Row of an aircraft's number. */
  readonly rowOf: Map<number, number>;
  capacity: number;
  columns: Columns;
}

const COLUMN_NAMES = [
  // At the start of the step: rad, m of pressure altitude, m/s, rad.
  'lat',
  'lon',
  'alt',
  'speed',
  'track',
  // Constant during the step: m/s, rad/s, m/s².
  'climb',
  'turn',
  'accel',
  // Earth-centred position at the start and at the end of the step, m.
  'x0',
  'y0',
  'z0',
  'x1',
  'y1',
  'z1',
  // Next waypoint; PHASE; seconds spent in a phase on the ground.
  'leg',
  'phase',
  'groundS',
  // Error of its own navigation, m east and north.
  'navEast',
  'navNorth',
] as const;
export type Columns = Record<(typeof COLUMN_NAMES)[number], Float64Array>;

export function createFleet(atmosphere: Atmosphere, capacity = 256): Fleet {
  return {
    atmosphere,
    rowCount: 0,
    aliveCount: 0,
    aircraft: [],
    freeRows: [],
    rowOf: new Map(),
    capacity,
    columns: createColumns(capacity),
  };
}

function createColumns(capacity: number, old?: Columns): Columns {
  const columns = {} as Columns;
  for (const name of COLUMN_NAMES) {
    columns[name] = new Float64Array(capacity);
    if (old) columns[name].set(old[name]);
  }
  return columns;
}

export interface StartState {
  readonly latRad: number;
  readonly lonRad: number;
  readonly altitudeM: number;
  readonly speedMps: number;
  readonly trackRad: number;
  readonly leg: number;
  readonly phase: number;
}

/** Adds an aircraft at the start of a step and returns its row. */
export function addAircraft(fleet: Fleet, aircraft: Aircraft, start: StartState): number {
  const row = fleet.freeRows.pop() ?? fleet.rowCount++;
  if (row >= fleet.capacity) {
    fleet.capacity *= 2;
    fleet.columns = createColumns(fleet.capacity, fleet.columns);
  }
  const c = fleet.columns;
  for (const name of COLUMN_NAMES) c[name][row] = 0;
  fleet.aircraft[row] = aircraft;
  fleet.rowOf.set(aircraft.number, row);
  fleet.aliveCount++;
  c.lat[row] = start.latRad;
  c.lon[row] = start.lonRad;
  c.alt[row] = start.altitudeM;
  c.speed[row] = start.speedMps;
  c.track[row] = start.trackRad;
  c.leg[row] = start.leg;
  c.phase[row] = start.phase;
  geodeticToEcef(start.latRad, start.lonRad, heightOf(fleet.atmosphere, start.altitudeM), scratch);
  c.x1[row] = scratch[0]!;
  c.y1[row] = scratch[1]!;
  c.z1[row] = scratch[2]!;
  return row;
}

export function removeAircraft(fleet: Fleet, row: number): void {
  fleet.rowOf.delete(fleet.aircraft[row]!.number);
  fleet.aircraft[row] = undefined;
  fleet.freeRows.push(row);
  fleet.aliveCount--;
}

const scratch = new Float64Array(8);

/** Height above the ellipsoid (m) at a pressure altitude, and the other way round. */
export function heightOf(atmosphere: Atmosphere, altitudeM: number): number {
  return atmosphere.offsetM + (1 + atmosphere.scale) * altitudeM;
}
export function altitudeOf(atmosphere: Atmosphere, heightM: number): number {
  return (heightM - atmosphere.offsetM) / (1 + atmosphere.scale);
}

/** Numbers that `stateAt` writes. */
export const STATE_LENGTH = 7;

/**
 * State of a row `tauS` after the start of the step, written to `out`: latitude, longitude (rad), pressure
 * altitude (m), ground speed (m/s), track (rad), climb (m/s), height above the ellipsoid (m).
 */
export function stateAt(fleet: Fleet, row: number, tauS: number, out: Float64Array): void {
  const c = fleet.columns;
  const lat = c.lat[row]!;
  const turn = c.turn[row]!;
  const half = (turn * tauS) / 2;
  const alt = c.alt[row]! + c.climb[row]! * tauS;
  const height = heightOf(fleet.atmosphere, alt);
  // The chord of the arc flown.
  const path = (c.speed[row]! + (c.accel[row]! * tauS) / 2) * tauS;
  const chord = half === 0 ? path : (path * Math.sin(half)) / half;
  const middle = c.track[row]! + half;
  const sinLat = Math.sin(lat);
  const dLat = (chord * Math.cos(middle)) / (meridianRadius(sinLat) + height);
  const dLon = (chord * Math.sin(middle)) / ((normalRadius(sinLat) + height) * Math.cos(lat + dLat / 2));
  out[0] = lat + dLat;
  out[1] = wrapPi(c.lon[row]! + dLon);
  out[2] = alt;
  out[3] = c.speed[row]! + c.accel[row]! * tauS;
  // Meridians converge: flying straight on changes the angle to north.
  out[4] = wrapPi(c.track[row]! + turn * tauS + dLon * sinLat);
  out[5] = c.climb[row]!;
  out[6] = height;
}

/** Moves every row to the end of the step that was: its end becomes the start of the next one. */
export function commitStep(fleet: Fleet, stepS: number): void {
  const c = fleet.columns;
  for (let row = 0; row < fleet.rowCount; row++) {
    if (fleet.aircraft[row] === undefined) continue;
    stateAt(fleet, row, stepS, scratch);
    c.lat[row] = scratch[0]!;
    c.lon[row] = scratch[1]!;
    c.alt[row] = scratch[2]!;
    c.speed[row] = scratch[3]!;
    c.track[row] = scratch[4]!;
  }
}

/** Earth-centred positions at both ends of the step, from rates already set. */
export function prepareStep(fleet: Fleet, stepS: number): void {
  const c = fleet.columns;
  for (let row = 0; row < fleet.rowCount; row++) {
    if (fleet.aircraft[row] === undefined) continue;
    c.x0[row] = c.x1[row]!;
    c.y0[row] = c.y1[row]!;
    c.z0[row] = c.z1[row]!;
    stateAt(fleet, row, stepS, scratch);
    geodeticToEcef(scratch[0]!, scratch[1]!, scratch[6]!, scratch, 3);
    c.x1[row] = scratch[3]!;
    c.y1[row] = scratch[4]!;
    c.z1[row] = scratch[5]!;
  }
}
