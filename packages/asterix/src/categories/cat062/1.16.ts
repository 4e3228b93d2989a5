// Written by scripts/generate-asterix.ts: what edition 1.16 has different from 1.17.
import { defineEdition } from '../../definition/category.ts';
import { flag, octal, spare } from '../../definition/field.ts';
import { fixed } from '../../definition/layout.ts';
import { cat062Edition117 } from './1.17.ts';

export const cat062Edition116 = /* @__PURE__ */ defineEdition(cat062Edition117, {
  edition: '1.16',
  expansionEdition: '1.2',
  items: {
    i060: fixed(2, { spare: spare(2), changed: flag(), spare2: spare(1), mode3A: octal(12) }),
  },
});
