// Written by scripts/generate-asterix.ts: what edition 1.4 has different from 1.5.
import { defineEdition } from '../../definition/category.ts';
import { cat065Edition15 } from './1.5.ts';

export const cat065Edition14 = /* @__PURE__ */ defineEdition(cat065Edition15, {
  edition: '1.4',
});
