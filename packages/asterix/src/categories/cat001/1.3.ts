// Written by scripts/generate-asterix.ts: what edition 1.3 has different from 1.4.
import { defineEdition } from '../../definition/category.ts';
import { cat001 } from './1.4.ts';

export const cat001Edition13 = /* @__PURE__ */ defineEdition(cat001, {
  edition: '1.3',
});
