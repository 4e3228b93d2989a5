import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Area, corridor, tidyRing } from './area.ts';
import type { Position } from './position.ts';
import { createAreaIndex } from './area-index.ts';
import { distanceM } from './local.ts';
import { circle, destination } from './sphere.ts';

const square = (west: number, south: number, size: number): Position[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
];
const area = (...rings: Position[][]): Area => ({ parts: [rings] });

const found = (index: ReturnType<typeof createAreaIndex>, lon: number, lat: number): number[] => {
  const hits: number[] = [];
  index.near(lon, lat, lon, lat, (a) => {
    if (index.contains(a, lon, lat)) hits.push(a);
  });
  return hits;
};

describe('area index', () => {
  it('knows inside, hole, outside and the second part', () => {
    const index = createAreaIndex([area(square(70, 40, 4), square(71, 41, 1)), area(square(73, 43, 4))]);
    expect(found(index, 70.5, 40.5)).toEqual([0]);
    expect(found(index, 71.5, 41.5)).toEqual([]);
    expect(found(index, 73.5, 43.5).sort((a, b) => a - b)).toEqual([0, 1]);
    expect(found(index, 80, 40)).toEqual([]);
  });

  it('works across the antimeridian, asked from either side', () => {
    const ring = tidyRing([
      [178, 60],
      [-178, 60],
      [-178, 62],
      [178, 62],
      [178, 60],
    ]);
    expect(ring).toHaveLength(4);
    const index = createAreaIndex([area(ring)]);
    for (const lon of [179, -179, 180, -180]) expect(found(index, lon, 61)).toEqual([0]);
    for (const lon of [177, -177, 0]) expect(found(index, lon, 61)).toEqual([]);
    const [stretch] = index.stretches(0, 177, 61, 181, 61);
    expect(stretch!.from).toBeCloseTo(0.25, 12);
    expect(stretch!.to).toBe(1);
    expect(index.boundaryM(0, -179, 61)).toBeCloseTo(distanceM(61, -179, 61, -178), -3);
  });

  it('gives the stretches of a way inside, in order, through a hole and exactly through corners', () => {
    const index = createAreaIndex([area(square(0, 0, 4), square(1, 1, 2))]);
    expect(index.stretches(0, -4, 2, 4, 2).map(({ from, to }) => [from, to])).toEqual([
      [0.5, 0.625],
      [0.875, 1],
    ]);
    // Along the diagonal: through the corner (0, 0) of the outer ring and (1, 1), (3, 3) of the hole.
    const diagonal = index.stretches(0, -1, -1, 5, 5);
    expect(diagonal.map(({ from, to }) => [Math.round(from * 600), Math.round(to * 600)])).toEqual([
      [100, 200],
      [400, 500],
    ]);
  });

  it('agrees with a circle drawn exactly, wherever it lies', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -75, max: 75, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: 2000, max: 150_000, noNaN: true }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        (lat, lon, radiusM, azimuth) => {
          const centre: Position = [lon, lat];
          const index = createAreaIndex([{ parts: [[circle(centre, radiusM)]] }]);
          // Chords lie up to 20 m inside, and a tangent plane is good to 0.1 %.
          const inside = destination(centre, azimuth, radiusM * 0.997 - 25);
          const outside = destination(centre, azimuth, radiusM * 1.003 + 5);
          expect(found(index, ...inside)).toEqual([0]);
          expect(found(index, ...outside)).toEqual([]);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it('a corridor is all places within its half width of the line', () => {
    const line: Position[] = [
      [70, 42],
      [71, 42.5],
      [71.2, 41.8],
    ];
    const index = createAreaIndex([corridor(line, 10_000)]);
    fc.assert(
      fc.property(
        fc.double({ min: 69.7, max: 71.5, noNaN: true }),
        fc.double({ min: 41.6, max: 42.7, noNaN: true }),
        (lon, lat) => {
          const legs = createAreaIndex([area([line[0]!, line[1]!]), area([line[1]!, line[2]!])]);
          const d = Math.min(legs.boundaryM(0, lon, lat), legs.boundaryM(1, lon, lat));
          // Chords 20 m inside, and one tangent plane for a leg of 100 km.
          if (Math.abs(d - 10_000) > 120) expect(index.contains(0, lon, lat)).toBe(d < 10_000);
        },
      ),
      { seed: 2, numRuns: 1000 },
    );
  });

  it('answers for polygons of thousands of corners as a plain loop over all edges does', () => {
    const ring: Position[] = Array.from({ length: 3000 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 3000;
      const r = 2 + 0.3 * Math.sin(17 * angle);
      return [75 + r * Math.cos(angle), 42 + r * Math.sin(angle)];
    });
    const index = createAreaIndex([area(ring)]);
    fc.assert(
      fc.property(
        fc.double({ min: 72, max: 78, noNaN: true }),
        fc.double({ min: 39, max: 45, noNaN: true }),
        (lon, lat) => {
          let inside = false;
          for (const [i, [x1, y1]] of ring.entries()) {
            const [x2, y2] = ring[(i + 1) % ring.length]!;
            if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) * (x2 - x1)) / (y2 - y1)) inside = !inside;
          }
          expect(index.contains(0, lon, lat)).toBe(inside);
        },
      ),
      { seed: 3, numRuns: 1000 },
    );
  });

  it('is empty without areas', () => {
    const index = createAreaIndex([]);
    expect(found(index, 0, 0)).toEqual([]);
  });
});
