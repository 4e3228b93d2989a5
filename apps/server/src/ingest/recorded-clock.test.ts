import { expect, it } from 'vitest';
import { createRecordedClock } from './recorded-clock.ts';

it.each([
  ['runs with the readings', [500, 600, 1_600], [0, 100, 1_100]],
  ['stands still for messages out of order', [500, 600, 550, 700], [0, 100, 100, 200]],
  ['goes on after a restart', [500_000, 500_600, 0, 100], [0, 600, 600, 700]],
  ['waits for a pause', [0, 1_800_000], [0, 1_800_000]],
  ['does not wait for a leap', [0, 100, 90_000_000, 90_000_050], [0, 100, 100, 150]],
])('%s', (_name, readings, expected) => {
  const clock = createRecordedClock(0);
  expect(readings.map((reading) => clock.read(reading))).toEqual(expected);
});
