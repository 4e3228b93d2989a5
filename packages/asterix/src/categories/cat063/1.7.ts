// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { choice, flag, int, spare, uint } from '../../definition/field.ts';
import { explicit, extended, fixed } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

export const cat063 = /* @__PURE__ */ defineCategory({
  category: 63,
  edition: '1.7',
  source: 'EUROCONTROL ASTERIX Category 063',
  title: 'Sensor Status Reports',
  uap: [
    'i010',
    'i015',
    'i030',
    'i050',
    'i060',
    'i070',
    'i080',
    'i081',
    'i090',
    'i091',
    'i092',
    '',
    're',
    'sp',
  ],
  items: {
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i015: fixed(1, { serviceIdentification: uint(8) }),
    i030: fixed(3, { timeOfMessage: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    i050: fixed(2, { sac: uint(8), sic: uint(8) }),
    i060: extended(
      {
        con: choice(2, ['Operational', 'Degraded', 'Initialization', 'Not currently connected']),
        psr: flag(),
        ssr: flag(),
        modeS: flag('MDS GO', 'MDS NOGO'),
        ads: flag(),
        mlt: flag(),
      },
      {
        ops: flag('System is released for operational use', 'Operational use of System is inhibited'),
        odp: flag('Default, no overload', 'Overload in DP'),
        oxt: flag('Default, no overload', 'Overload in transmission subsystem'),
        monitorDisconnected: flag(),
        timeSourceInvalid: flag('Valid', 'Invalid'),
        noPlotWarning: flag('Default (no meaning)', 'No plots being received'),
        spare: spare(1),
      },
      {
        ttfPopulated: flag(),
        ttf: flag('Test Target Operative', 'Test Target Failure'),
        spoPopulated: flag(),
        spo: flag(),
        spare2: spare(3),
      },
    ),
    i070: fixed(2, { timeStampingBias: int(16, { unit: 'ms' }) }),
    i080: fixed(4, { srg: int(16, { lsb: 1 / 100000 }), srb: int(16, { lsb: 1 / 128, unit: 'NM' }) }),
    i081: fixed(2, { value: int(16, { lsb: 360 / 65536, unit: 'deg' }) }),
    i090: fixed(4, {
      psrRangeGain: int(16, { lsb: 1 / 100000 }),
      psrRangeBias: int(16, { lsb: 1 / 128, unit: 'NM' }),
    }),
    i091: fixed(2, { psrAzimuthBias: int(16, { lsb: 360 / 65536, unit: 'deg' }) }),
    i092: fixed(2, { psrElevationBias: int(16, { lsb: 360 / 65536, unit: 'deg' }) }),
    re: explicit,
    sp: explicit,
  },
  titles: {
    i010: 'Data Source Identifier',
    i015: 'Service Identification',
    i030: 'Time of Message',
    i050: 'Sensor Identifier',
    i060: 'Sensor Configuration and Status',
    i070: 'Time Stamping Bias',
    i080: 'SSR / Mode S Range Gain and Bias',
    i081: 'SSR Mode S Azimuth Bias',
    i090: 'PSR Range Gain and Bias',
    i091: 'PSR Azimuth Bias',
    i092: 'PSR Elevation Bias',
  },
});
export type Cat063 = RecordOf<typeof cat063>;
