import { expect, it } from 'vitest';
import { cat001, cat048 } from './all.ts';
import { createDecoder } from './decoder.ts';
import { fromHex as hex } from './framing/hex.ts';
import { itemRanges, unknownNames } from './inspect.ts';

it('tells where items lie, in the profile of the record', () => {
  const plot = hex('30 000E F0 01 02 0A 80 00 A0 10 00 40 00');
  const [record] = createDecoder({ categories: [cat048] }).decode(plot).records;
  expect(itemRanges(cat048, plot, record!)).toEqual([
    { key: 'i010', start: 4, end: 6 },
    { key: 'i140', start: 6, end: 9 },
    { key: 'i020', start: 9, end: 10 },
    { key: 'i040', start: 10, end: 14 },
  ]);
  const track = hex('01 0009 E0 01 02 80 00 07');
  const [other] = createDecoder({ categories: [cat001] }).decode(track).records;
  expect(itemRanges(cat001, track, other!).at(-1)).toEqual({ key: 'i161', start: 7, end: 9 });
});

it('finds misspelt names', () => {
  const items = {
    i040: { rho: 1, tetha: 2 },
    i041: {},
    i120: { calculated: { sped: 1 } },
    i250: [{ dat: [] }],
    sp: { octets: [] },
  };
  expect(unknownNames(cat048, items)).toEqual(['i040.tetha', 'i041', 'i120.calculated.sped', 'i250.dat']);
});
