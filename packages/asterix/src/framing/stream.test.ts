import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cat034, cat048 } from '../all.ts';
import { createDecoder } from '../decoder.ts';
import { fromHex as hex } from './hex.ts';
import { createBlockScanner } from './stream.ts';

const PLOT = hex('30 000E F0 01 02 0A 80 00 A0 10 00 40 00');
const NORTH = hex('22 0007 C0 01 02 01');
const decoder = createDecoder({ categories: [cat048, cat034] });
const scanner = () =>
  createBlockScanner({ categories: [34, 48], isBlock: (block) => decoder.decode(block).issues.length === 0 });

describe('block scanner', () => {
  it('gives blocks however the stream is cut', () => {
    const stream = new Uint8Array([...PLOT, ...NORTH, ...PLOT]);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 6 }), (cuts) => {
        const scan = scanner();
        const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const blocks = places.slice(1).flatMap((end, i) => scan.push(stream.slice(places[i], end)));
        expect(blocks).toEqual([PLOT, NORTH, PLOT]);
        expect(scan.stats).toEqual({ blocks: 3, skippedSize: 0, resynchronisations: 0 });
      }),
    );
  });

  it('finds step again behind garbage', () => {
    const scan = scanner();
    expect(scan.push(new Uint8Array([...PLOT, 48, 0, 0, 7, 7, ...NORTH, ...PLOT]))).toEqual([
      PLOT,
      NORTH,
      PLOT,
    ]);
    expect(scan.stats).toEqual({ blocks: 3, skippedSize: 5, resynchronisations: 1 });
  });

  it('finds blocks in a private wrapper', () => {
    const wrapped = [...PLOT, ...NORTH].length;
    const scan = scanner();
    const blocks = scan.push(new Uint8Array([0, wrapped, 1, 2, 3, 4, ...PLOT, 0, 9, 1, 2, 3, 4, ...NORTH]));
    expect(blocks).toEqual([PLOT, NORTH]);
  });

  it('holds no more than one block, whatever comes', () => {
    const scan = scanner();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (chunk) => {
        for (const block of scan.push(chunk)) expect(block.length).toBeLessThanOrEqual(65_535);
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});
