import { createTreaties, grantSpans, momentOf, phaseAt } from '@commonsky/treaty';
import { describe, expect, it } from 'vitest';
import { readScenario } from './treaty-files.ts';

const FACTS = ['central-asia', 'central-asia/instruments'];

function at(date: string, instrument: string, ...more: string[]) {
  const { instruments, events } = readScenario(...FACTS, ...more);
  const treaties = createTreaties(instruments, events);
  expect(treaties.refusals).toEqual([]);
  const { state, because } = phaseAt(treaties.timelines.get(instrument)!, momentOf(date).earliestMs);
  return { state, because };
}

describe('agreements as reported', () => {
  it.each([
    ['2003-08-01', 'kg-ru-2003-air-base', 'DRAFT'],
    ['2003-12-01', 'kg-ru-2003-air-base', 'IN_FORCE'],
    ['2018-08-31', 'kg-ru-2003-air-base', 'IN_FORCE'],
    ['2019-12-01', 'kg-ru-2003-air-base', 'EXPIRED'],
    ['2012-04-05', 'kg-ru-2009-unified-base', 'DRAFT'],
    ['2060-01-01', 'kg-ru-2009-unified-base', 'DRAFT'],
    ['2023-10-12', 'kg-ru-2023-air-defence', 'RATIFYING'],
    ['2026-01-01', 'kg-ru-2023-air-defence', 'RATIFYING'],
    ['2023-10-12', 'kz-ru-air-defence', 'SIGNED'],
    ['2023-10-12', 'by-ru-air-defence', 'SIGNED'],
    ['2023-10-12', 'tj-ru-air-defence', 'SIGNED'],
    ['2023-10-12', 'alliance', 'IN_FORCE'],
  ])('on %s %s is %s', (date, instrument, state) => {
    expect(at(date, instrument)).toMatchObject({ state });
  });

  it('is in force until 2033 if a prolongation is recorded', () => {
    expect(at('2019-12-01', 'kg-ru-2003-air-base', 'central-asia/what-if/base-prolonged.yaml')).toMatchObject(
      { state: 'IN_FORCE' },
    );
    expect(at('2033-09-02', 'kg-ru-2003-air-base', 'central-asia/what-if/base-prolonged.yaml')).toMatchObject(
      { state: 'EXPIRED' },
    );
  });

  it.each([
    ['2023-11-30', 'RATIFYING'],
    ['2023-12-01', 'IN_FORCE'],
    ['2028-11-30', 'IN_FORCE'],
    ['2028-12-01', 'EXPIRED'],
  ])('on %s the system agreement is %s if the other party ratified on 1 December 2023', (date, state) => {
    expect(
      at(
        date,
        'kg-ru-2023-air-defence',
        'central-asia/training',
        'central-asia/what-if/ratified-by-both.yaml',
      ),
    ).toMatchObject({ state });
  });

  it('grants nothing, at any time', () => {
    const { instruments } = readScenario(...FACTS);
    expect(instruments.flatMap(({ grants = [] }) => grants)).toEqual([]);
  });

  it('names a source for every instrument, or says that it is made up', () => {
    const { instruments } = readScenario(...FACTS, 'central-asia/training', 'civil-providers');
    for (const { id, sources = [], fictional } of instruments) {
      expect(sources.length > 0 || fictional !== undefined, id).toBe(true);
    }
  });
});

describe('exercise protocol', () => {
  it('ends with the agreement it rests on, before its own renewals run out', () => {
    const { instruments, events } = readScenario(
      ...FACTS,
      'central-asia/training',
      'central-asia/what-if/ratified-by-both.yaml',
    );
    const timeline = createTreaties(instruments, events).timelines.get('kg-ru-exercise-picture')!;
    const spans = grantSpans(timeline, timeline.instrument.grants![0]!);
    expect(spans).toEqual([{ fromMs: Date.UTC(2024, 0, 15), toMs: Date.UTC(2028, 11, 1) }]);
  });

  it('grants nothing while only one party has ratified that agreement', () => {
    const { instruments, events } = readScenario(...FACTS, 'central-asia/training');
    const signed = ['kg', 'ru'].map((by) => ({
      instrument: 'kg-ru-exercise-picture',
      kind: 'signed' as const,
      by,
      at: '2024-01-15',
    }));
    const timeline = createTreaties(instruments, [...events, ...signed]).timelines.get(
      'kg-ru-exercise-picture',
    )!;
    expect(timeline.instrument.grants!.flatMap((grant) => grantSpans(timeline, grant))).toEqual([]);
  });
});

describe('two civil providers', () => {
  const { instruments, events } = readScenario('civil-providers');
  const timeline = createTreaties(instruments, events).timelines.get('adsb-exchange')!;

  it.each([
    ['2026-01-28', 'SIGNED'],
    ['2026-01-29', 'IN_FORCE'],
    ['2040-01-01', 'IN_FORCE'],
  ])('on %s: %s', (date, state) => {
    expect(phaseAt(timeline, momentOf(date).earliestMs).state).toBe(state);
  });
});
