// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { choice, flag, int, octal, spare, uint } from '../../definition/field.ts';
import { explicit, fixed, repeated, single } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

const TABLE_1 = {
  0: 'Network information',
  10: 'Track data',
  20: 'Track data request',
  21: 'Track data stop',
  22: 'Cancel track data request',
  23: 'Track data stop acknowledgement',
  30: 'New Node / Change-over Initial or intermediate message segment',
  31: 'New Node / Change-over Final or only message segment',
  32: 'New Node / Change-over Initial or intermediate message segment reply',
  33: 'New Node / Change-over Final or only message segment reply',
  110: 'Move node to new cluster state;',
  111: 'Move node to new cluster state acknowledgement',
};
const TABLE_2 = {
  0: 'No communications capability (surveillance only), no ability to set CA code 7 either airborne or on the ground',
  4: 'At Least Comm. A and Comm. B capability and the ability to set CA code 7 and on the ground',
  5: 'At Least Comm. A and Comm. B capability and the ability to set CA code 7 and airborne',
  6: 'At Least Comm. A and Comm. B capability and the ability to set CA code 7 and either airborne or on the ground',
  7: 'Signifies the DR field is not equal to 0 or the FS field equals 2, 3, 4 or 5 and either airborne or on the ground SI/II-capabilities of the Transponder',
};

export const cat017 = /* @__PURE__ */ defineCategory({
  category: 17,
  edition: '1.3',
  source: 'EUROCONTROL ASTERIX Category 017',
  title: 'Mode S Surveillance Coordination Function Messages',
  uap: [
    'i010',
    'i012',
    'i000',
    'i350',
    'i220',
    'i221',
    'i140',
    'i045',
    'i070',
    'i050',
    'i200',
    'i230',
    'i240',
    'i210',
    'i360',
    '',
    '',
    '',
    '',
    '',
    'sp',
  ],
  items: {
    i000: fixed(1, { messageType: choice(8, TABLE_1) }),
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i012: fixed(2, { sac: uint(8), sic: uint(8) }),
    i045: fixed(6, {
      lat: int(24, { lsb: 180 / 2 ** 23, unit: 'deg', min: -90, max: 90 }),
      lon: int(24, { lsb: 180 / 2 ** 23, unit: 'deg', min: -180, max: 180 }),
    }),
    i050: fixed(2, { invalid: flag(), garbled: flag(), altitude: uint(14, { lsb: 1 / 4, unit: 'FL' }) }),
    i070: fixed(2, {
      invalid: flag(),
      garbled: flag(),
      notExtracted: flag(),
      spare: spare(1),
      mode3A: octal(12),
    }),
    i140: fixed(3, { timeOfDay: uint(24, { lsb: 1 / 128, unit: 's', max: 86400 }) }),
    i200: fixed(4, {
      groundSpeed: uint(16, { lsb: 1 / 16384, unit: 'NM/s' }),
      heading: uint(16, { lsb: 360 / 65536, unit: 'deg' }),
    }),
    i210: repeated(single(uint(24))),
    i220: fixed(3, { aircraftAddress: uint(24) }),
    i221: fixed(2, { value: uint(16) }),
    i230: fixed(1, {
      ca: choice(3, TABLE_2),
      iiCapable: flag('Transponder SI capable', 'Transponder not SI capable'),
      spare: spare(4),
    }),
    i240: fixed(1, {
      trackCoasted: flag('Measured position', 'No measured position (coasted)'),
      flightLevelTracking: flag('Last Measured Flight Level', 'Predicted Flight Level'),
      spare: spare(6),
    }),
    i350: repeated(fixed(2, { sac: uint(8), sic: uint(8) })),
    i360: fixed(1, { value: uint(8) }),
    sp: explicit,
  },
  titles: {
    i000: 'Message Type',
    i010: 'Data Source Identifier',
    i012: 'Data Destination Identifier',
    i045: 'Calculated Position in WGS-84 Coordinates',
    i050: 'Flight Level in Binary Representation',
    i070: 'Mode 3/A Code in Octal Representation',
    i140: 'Time of Day',
    i200: 'Track Velocity in Polar Co-ordinates',
    i210: 'Mode S Address List',
    i220: 'Aircraft Address',
    i221: 'Duplicate Address Reference Number (DRN)',
    i230: 'Transponder Capability',
    i240: 'Track Status',
    i350: 'Cluster Station/Node List',
    i360: 'Cluster Controller Command State',
  },
});
export type Cat017 = RecordOf<typeof cat017>;
