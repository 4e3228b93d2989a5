import * as fc from 'fast-check';
import geodesic from 'geographiclib-geodesic';
import { expect, it } from 'vitest';
import { rangeBearing } from './geodesic.ts';

const lat = fc.double({ min: -89, max: 89, noNaN: true });
const lon = fc.double({ min: -180, max: 180, noNaN: true });

it('agrees with GeographicLib to a millimetre and a microdegree', () => {
  fc.assert(
    fc.property(lat, lon, lat, lon, (latA, lonA, latB, lonB) => {
      const truth = geodesic.Geodesic.WGS84.Inverse(latA, lonA, latB, lonB);
      const { a12, s12, azi1 } = truth as Required<typeof truth>;
      fc.pre(a12 < 179);
      const { rangeM, bearingDeg } = rangeBearing(latA, lonA, latB, lonB);
      expect(Math.abs(rangeM - s12)).toBeLessThan(1e-3);
      fc.pre(s12 > 1000);
      expect(Math.abs(((bearingDeg - azi1 + 540) % 360) - 180)).toBeLessThan(1e-6);
    }),
    { numRuns: 1_000, seed: 84 },
  );
});

it('is zero between a place and itself', () => {
  expect(rangeBearing(42, 75, 42, 75)).toEqual({ rangeM: 0, bearingDeg: 0 });
});
