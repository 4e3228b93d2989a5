import { describe, expect, it } from 'vitest';
import { type Activation, activationAt, type Schedule } from './activation.ts';
import { parseHours } from './geojson.ts';
import { parseNotam } from './notam.ts';

// 22 November 2026 is a Sunday.
const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 10, day, hour, minute);

describe('activation', () => {
  const nights: Schedule = parseHours('FRI 2200-0600')!;

  it.each([
    ['before', at(20, 21, 59), false, at(20, 22)],
    ['at its start', at(20, 22), true, at(21, 0)],
    ['past midnight', at(21, 5, 59), true, at(21, 6)],
    ['at its end', at(21, 6), false, at(22, 0)],
    ['on another night', at(22, 1), false, at(23, 0)],
  ])('a window over midnight, %s', (_, atMs, active, untilMs) => {
    expect(activationAt(nights, [], atMs)).toEqual({ active, untilMs });
  });

  it('reads hours', () => {
    expect(parseHours('MON-FRI 0600-1800; SAT,SUN 0800-1200')).toEqual([
      { days: [1, 2, 3, 4, 5], fromMinute: 360, toMinute: 1080 },
      { days: [6, 0], fromMinute: 480, toMinute: 720 },
    ]);
    expect(parseHours('DAILY 0000-2400')).toEqual([
      { days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 0, toMinute: 1440 },
    ]);
    expect(parseHours('FRI-MON 0000-0100')).toMatchObject([{ days: [5, 6, 0, 1] }]);
    expect(parseHours('by arrangement')).toBeUndefined();
  });

  it('a NOTAM overrules the schedule; of two the one issued last counts', () => {
    const notam = (id: string, active: boolean, from: number, to: number, issuedMs: number): Activation => ({
      id,
      airspaceId: 'R1',
      active,
      fromMs: at(22, from),
      toMs: at(22, to),
      issuedMs,
    });
    const activations = [notam('A', true, 8, 12, 1), notam('B', false, 10, 11, 2)];
    expect(activationAt('never', activations, at(22, 7))).toEqual({ active: false, untilMs: at(22, 8) });
    expect(activationAt('never', activations, at(22, 9))).toMatchObject({
      active: true,
      untilMs: at(22, 10),
    });
    expect(activationAt('never', activations, at(22, 10))).toMatchObject({
      active: false,
      untilMs: at(22, 11),
      by: activations[1],
    });
    expect(activationAt('never', activations, at(22, 11))).toMatchObject({ active: true });
    expect(activationAt('always', [activations[1]!], at(22, 10))).toMatchObject({ active: false });
  });

  it('reads a NOTAM in ICAO format', () => {
    const text = `A1234/26 NOTAMN
Q) UCFM/QRRCA/IV/BO/W/000/200/4251N07435E015
A) UCFM B) 2611220800 C) 2611221200
E) RESTRICTED AREA UCR12 ACTIVATED.`;
    expect(parseNotam(text, ['UCR1', 'UCR12'])).toEqual({
      activations: [
        {
          id: 'A1234/26',
          airspaceId: 'UCR12',
          active: true,
          fromMs: at(22, 8),
          toMs: at(22, 12),
          issuedMs: at(22, 8),
        },
      ],
      issues: [],
    });
    expect(
      parseNotam(text.replace('2611221200', 'PERM').replace('CA/', 'CD/'), ['UCR12']).activations,
    ).toMatchObject([{ active: false, toMs: Number.POSITIVE_INFINITY }]);
    expect(parseNotam(`${text} D) DAILY 0800-0900`, ['UCR12']).issues).toMatchObject([{ code: 'schedule' }]);
    expect(parseNotam(text, ['X']).issues).toMatchObject([{ code: 'value' }]);
    expect(parseNotam('RUNWAY CLOSED', []).issues).toMatchObject([{ code: 'syntax' }]);
  });
});
