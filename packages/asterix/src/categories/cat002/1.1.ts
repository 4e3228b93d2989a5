// Written by scripts/generate-asterix.ts: what edition 1.1 has different from 1.2.
import { defineEdition } from '../../definition/category.ts';
import { cat002 } from './1.2.ts';

export const cat002Edition11 = /* @__PURE__ */ defineEdition(cat002, {
  edition: '1.1',
});
