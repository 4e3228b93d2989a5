import type { FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';
import { expect, it } from 'vitest';
import { buildBasemap } from './build.ts';

const files = buildBasemap();
const read = (name: string): FeatureCollection => JSON.parse(files.get(name)!) as FeatureCollection;

function isInside([x, y]: Position, ring: readonly Position[]): boolean {
  let isIn = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as [number, number];
    const [bx, by] = ring[j] as [number, number];
    if (ay > y! !== by > y! && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) isIn = !isIn;
  }
  return isIn;
}

const isLake = (place: Position): boolean =>
  read('lakes.json').features.some(({ geometry }) => isInside(place, (geometry as Polygon).coordinates[0]!));
const isLand = (place: Position): boolean =>
  read('land.json').features.some(({ geometry }) =>
    (geometry as MultiPolygon).coordinates.some(([ring]) => isInside(place, ring!)),
  );

it.each([
  ['Issyk-Kul', 77.25, 42.42],
  ['Balkhash', 75.0, 46.55],
  ['Toktogul', 72.95, 41.81],
])('has Lake %s, and land beside it', (_, lonDeg, latDeg) => {
  expect(isLake([lonDeg, latDeg])).toBe(true);
  expect(isLake([lonDeg, latDeg + 1])).toBe(false);
  expect(isLand([lonDeg, latDeg + 1])).toBe(true);
});

it('draws no outline around the leased area at Baikonur, and both kinds of border', () => {
  const borders = read('borders.json').features;
  expect(borders.map(({ properties }) => properties!['kind'] as string)).toEqual(['agreed', 'contested']);
  const points = borders.flatMap(({ geometry }) => (geometry as MultiLineString).coordinates.flat());
  expect(points.filter(([x, y]) => Math.hypot(x! - 63.3, y! - 45.9) < 1.2)).toEqual([]);
  expect(points.length).toBeGreaterThan(10_000);
});

it('knows the airports of the region by their ICAO codes', () => {
  const codes = read('airports.json').features.map(({ properties }) => properties!['code'] as string);
  expect(codes).toEqual(expect.arrayContaining(['UCFM', 'UAAA']));
});

it('keeps every file small enough to be loaded at once', () => {
  for (const text of files.values()) expect(text.length).toBeLessThan(6_000_000);
});
