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
        fieldMonitor: flag('Report from target transponder', 'Report from field monitor (fixed transponder)'),
      },
      {
        differentialCorrection: flag('No differential correction (ADS-B)', 'Differential correction (ADS-B)'),
        groundBit: flag('Ground Bit not set', 'Ground Bit set'),
        simulated: flag('Actual target report', 'Simulated target report'),
        test: flag(),
        noSelectedAltitude: flag(
          'Equipment capable to provide Selected Altitude',
          'Equipment not capable to provide Selected Altitude',
        ),
        confidence: choice(2, ['Report valid', 'Report suspect', 'No information']),
      },
      {
        spare: spare(2),
        positionCheckFailed: flag('Default (see note)', 'Independent Position Check failed'),
        noGo: flag('NOGO-bit not set', 'NOGO-bit set'),
        cprFailed: flag('CPR Validation correct', 'CPR Validation failed'),
        positionJump: flag('LDPJ not detected', 'LDPJ detected'),
        rangeFailed: flag(),
      },
    ),
  },
});
