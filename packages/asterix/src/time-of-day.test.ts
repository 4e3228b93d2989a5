import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwrapTimeOfDay, unwrapTruncatedTime } from './time-of-day.ts';

const MIDNIGHT = Date.UTC(2024, 0, 2);

it.each([
  ['same day', 43_200, MIDNIGHT + 43_201_000, MIDNIGHT + 43_200_000],
  ['sent before midnight, received after', 86_399.5, MIDNIGHT + 300, MIDNIGHT - 500],
  ['sender ahead of receiver at midnight', 0.25, MIDNIGHT - 100, MIDNIGHT + 250],
  ['leap second', 86_400.5, MIDNIGHT + 600, MIDNIGHT + 500],
])('unwraps across midnight: %s', (_, timeOfDayS, receivedAtMs, expected) => {
  expect(unwrapTimeOfDay(timeOfDayS, receivedAtMs)).toBe(expected);
});

it('finds every time within half a day again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.integer({ min: -43_199_000, max: 43_199_000 }),
      (sentAtMs, delayMs) => {
        expect(unwrapTimeOfDay((sentAtMs % 86_400_000) / 1000, sentAtMs + delayMs)).toBeCloseTo(sentAtMs, 3);
      },
    ),
  );
});

it('refuses times that no day has', () => {
  expect(unwrapTimeOfDay(90_000, MIDNIGHT)).toBeNaN();
  expect(unwrapTimeOfDay(Number.NaN, MIDNIGHT)).toBeNaN();
});

it('completes the truncated time of CAT001 by a full one near it', () => {
  expect(unwrapTruncatedTime(221, 30_000)).toBe(221 + 58 * 512);
  expect(unwrapTruncatedTime(511, 512 * 10 + 1)).toBe(512 * 9 + 511);
  expect(unwrapTruncatedTime(384, 1)).toBe(86_400 - 128);
});
