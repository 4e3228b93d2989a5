// Written by scripts/generate-asterix.ts: what edition 1.1 has different from 1.2.
import { defineEdition } from '../../definition/category.ts';
import { choice } from '../../definition/field.ts';
import { fixed } from '../../definition/layout.ts';
import { cat032 } from './1.2.ts';

export const cat032Edition11 = /* @__PURE__ */ defineEdition(cat032, {
  edition: '1.1',
  items: {
    i035: fixed(1, {
      family: choice(4, { 1: 'Information sent by an FPPS' }),
      nature: choice(4, {
        1: 'Flight Plan to track initial correlation',
        2: 'Miniplan update',
        3: 'End of correlation',
        4: 'Miniplan Cancellation',
        5: 'Retained Miniplan',
      }),
    }),
  },
});
