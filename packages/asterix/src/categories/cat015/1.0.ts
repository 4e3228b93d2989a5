// Written by scripts/generate-asterix.ts: what edition 1.0 has different from 1.1.
import { defineEdition } from '../../definition/category.ts';
import { cat015Edition11 } from './1.1.ts';

export const cat015Edition10 = /* @__PURE__ */ defineEdition(cat015Edition11, {
  edition: '1.0',
});
