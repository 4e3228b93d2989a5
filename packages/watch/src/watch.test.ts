import { describe, expect, it } from 'vitest';
import type { Alert, Track } from '@commonsky/model';
import { createAirspaceSet } from './airspace/airspace-set.ts';
import type { Airspace } from './airspace/airspace.ts';
import { flightLevel, GROUND, UNLIMITED } from './airspace/vertical.ts';
import { parseRuleSet, RULE_SET_SCHEMA, type RuleSet } from './rules/rule-set.ts';
import { createWatch, dryRun } from './watch.ts';

const START = Date.UTC(2026, 10, 22, 6);
const zone = (changes: Partial<Airspace> = {}): Airspace => ({
  id: 'UCR1',
  name: 'Range',
  kind: 'restricted',
  sourceType: 'R',
  area: {
    parts: [
      [
        [
          [74, 42],
          [75, 42],
          [75, 43],
          [74, 43],
        ],
      ],
    ],
  },
  lower: GROUND,
  upper: UNLIMITED,
  schedule: 'always',
  ...changes,
});

/** A flight due east at 42.5° N that crosses 74° E after `entryS` seconds. */
const flight = (s: number, entryS: number, changes: Partial<Track> = {}): Track => ({
  number: 1,
  status: 'confirmed',
  atMs: START + s * 1000,
  lastPlotMs: START + s * 1000,
  bornMs: START,
  latDeg: 42.5,
  lonDeg: 74 + ((s - entryS) * 200) / 82_200,
  pressureAltitudeM: 5000,
  geometricHeightM: Number.NaN,
  eastMps: 200,
  northMps: 0,
  verticalMps: 0,
  accuracyM: 50,
  pEastEast: 2500,
  pEastNorth: 0,
  pNorthNorth: 2500,
  modeProbabilities: [1, 0, 0],
  address: 0x60_10_01,
  mode3a: 0o2000,
  callsign: 'KGA101',
  onGround: false,
  spi: false,
  contributions: [],
  ...changes,
});

const rulesOf = (...rules: object[]): RuleSet => {
  const parsed = parseRuleSet({ schema: RULE_SET_SCHEMA, version: 't', rules });
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return parsed;
};

function run(airspaces: readonly Airspace[], rules: RuleSet, pictures: readonly Track[]): readonly Alert[] {
  const watch = createWatch({ airspaces: createAirspaceSet(airspaces), rules });
  return dryRun(
    watch,
    pictures.map((track) => ({ atMs: track.atMs, tracks: [track] })),
  ).alerts;
}
const seconds = (n: number): number[] => Array.from({ length: n }, (_, s) => s);

describe('watch', () => {
  it('one alert from prediction over presence to leaving, with its figures', () => {
    const alerts = run(
      [zone()],
      rulesOf({ kind: 'airspace' }),
      seconds(800).map((s) => flight(s, 300)),
    );
    expect(alerts).toHaveLength(1);
    const [alert] = alerts as [Alert];
    expect(alert).toMatchObject({ state: 'cleared', tracks: [1], areaId: 'UCR1', ruleSetVersion: 't' });
    expect((alert.raisedMs - START) / 1000).toBe(181);
    expect((alert.presentMs! - START) / 1000).toBe(300);
    // 82.2 km at 200 m/s, 500 m of hysteresis, 15 s of grace.
    expect((alert.clearedMs! - START) / 1000).toBeCloseTo(300 + 411 + 2 + 15, -1);
    expect(alert.figures.map(({ name, unit }) => `${name} ${unit}`)).toContain('distance to boundary m');
  });

  it('noise on the edge of a zone is one alert, not many', () => {
    const along = seconds(400).map((s) =>
      flight(s, 0, {
        lonDeg: 74 + (s % 2 === 0 ? 0.002 : -0.002),
        latDeg: 42.1 + s * 0.0018,
        eastMps: 0,
        northMps: 200,
      }),
    );
    expect(run([zone()], rulesOf({ kind: 'airspace' }), along)).toHaveLength(1);
  });

  it.each<[string, Partial<Airspace>, object, Partial<Track>, number]>([
    ['above the zone', { upper: flightLevel(100) }, {}, {}, 0],
    ['in the zone without height', { upper: flightLevel(100) }, {}, { pressureAltitudeM: Number.NaN }, 1],
    ['a zone that is not active', { schedule: 'never' }, {}, {}, 0],
    ['a zone of a kind the rule is not about', { kind: 'control' }, {}, {}, 0],
    ['the same, chosen by id', { kind: 'control' }, { areas: { ids: ['UC*'] } }, {}, 1],
    ['an exempt callsign', {}, { exempt: { callsigns: ['KGA*'] } }, {}, 0],
    ['an exempt address', {}, { exempt: { addresses: ['601001'] } }, {}, 0],
    ['an exempt code', {}, { exempt: { codes: ['2000'] } }, {}, 0],
    ['an exempt identity', {}, { exempt: { identities: ['neutral'] } }, {}, 0],
    ['a rule that is off', {}, { enabled: false }, {}, 0],
    ['on the ground', {}, {}, { onGround: true }, 0],
  ])('%s', (_, airspace, rule, track, count) => {
    const alerts = run(
      [zone(airspace)],
      rulesOf({ kind: 'airspace', ...rule }),
      seconds(350).map((s) => flight(s, 300, track)),
    );
    expect(alerts).toHaveLength(count);
  });

  it('a turning track is not predicted far', () => {
    const turning = seconds(290).map((s) => flight(s, 300, { modeProbabilities: [0.2, 0.8, 0] }));
    const [alert] = run([zone()], rulesOf({ kind: 'airspace' }), turning) as [Alert];
    expect((alert.raisedMs - START) / 1000).toBe(256);
  });

  it('takes over another rule set at once and keeps what stands', () => {
    const watch = createWatch({
      airspaces: createAirspaceSet([zone()]),
      rules: rulesOf({ kind: 'airspace' }),
    });
    for (const s of seconds(310)) watch.step(START + s * 1000, [flight(s, 300)]);
    expect(watch.alerts.standing()).toHaveLength(1);
    expect(
      watch.useRules(rulesOf({ kind: 'airspace', parameters: { lookAheadS: 60 } }), START + 310_000),
    ).toEqual([]);
    watch.step(START + 311_000, [flight(311, 300)]);
    expect(watch.alerts.standing()).toHaveLength(1);
    expect(watch.useRules(rulesOf({ kind: 'conflict' }), START + 312_000)).toMatchObject([{ type: 'ended' }]);
    expect(watch.rules.rules).toHaveLength(1);
  });
});
