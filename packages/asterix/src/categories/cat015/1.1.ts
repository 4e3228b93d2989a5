// Written by scripts/generate-asterix.ts: what edition 1.1 has different from 1.2.
import { defineEdition } from '../../definition/category.ts';
import { cat015 } from './1.2.ts';

export const cat015Edition11 = /* @__PURE__ */ defineEdition(cat015, {
  edition: '1.1',
});
