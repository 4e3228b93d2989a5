// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { ascii, choice, flag, octets, spare, uint } from '../../definition/field.ts';
import { explicit, fixed, repeated, single } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

export const cat240 = /* @__PURE__ */ defineCategory({
  category: 240,
  edition: '1.3',
  source: 'EUROCONTROL ASTERIX Category 240',
  title: 'Radar Video Transmission',
  uap: [
    'i010',
    'i000',
    'i020',
    'i030',
    'i040',
    'i041',
    'i048',
    'i049',
    'i050',
    'i051',
    'i052',
    'i140',
    're',
    'sp',
  ],
  items: {
    i000: fixed(1, { messageType: choice(8, { 1: 'Video Summary message', 2: 'Video message' }) }),
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i020: fixed(4, { videoRecordHeader: uint(32) }),
    i030: repeated(single(ascii(1))),
    i040: fixed(12, {
      startaz: uint(16, { lsb: 360 / 65536, unit: 'deg', min: 0, max: 360 }),
      endaz: uint(16, { lsb: 360 / 65536, unit: 'deg', min: 0, max: 360 }),
      startrg: uint(32),
      celldur: uint(32, { unit: 'ns' }),
    }),
    i041: fixed(12, {
      startaz: uint(16, { lsb: 360 / 65536, unit: 'deg', min: 0, max: 360 }),
      endaz: uint(16, { lsb: 360 / 65536, unit: 'deg', min: 0, max: 360 }),
      startrg: uint(32),
      celldur: uint(32, { unit: 'fs' }),
    }),
    i048: fixed(2, {
      dataCompressionIndicator: flag(),
      spare: spare(7),
      resolution25Ft: choice(8, {
        1: 'Monobit Resolution (1 bit)',
        2: 'Low Resolution (2 bits)',
        3: 'Medium Resolution (4 bits)',
        4: 'High Resolution (8 bits)',
        5: 'Very High Resolution (16 bits)',
        6: 'Ultra High Resolution (32 bits)',
      }),
    }),
    i049: fixed(5, { nbvb: uint(16), nbcells: uint(24) }),
    i050: repeated(single(uint(32))),
    i051: repeated(single(octets(64))),
    i052: repeated(single(octets(256))),
    i140: fixed(3, { timeOfDay: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    re: explicit,
    sp: explicit,
  },
  titles: {
    i000: 'Message Type',
    i010: 'Data Source Identifier',
    i020: 'Video Record Header',
    i030: 'Video Summary',
    i040: 'Video Header Nano',
    i041: 'Video Header Femto',
    i048: 'Video Cells Resolution & Data Compression Indicator',
    i049: 'Video Octets & Video Cells Counters',
    i050: 'Video Block Low Data Volume',
    i051: 'Video Block Medium Data Volume',
    i052: 'Video Block High Data Volume',
    i140: 'Time of Day',
  },
});
export type Cat240 = RecordOf<typeof cat240>;
