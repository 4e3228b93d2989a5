import { expect, it } from 'vitest';
import { demoScenario } from '../demo.ts';
import { checkScenario } from './scenario.ts';

const radar = {
  kind: 'radar',
  id: 'r1',
  owner: 'sim',
  latDeg: 43,
  lonDeg: 75,
  heightM: 700,
  rangeMaxM: 200_000,
  sac: 1,
  sic: 2,
  periodS: 4,
  secondary: { mode: 'modeS' },
};

it('accepts the demo, and an empty scenario with every default', () => {
  expect(checkScenario(demoScenario()).issues).toEqual([]);
  const { scenario } = checkScenario({});
  expect(scenario).toMatchObject({ name: 'scenario', seed: 1, sensors: [], flows: [], aircraft: [] });
  expect(scenario?.airports.length).toBeGreaterThan(20);
});

it('survives being written down as text and read again', () => {
  const written: unknown = JSON.parse(JSON.stringify(demoScenario({ seed: 5 })));
  expect(checkScenario(written)).toEqual(checkScenario(demoScenario({ seed: 5 })));
});

it.each<[fault: string, scenario: unknown, path: string, reason: RegExp]>([
  ['no object', 7, '(scenario)', /must be an object, not 7/],
  ['unknown key', { sed: 1 }, 'sed', /not known here; known are name, seed/],
  ['wrong type', { seed: 'x' }, 'seed', /whole number from 0 to 4294967295, not "x"/],
  ['local time', { start: '2026-01-01 06:00' }, 'start', /UTC time/],
  ['missing field', { sensors: [{ ...radar, periodS: undefined }] }, 'sensors[0].periodS', /missing/],
  ['out of range', { sensors: [radar, { ...radar, id: 'r2', latDeg: 91 }] }, 'sensors[1].latDeg', /not 91/],
  ['NaN', { sensors: [{ ...radar, heightM: Number.NaN }] }, 'sensors[0].heightM', /must be a number/],
  ['unknown kind', { sensors: [{ ...radar, kind: 'sonar' }] }, 'sensors[0].kind', /one of radar, adsb/],
  [
    'nested',
    { sensors: [{ ...radar, clutter: { clusters: [{ lonDeg: 75, radiusM: 1000, perScan: 3 }] } }] },
    'sensors[0].clutter.clusters[0].latDeg',
    /missing/,
  ],
  ['no such owner', { sensors: [{ ...radar, owner: 'xx' }] }, 'sensors[0].owner', /no member "xx"/],
  ['same id', { sensors: [radar, radar] }, 'sensors[1].id', /taken/],
  ['deaf and blind radar', { sensors: [{ ...radar, secondary: undefined }] }, 'sensors[0]', /primary/],
  [
    'no such airport',
    { flows: [{ kind: 'airline', count: 1, airports: ['UCFM', 'XXXX'] }] },
    'flows[0].airports[1]',
    /XXXX/,
  ],
  [
    'one airport',
    { flows: [{ kind: 'airline', count: 1, airports: ['UCFM', 'UCFM'] }] },
    'flows[0].airports',
    /different/,
  ],
  [
    'too many',
    {
      airways: [
        {
          name: 'a',
          points: [
            { latDeg: 1, lonDeg: 1 },
            { latDeg: 2, lonDeg: 2 },
          ],
        },
      ],
      flows: [1, 2, 3].map(() => ({ kind: 'overflight', count: 100_000 })),
    },
    'flows',
    /300000 aircraft/,
  ],
  ['no airway', { flows: [{ kind: 'overflight', count: 1 }] }, 'flows[0]', /airway/],
  [
    'spoofing to nowhere',
    { interference: [{ effect: 'spoofing', latDeg: 1, lonDeg: 1, radiusM: 1000 }] },
    'interference[0].target',
    /missing/,
  ],
])('says where and why: %s', (_, scenario, path, reason) => {
  const { issues } = checkScenario(scenario);
  expect(issues).toHaveLength(1);
  expect(issues[0]?.path).toBe(path);
  expect(issues[0]?.reason).toMatch(reason);
});

it('reports every fault at once', () => {
  expect(checkScenario({ seed: -1, flows: [{ kind: 'x' }], airways: 3 }).issues).toHaveLength(3);
});
