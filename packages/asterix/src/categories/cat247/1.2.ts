// Written by scripts/generate-asterix.ts: what edition 1.2 has different from 1.3.
import { defineEdition } from '../../definition/category.ts';
import { cat247 } from './1.3.ts';

export const cat247Edition12 = /* @__PURE__ */ defineEdition(cat247, {
  edition: '1.2',
});
