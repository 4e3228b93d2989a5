// Written by scripts/generate-asterix.ts: what edition 1.2 has different from 1.3.
import { defineEdition } from '../../definition/category.ts';
import { cat008 } from './1.3.ts';

export const cat008Edition12 = /* @__PURE__ */ defineEdition(cat008, {
  edition: '1.2',
});
