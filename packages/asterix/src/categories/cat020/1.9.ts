// Written by scripts/generate-asterix.ts: what edition 1.9 has different from 1.10.
import { defineEdition } from '../../definition/category.ts';
import { flag, octets, uint } from '../../definition/field.ts';
import { extended, fixed, repeated } from '../../definition/layout.ts';
import { cat020Edition110 } from './1.10.ts';

export const cat020Edition19 = /* @__PURE__ */ defineEdition(cat020Edition110, {
  edition: '1.9',
  items: {
    i020: extended(
      {
        ssr: flag('Non-Mode S 1090MHz multilateration', 'No Non-Mode S 1090MHz multilat'),
        ms: flag('Mode-S 1090 MHz multilateration', 'No Mode-S 1090 MHz multilateration'),
        hf: flag(),
        vdl4: flag(),
        uat: flag(),
        dme: flag(),
        ot: flag(),
      },
      {
        fieldMonitor: flag(),
        spi: flag('Absence of SPI', 'Special Position Identification'),
        chain: flag(),
        gbs: flag('Transponder Ground bit not set', 'Transponder Ground bit set'),
        crt: flag('No Corrupted reply in multilateration', 'Corrupted replies in multilateration'),
        simulated: flag(),
        test: flag(),
      },
    ),
    i250: repeated(fixed(8, { data: octets(7), register: uint(8) })),
  },
  titles: {
    i250: 'Mode S MB Data',
  },
});
