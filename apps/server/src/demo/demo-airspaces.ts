import { type Airspace, parseGeoJson } from '@commonsky/watch';

type Ring = readonly (readonly [lonDeg: number, latDeg: number])[];

function volume(
  id: string,
  name: string,
  kind: Airspace['kind'],
  [lower, upper]: readonly [lower: string, upper: string],
  ring: Ring,
  hours = 'always',
) {
  const geometry = { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
  return { type: 'Feature', id, properties: { name, kind, lower, upper, hours }, geometry };
}

/** Invented for the demo; both members publish them. */
const FEATURES = [
  volume(
    'issyk-kul-training',
    'Issyk-Kul training (notional)',
    'restricted',
    ['SFC', 'FL105'],
    [
      [76.72, 42.62],
      [76.95, 42.72],
      [77.3, 42.68],
      [77.32, 42.5],
      [76.98, 42.44],
      [76.74, 42.5],
    ],
  ),
  volume(
    'son-kul',
    'Son-Kul reserved (notional)',
    'temporary',
    ['FL290', 'FL330'],
    [
      [74.1, 42.05],
      [74.95, 41.95],
      [75.25, 41.35],
      [74.5, 41.3],
    ],
  ),
  volume(
    'kapchagay',
    'Kapchagay range (notional)',
    'danger',
    ['SFC', 'FL180'],
    [
      [77.3, 44.1],
      [77.9, 44.15],
      [78.0, 43.85],
      [77.4, 43.8],
    ],
  ),
  volume(
    'talas',
    'Talas exercise (notional)',
    'danger',
    ['SFC', 'FL450'],
    [
      [71.9, 42.75],
      [72.9, 42.75],
      [72.8, 42.35],
      [72.0, 42.3],
    ],
    'never',
  ),
  volume(
    'issyk-kul-interest',
    'Issyk-Kul lake',
    'interest',
    ['SFC', 'UNL'],
    [
      [76.1, 42.75],
      [78.4, 42.85],
      [78.5, 42.3],
      [77.2, 41.95],
      [76.0, 42.3],
    ],
  ),
];

export function demoAirspaces(): readonly Airspace[] {
  const { items, issues } = parseGeoJson({ type: 'FeatureCollection', features: FEATURES });
  if (issues.length > 0) throw new Error(`the demo's airspaces are wrong: ${JSON.stringify(issues)}`);
  return items;
}
