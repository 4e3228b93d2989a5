import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveTimeOfDay, timeOfDayS } from './time.ts';

const midnightMs = Date.UTC(2026, 10, 22);

describe('resolveTimeOfDay', () => {
  it.each([
    ['in the middle of a day', 43_200, midnightMs + 43_201_000, midnightMs + 43_200_000],
    ['sent before midnight, received after it', 86_399.5, midnightMs + 200, midnightMs - 500],
    ['sent after midnight by a clock ahead of ours', 0.25, midnightMs - 300, midnightMs + 250],
    ['exactly midnight', 0, midnightMs, midnightMs],
  ])('%s', (_, timeOfDay, nearMs, expected) => {
    expect(resolveTimeOfDay(timeOfDay, nearMs)).toBe(expected);
  });

  it('finds every moment within half a day again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_800_000 }),
        fc.integer({ min: -43_199_999, max: 43_199_999 }),
        (atMs, offsetMs) => {
          expect(resolveTimeOfDay(timeOfDayS(atMs), atMs + offsetMs)).toBeCloseTo(atMs, 3);
        },
      ),
      { seed: 1 },
    );
  });
});
