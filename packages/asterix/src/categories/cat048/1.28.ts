// Written by scripts/generate-asterix.ts: what edition 1.28 has different from 1.29.
import { defineEdition } from '../../definition/category.ts';
import { cat048Edition129 } from './1.29.ts';

export const cat048Edition128 = /* @__PURE__ */ defineEdition(cat048Edition129, {
  edition: '1.28',
  expansionEdition: '1.11',
  titles: {
    i250: 'Mode S MB Data',
  },
});
