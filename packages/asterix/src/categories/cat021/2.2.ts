// Written by scripts/generate-asterix.ts: what edition 2.2 has different from 2.3.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, spare } from '../../definition/field.ts';
import { extended } from '../../definition/layout.ts';
import { cat021Edition23 } from './2.3.ts';

export const cat021Edition22 = /* @__PURE__ */ defineEdition(cat021Edition23, {
  edition: '2.2',
  expansionEdition: '1.4',
  items: {
    i040: extended(
      {
        addressType: choice(3, [
          '24-Bit ICAO address',
          'Duplicate address',
          'Surface vehicle address',
          'Anonymous address',
        ]),
        altitudeResolution: choice(2, ['25 ft', '100 ft', 'Unknown', 'Invalid']),
        rangePending: flag(),
        fieldMonitor: flag(),
      },
      {
        differentialCorrection: flag(),
        groundBit: flag(),
        simulated: flag(),
        test: flag(),
        noSelectedAltitude: flag(),
        confidence: choice(2, ['Report valid', 'Report suspect', 'No information']),
      },
      {
        spare: spare(2),
        positionCheckFailed: flag(),
        noGo: flag(),
        cprFailed: flag(),
        positionJump: flag('LDPJ not detected', 'LDPJ detected'),
        rangeFailed: flag(),
      },
    ),
  },
});
