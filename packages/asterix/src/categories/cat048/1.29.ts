// Written by scripts/generate-asterix.ts: what edition 1.29 has different from 1.30.
import { defineEdition } from '../../definition/category.ts';
import { cat048Edition130 } from './1.30.ts';

export const cat048Edition129 = /* @__PURE__ */ defineEdition(cat048Edition130, {
  edition: '1.29',
  expansionEdition: '1.11',
});
