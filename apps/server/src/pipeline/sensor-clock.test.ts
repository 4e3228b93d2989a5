import { expect, it } from 'vitest';
import { createSensorClock } from './sensor-clock.ts';

const MIDNIGHT_MS = Date.UTC(2026, 0, 2);

it('takes a good clock as it is, across midnight too', () => {
  const clock = createSensorClock();
  expect(clock.resolve(86_399, MIDNIGHT_MS + 500)).toBe(MIDNIGHT_MS - 1_000);
  expect(clock.resolve(0.25, MIDNIGHT_MS + 500)).toBe(MIDNIGHT_MS + 250);
  expect(clock.offsetMs).toBe(0);
});

it('corrects a wrong clock by one offset, and forgets it when the clock is right again', () => {
  const clock = createSensorClock();
  expect(clock.resolve(3_600, MIDNIGHT_MS)).toBe(MIDNIGHT_MS);
  expect(clock.resolve(3_604, MIDNIGHT_MS + 4_300)).toBe(MIDNIGHT_MS + 4_000);
  expect(clock.offsetMs).toBe(-3_600_000);
  expect(clock.resolve(8, MIDNIGHT_MS + 8_300)).toBe(MIDNIGHT_MS + 8_000);
  expect(clock.offsetMs).toBe(0);
});
