// Written by scripts/generate-asterix.ts: what edition 2.3 has different from 2.4.
import { defineEdition } from '../../definition/category.ts';
import { cat021Edition24 } from './2.4.ts';

export const cat021Edition23 = /* @__PURE__ */ defineEdition(cat021Edition24, {
  edition: '2.3',
  expansionEdition: '1.4',
});
