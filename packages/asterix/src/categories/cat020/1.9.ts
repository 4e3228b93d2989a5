// Written by scripts/generate-asterix.ts: what edition 1.9 has different from 1.10.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, octets, spare, uint } from '../../definition/field.ts';
import { extended, fixed, repeated } from '../../definition/layout.ts';
import { cat020Edition110 } from './1.10.ts';

export const cat020Edition19 = /* @__PURE__ */ defineEdition(cat020Edition110, {
  edition: '1.9',
  items: {
    i020: extended(
      {
        ssr: flag('Non-Mode S 1090MHz multilateration', 'No Non-Mode S 1090MHz multilat'),
        ms: flag('Mode-S 1090 MHz multilateration', 'No Mode-S 1090 MHz multilateration'),
        hf: flag('HF multilateration', 'No HF multilateration'),
        vdl4: flag('VDL Mode 4 multilateration', 'No VDL Mode 4 multilateration'),
        uat: flag('UAT multilateration', 'No UAT multilateration'),
        dme: flag('DME/TACAN multilateration', 'No DME/TACAN multilateration'),
        ot: flag('Other Technology Multilateration', 'No Other Technology Multilateration'),
      },
      {
        fieldMonitor: flag(
          'Report from target transponder',
          'Report from field monitor (element transponder)',
        ),
        spi: flag('Absence of SPI', 'Special Position Identification'),
        chain: flag('Chain 1', 'Chain 2'),
        gbs: flag('Transponder Ground bit not set', 'Transponder Ground bit set'),
        crt: flag('No Corrupted reply in multilateration', 'Corrupted replies in multilateration'),
        simulated: flag('Actual target report', 'Simulated target report'),
        test: flag(),
      },
    ),
    i170: extended(
      {
        tentative: flag('Confirmed track', 'Track in initiation phase'),
        trackEnd: flag(),
        cst: flag('Not extrapolated', 'Extrapolated'),
        climbDescendMode: choice(2, ['Maintaining', 'Climbing', 'Descending', 'Invalid']),
        horizontalManoeuvre: flag(),
        sth: flag('Measured position', 'Smoothed position'),
      },
      { ghost: flag(), spare: spare(6) },
    ),
    i250: repeated(fixed(8, { data: octets(7), register: uint(8) })),
  },
  titles: {
    i250: 'Mode S MB Data',
  },
});
