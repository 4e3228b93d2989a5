import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addPeriod, formatInstant, parseMoment, parsePeriod } from './period.ts';

const day = (text: string) => Temporal.PlainDate.from(text).toZonedDateTime('UTC').epochMilliseconds;
const plus = (from: string, period: string) => addPeriod(day(from), parsePeriod(period)!);

describe('addPeriod', () => {
  it.each([
    ['2003-09-22', 'P15Y', '2018-09-22'],
    ['2024-02-29', 'P5Y', '2029-02-28'],
    ['2024-02-29', 'P4Y', '2028-02-29'],
    ['2023-12-31', 'P2M', '2024-02-29'],
    ['2023-12-31', 'P1M1D', '2024-02-01'],
    ['1999-12-31', 'P1D', '2000-01-01'],
    ['2023-10-11', 'P26W', '2024-04-10'],
  ])('%s + %s is %s', (from, period, to) => {
    expect(formatInstant(plus(from, period))).toBe(to);
  });

  it('agrees with the Temporal calendar', () => {
    const instant = fc.date({
      min: new Date('0001-01-01'),
      max: new Date('4000-01-01'),
      noInvalidDate: true,
    });
    const small = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(
        instant,
        small,
        small,
        small,
        small,
        fc.integer({ min: 0, max: 1e5 }),
        (from, y, m, w, d, s) => {
          const text = `P${y}Y${m}M${w}W${d}DT${s}S`;
          const truth = Temporal.Instant.fromEpochMilliseconds(from.getTime())
            .toZonedDateTimeISO('UTC')
            .add({ years: y, months: m, weeks: w, days: d, seconds: s });
          expect(addPeriod(from.getTime(), parsePeriod(text)!)).toBe(truth.epochMilliseconds);
        },
      ),
      { numRuns: 3000, seed: 8601 },
    );
  });
});

const part = (unit: string) =>
  fc.option(
    fc.nat(999).map((n) => `${n}${unit}`),
    { nil: '' },
  );

describe('parsePeriod', () => {
  it.each(['', 'P', 'PT', 'P1', '5Y', 'P-1Y', 'P1.5Y', 'P1D1Y', 'p1y', 'P1H', 'P1YT'])(
    'refuses %j',
    (text) => {
      expect(parsePeriod(text)).toBeUndefined();
    },
  );

  it('reads what Temporal reads', () => {
    const text = fc
      .tuple(part('Y'), part('M'), part('W'), part('D'), part('H'), part('M'), part('S'))
      .map(([y, m, w, d, h, min, s]) => `P${y}${m}${w}${d}${h + min + s === '' ? '' : 'T'}${h}${min}${s}`);
    fc.assert(
      fc.property(text, (written) => {
        if (written === 'P') return;
        const truth = Temporal.Duration.from(written);
        expect(parsePeriod(written)).toEqual({
          years: truth.years,
          months: truth.months,
          weeks: truth.weeks,
          days: truth.days,
          timeMs: ((truth.hours * 60 + truth.minutes) * 60 + truth.seconds) * 1000,
        });
      }),
      { numRuns: 1000, seed: 8601 },
    );
  });
});

describe('parseMoment', () => {
  it('keeps what is not known open', () => {
    expect(parseMoment('2003-09')).toEqual({ earliestMs: day('2003-09-01'), latestMs: day('2003-10-01') });
    expect(parseMoment('2009')).toEqual({ earliestMs: day('2009-01-01'), latestMs: day('2010-01-01') });
    expect(parseMoment('2003-12')).toEqual({ earliestMs: day('2003-12-01'), latestMs: day('2004-01-01') });
  });

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-01',
    '2024-04-31',
    '2024-01-01T24:00Z',
    '2024-01-01T00:60Z',
    '2024-01-01T00:00',
    '2024-01-01T00:00+06:00',
    '24-01-01',
    '2024-1-1',
    '2024-01-01 00:00Z',
    '',
  ])('refuses %j', (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });

  it('reads back every instant it formats', () => {
    const instant = fc.date({
      min: new Date('0000-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (at) => {
        const ms = at.getTime();
        expect(parseMoment(formatInstant(ms))).toEqual({ earliestMs: ms, latestMs: ms });
      }),
      { numRuns: 1000, seed: 8601 },
    );
  });
});
