import { expect, it } from 'vitest';
import { trafficView } from './traffic-view.ts';

const columns = (places: readonly (readonly [latDeg: number, lonDeg: number])[]) => ({
  count: places.length,
  // Columns are longer than what is in them.
  latDeg: Float64Array.from([...places.map(([latDeg]) => latDeg), 99]),
  lonDeg: Float64Array.from([...places.map(([, lonDeg]) => lonDeg), 999]),
});

it('is nowhere without tracks', () => {
  expect(trafficView(columns([]))).toBeUndefined();
});

it('is where most tracks are, whatever a lone one does', () => {
  const places = [
    [60, 24],
    [61, 25],
    [62, 26],
    [-40, -170],
    [61.5, 25.5],
  ] as const;
  expect(trafficView(columns(places))).toEqual({ latDeg: 61, lonDeg: 25.5, zoom: 6 });
});

it('lies on the antimeridian where the traffic does', () => {
  const places = [
    [-17, 178],
    [-17, 179.5],
    [-17, -178],
  ] as const;
  expect(trafficView(columns(places))).toEqual({ latDeg: -17, lonDeg: 179.5, zoom: 6 });
});
