// Written by scripts/generate-asterix.ts: what edition 1.27 has different from 1.28.
import { defineEdition } from '../../definition/category.ts';
import { choice, uint } from '../../definition/field.ts';
import { fixed, repeated } from '../../definition/layout.ts';
import { cat034Edition128 } from './1.28.ts';

const TABLE_1 = [
  'No detection (number of misses)',
  'Single PSR target reports',
  'Single SSR target reports (Non-Mode S)',
  'SSR+PSR target reports (Non-Mode S)',
  'Single All-Call target reports (Mode S)',
  'Single Roll-Call target reports (Mode S)',
  'All-Call + PSR (Mode S) target reports',
  'Roll-Call + PSR (Mode S) target reports',
  'Filter for Weather data',
  'Filter for Jamming Strobe',
  'Filter for PSR data',
  'Filter for SSR/Mode S data',
  'Filter for SSR/Mode S+PSR data',
  'Filter for Enhanced Surveillance data',
  'Filter for PSR+Enhanced Surveillance',
  'Filter for PSR+Enhanced Surveillance + SSR/Mode S data not in Area of Prime Interest',
  'Filter for PSR+Enhanced Surveillance + all SSR/Mode S data',
];

export const cat034Edition127 = /* @__PURE__ */ defineEdition(cat034Edition128, {
  edition: '1.27',
  items: {
    i000: fixed(1, {
      messageType: choice(8, {
        1: 'North marker message',
        2: 'Sector crossing message',
        3: 'Geographical filtering message',
        4: 'Jamming strobe message',
      }),
    }),
    i070: repeated(fixed(2, { typ: choice(5, TABLE_1), count: uint(11) })),
  },
});
