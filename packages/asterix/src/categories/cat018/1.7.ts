// Written by scripts/generate-asterix.ts: what edition 1.7 has different from 1.8.
import { defineEdition } from '../../definition/category.ts';
import { cat018 } from './1.8.ts';

export const cat018Edition17 = /* @__PURE__ */ defineEdition(cat018, {
  edition: '1.7',
});
