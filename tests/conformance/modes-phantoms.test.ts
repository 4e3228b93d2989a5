import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DecodeOptions, createAircraftStore, createBeastReader, decodeModes } from '@commonsky/modes';
import { sharedData } from '../shared-data.ts';

const FILE = sharedData('adsb/helsinki-beast/raw_adsb_20260106_073042.bin');
const TICKS_PER_MS = 12_000;

interface Sky {
  readonly shown: ReadonlySet<number>;
  readonly updates: number;
  readonly repaired: number;
}

/** Runs the recording; every second message has 1 to `flipsMax` bits flipped, those after the first five. */
function run(recording: Uint8Array, flipsMax: number, options: DecodeOptions): Sky {
  const store = createAircraftStore({ receiver: { latDeg: 60.3, lonDeg: 24.9 } });
  const shown = new Set<number>();
  let seed = 1;
  let updates = 0;
  let repaired = 0;
  let index = 0;
  const random = (limit: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % limit;
  };
  createBeastReader().forEach(recording, ({ kind, timestamp, bytes }) => {
    if (kind !== 'mode-s-short' && kind !== 'mode-s-long') return;
    if (flipsMax > 0 && index++ % 2 === 0) {
      for (let flips = 1 + random(flipsMax); flips > 0; flips--) {
        const bit = 5 + random(bytes.length * 8 - 5);
        bytes[bit >> 3]! ^= 0x80 >> (bit & 7);
      }
    }
    const message = decodeModes(bytes, options);
    if (message.df === undefined) return;
    repaired += Number(message.repairedBits > 0);
    const state = store.update(message, timestamp / TICKS_PER_MS);
    if (!state) return;
    updates++;
    shown.add(state.address + Number(!state.isIcaoAddress) * 2 ** 24);
  });
  return { shown, updates, repaired };
}

describe.skipIf(FILE === undefined)('a quarter of an hour over Helsinki', () => {
  const recording = FILE ? readFileSync(FILE) : new Uint8Array();
  const clean = run(recording, 0, {});

  it('shows 42 aircraft, and no ground station', () => {
    expect(clean.shown.size).toBe(42);
    expect(clean.updates).toBeGreaterThan(160_000);
  });

  it.each([
    [1, 0],
    [1, 1],
    [3, 0],
    [3, 1],
    [3, 2],
    [12, 2],
  ] as const)(
    'shows no others with up to %i bits flipped in every second message, %i repaired',
    (flips, bits) => {
      const damaged = run(recording, flips, { repairBitsMax: bits });
      expect([...damaged.shown].filter((address) => !clean.shown.has(address))).toEqual([]);
      expect(damaged.shown.size).toBeGreaterThanOrEqual(40);
      expect(damaged.repaired > 0).toBe(bits > 0);
    },
  );
});
