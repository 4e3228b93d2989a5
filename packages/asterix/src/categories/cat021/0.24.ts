// Written by scripts/generate-asterix.ts: what edition 0.24 has different from 0.25.
import { defineEdition } from '../../definition/category.ts';
import { cat021Edition025 } from './0.25.ts';

export const cat021Edition024 = /* @__PURE__ */ defineEdition(cat021Edition025, {
  edition: '0.24',
});
