// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { choice, flag, int, spare, uint } from '../../definition/field.ts';
import { explicit, extended, fixed, repeated, repeatedFx } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

export const cat008 = /* @__PURE__ */ defineCategory({
  category: 8,
  edition: '1.3',
  source: 'EUROCONTROL ASTERIX Category 008',
  title: 'Monoradar Derived Weather Information',
  uap: [
    'i010',
    'i000',
    'i020',
    'i036',
    'i034',
    'i040',
    'i050',
    'i090',
    'i100',
    'i110',
    'i120',
    'i038',
    'sp',
    'rfs',
  ],
  items: {
    i000: fixed(1, {
      messageType: choice(8, {
        1: 'Polar vector',
        2: 'Cartesian vector of start point/length',
        3: 'Contour record',
        4: 'Cartesian start point and end point vector',
        254: 'SOP message',
        255: 'EOP message',
      }),
    }),
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i020: extended(
      {
        org: flag('Local Coordinates', 'System Coordinates'),
        intensityLevel: uint(3),
        s: choice(3, ['0°', '22.5°', '45°', '67.5°', '90°', '112.5°', '135°', '157.5°']),
      },
      { spare: spare(5), test: flag(), er: flag() },
    ),
    i034: repeated(
      fixed(4, { startRange: uint(8), endRange: uint(8), az: uint(16, { lsb: 360 / 65536, unit: 'deg' }) }),
    ),
    i036: repeated(fixed(3, { x: int(8), y: int(8), length: uint(8) })),
    i038: repeated(
      fixed(4, { xPulseMode1: int(8), y1Component: int(8), xPulseMode2: int(8), y2Component: int(8) }),
    ),
    i040: fixed(2, {
      org: flag('Local Coordinates', 'System Coordinates'),
      intensityLevel: uint(3),
      spare: spare(2),
      fstlst: choice(2, [
        'Intermediate record of a contour',
        'Last record of a contour of at least two records',
        'First record of a contour of at least two records',
        'First and only record, fully defining a contour',
      ]),
      contourSerialNumber: uint(8),
    }),
    i050: repeated(fixed(2, { xPulseMode1: int(8), y1: int(8) })),
    i090: fixed(3, { timeOfDay: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    i100: extended({ scalingFactor: int(5), r: uint(3), processingParameters: uint(15) }),
    i110: repeatedFx(uint(7)),
    i120: fixed(2, { value: uint(16) }),
    sp: explicit,
  },
  titles: {
    i000: 'Message Type',
    i010: 'Data Source Identifier',
    i020: 'Vector Qualifier',
    i034: 'Sequence of Polar Vectors in SPF Notation',
    i036: 'Sequence of Cartesian Vectors in SPF Notation',
    i038: 'Sequence of Weather Vectors in SPF Notation',
    i040: 'Contour Identifier',
    i050: 'Sequence of Contour Points in SPF Notation',
    i090: 'Time of Day',
    i100: 'Processing Status',
    i110: 'Station Configuration Status',
    i120: 'Total Number of Items Constituting One Weather Picture',
  },
});
export type Cat008 = RecordOf<typeof cat008>;
