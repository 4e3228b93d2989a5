import fc from 'fast-check';
import geodesic from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import type { LonLat } from '../instrument/schema.ts';
import { compileCorridor, insideCorridor } from './corridor.ts';
import { compilePolygon, insidePolygon, polygonProblem } from './polygon.ts';

/** Truth by another method: the winding number, by summed angles, over every edge; undefined on an edge. */
function winds(ring: readonly LonLat[], lat: number, lon: number): boolean | undefined {
  let turn = 0;
  for (const [i, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(i + 1) % ring.length]!;
    const a = Math.atan2(y1 - lat, x1 - lon);
    const b = Math.atan2(y2 - lat, x2 - lon);
    const step = Math.atan2(Math.sin(b - a), Math.cos(b - a));
    if (Math.abs(step) > Math.PI - 1e-6 || Math.hypot(x1 - lon, y1 - lat) < 1e-9) return undefined;
    turn += step;
  }
  return Math.abs(turn) > Math.PI;
}

/** A star-shaped ring: random radii around a centre never make edges cross. */
const ring = fc
  .record({
    lon: fc.double({ min: -170, max: 170, noNaN: true }),
    lat: fc.double({ min: -60, max: 60, noNaN: true }),
    radii: fc.array(fc.double({ min: 0.5, max: 9, noNaN: true }), { minLength: 3, maxLength: 40 }),
  })
  .map(({ lon, lat, radii }): LonLat[] =>
    radii.map((r, i) => {
      const angle = (2 * Math.PI * i) / radii.length;
      return [lon + r * Math.cos(angle), lat + r * Math.sin(angle)];
    }),
  );

describe('polygon', () => {
  const square: LonLat[] = [
    [74, 42],
    [76, 42],
    [76, 44],
    [74, 44],
  ];

  it.each([
    [43, 75, true],
    [41.9, 75, false],
    [43, 76.1, false],
    [43, 75 - 360, true],
    [Number.NaN, 75, false],
    [43, Number.NaN, false],
    [43, Infinity, false],
  ])('%d, %d: %s', (lat, lon, inside) => {
    expect(insidePolygon(compilePolygon(square), lat, lon)).toBe(inside);
  });

  it('agrees with the winding number', () => {
    const offset = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(ring, offset, offset, (ring, dLon, dLat) => {
        const [lon, lat] = [ring[0]![0] + dLon, ring[0]![1] + dLat];
        const truth = winds(ring, lat, lon);
        fc.pre(truth !== undefined);
        expect(insidePolygon(compilePolygon(ring), lat, lon)).toBe(truth);
      }),
      { numRuns: 5000, seed: 7 },
    );
  });

  it('crosses the antimeridian', () => {
    const polygon = compilePolygon([
      [170, -10],
      [-170, -10],
      [-170, 10],
      [170, 10],
    ]);
    expect([175, 180, -180, -175, 189].map((lon) => insidePolygon(polygon, 0, lon))).toEqual(
      Array(5).fill(true),
    );
    expect([165, -165, 0].map((lon) => insidePolygon(polygon, 0, lon))).toEqual([false, false, false]);
  });

  it('gives a point on a shared border to one side', () => {
    const east = compilePolygon([
      [76, 42],
      [78, 42],
      [78, 44],
      [76, 44],
    ]);
    const west = compilePolygon(square);
    expect(Number(insidePolygon(west, 43, 76)) + Number(insidePolygon(east, 43, 76))).toBe(1);
  });

  it.each<[string, LonLat[]]>([
    [
      'cross or touch',
      [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
      ],
    ],
    [
      'corner 1 is repeated',
      [
        [0, 0],
        [1, 0],
        [1, 0],
        [1, 1],
      ],
    ],
    [
      'pole',
      [
        [0, 80],
        [120, 80],
        [-120, 80],
      ],
    ],
    [
      'three corners',
      [
        [0, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  ])('refuses a ring with: %s', (message, ring) => {
    expect(polygonProblem(ring)).toContain(message);
  });

  it('accepts open and closed rings', () => {
    expect(polygonProblem(square)).toBeUndefined();
    expect(polygonProblem([...square, square[0]!])).toBeUndefined();
  });
});

describe('corridor', () => {
  const wgs84 = geodesic.Geodesic.WGS84;

  it('is a geodesic circle around one point', () => {
    const place = fc.record({
      lat: fc.double({ min: -85, max: 85, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      azimuth: fc.double({ min: 0, max: 360, noNaN: true }),
      widthKm: fc.double({ min: 1, max: 300, noNaN: true }),
    });
    fc.assert(
      fc.property(place, ({ lat, lon, azimuth, widthKm }) => {
        const circle = compileCorridor([[lon, lat]], widthKm);
        const at = (m: number) => {
          const { lat2, lon2 } = wgs84.Direct(lat, lon, azimuth, m);
          return insideCorridor(circle, lat2!, lon2!);
        };
        expect(at(widthKm * 1000 - 5)).toBe(true);
        expect(at(widthKm * 1000 + 5)).toBe(false);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('agrees with the distance to every point of a border line', () => {
    const line: LonLat[] = [
      [70, 42],
      [71.5, 42.8],
      [74, 43.2],
      [77, 42.9],
      [80.2, 42.1],
    ];
    const corridor = compileCorridor(line, 50);
    const border: LonLat[] = [];
    for (let i = 1; i < line.length; i++) {
      for (let s = 0; s <= 400; s++) {
        const [x1, y1] = line[i - 1]!;
        const [x2, y2] = line[i]!;
        border.push([x1 + ((x2 - x1) * s) / 400, y1 + ((y2 - y1) * s) / 400]);
      }
    }
    fc.assert(
      fc.property(
        fc.double({ min: 69, max: 81, noNaN: true }),
        fc.double({ min: 41, max: 44.2, noNaN: true }),
        (lon, lat) => {
          const nearM = Math.min(...border.map(([x, y]) => wgs84.Inverse(lat, lon, y, x).s12!));
          // Points of the sampled line are 1.3 km apart at most, so the line itself is up to 6 m nearer.
          if (Math.abs(nearM - 50_000) > 20) expect(insideCorridor(corridor, lat, lon)).toBe(nearM < 50_000);
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  });

  it('crosses the antimeridian and refuses NaN', () => {
    const corridor = compileCorridor(
      [
        [179, 0],
        [-179, 0],
      ],
      20,
    );
    expect(insideCorridor(corridor, 0.1, 180)).toBe(true);
    expect(insideCorridor(corridor, 0.1, 0)).toBe(false);
    expect(insideCorridor(corridor, Number.NaN, 180)).toBe(false);
  });
});
