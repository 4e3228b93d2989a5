import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEG_PER_RAD, RAD_PER_DEG } from '../units.ts';
import { ecefToGeodetic, geodeticToEcef, WGS84_A, WGS84_F } from './wgs84.ts';

function ecef(latDeg: number, lonDeg: number, heightM: number): number[] {
  const out = new Float64Array(3);
  geodeticToEcef(latDeg * RAD_PER_DEG, lonDeg * RAD_PER_DEG, heightM, out);
  return [...out];
}

describe('WGS-84', () => {
  it.each([
    ['equator, Greenwich', [0, 0, 0], [WGS84_A, 0, 0]],
    ['equator, 90° east, 1 km up', [0, 90, 1000], [0, WGS84_A + 1000, 0]],
    ['north pole', [90, 0, 0], [0, 0, WGS84_A * (1 - WGS84_F)]],
    // At 45° N = a/√(1 − e²/2): worked out by hand with 12 digits.
    ['45° north', [45, 0, 0], [4_517_590.878_849, 0, 4_487_348.408_866]],
  ] as const)('%s', (_, [lat, lon, height], expected) => {
    const actual = ecef(lat, lon, height);
    for (const axis of [0, 1, 2]) expect(actual[axis]).toBeCloseTo(expected[axis]!, 5);
  });

  it('comes back from earth-centred coordinates, at poles and antimeridian too', () => {
    const out = new Float64Array(3);
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 0, 90)),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -10_000, max: 100_000, noNaN: true }),
        (latDeg, lonDeg, heightM) => {
          const [x, y, z] = ecef(latDeg, lonDeg, heightM) as [number, number, number];
          ecefToGeodetic(x, y, z, out);
          expect(Math.abs(out[0]! * DEG_PER_RAD - latDeg)).toBeLessThan(1e-11);
          expect(Math.abs(out[2]! - heightM)).toBeLessThan(1e-7);
          // Longitude means nothing at a pole: compare the point on the ground instead.
          const again = ecef(out[0]! * DEG_PER_RAD, out[1]! * DEG_PER_RAD, out[2]!);
          expect(Math.hypot(again[0]! - x, again[1]! - y, again[2]! - z)).toBeLessThan(1e-7);
        },
      ),
      { seed: 84, numRuns: 2000 },
    );
  });
});
