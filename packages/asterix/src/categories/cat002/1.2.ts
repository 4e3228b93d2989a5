// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { choice, flag, int, uint } from '../../definition/field.ts';
import { explicit, fixed, repeated, repeatedFx } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

export const cat002 = /* @__PURE__ */ defineCategory({
  category: 2,
  edition: '1.2',
  source: 'EUROCONTROL ASTERIX Category 002',
  title: 'Transmission of Monoradar Service Messages',
  uap: [
    'i010',
    'i000',
    'i020',
    'i030',
    'i041',
    'i050',
    'i060',
    'i070',
    'i100',
    'i090',
    'i080',
    '',
    'sp',
    'rfs',
  ],
  items: {
    i000: fixed(1, {
      messageType: choice(8, {
        1: 'North marker message',
        2: 'Sector crossing message',
        3: 'South marker message',
        8: 'Activation of blind zone filtering',
        9: 'Stop of blind zone filtering',
      }),
    }),
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i020: fixed(1, { sector: uint(8, { lsb: 360 / 256, unit: 'deg' }) }),
    i030: fixed(3, { timeOfDay: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    i041: fixed(2, { rotationPeriod: uint(16, { lsb: 1 / 128, unit: 's' }) }),
    i050: repeatedFx(uint(7)),
    i060: repeatedFx(uint(7)),
    i070: repeated(
      fixed(2, {
        antenna2: flag(),
        counterType: choice(5, { 1: 'Sole primary plots', 2: 'Sole SSR plots', 3: 'Combined plots' }),
        count: uint(10),
      }),
    ),
    i080: repeatedFx(uint(7)),
    i090: fixed(2, {
      range: int(8, { lsb: 1 / 128, unit: 'NM' }),
      azimuth: int(8, { lsb: 360 / 16384, unit: 'deg' }),
    }),
    i100: fixed(8, {
      rhoStart: uint(16, { lsb: 1 / 128, unit: 'NM', max: 512 }),
      rhoEnd: uint(16, { lsb: 1 / 128, unit: 'NM', max: 512 }),
      thetaStart: uint(16, { lsb: 360 / 65536, unit: 'deg' }),
      thetaEnd: uint(16, { lsb: 360 / 65536, unit: 'deg' }),
    }),
    sp: explicit,
  },
  titles: {
    i000: 'Message Type',
    i010: 'Data Source Identifier',
    i020: 'Sector Number',
    i030: 'Time of Day',
    i041: 'Antenna Rotation Speed',
    i050: 'Station Configuration Status',
    i060: 'Station Processing Mode',
    i070: 'Plot Count Values',
    i080: 'Warning/Error Conditions',
    i090: 'Collimation Error',
    i100: 'Dynamic Window Type 1',
  },
});
export type Cat002 = RecordOf<typeof cat002>;
