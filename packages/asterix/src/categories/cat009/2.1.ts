// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { choice, flag, int, spare, uint } from '../../definition/field.ts';
import { extended, fixed, repeated } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

export const cat009 = /* @__PURE__ */ defineCategory({
  category: 9,
  edition: '2.1',
  source: 'EUROCONTROL ASTERIX Category 009',
  title: 'Composite Weather Reports',
  uap: ['i010', 'i000', 'i020', 'i030', 'i060', 'i070', 'i080', 'i090', 'i100'],
  items: {
    i000: fixed(1, {
      messageType: choice(8, {
        2: 'Cartesian vector',
        253: 'Intermediate-update-step message',
        254: 'Start-of-picture message',
        255: 'End-of-picture message',
      }),
    }),
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i020: extended({
      org: flag('Local Coordinates', 'System Coordinates'),
      intensityLevel: uint(3),
      s: choice(3, ['0°', '22.5°', '45°', '67.5°', '90°', '112.5°', '135°', '157.5°']),
    }),
    i030: repeated(fixed(6, { x: int(16), y: int(16), vectorLength: uint(16) })),
    i060: extended({ stepNumber: uint(6), spare: spare(1) }),
    i070: fixed(3, { timeOfDay: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    i080: extended({ scalingFactor: int(5), r: uint(3), processingParameters: uint(15) }),
    i090: repeated(
      fixed(3, {
        sac: uint(8),
        sic: uint(8),
        spare: spare(3),
        circularPolarisation: flag(),
        weatherChannelOverload: flag(),
        r: uint(3),
      }),
    ),
    i100: fixed(2, { vectorCount: uint(16) }),
  },
  titles: {
    i000: 'Message Type',
    i010: 'Data Source Identifier',
    i020: 'Vector Qualifier',
    i030: 'Sequence of Cartesian Vectors',
    i060: 'Synchronisation/Control Signal',
    i070: 'Time of Day',
    i080: 'Processing Status',
    i090: 'Radar Configuration and Status',
    i100: 'Vector Count',
  },
});
export type Cat009 = RecordOf<typeof cat009>;
