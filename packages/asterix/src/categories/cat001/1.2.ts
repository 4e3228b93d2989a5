// Written by scripts/generate-asterix.ts: what edition 1.2 has different from 1.3.
import { defineEdition } from '../../definition/category.ts';
import { cat001Edition13 } from './1.3.ts';

export const cat001Edition12 = /* @__PURE__ */ defineEdition(cat001Edition13, {
  edition: '1.2',
});
