import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cat001, cat048, cat062, editions } from './all.ts';
import type { Cat048 } from './all.ts';
import { createDecoder } from './decoder.ts';
import { createEncoder } from './encoder.ts';
import { fromHex as hex } from './framing/hex.ts';

const encoder = createEncoder(cat048);
const plot: Cat048 = {
  i010: { sac: 1, sic: 2 },
  i140: { timeOfDay: 5376 },
  i020: { typ: 5, simulated: false, rdpChain: false, spi: false, fieldMonitor: false },
  i040: { rho: 16, theta: 90 },
};

describe('encode', () => {
  it('writes a plot', () => {
    expect(encoder.encode([plot])).toEqual(hex('30 000E F0 01 02 0A 80 00 A0 10 00 40 00'));
  });

  it('writes several records in one block, and several blocks into one buffer', () => {
    const target = new Uint8Array(100);
    const middle = encoder.encodeInto([plot, plot], target, 0);
    const end = encoder.encodeInto([plot], target, middle);
    expect([middle, end]).toEqual([25, 39]);
    const { records, issues } = createDecoder({ categories: [cat048] }).decode(target.subarray(0, end));
    expect(records.map(({ items }) => items)).toEqual([plot, plot, plot]);
    expect(issues).toEqual([]);
  });

  it.each<[string, Cat048, string]>([
    ['range', { i040: { rho: 256, theta: 0 } }, 'i040.rho: 256: does not fit 16 bits'],
    ['nothing', { i040: { rho: Number.NaN, theta: 0 } }, 'i040.rho: NaN: does not fit 16 bits'],
    ['fraction', { i220: { aircraftAddress: 1.5 } }, 'i220.aircraftAddress: 1.5: must be a whole number'],
    ['negative', { i010: { sac: -1, sic: 0 } }, 'i010.sac: -1: does not fit 8 bits'],
    ['missing', { i010: { sac: 1 } as never }, 'i010.sic: missing: must be a number'],
    [
      'code',
      { i070: { invalid: false, garbled: false, notExtracted: false, mode3A: '7800' } },
      'i070.mode3A: "7800": must be 4 octal digits',
    ],
    [
      'identification',
      { i240: { aircraftIdentification: 'dlh65a' } },
      'i240.aircraftIdentification: "dlh65a": must be 8 six-bit characters at most, without trailing space',
    ],
    ['octets', { i250: [{ data: [1, 2], register: 64 }] }, 'i250.data: 1,2: must be 7 octets'],
    ['flag', { i020: { ...plot.i020!, spi: 1 as never } }, 'i020.spi: 1: must be true or false'],
    ['record', {}, 'record: missing: has no item'],
  ])('refuses what cannot be represented: %s', (_, items, message) => {
    expect(() => encoder.encode([items])).toThrow(message);
    expect(() => createEncoder(cat048, { compile: false }).encode([items])).toThrow(message);
  });

  it('refuses items that the profile of the record does not have', () => {
    const i020 = {
      isTrack: false,
      simulated: false,
      detection: 2,
      antenna2: false,
      spi: false,
      fieldMonitor: false,
    };
    expect(() => createEncoder(cat001).encode([{ i020, i161: { trackPlotNumber: 1 } }])).toThrow('i161');
  });

  it('refuses a block that its length cannot tell', () => {
    expect(() => encoder.encode(Array.from({ length: 6000 }, () => plot))).toThrow('does not fit');
    expect(() => encoder.encodeInto([plot], new Uint8Array(10), 0)).toThrow('does not fit');
  });

  it('keeps undefined six-bit characters, spare bits and unknown extensions', () => {
    //                 CAT LEN  FSPEC 020: five extensions and one more  070   240
    const block = hex('30 0014 29 40 A1 01 01 01 01 01 02                  1A 80 00 01 B0 00 00 00');
    const { records } = createDecoder({ categories: [cat048] }).decode(block);
    expect(records[0]?.items).toMatchObject({
      i020: { more: [2] },
      i070: { mode3A: '5200', spare: 1 },
      i240: { aircraftIdentification: '@@F0@@@@' },
    });
    expect(encoder.encode(records.map(({ items }) => items))).toEqual(block);
  });

  it('tells airspeed and Mach number apart', () => {
    const cat = createEncoder(cat062);
    const decoder = createDecoder({ categories: [cat062] });
    for (const airspeed of [
      { isMach: true, airspeed: 0.784 },
      { isMach: false, airspeed: 0.0625 },
    ]) {
      const { records } = decoder.decode(cat.encode([{ i380: { airspeed } }]));
      expect(records[0]?.items.i380?.airspeed).toEqual(airspeed);
    }
  });
});

describe('what decodes', () => {
  const codecs = editions.map((edition) => ({
    edition,
    decoder: createDecoder({ categories: [edition] }),
    compiled: createEncoder(edition),
    interpreted: createEncoder(edition, { compile: false }),
  }));

  it('encodes to octets that decode to the same, by both writers, in every edition', () => {
    let records = 0;
    fc.assert(
      fc.property(
        fc.nat(codecs.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        (index, content) => {
          const { edition, decoder, compiled, interpreted } = codecs[index]!;
          const block = new Uint8Array([edition.category, 0, content.length + 3, ...content]);
          for (const { items } of decoder.decode(block).records) {
            const encoded = compiled.encode([items]);
            expect(interpreted.encode([items])).toEqual(encoded);
            expect(decoder.decode(encoded).records[0]?.items).toEqual(items);
            records++;
          }
        },
      ),
      { numRuns: 20_000, seed: 34 },
    );
    expect(records).toBeGreaterThan(1000);
  });
});
