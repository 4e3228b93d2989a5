import { DEG_PER_RAD, RAD_PER_DEG } from '@commonsky/model';
import { Geodesic } from 'geographiclib-geodesic';
import { expect, it } from 'vitest';
import type { Aircraft } from './aircraft.ts';
import {
  addAircraft,
  commitStep,
  createFleet,
  PHASE,
  prepareStep,
  removeAircraft,
  stateAt,
  STATE_LENGTH,
} from './fleet.ts';
import { createRoute } from './route.ts';

const AIRCRAFT: Aircraft = {
  number: 1,
  kind: 'airliner',
  equipage: 'adsb',
  address: 0x601001,
  callsign: 'LYN1',
  mode3a: 0o1234,
  spi: false,
  transponderOn: true,
  route: createRoute(
    [
      { latRad: 0, lonRad: 0 },
      { latRad: 1, lonRad: 1 },
    ],
    { end: 'vanish' },
  ),
  cruiseMps: 240,
  cruiseM: 10_000,
  nacP: 9,
  ghost: false,
  flow: undefined,
  formation: undefined,
};

function flying(latDeg: number, lonDeg: number, trackDeg: number) {
  const fleet = createFleet({ offsetM: 0, scale: 0 });
  const row = addAircraft(fleet, AIRCRAFT, {
    latRad: latDeg * RAD_PER_DEG,
    lonRad: lonDeg * RAD_PER_DEG,
    altitudeM: 0,
    speedMps: 250,
    trackRad: trackDeg * RAD_PER_DEG,
    leg: 0,
    phase: PHASE.airborne,
  });
  return { fleet, row };
}

it.each([
  [43, 75, 60],
  [-35, 179.5, 90],
  [60, 10, 330],
])('flies straight along the geodesic for an hour from %f, %f on %f°', (latDeg, lonDeg, trackDeg) => {
  const { fleet } = flying(latDeg, lonDeg, trackDeg);
  for (let s = 0; s < 3600; s++) commitStep(fleet, 1);
  const c = fleet.columns;
  const { lat2, lon2, azi2 } = Geodesic.WGS84.Direct(latDeg, lonDeg, trackDeg, 3600 * 250);
  const { s12 } = Geodesic.WGS84.Inverse(lat2!, lon2!, c.lat[0]! * DEG_PER_RAD, c.lon[0]! * DEG_PER_RAD);
  expect(s12).toBeLessThan(25);
  expect(c.track[0]! * DEG_PER_RAD).toBeCloseTo(azi2!, 2);
});

it('comes back to where it was after a full turn', () => {
  const { fleet, row } = flying(43, 75, 10);
  fleet.columns.turn[row] = (3 * Math.PI) / 180;
  for (let s = 0; s < 120; s++) commitStep(fleet, 1);
  expect(fleet.columns.lat[row]! * DEG_PER_RAD).toBeCloseTo(43, 3);
  expect(fleet.columns.lon[row]! * DEG_PER_RAD).toBeCloseTo(75, 3);
});

it('is continuous: the end of a step is the start of the next', () => {
  const { fleet, row } = flying(43, 75, 200);
  fleet.columns.turn[row] = 0.02;
  fleet.columns.accel[row] = 0.5;
  fleet.columns.climb[row] = 10;
  prepareStep(fleet, 1);
  const end = new Float64Array(STATE_LENGTH);
  stateAt(fleet, row, 1, end);
  commitStep(fleet, 1);
  const start = new Float64Array(STATE_LENGTH);
  stateAt(fleet, row, 0, start);
  for (const [index, value] of end.entries()) expect(start[index]).toBeCloseTo(value, 12);
});

it('reuses rows and grows', () => {
  const { fleet, row } = flying(43, 75, 0);
  removeAircraft(fleet, row);
  expect(fleet.aliveCount).toBe(0);
  for (let i = 0; i < 1000; i++) {
    addAircraft(
      fleet,
      { ...AIRCRAFT, number: i + 2 },
      { latRad: i / 1000, lonRad: 0, altitudeM: 0, speedMps: 1, trackRad: 0, leg: 0, phase: PHASE.airborne },
    );
  }
  expect(fleet.rowCount).toBe(1000);
  expect(fleet.columns.lat[fleet.rowOf.get(501)!]).toBe(0.499);
});
