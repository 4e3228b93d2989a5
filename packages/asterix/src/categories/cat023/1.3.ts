// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { choice, flag, spare, uint } from '../../definition/field.ts';
import { explicit, extended, fixed, repeated } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

const TABLE_1 = {
  0: 'Number of unknown messages received',
  1: 'Number of too old messages received',
  2: 'Number of failed message conversions',
  3: 'Total Number of messages received',
  4: 'Total Number of messages transmitted',
  20: 'Number of TIS-B management messages received',
  21: 'Number of Basic messages received',
  22: 'Number of High Dynamic messages received',
  23: 'Number of Full Position messages received',
  24: 'Number of Basic Ground  messages received',
  25: 'Number of TCP messages received',
  26: 'Number of UTC time  messages received',
  27: 'Number of Data messages received',
  28: 'Number of High Resolution messages received',
  29: 'Number of Aircraft Target Airborne messages received',
  30: 'Number of Aircraft Target Ground messages received',
  31: 'Number of Ground Vehicle Target messages received',
  32: 'Number of 2 slots TCP messages received',
};

export const cat023 = /* @__PURE__ */ defineCategory({
  category: 23,
  edition: '1.3',
  source: 'EUROCONTROL ASTERIX Category 023',
  title: 'CNS/ATM Ground Station and Service Status Reports',
  uap: ['i010', 'i000', 'i015', 'i070', 'i100', 'i101', 'i200', 'i110', 'i120', '', '', '', 're', 'sp'],
  items: {
    i000: fixed(1, {
      reportType: choice(8, {
        1: 'Ground station status report',
        2: 'Service status report',
        3: 'Service statistics report',
      }),
    }),
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i015: fixed(1, {
      serviceIdentification: uint(4),
      typeOfService: choice(4, {
        1: 'ADS-B VDL4',
        2: 'ADS-B Ext Squitter',
        3: 'ADS-B UAT',
        4: 'TIS-B VDL4',
        5: 'TIS-B Ext Squitter',
        6: 'TIS-B UAT',
        7: 'FIS-B VDL4',
        8: 'GRAS VDL4',
        9: 'MLT',
      }),
    }),
    i070: fixed(3, { timeOfDay: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    i100: extended(
      {
        noGo: flag('Data is released for operational use', 'Data must not be used operationally'),
        odp: flag('Default, no overload', 'Overload in DP'),
        oxt: flag('Default, no overload', 'Overload in transmission subsystem'),
        monitorDisconnected: flag(
          'Monitoring system not connected or unknown',
          'Monitoring system connected',
        ),
        timeSourceInvalid: flag('Valid', 'Invalid'),
        spo: flag(),
        rn: flag(),
      },
      { gssp: uint(7, { unit: 's', min: 1, max: 127 }) },
    ),
    i101: extended(
      {
        rp: uint(8, { lsb: 1 / 2, unit: 's' }),
        serviceClass: choice(3, ['No information', 'NRA class']),
        spare: spare(4),
      },
      { ssrp: uint(7, { unit: 's', min: 1, max: 127 }) },
    ),
    i110: extended({
      spare: spare(4),
      flightStatus: choice(3, ['Unknown', 'Failed', 'Disabled', 'Degraded', 'Normal', 'Initialisation']),
    }),
    i120: repeated(
      fixed(6, {
        type: choice(8, TABLE_1),
        ref: flag('From midnight', 'From the last report'),
        spare: spare(7),
        cv: uint(32),
      }),
    ),
    i200: fixed(1, { operationalRange: uint(8, { unit: 'NM' }) }),
    re: explicit,
    sp: explicit,
  },
  titles: {
    i000: 'Report Type',
    i010: 'Data Source Identifier',
    i015: 'Service Type and Identification',
    i070: 'Time of Day',
    i100: 'Ground Station Status',
    i101: 'Service Configuration',
    i110: 'Service Status',
    i120: 'Service Statistics',
    i200: 'Operational Range',
  },
});
export type Cat023 = RecordOf<typeof cat023>;
