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
        magneticNorth: flag('True North', 'Magnetic North'),
        valid: flag('Data is either unavailable or invalid', 'Data is available and valid'),
        heading: uint(10, { lsb: 45 / 64, unit: 'deg' }),
      }),
      navigationMode: fixed(1, {
        autopilot: flag('Autopilot not engaged', 'Autopilot engaged'),
        verticalNavigation: flag('Vertical Navigation not active', 'Vertical Navigation active'),
        altitudeHold: flag('Altitude Hold not engaged', 'Altitude Hold engaged'),
        approachMode: flag('Approach Mode not active', 'Approach Mode active'),
        spare: spare(4),
      }),
      antennaOffset: single(uint(8)),
      surfaceVector: extended(
        {
          stopped: flag('Aircraft has not stopped', 'Aircraft has stopped'),
          headingValid: flag('Heading/Ground Track data is not valid', 'Heading/Ground Track data is valid'),
          isGroundTrack: flag('Heading data provided', 'Ground Track provided'),
          magneticNorth: flag('True North', 'Magnetic North'),
          groundSpeed: uint(11, { lsb: 1 / 8, unit: 'kt' }),
        },
        { heading: uint(7, { lsb: 45 / 16, unit: 'deg' }) },
      ),
      aircraftStatus: extended({
        es: flag('Target is not 1090 ES IN capable', 'Target is 1090 ES IN capable'),
        uat: flag('Target is not UAT IN capable', 'Target is UAT IN capable'),
        spare: spare(5),
      }),
      trueNorthHeading: single(uint(16, { lsb: 360 / 65536, unit: 'deg' })),
      military: compound({
        summary: fixed(1, {
          mode5Interrogated: flag('No Mode 5 interrogation', 'Mode 5 interrogation'),
          identified: flag('No authenticated Mode 5 ID reply/report', 'Authenticated Mode 5 ID reply/report'),
          dataAuthenticated: flag(
            'No authenticated Mode 5 Data reply or Report',
            'Authenticated Mode 5 Data reply or Report (i.e any valid Mode 5 reply type other than ID)',
          ),
          mode1FromMode5: flag(
            'Mode 1 code not present or not from Mode 5 reply/report',
            'Mode 1 code from Mode 5 reply/report',
          ),
          mode2FromMode5: flag(
            'Mode 2 code not present or not from Mode 5 reply/report',
            'Mode 2 code from Mode 5 reply/report',
          ),
          mode3FromMode5: flag(
            'Mode 3 code not present or not from Mode 5 reply/report',
            'Mode 3 code from Mode 5 reply/report',
          ),
          modeCFromMode5: flag(
            'Flightlevel not present or not from Mode 5 reply/report',
            'Flightlevel from Mode 5 reply/report',
          ),
          po: flag('Position not from Mode 5 report (ADS-B report)', 'Position from Mode 5 report'),
        }),
        pno: fixed(4, { spare: spare(2), pin: uint(14), spare2: spare(5), nationalOrigin: uint(11) }),
        extendedMode1: fixed(2, {
          invalid: flag('Code validated', 'Code not validated'),
          spare: spare(1),
          smoothed: flag(
            'Mode 1 code as derived from the report of the transponder',
            'Smoothed Mode 1 code as provided by a local tracker',
          ),
          spare2: spare(1),
          extendedMode1: octal(12),
        }),
        xPulse: fixed(1, {
          spare: spare(2),
          xPulse: flag('X-Pulse not present', 'X-pulse present'),
          xPulseMode5: flag(
            'X-pulse set to zero or no authenticated Data reply or Report received',
            'X-pulse set to one (present)',
          ),
          xPulseModeC: flag('X-pulse set to zero or no Mode C reply', 'X-pulse set to one (present)'),
          xPulseMode3A: flag('X-pulse set to zero or no Mode 3/A reply', 'X-pulse set to one (present)'),
          xPulseMode2: flag('0 X-pulse set to zero or no Mode 2 reply', 'X-pulse set to one (present)'),
          xPulseMode1: flag('X-pulse set to zero or no Mode 1 reply', 'X-pulse set to one (present)'),
        }),
        figureOfMerit: fixed(1, { spare: spare(3), figureOfMerit: uint(5) }),
        mode2FromMode5: fixed(2, {
          invalid: flag('Code validated', 'Code not validated'),
          spare: spare(1),
          smoothed: flag(
            'Mode-2 code as derived from the reply of the transponder',
            'Smoothed Mode-2 code as provided by a local tracker',
          ),
          spare2: spare(1),
          mode2: octal(12),
        }),
      }),
    }),
  },
});
