// Written by scripts/generate-asterix.ts: what edition 1.10 has different from 1.11.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, octets, spare, uint } from '../../definition/field.ts';
import { fixed, repeated } from '../../definition/layout.ts';
import { cat020 } from './1.11.ts';

const TABLE_2 = {
  0: 'No alert, no SPI, aircraft airborne',
  1: 'No alert, no SPI, aircraft on ground',
  2: 'Alert, no SPI, aircraft airborne',
  3: 'Alert, no SPI, aircraft on ground',
  4: 'Alert, SPI, aircraft airborne or on ground',
  5: 'No alert, SPI, aircraft airborne or on ground',
  7: 'Information not yet extracted',
};

export const cat020Edition110 = /* @__PURE__ */ defineEdition(cat020, {
  edition: '1.10',
  items: {
    i230: fixed(2, {
      communications: choice(3, [
        'No communications capability (surveillance only)',
        'Comm. A and Comm. B capability',
        'Comm. A, Comm. B and Uplink ELM',
        'Comm. A, Comm. B, Uplink ELM and Downlink ELM',
        'Level 5 Transponder capability',
      ]),
      flightStatus: choice(3, TABLE_2),
      spare: spare(2),
      specificService: flag(),
      altitude25Ft: flag('100 ft resolution', '25 ft resolution'),
      hasIdentification: flag(),
      bds10Bit16: flag(),
      bds10Bits37To40: uint(4),
    }),
    i250: repeated(fixed(8, { bdsregister: octets(7), register: uint(8) })),
  },
});
