// Written by scripts/generate-asterix.ts: what edition 2.6 has different from 2.7.
import { defineEdition } from '../../definition/category.ts';
import { flag, octal, spare, uint } from '../../definition/field.ts';
import { compound, expansion, extended, fixed, single } from '../../definition/layout.ts';
import { cat021 } from './2.7.ts';

export const cat021Edition26 = /* @__PURE__ */ defineEdition(cat021, {
  edition: '2.6',
  expansionEdition: '1.4',
  items: {
    i090: extended(
      { nucrOrNacv: uint(3), nucpOrNic: uint(4) },
      { nicBaro: flag(), sil: uint(2), nacp: uint(4) },
      {
        spare: spare(2),
        silPerSample: flag('Measured per flight-hour', 'Measured per sample'),
        sda: uint(2),
        gva: uint(2),
      },
      { pic: uint(4), spare2: spare(3) },
    ),
    re: expansion(1, {
      barometricPressure: fixed(2, {
        spare: spare(4),
        barometricPressureSetting: uint(12, { lsb: 1 / 10, unit: 'hPa', min: 0, max: 409.5 }),
      }),
      selectedHeading: fixed(2, {
        spare: spare(4),
        magneticNorth: flag(),
        valid: flag(),
        heading: uint(10, { lsb: 45 / 64, unit: 'deg' }),
      }),
      navigationMode: fixed(1, {
        autopilot: flag(),
        verticalNavigation: flag(),
        altitudeHold: flag(),
        approachMode: flag(),
        spare: spare(4),
      }),
      antennaOffset: single(uint(8)),
      surfaceVector: extended(
        {
          stopped: flag(),
          headingValid: flag(),
          isGroundTrack: flag('Heading data provided', 'Ground Track provided'),
          magneticNorth: flag(),
          groundSpeed: uint(11, { lsb: 1 / 8, unit: 'kt' }),
        },
        { heading: uint(7, { lsb: 45 / 16, unit: 'deg' }) },
      ),
      aircraftStatus: extended({ es: flag(), uat: flag(), spare: spare(5) }),
      trueNorthHeading: single(uint(16, { lsb: 360 / 65536, unit: 'deg' })),
      military: compound({
        summary: fixed(1, {
          mode5Interrogated: flag(),
          identified: flag(),
          dataAuthenticated: flag(),
          mode1FromMode5: flag(),
          mode2FromMode5: flag(),
          mode3FromMode5: flag(),
          modeCFromMode5: flag(
            'Flightlevel not present or not from Mode 5 reply/report',
            'Flightlevel from Mode 5 reply/report',
          ),
          po: flag(),
        }),
        pno: fixed(4, { spare: spare(2), pin: uint(14), spare2: spare(5), nationalOrigin: uint(11) }),
        extendedMode1: fixed(2, {
          invalid: flag(),
          spare: spare(1),
          smoothed: flag(),
          spare2: spare(1),
          extendedMode1: octal(12),
        }),
        xPulse: fixed(1, {
          spare: spare(2),
          xPulse: flag(),
          xPulseMode5: flag(),
          xPulseModeC: flag(),
          xPulseMode3A: flag(),
          xPulseMode2: flag('0 X-pulse set to zero or no Mode 2 reply', 'X-pulse set to one (present)'),
          xPulseMode1: flag(),
        }),
        figureOfMerit: fixed(1, { spare: spare(3), figureOfMerit: uint(5) }),
        mode2FromMode5: fixed(2, {
          invalid: flag(),
          spare: spare(1),
          smoothed: flag(),
          spare2: spare(1),
          mode2: octal(12),
        }),
      }),
    }),
  },
});
