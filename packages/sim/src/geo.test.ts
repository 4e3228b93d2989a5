import { geodeticToEcef, RAD_PER_DEG } from '@commonsky/model';
import { expect, it } from 'vitest';
import {
  apparentElevation,
  createSite,
  distanceAndBearing,
  fromLocal,
  offset,
  toLocal,
  wrapPi,
  wrapTwoPi,
} from './geo.ts';

it('turns local coordinates into earth-centred ones and back', () => {
  const site = createSite(42.6, 76.7, 1700);
  const point = new Float64Array(3);
  const local = new Float64Array(3);
  fromLocal(site, 12_000, -34_000, 5600, point);
  toLocal(site, point[0]!, point[1]!, point[2]!, local);
  expect(local[0]).toBeCloseTo(12_000, 6);
  expect(local[1]).toBeCloseTo(-34_000, 6);
  expect(local[2]).toBeCloseTo(5600, 6);
});

it('puts the horizon of a radar at sea level where the 4/3 earth has it', () => {
  // 4.12 (√h) km for a target of h metres seen from the ground.
  const site = createSite(0, 0, 0);
  const point = new Float64Array(3);
  const local = new Float64Array(3);
  const elevationAt = (distanceM: number): number => {
    geodeticToEcef(0, distanceM / 6_378_137, 10_000, point);
    toLocal(site, point[0]!, point[1]!, point[2]!, local);
    return apparentElevation(local[0]!, local[1]!, local[2]!);
  };
  expect(elevationAt(405_000)).toBeGreaterThan(0);
  expect(elevationAt(420_000)).toBeLessThan(0);
});

it.each([
  [43, 75, 30, 50_000],
  [-10, 179.9, 90, 80_000],
  [70, -179.9, 280, 40_000],
])('goes from %f, %f towards %f° and finds the way back', (latDeg, lonDeg, bearingDeg, distanceM) => {
  const lat = latDeg * RAD_PER_DEG;
  const lon = lonDeg * RAD_PER_DEG;
  const [lat2, lon2] = offset(lat, lon, bearingDeg * RAD_PER_DEG, distanceM);
  const [distance, bearing] = distanceAndBearing(lat, lon, lat2, lon2);
  expect(Math.abs(distance / distanceM - 1)).toBeLessThan(0.005);
  expect(Math.abs(wrapPi(bearing - bearingDeg * RAD_PER_DEG))).toBeLessThan(1e-6);
});

it('wraps angles', () => {
  expect(wrapTwoPi(-1e-18)).toBeLessThan(2 * Math.PI);
  expect(wrapTwoPi(-0.5)).toBeCloseTo(2 * Math.PI - 0.5, 12);
  expect(wrapPi(3 * Math.PI + 0.1)).toBeCloseTo(-Math.PI + 0.1, 12);
});
