// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { uint } from '../../definition/field.ts';
import { explicit, fixed, repeated } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

export const cat247 = /* @__PURE__ */ defineCategory({
  category: 247,
  edition: '1.3',
  source: 'EUROCONTROL ASTERIX Category 247',
  title: 'Version Number Exchange',
  uap: ['i010', 'i015', 'i140', 'i550', '', 'sp', 're'],
  items: {
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i015: fixed(1, { serviceIdentification: uint(8) }),
    i140: fixed(3, { timeOfDay: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    i550: repeated(fixed(3, { category: uint(8), mainVersionNumber: uint(8), subVersionNumber: uint(8) })),
    re: explicit,
    sp: explicit,
  },
  titles: {
    i010: 'Data Source Identifier',
    i015: 'Service Identification',
    i140: 'Time of Day',
    i550: 'Category Version Number Report',
  },
});
export type Cat247 = RecordOf<typeof cat247>;
