import { expect, it } from 'vitest';
import { cat021, cat021Edition026, cat048, editions } from './all.ts';
import { createEncoder } from './encoder.ts';
import { editionFit, suggestEdition } from './plausibility.ts';

const candidates = editions.filter(({ category }) => category === 21);
const old = createEncoder(cat021Edition026).encode([
  {
    i010: { sac: 1, sic: 2 },
    i030: { timeOfDay: 40_000 },
    i130: { lat: 48, lon: 11 },
    i080: { targetAddress: 0x3c6501 },
    i140: { geometricAltitude: 35_000 },
    i170: { targetIdentification: 'DLH65A' },
  },
]);

it('finds the edition of a stream, and says nothing when the current one fits', () => {
  const { fits, suggested } = suggestEdition(candidates, [old], cat021);
  expect(suggested?.edition.startsWith('0.')).toBe(true);
  expect(fits[0]?.score).toBe(1);
  expect(suggestEdition(candidates, [old], cat021Edition026).suggested).toBeUndefined();
});

it('suggests nothing for noise, and counts only blocks of the category', () => {
  const noise = new Uint8Array([21, 0, 12, 255, 255, 255, 255, 255, 255, 255, 1, 2]);
  expect(suggestEdition(candidates, [noise], cat021).suggested).toBeUndefined();
  expect(editionFit(cat048, [noise])).toMatchObject({ score: 0, records: 0 });
});
