// Written by scripts/generate-asterix.ts: what edition 1.2 has different from 1.3.
import { defineEdition } from '../../definition/category.ts';
import { cat023 } from './1.3.ts';

export const cat023Edition12 = /* @__PURE__ */ defineEdition(cat023, {
  edition: '1.2',
});
