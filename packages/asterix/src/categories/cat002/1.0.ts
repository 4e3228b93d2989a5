// Written by scripts/generate-asterix.ts: what edition 1.0 has different from 1.1.
import { defineEdition } from '../../definition/category.ts';
import { cat002Edition11 } from './1.1.ts';

export const cat002Edition10 = /* @__PURE__ */ defineEdition(cat002Edition11, {
  edition: '1.0',
});
