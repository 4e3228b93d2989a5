import type { AirspaceProperties } from '@commonsky/model';
import { describe, expect, it } from 'vitest';
import type { Scene } from '../scene.ts';
import type { Airspaces } from '../watch/state.ts';
import { airspaceNames, airspaceOutlines } from './airspace-features.ts';
import { placeAt } from './prediction.ts';

function airspace(id: string, fields: Partial<AirspaceProperties> = {}): Airspaces['features'][number] {
  const ring = [
    [75, 42],
    [76, 43],
    [77, 42],
    [75, 42],
  ];
  return {
    type: 'Feature',
    id,
    geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
    properties: {
      name: id,
      kind: 'restricted',
      sourceType: 'R',
      lower: { reference: 'agl', valueM: 0 },
      upper: { reference: 'unlimited', valueM: 0 },
      active: true,
      ...fields,
    },
  };
}
const collection = (...features: Airspaces['features']): Airspaces => ({
  type: 'FeatureCollection',
  features,
});

describe('airspaces', () => {
  const all = collection(
    airspace('a'),
    airspace('b', { kind: 'interest' }),
    airspace('c', { active: false }),
    airspace('d'),
  );

  it('say what the style asks for', () => {
    expect(airspaceOutlines(all, new Set(['a'])).features.map(({ properties }) => properties)).toEqual([
      { active: true, guarded: true, alerted: true },
      { active: true, guarded: false, alerted: false },
      { active: false, guarded: true, alerted: false },
      { active: true, guarded: true, alerted: false },
    ]);
  });

  it('are named on their northernmost corner, with limits', () => {
    const [first, , third] = airspaceNames(all).features;
    expect(first!.geometry).toEqual({ type: 'Point', coordinates: [76, 43] });
    expect(first!.properties).toEqual({ text: 'a\nGND–UNL', active: true });
    expect(third!.properties).toEqual({ text: 'c\nGND–UNL, inactive', active: false });
  });

  it('without any corner have no name', () => {
    const empty = airspace('e');
    const bare = { ...empty, geometry: { ...empty.geometry, coordinates: [] } };
    expect(airspaceNames(collection(bare)).features).toEqual([]);
  });
});

it('a prediction lies straight ahead of the track, and never behind where it is drawn', () => {
  const scene = {
    picture: { pictureMs: 1_000_000 },
    x: [0.5],
    y: [0.4],
    velocityX: [0.001],
    velocityY: [-0.002],
  } as unknown as Scene;
  expect(placeAt(scene, 0, 1, 1_010_000)).toEqual({ x: 0.51, y: 0.38 });
  expect(placeAt(scene, 0, 1, 990_000)).toEqual({ x: 0.501, y: 0.398 });
});
