import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instrument } from '../instrument/schema.ts';
import { EVENT_KINDS, momentOf, type EventKind, type LifeEvent } from './event.ts';
import { createTreaties, grantSpans, phaseAt, yieldsGrants, type Treaties } from './timeline.ts';
import { warningsAt, warningsBetween } from './warnings.ts';

const GRANT = {
  id: 'g',
  article: 'Article 1',
  provider: 'aa',
  recipient: 'bb',
  products: ['tracks'],
  area: 'everywhere',
  categories: ['civil'],
  fields: ['altitude'],
  purpose: 'test',
} as const;

const BASE: Instrument = {
  commonsky: 'instrument/1',
  id: 'base',
  title: 'Base',
  type: 'system',
  parties: ['aa', 'bb'],
  entryIntoForce: { rule: 'ratification' },
  term: 'P5Y',
  notice: 'P6M',
  suspension: { alone: ['aa'] },
  grants: [GRANT],
};

const at = (text: string) => momentOf(text).earliestMs;
const event = (kind: EventKind, by: string, when: string, more: Partial<LifeEvent> = {}): LifeEvent => ({
  instrument: 'base',
  kind,
  by,
  at: when,
  ...more,
});
const both = (kind: EventKind, when: string, more: Partial<LifeEvent> = {}) => [
  event(kind, 'aa', when, more),
  event(kind, 'bb', when, more),
];
const IN_FORCE = [
  ...both('signed', '2020-01-01'),
  event('ratified', 'aa', '2020-02-01'),
  event('ratified', 'bb', '2020-03-01'),
];

/** States in order with the dates at which they begin. */
function life(
  events: readonly LifeEvent[],
  base: Instrument = BASE,
  others: readonly Instrument[] = [],
): string[] {
  return lifeOf(createTreaties([base, ...others], events), 'base');
}
function lifeOf(treaties: Treaties, id: string): string[] {
  return treaties.timelines
    .get(id)!
    .phases.slice(1)
    .map(({ fromMs, state }) => `${new Date(fromMs).toISOString().slice(0, 10)} ${state}`);
}

describe('life of an instrument', () => {
  it('goes from draft to expiry', () => {
    expect(life(IN_FORCE)).toEqual([
      '2020-01-01 SIGNED',
      '2020-02-01 RATIFYING',
      '2020-03-01 IN_FORCE',
      '2025-03-01 EXPIRED',
    ]);
  });

  it('needs both signatures and both ratifications', () => {
    expect(life([event('signed', 'aa', '2020-01-01')]).every((phase) => phase.endsWith('DRAFT'))).toBe(true);
    expect(life(IN_FORCE.slice(0, 3))).toEqual(['2020-01-01 SIGNED', '2020-02-01 RATIFYING']);
  });

  it('is applied provisionally only where the text says so', () => {
    const provisional = { ...BASE, provisional: { from: 'signature' as const, until: '2020-02-15' } };
    expect(life(IN_FORCE, provisional)).toEqual([
      '2020-01-01 PROVISIONAL',
      '2020-02-15 RATIFYING',
      '2020-03-01 IN_FORCE',
      '2025-03-01 EXPIRED',
    ]);
  });

  it('lets an entitled party suspend alone, and resumes when both agree', () => {
    const suspended = [...IN_FORCE, event('suspended', 'aa', '2021-01-01')];
    expect(life(suspended)).toContain('2021-01-01 SUSPENDED');
    expect(life([...suspended, event('resumed', 'aa', '2021-02-01')]).slice(3)).toEqual([
      '2021-01-01 SUSPENDED',
      '2025-03-01 EXPIRED',
    ]);
    expect(
      life([...suspended, event('resumed', 'aa', '2021-02-01'), event('resumed', 'bb', '2021-03-01')]).slice(
        3,
      ),
    ).toEqual(['2021-01-01 SUSPENDED', '2021-03-01 IN_FORCE', '2025-03-01 EXPIRED']);
  });

  it('does not take consent to resume that was given before the suspension', () => {
    const log = [
      ...IN_FORCE,
      event('resumed', 'bb', '2021-01-01'),
      event('suspended', 'aa', '2021-01-01'),
      event('resumed', 'aa', '2021-02-01'),
    ];
    expect(life(log)).not.toContain('2021-02-01 IN_FORCE');
  });

  it('refuses suspension by a party without the right, unless the other joins', () => {
    const alone = createTreaties([BASE], [...IN_FORCE, event('suspended', 'bb', '2021-01-01')]);
    expect(lifeOf(alone, 'base')).not.toContain('2021-01-01 SUSPENDED');
    expect(alone.refusals.map(({ reason }) => reason)).toEqual([
      'bb cannot suspend alone, and the others have not',
    ]);
    const base = { ...BASE, suspension: undefined } as unknown as Instrument;
    expect(
      life(
        [...IN_FORCE, event('suspended', 'bb', '2021-01-01'), event('suspended', 'aa', '2021-01-05')],
        base,
      ),
    ).toContain('2021-01-05 SUSPENDED');
  });

  it('suspends single grants and leaves the rest', () => {
    const two = { ...BASE, grants: [GRANT, { ...GRANT, id: 'h' }] };
    const { timelines } = createTreaties(
      [two],
      [...IN_FORCE, event('suspended', 'aa', '2021-01-01', { grants: ['g'] })],
    );
    const timeline = timelines.get('base')!;
    expect(phaseAt(timeline, at('2021-06-01')).state).toBe('IN_FORCE');
    expect(grantSpans(timeline, two.grants[0]!)).toEqual([
      { fromMs: at('2020-03-01'), toMs: at('2021-01-01') },
    ]);
    expect(grantSpans(timeline, two.grants[1]!)).toEqual([
      { fromMs: at('2020-03-01'), toMs: at('2025-03-01') },
    ]);
  });

  it('ends after notice, which can be withdrawn before', () => {
    const noticed = [...IN_FORCE, event('noticeGiven', 'bb', '2021-08-31')];
    expect(life(noticed).slice(3)).toEqual(['2021-08-31 NOTICE', '2022-02-28 TERMINATED']);
    expect(life([...noticed, event('noticeWithdrawn', 'bb', '2022-01-01')]).slice(3)).toEqual([
      '2025-03-01 EXPIRED',
    ]);
    expect(life([...noticed, event('noticeWithdrawn', 'bb', '2022-03-01')]).slice(3)).toContain(
      '2022-02-28 TERMINATED',
    );
  });

  it('grants during notice, not after', () => {
    const { timelines } = createTreaties([BASE], [...IN_FORCE, event('noticeGiven', 'bb', '2021-08-31')]);
    expect(grantSpans(timelines.get('base')!, GRANT)).toEqual([
      { fromMs: at('2020-03-01'), toMs: at('2022-02-28') },
    ]);
  });

  it('is prolonged by both, before it has expired', () => {
    const prolonged = both('prolonged', '2025-01-01', { period: 'P2Y' });
    expect(life([...IN_FORCE, ...prolonged]).at(-1)).toBe('2027-03-01 EXPIRED');
    expect(life([...IN_FORCE, prolonged[0]!]).at(-1)).toBe('2025-03-01 EXPIRED');
    expect(life([...IN_FORCE, prolonged[0]!, { ...prolonged[1]!, period: 'P20Y' }]).at(-1)).toBe(
      '2025-03-01 EXPIRED',
    );
    expect(life([...IN_FORCE, ...both('prolonged', '2025-03-01', { period: 'P2Y' })]).at(-1)).toBe(
      '2025-03-01 EXPIRED',
    );
  });

  it('renews tacitly until a party objects in time', () => {
    const tacit: Instrument = {
      ...BASE,
      renewal: { rule: 'tacit', period: 'P1Y', times: 3, objectionBefore: 'P3M' },
    };
    expect(life(IN_FORCE, tacit).at(-1)).toBe('2028-03-01 EXPIRED');
    expect(life([...IN_FORCE, event('objected', 'bb', '2025-12-01')], tacit).at(-1)).toBe(
      '2026-03-01 EXPIRED',
    );
    expect(life([...IN_FORCE, event('objected', 'bb', '2025-12-02')], tacit).at(-1)).toBe(
      '2027-03-01 EXPIRED',
    );
  });

  it('ends by consent of all', () => {
    expect(life([...IN_FORCE, event('terminated', 'aa', '2021-01-01')]).at(-1)).toBe('2025-03-01 EXPIRED');
    expect(
      life([
        ...IN_FORCE,
        event('terminated', 'aa', '2021-01-01'),
        event('terminated', 'bb', '2021-02-01'),
      ]).at(-1),
    ).toBe('2021-02-01 TERMINATED');
  });

  it('carries its annexes with it', () => {
    const annex: Instrument = {
      ...BASE,
      id: 'annex',
      type: 'annex',
      parent: 'base',
      entryIntoForce: { rule: 'signature' },
      term: 'indefinite',
    };
    const log = [
      ...both('signed', '2020-01-15', { instrument: 'annex' }),
      ...IN_FORCE,
      event('suspended', 'aa', '2021-01-01'),
      ...both('resumed', '2021-02-01'),
    ];
    expect(lifeOf(createTreaties([BASE, annex], log), 'annex')).toEqual([
      '2020-01-15 SIGNED',
      '2020-03-01 IN_FORCE',
      '2021-01-01 SUSPENDED',
      '2021-02-01 IN_FORCE',
      '2025-03-01 TERMINATED',
    ]);
  });

  it('gives way to its successor for good', () => {
    const next: Instrument = { ...BASE, id: 'next', supersedes: ['base'], term: 'P1Y' };
    const log = [
      ...IN_FORCE,
      ...IN_FORCE.map(({ kind, by, at }) =>
        event(kind, by, at.replace('2020', '2022'), { instrument: 'next' }),
      ),
    ];
    expect(life(log, BASE, [next])).toEqual([
      '2020-01-01 SIGNED',
      '2020-02-01 RATIFYING',
      '2020-03-01 IN_FORCE',
      '2022-03-01 SUPERSEDED',
    ]);
  });

  it('lets one of many leave, and ends when too few are left', () => {
    const three: Instrument = {
      ...BASE,
      parties: ['aa', 'bb', 'cc'],
      entryIntoForce: { rule: 'ratification', count: 2 },
    };
    const log = [...IN_FORCE, event('signed', 'cc', '2020-01-01'), event('ratified', 'cc', '2020-06-01')];
    const active = (events: LifeEvent[], when: string) =>
      phaseAt(createTreaties([three], events).timelines.get('base')!, at(when)).active;
    expect(active(log, '2020-04-01')).toEqual(['aa', 'bb']);
    expect(active(log, '2020-07-01')).toEqual(['aa', 'bb', 'cc']);
    const left = [...log, event('noticeGiven', 'bb', '2021-01-01')];
    expect(active(left, '2021-03-01')).toEqual(['aa', 'bb', 'cc']);
    expect(active(left, '2021-07-01')).toEqual(['aa', 'cc']);
    expect(life([...left, event('noticeGiven', 'cc', '2021-02-01')], three).at(-1)).toBe(
      '2021-08-01 TERMINATED',
    );
  });

  it('tells what was known then from what is known now', () => {
    const log = [...IN_FORCE, event('suspended', 'aa', '2021-01-01', { recorded: '2021-01-05' })];
    const known = (when: string) =>
      phaseAt(createTreaties([BASE], log, { knownAtMs: at(when) }).timelines.get('base')!, at('2021-01-03'))
        .state;
    expect(known('2021-01-03')).toBe('IN_FORCE');
    expect(known('2021-01-05')).toBe('SUSPENDED');
  });

  it.each<[string, Instrument[]]>([
    ['have the same id', [BASE, BASE]],
    ['not there', [{ ...BASE, parent: 'gone' }]],
    [
      'depends on itself',
      [
        { ...BASE, parent: 'b' },
        { ...BASE, id: 'b', parent: 'base' },
      ],
    ],
  ])('throws when instruments do not fit: %s', (message, instruments) => {
    expect(() => createTreaties(instruments, [])).toThrow(message);
  });
});

const yields = (events: readonly LifeEvent[], atMs: number) =>
  yieldsGrants(phaseAt(createTreaties([BASE], events).timelines.get('base')!, atMs).state);

describe('any log', () => {
  const day = fc
    .integer({ min: 0, max: 3000 })
    .map((n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
  const anyEvent = (by: fc.Arbitrary<string>) =>
    fc
      .record({ kind: fc.constantFrom(...EVENT_KINDS), by, at: day })
      .map(({ kind, by, at }) => event(kind, by, at, kind === 'prolonged' ? { period: 'P1Y' } : {}));
  const log = fc.array(anyEvent(fc.constantFrom('aa', 'bb', 'cc')), { maxLength: 25 });
  it('gives phases without gaps, each different from the one before', () => {
    fc.assert(
      fc.property(log, (events) => {
        const { phases } = createTreaties([BASE], events).timelines.get('base')!;
        expect([phases[0]!.fromMs, phases.at(-1)!.toMs]).toEqual([-Infinity, Infinity]);
        for (const [i, phase] of phases.slice(1).entries()) expect(phase.fromMs).toBe(phases[i]!.toMs);
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  it('never shares more where a date is known less exactly', () => {
    fc.assert(
      fc.property(
        log,
        fc.integer({ min: 0, max: 24 }),
        fc.integer({ min: 0, max: 3600 }),
        (events, which, day) => {
          const vague = events.map((e, i) => (i === which ? { ...e, at: e.at.slice(0, 7) } : e));
          const atMs = Date.UTC(2020, 0, 1 + day);
          // Withdrawing a notice or agreeing to resume can come too late by being vague; sharing more cannot.
          if (yields(vague, atMs)) expect(yields(events, atMs)).toBe(true);
        },
      ),
      { numRuns: 3000, seed: 6 },
    );
  });

  it('lets no party alone bring about sharing', () => {
    fc.assert(
      fc.property(
        log,
        fc.array(anyEvent(fc.constant('aa')), { maxLength: 10 }),
        fc.integer({ min: 0, max: 3600 }),
        (events, more, day) => {
          const withoutConsent = events.filter(({ by, kind }) => by !== 'bb' || kind === 'suspended');
          expect(yields([...withoutConsent, ...more], Date.UTC(2020, 0, 1 + day))).toBe(false);
        },
      ),
      { numRuns: 1000, seed: 6 },
    );
  });

  it('does not change a past that is asked for as it was known', () => {
    fc.assert(
      fc.property(log, log, fc.integer({ min: 0, max: 2000 }), (events, later, day) => {
        const atMs = Date.UTC(2020, 0, 1 + day);
        const then = events.filter((e) => momentOf(e.at).latestMs <= atMs);
        const after = later.map((e) => ({ ...e, recorded: new Date(atMs + 1).toISOString() }));
        const state = (all: readonly LifeEvent[]) =>
          phaseAt(createTreaties([BASE], all, { knownAtMs: atMs }).timelines.get('base')!, atMs);
        expect(state([...then, ...after])).toEqual(state(then));
      }),
      { numRuns: 500, seed: 6 },
    );
  });
});

describe('warnings', () => {
  const treaties = createTreaties([BASE], IN_FORCE);
  it.each([
    ['2024-08-01', []],
    ['2024-10-01', [180]],
    ['2024-12-01', [90]],
    ['2025-02-01', [30]],
    ['2025-02-22', [7]],
    ['2025-02-28', [1]],
    ['2025-03-01', []],
  ])('on %s: %j', (when, days) => {
    expect(warningsAt(treaties, at(when)).map((warning) => warning.days)).toEqual(days);
  });

  it('says each once, whatever the steps of the scheduler', () => {
    const said: number[] = [];
    for (let ms = at('2024-01-01'); ms < at('2025-04-01'); ms += 3_600_000) {
      said.push(...warningsBetween(treaties, ms - 3_600_000, ms).map(({ days }) => days));
    }
    expect(said).toEqual([180, 90, 30, 7, 1]);
  });
});
