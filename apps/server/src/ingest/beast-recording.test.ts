import { encodeAirbornePosition, encodeBeast, gpsTimestamp, TICKS_PER_S } from '@commonsky/modes';
import { timeOfDayS } from '@commonsky/model';
import { expect, it } from 'vitest';
import { openBeastRecording } from './beast-recording.ts';
import type { RecordingDamage } from './recording.ts';

const START_MS = Date.UTC(2026, 0, 2, 10);

/** Two position messages a second for twenty seconds, stamped by `stamp`. */
function recording(stamp: (afterS: number) => number): Uint8Array {
  const frames = Array.from({ length: 40 }, (_, i) =>
    encodeBeast({
      timestamp: stamp(i / 2),
      signal: 100,
      bytes: encodeAirbornePosition({
        address: 0x71be34,
        latDeg: 43,
        lonDeg: 75,
        altitudeFt: 35_000,
        odd: i % 2 === 1,
      }),
    }),
  );
  return Buffer.concat(frames);
}

const afterS = (bytes: Uint8Array): number[] =>
  Array.from(
    openBeastRecording('x', bytes, START_MS).packets(() => undefined),
    ({ atMs }) => (atMs - START_MS) / 1000,
  );

it('reads ticks of 12 MHz, of any origin', () => {
  const bytes = recording((s) => Math.round((1_234.5 + s) * TICKS_PER_S));
  expect(openBeastRecording('x', bytes, START_MS).format).toBe('Beast, 12 MHz timestamps');
  expect(afterS(bytes)).toEqual(Array.from({ length: 40 }, (_, i) => expect.closeTo(i / 2, 3) as number));
});

it('reads times of day of a GPS receiver, on the day of the start', () => {
  const bytes = recording((s) => gpsTimestamp(timeOfDayS(START_MS) + 60 + s));
  expect(openBeastRecording('x', bytes, START_MS).format).toBe('Beast, GPS timestamps');
  expect(afterS(bytes)).toEqual(
    Array.from({ length: 40 }, (_, i) => expect.closeTo(60 + i / 2, 3) as number),
  );
});

it('says what it could not frame, and goes on behind it', () => {
  const good = recording((s) => Math.round(s * TICKS_PER_S));
  const damage: RecordingDamage[] = [];
  const bytes = Buffer.concat([good, Buffer.from('lost in between'), good]);
  const packets = [...openBeastRecording('x', bytes, START_MS).packets((found) => damage.push(found))];
  expect(packets).toHaveLength(80);
  expect(damage).toMatchObject([
    { reason: 'framing', detail: expect.stringContaining('15 octets skipped') as string },
  ]);
});
