import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cat001, cat034, cat048, cat062, editions, latest } from './all.ts';
import { createDecoder } from './decoder.ts';
import { fromHex as hex } from './framing/hex.ts';
import { project } from './project.ts';

const decoder = createDecoder({ categories: [cat048, cat034] });

//               CAT LEN  FSPEC 010   140      020 040
const PLOT = hex('30 000E  F0   01 02 0A 80 00 A0  10 00 40 00');
const ITEMS = {
  i010: { sac: 1, sic: 2 },
  i140: { timeOfDay: 5376 },
  i020: { typ: 5, simulated: false, rdpChain: false, spi: false, fieldMonitor: false },
  i040: { rho: 16, theta: 90 },
};

describe('decode', () => {
  it('reads a plot with its units', () => {
    expect(decoder.decode(PLOT)).toEqual({
      records: [{ category: 48, edition: '1.32', offset: 3, length: 11, items: ITEMS }],
      issues: [],
    });
  });

  it('infers the type of a record', () => {
    for (const record of decoder.decode(PLOT).records) {
      if (record.category === 48) expect(record.items.i040?.theta.toFixed(1)).toBe('90.0');
      else expect(record.items.i000?.messageType).toBeDefined();
    }
  });

  it.each(Array.from(PLOT.keys()))('reports, and does not throw, when cut after %i octets', (n) => {
    const { records, issues } = decoder.decode(PLOT.subarray(0, n));
    expect(records).toEqual([]);
    expect(issues).toHaveLength(1);
  });

  it('reads a valid block behind a bad one, and passes over unknown categories whole', () => {
    const bad = hex('30 0006 F0 01 02');
    const unknown = hex('FA 0005 00 00');
    const { records, issues } = decoder.decode(new Uint8Array([...bad, ...unknown, ...PLOT]));
    expect(records.map(({ offset }) => offset)).toEqual([14]);
    expect(issues).toEqual([
      { code: 'truncated', offset: 6, block: 0, need: 3, have: 0, item: 'i140', category: 48 },
      { code: 'unknown-category', offset: 6, block: 6, category: 250, length: 5 },
    ]);
  });

  it('keeps extensions that the edition does not know', () => {
    //                CAT LEN  FSPEC 020, five known extensions and two more
    const block = hex('30 000C 20 A1 01 01 01 01 01 03 40');
    expect(decoder.decode(block).records[0]?.items).toMatchObject({
      i020: { typ: 5, irmActive: false, more: [3, 64] },
    });
  });

  it('keeps spare bits only when they are not zero', () => {
    expect(decoder.decode(hex('30 0006 08 10 00')).records[0]?.items).toEqual({
      i070: { invalid: false, garbled: false, notExtracted: false, mode3A: '0000', spare: 1 },
    });
  });

  it('stops at the record limit and says so', () => {
    const one = createDecoder({ categories: [cat048], recordCountMax: 1 });
    const { records, issues } = one.decode(new Uint8Array([...PLOT, ...PLOT]));
    expect(records).toHaveLength(1);
    expect(issues).toEqual([{ code: 'limit', offset: 17, block: 14, category: 48, limit: 1 }]);
  });

  it('chooses the profile of CAT001 by the type of report', () => {
    const plots = createDecoder({ categories: [cat001] });
    //                                      FSPEC 010   020 FRN3: 040 (plot) or 161 (track)
    expect(plots.decode(hex('01 000B E0 01 02 00 10 00 40 00')).records[0]?.items).toMatchObject({
      i040: { rho: 32, theta: 90 },
    });
    expect(plots.decode(hex('01 0009 E0 01 02 80 00 07')).records[0]?.items).toMatchObject({
      i161: { trackPlotNumber: 7 },
    });
  });

  it('keeps an expansion field that is not what its edition says as octets', () => {
    //                  CAT LEN  FSPEC          length, bits of items that do not follow
    const block = hex('3E 000C 01 01 01 01 04 04 FF 00 00');
    const { records, issues } = createDecoder({ categories: [cat062] }).decode(block);
    expect(records[0]?.items).toEqual({ re: { octets: [255, 0, 0] } });
    expect(issues).toEqual([{ code: 'expansion-unread', offset: 8, block: 0, item: 're', category: 62 }]);
  });

  it('does not trust what follows an expansion field of doubtful length when the block then fails', () => {
    //                 CAT LEN  re: bits of items that do not follow      010, and a record that is none
    const block = hex('3E 0012 01 01 01 01 04 04 FF 00 00  80 01 02  FF FF FF');
    const { records, issues } = createDecoder({ categories: [cat062] }).decode(block);
    expect(records).toHaveLength(1);
    expect(issues.map(({ code }) => code)).toEqual(['expansion-unread', 'truncated']);
    const good = hex('3E 000F 01 01 01 01 04 04 FF 00 00  80 01 02');
    expect(createDecoder({ categories: [cat062] }).decode(good).records).toHaveLength(2);
    const sources = project(cat062, { sac: 'i010.sac' });
    expect([sources.read(block), sources.read(good)]).toEqual([1, 2]);
  });

  it('gives records one by one', () => {
    const twice = new Uint8Array([...PLOT, ...PLOT, 0]);
    const issues: unknown[] = [];
    expect([...decoder.records(twice, {}, issues as never[])].map(({ offset }) => offset)).toEqual([3, 17]);
    expect(issues).toEqual([{ code: 'truncated', offset: 28, block: 28, need: 3, have: 1 }]);
  });

  it('refuses two editions of one category', () => {
    expect(() => createDecoder({ categories: [cat048, cat048] })).toThrow(/two editions of category 48/u);
  });
});

describe('any octets', () => {
  const compiled = createDecoder({ categories: latest });
  const interpreted = createDecoder({ categories: latest, compile: false });
  const definitions = editions.map(
    (edition) =>
      [
        createDecoder({ categories: [edition] }),
        createDecoder({ categories: [edition], compile: false }),
        edition.category,
      ] as const,
  );

  it('are survived, and a good block behind them is read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        compiled.decode(bytes);
        expect(decoder.decode(PLOT).issues).toEqual([]);
      }),
      { numRuns: 2000, seed: 48 },
    );
  });

  it('give the same from the compiled reader and from the interpreter, in every edition', () => {
    fc.assert(
      fc.property(
        fc.nat(definitions.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        (index, content) => {
          const [fast, plain, category] = definitions[index]!;
          const block = new Uint8Array([category, 0, content.length + 3, ...content]);
          expect(fast.decode(block)).toEqual(plain.decode(block));
        },
      ),
      { numRuns: 20_000, seed: 21 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(compiled.decode(bytes)).toEqual(interpreted.decode(bytes));
      }),
      { numRuns: 2000, seed: 62 },
    );
  });
});
