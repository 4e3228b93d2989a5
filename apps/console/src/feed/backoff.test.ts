import { expect, it } from 'vitest';
import { reconnectDelayMs } from './backoff.ts';

it('doubles up to ten seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 500].map((attempt) => reconnectDelayMs(attempt, 1))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
  ]);
});

it('spreads consoles over half the delay', () => {
  expect(reconnectDelayMs(3, 0)).toBe(2_000);
});
