import { describe, expect, it } from 'vitest';
import { readScenario } from '../../../../tests/conformance/treaty-files.ts';
import type { Instrument } from '../instrument/schema.ts';
import { createTreaties } from '../life/timeline.ts';
import type { ReleaseItem } from '../release/item.ts';
import { diffInstruments } from './diff.ts';
import { explain, formatSpans, toGeoJson } from './explain.ts';
import { simulate, type Holding } from './simulate.ts';

const REAL = ['central-asia', 'central-asia/instruments', 'central-asia/training'];
const now = readScenario(...REAL);
const ratified = readScenario(...REAL, 'central-asia/what-if/ratified-by-both.yaml');
const AT_MS = Date.UTC(2024, 2, 1);
const protocol = now.instruments.find(({ id }) => id === 'kg-ru-exercise-picture')!;

describe('explain', () => {
  const timeline = createTreaties(ratified.instruments, ratified.events).timelines.get(
    'kg-ru-exercise-picture',
  )!;
  const explanation = explain(timeline, AT_MS);

  it('says it in plain words', () => {
    expect(explanation).toMatchObject({ state: 'IN_FORCE', endsAtMs: Date.UTC(2028, 11, 1) });
    expect(explanation.grants[1]!.text).toBe(
      'kg lets ru see tracks of civil or unknown objects inside exercise from 0 to 50 FL, but nothing inside city, ' +
        'live only, with position, time and altitude, positions to 2000 m and altitudes to 300 m, 30 s late, ' +
        'each at most every 10 s, not to be passed on, to be deleted after PT24H. ' +
        'Purpose: Awareness of low traffic, without detail.',
    );
    expect(formatSpans(explanation.grants[1]!.spans)).toBe('from 2024-01-15 until 2028-12-01');
    expect(explanation.reservations[0]!.text).toBe(
      'kg never releases plots, tracks and recordings of military or state objects everywhere.',
    );
  });

  it('says what is assumed and what is not known', () => {
    const base = createTreaties(now.instruments, now.events).timelines.get('kg-ru-2003-air-base')!;
    expect(explain(base, AT_MS)).toMatchObject({
      state: 'EXPIRED',
      endsAtMs: undefined,
      assumptions: { length: 2 },
      unknown: { length: 4 },
    });
  });

  it('draws its areas', () => {
    const { features } = toGeoJson(protocol);
    expect(
      features.map(({ geometry, properties }) => [
        properties.area,
        geometry.type,
        properties.widthKm,
        properties.excludedFrom,
      ]),
    ).toEqual([
      ['exercise', 'Polygon', undefined, []],
      ['city', 'Point', 12, ['kg-tracks', 'kg-low']],
    ]);
    expect(features[0]!.geometry.coordinates).toEqual([
      [
        [73.5, 42.3],
        [77, 42.3],
        [77, 43.6],
        [73.5, 43.6],
        [73.5, 42.3],
      ],
    ]);
  });
});

const item = (provider: string, altitudeM: number): Holding => ({
  provider,
  item: {
    product: 'tracks',
    mode: 'live',
    category: 'civil',
    identity: 'unknown',
    latDeg: 43,
    lonDeg: 76,
    altitudeM,
    measuredAtMs: AT_MS,
    owners: [provider],
    lastReleasedMs: Number.NaN,
  } satisfies ReleaseItem,
});

describe('simulate', () => {
  const holdings = [item('kg', 9000), item('kg', 9500), item('kg', 500), item('ru', 9000)];

  it('shows what would be seen if it were in force', () => {
    expect(simulate(now, { kind: 'inForce', instrument: 'kg-ru-exercise-picture' }, holdings, AT_MS)).toEqual(
      {
        changes: [
          {
            provider: 'kg',
            recipient: 'ru',
            gained: ['kg-ru-exercise-picture/kg-tracks', 'kg-ru-exercise-picture/kg-low'],
            lost: [],
            kept: [],
            seenBefore: 0,
            seenAfter: 2, // the low one is too young to be released
          },
          {
            provider: 'ru',
            recipient: 'kg',
            gained: ['kg-ru-exercise-picture/ru-tracks'],
            lost: [],
            kept: [],
            seenBefore: 0,
            seenAfter: 1,
          },
        ],
      },
    );
  });

  it('shows what would be lost if a party suspends', () => {
    expect(
      simulate(
        ratified,
        { kind: 'suspended', instrument: 'kg-ru-2023-air-defence', by: 'kg' },
        holdings,
        AT_MS,
      ),
    ).toEqual({
      impossible: 'kg cannot suspend kg-ru-2023-air-defence alone',
    });
    const result = simulate(
      ratified,
      { kind: 'suspended', instrument: 'kg-ru-exercise-picture', by: 'kg' },
      holdings,
      AT_MS,
    );
    expect(result).toMatchObject({
      changes: [
        { lost: { length: 2 }, seenBefore: 2, seenAfter: 0 },
        { lost: { length: 1 }, seenBefore: 1, seenAfter: 0 },
      ],
    });
  });

  it('does not invent how a proposal would come into force', () => {
    expect(simulate(now, { kind: 'inForce', instrument: 'kg-ru-2009-unified-base' }, [], AT_MS)).toEqual({
      impossible: 'how kg-ru-2009-unified-base enters into force is unknown',
    });
  });
});

describe('diff', () => {
  const [first, ...rest] = protocol.grants!;
  const change = (grant: object, more: object = {}): Instrument => ({
    ...protocol,
    ...more,
    grants: [{ ...first!, ...grant }, ...rest],
  });
  const lines = (b: Instrument) =>
    diffInstruments(protocol, b).map(({ path, direction }) => `${path} ${direction ?? '-'}`);

  it.each<[string, Instrument, string[]]>([
    ['nothing', protocol, []],
    ['the term', change({}, { term: 'P2Y' }), ['term -']],
    ['a field more', change({ fields: [...first!.fields, 'identity'] }), ['grants.kg-tracks.fields wider']],
    ['a category less', change({ categories: ['civil'] }), ['grants.kg-tracks.categories narrower']],
    ['another category', change({ categories: ['state'] }), ['grants.kg-tracks.categories other']],
    [
      'a higher floor',
      change({ altitude: { from: 60, to: 460, unit: 'FL' } }),
      ['grants.kg-tracks.altitude narrower'],
    ],
    ['no band', change({ altitude: undefined }), ['grants.kg-tracks.altitude wider']],
    ['no exclusion', change({ exclude: undefined }), ['grants.kg-tracks.exclude wider']],
    ['everywhere', change({ area: 'everywhere' }), ['grants.kg-tracks.area wider']],
    ['a delay', change({ delayS: 10 }), ['grants.kg-tracks.delayS narrower']],
    ['onward transfer', change({ onward: ['kz'] }), ['grants.kg-tracks.onward wider']],
    ['the provider', change({ provider: 'ru' }), ['grants.kg-tracks.provider other']],
    ['a grant gone', { ...protocol, grants: rest }, ['grants.kg-tracks narrower']],
    ['a reservation gone', { ...protocol, reservations: [] }, ['reservations.kg-military wider']],
    [
      'an area',
      {
        ...protocol,
        areas: { ...protocol.areas, city: { corridor: { line: [[74.59, 42.87]], widthKm: 5 } } },
      },
      ['areas.city other'],
    ],
  ])('finds %s', (_, b, expected) => {
    expect(lines(b)).toEqual(expected);
  });
});
