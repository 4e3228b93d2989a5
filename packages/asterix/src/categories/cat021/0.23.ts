// Written by scripts/generate-asterix.ts: what edition 0.23 has different from 0.24.
import { defineEdition } from '../../definition/category.ts';
import { int } from '../../definition/field.ts';
import { fixed } from '../../definition/layout.ts';
import { cat021Edition024 } from './0.24.ts';

export const cat021Edition023 = /* @__PURE__ */ defineEdition(cat021Edition024, {
  edition: '0.23',
  items: {
    i130: fixed(6, {
      lat: int(24, { lsb: 180 / 2 ** 23, unit: 'deg', min: -90, max: 90 }),
      lon: int(24, { lsb: 180 / 2 ** 23, unit: 'deg', min: -180, max: 180 }),
    }),
  },
});
