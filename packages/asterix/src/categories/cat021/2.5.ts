// Written by scripts/generate-asterix.ts: what edition 2.5 has different from 2.6.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, spare, uint } from '../../definition/field.ts';
import { compound, extended, single } from '../../definition/layout.ts';
import { cat021Edition26 } from './2.6.ts';

export const cat021Edition25 = /* @__PURE__ */ defineEdition(cat021Edition26, {
  edition: '2.5',
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
        spare: spare(1),
        listLookupFailed: flag(),
        positionCheckFailed: flag(),
        noGo: flag(),
        cprFailed: flag(),
        positionJump: flag('LDPJ not detected', 'LDPJ detected'),
        rangeFailed: flag(),
      },
    ),
    i295: compound({
      operationalStatus: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      targetReport: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      mode3A: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      quality: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      trajectoryIntent: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      amplitude: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      geometricHeight: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      flightLevel: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      isa: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      finalStateAltitude: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      airspeed: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      trueAirspeed: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      magneticHeading: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      barometricVerticalRate: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      geometricVerticalRate: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      groundVector: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      trackAngleRate: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      targetIdentification: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      targetStatus: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      weather: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      rollAngle: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      resolutionAdvisory: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
      surface: single(uint(8, { lsb: 1 / 10, unit: 's', max: 25.5 })),
    }),
  },
});
