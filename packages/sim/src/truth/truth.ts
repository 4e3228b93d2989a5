import { DEG_PER_RAD } from '@commonsky/model';
import type { Aircraft, Equipage } from './aircraft.ts';
import { PHASE, STATE_LENGTH, stateAt, type Fleet } from './fleet.ts';
import type { AircraftClass } from './performance.ts';

/** Where an aircraft truly is. */
export interface TruthState {
  readonly number: number;
  readonly kind: AircraftClass;
  readonly equipage: Equipage;
  readonly address: number | undefined;
  readonly callsign: string | undefined;
  readonly mode3a: number | undefined;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Above the ellipsoid, and pressure altitude, m. */
  readonly heightM: number;
  readonly pressureAltitudeM: number;
  readonly eastMps: number;
  readonly northMps: number;
  readonly verticalMps: number;
  readonly onGround: boolean;
  /** A transmission without an aircraft. */
  readonly ghost: boolean;
}

const state = new Float64Array(STATE_LENGTH);

export function truthOf(fleet: Fleet, row: number, aircraft: Aircraft, tauS: number): TruthState {
  stateAt(fleet, row, tauS, state);
  const speed = state[3]!;
  const track = state[4]!;
  return {
    number: aircraft.number,
    kind: aircraft.kind,
    equipage: aircraft.equipage,
    address: aircraft.address,
    callsign: aircraft.callsign,
    mode3a: aircraft.mode3a,
    latDeg: state[0]! * DEG_PER_RAD,
    lonDeg: state[1]! * DEG_PER_RAD,
    heightM: state[6]!,
    pressureAltitudeM: state[2]!,
    eastMps: speed * Math.sin(track),
    northMps: speed * Math.cos(track),
    verticalMps: state[5]!,
    onGround: fleet.columns.phase[row] !== PHASE.airborne,
    ghost: aircraft.ghost,
  };
}
