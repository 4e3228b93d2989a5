// Written by scripts/generate-asterix.ts: what edition 2.4 has different from 2.5.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, spare } from '../../definition/field.ts';
import { fixed } from '../../definition/layout.ts';
import { cat021Edition25 } from './2.5.ts';

export const cat021Edition24 = /* @__PURE__ */ defineEdition(cat021Edition25, {
  edition: '2.4',
  expansionEdition: '1.4',
  items: {
    i210: fixed(1, {
      spare: spare(1),
      versionUnsupported: flag(
        'The MOPS Version is supported by the GS',
        'The MOPS Version is not supported by the GS',
      ),
      version: choice(3, ['ED102/DO-260 [Ref. 8]', 'DO-260A [Ref. 9]', 'ED102A/DO-260B [Ref. 11]']),
      linkTechnology: choice(3, ['Other', 'UAT', '1090 ES', 'VDL 4']),
    }),
  },
});
