// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { choice, flag, int, spare, uint } from '../../definition/field.ts';
import { explicit, extended, fixed, repeated } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

export const cat019 = /* @__PURE__ */ defineCategory({
  category: 19,
  edition: '1.3',
  source: 'EUROCONTROL ASTERIX Category 019',
  title: 'Multilateration System Status Messages',
  uap: ['i010', 'i000', 'i140', 'i550', 'i551', 'i552', 'i553', 'i600', 'i610', 'i620', '', '', 're', 'sp'],
  items: {
    i000: fixed(1, {
      messageType: choice(8, {
        1: 'Start of Update Cycle',
        2: 'Periodic Status Message',
        3: 'Event-triggered Status Message',
      }),
    }),
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i140: fixed(3, { timeOfDay: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    i550: fixed(1, {
      noGo: choice(2, ['Operational', 'Degraded', 'NOGO', 'Undefined']),
      overload: flag(),
      timeSourceInvalid: flag('Valid', 'Invalid'),
      testTarget: flag(),
      spare: spare(3),
    }),
    i551: fixed(1, {
      tp1a: flag('Standby', 'Exec'),
      tp1b: flag('Faulted', 'Good'),
      tp2a: flag('Standby', 'Exec'),
      tp2b: flag('Faulted', 'Good'),
      tp3a: flag('Standby', 'Exec'),
      tp3b: flag('Faulted', 'Good'),
      tp4a: flag('Standby', 'Exec'),
      tp4b: flag('Faulted', 'Good'),
    }),
    i552: repeated(
      fixed(2, {
        rsi: uint(8),
        spare: spare(1),
        receiver1090Mhz: flag(),
        transmitter1030Mhz: flag(),
        transmitter1090Mhz: flag(),
        rsStatus: flag('Faulted', 'Good'),
        rsOperational: flag('Offline', 'Online'),
        spare2: spare(2),
      }),
    ),
    i553: extended(
      {
        reftr1: choice(2, { 1: 'Warning', 2: 'Faulted', 3: 'Good' }),
        spare: spare(2),
        reftr2: choice(2, { 1: 'Warning', 2: 'Faulted', 3: 'Good' }),
        spare2: spare(1),
      },
      {
        reftr3: choice(2, { 1: 'Warning', 2: 'Faulted', 3: 'Good' }),
        spare3: spare(2),
        reftr4: choice(2, { 1: 'Warning', 2: 'Faulted', 3: 'Good' }),
        spare4: spare(1),
      },
    ),
    i600: fixed(8, {
      lat: int(32, { lsb: 180 / 2 ** 30, unit: 'deg', min: -90, max: 90 }),
      lon: int(32, { lsb: 180 / 2 ** 30, unit: 'deg', min: -180, max: 180 }),
    }),
    i610: fixed(2, { value: int(16, { lsb: 1 / 4, unit: 'm', min: -8192, max: 8192 }) }),
    i620: fixed(1, { wgs84Undulation: int(8, { unit: 'm' }) }),
    re: explicit,
    sp: explicit,
  },
  titles: {
    i000: 'Message Type',
    i010: 'Data Source Identifier',
    i140: 'Time of Day',
    i550: 'System Status',
    i551: 'Tracking Processor Detailed Status',
    i552: 'Remote Sensor Detailed Status',
    i553: 'Reference Transponder Detailed Status',
    i600: 'Position of the MLT System Reference Point',
    i610: 'Height of the MLT System Reference Point',
    i620: 'WGS-84 Undulation',
  },
});
export type Cat019 = RecordOf<typeof cat019>;
