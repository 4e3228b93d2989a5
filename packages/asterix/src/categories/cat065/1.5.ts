// Written by scripts/generate-asterix.ts: what edition 1.5 has different from 1.6.
import { defineEdition } from '../../definition/category.ts';
import { cat065 } from './1.6.ts';

export const cat065Edition15 = /* @__PURE__ */ defineEdition(cat065, {
  edition: '1.5',
});
