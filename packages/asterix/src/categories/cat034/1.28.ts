// Written by scripts/generate-asterix.ts: what edition 1.28 has different from 1.29.
import { defineEdition } from '../../definition/category.ts';
import { choice } from '../../definition/field.ts';
import { fixed } from '../../definition/layout.ts';
import { cat034 } from './1.29.ts';

export const cat034Edition128 = /* @__PURE__ */ defineEdition(cat034, {
  edition: '1.28',
  items: {
    i000: fixed(1, {
      messageType: choice(8, {
        1: 'North marker message',
        2: 'Sector crossing message',
        3: 'Geographical filtering message',
        4: 'Jamming strobe message',
        5: 'Solar Storm Message',
      }),
    }),
  },
});
