// Written by scripts/generate-asterix.ts: what edition 1.20 has different from 1.21.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, int, spare, uint } from '../../definition/field.ts';
import { expansion, extended, fixed, repeated } from '../../definition/layout.ts';
import { cat062 } from './1.21.ts';

export const cat062Edition120 = /* @__PURE__ */ defineEdition(cat062, {
  edition: '1.20',
  expansionEdition: '1.2',
  items: {
    i080: extended(
      {
        monosensor: flag(),
        spi: flag(),
        geometricMoreReliable: flag(),
        altitudeSource: choice(3, [
          'No source',
          'GNSS',
          '3D radar',
          'Triangulation',
          'Height from coverage',
          'Speed look-up table',
          'Default height',
          'Multilateration',
        ]),
        tentative: flag(),
      },
      {
        simulated: flag(),
        lastReport: flag('Default value', 'Last message transmitted to the user for the track'),
        firstReport: flag('Default value', 'First message transmitted to the user for the track'),
        flightPlanCorrelated: flag(),
        adsbInconsistent: flag(
          'Default value',
          'ADS-B data inconsistent with other surveillance information',
        ),
        slavePromotion: flag(),
        background: flag(),
      },
      {
        amalgamated: flag(
          'Track not resulting from amalgamation process',
          'Track resulting from amalgamation process',
        ),
        mode4: choice(2, ['No Mode 4 interrogation', 'Friendly target', 'Unknown target', 'No reply']),
        militaryEmergency: flag(),
        militaryId: flag(),
        mode5: choice(2, ['No Mode 5 interrogation', 'Friendly target', 'Unknown target', 'No reply']),
      },
      {
        coasting: flag(),
        psrAged: flag(
          'Default value',
          'Age of the last received PSR track update is higher than system dependent threshold',
        ),
        ssrAged: flag(
          'Default value',
          'Age of the last received SSR track update is higher than system dependent threshold',
        ),
        modeSAged: flag(
          'Default value',
          'Age of the last received Mode S track update is higher than system dependent threshold',
        ),
        adsbAged: flag(
          'Default value',
          'Age of the last received ADS-B track update is higher than system dependent threshold',
        ),
        specialCode: flag(),
        codeConflict: flag(),
      },
      {
        surveillanceStatus: choice(2, [
          'Combined',
          'Co-operative only',
          'Non-Cooperative only',
          'Not defined',
        ]),
        emergency: choice(3, [
          'No emergency',
          'General emergency',
          'Lifeguard / medical',
          'Minimum fuel',
          'No communications',
          'Unlawful interference',
          'Downed Aircraft',
          'Undefined',
        ]),
        potentialFalse: flag(),
        fromFlightPlan: flag('Default value', 'Track created / updated with FPL data'),
      },
      {
        duplicateCode: flag(),
        duplicatePlan: flag(),
        duplicateManual: flag(),
        surface: flag(),
        duplicateFlightId: flag(),
        inconsistentEmergency: flag(),
        mlatAged: flag(
          'Default value',
          'Age of the last received MLAT track updateis higher than system dependent threshold',
        ),
      },
    ),
    re: expansion(1, {
      contributors: repeated(
        fixed(5, {
          sac: uint(8),
          sic: uint(8),
          spare: spare(4),
          typ: choice(4, [
            'No detection',
            'Single PSR detection',
            'Single SSR detection',
            'SSR+PSR detection',
            'Single Mode S All-Call',
            'Single Mode S Roll-Call',
            'Mode S All-Call + PSR',
            'Mode S Roll-Call + PSR',
            'ADS-B',
            'WAM',
          ]),
          localTrack: uint(16),
        }),
      ),
      contributorsWithoutTrack: repeated(
        fixed(3, {
          sac: uint(8),
          sic: uint(8),
          spare: spare(4),
          typ: choice(4, [
            'No detection',
            'Single PSR detection',
            'Single SSR detection',
            'SSR+PSR detection',
            'Single Mode S All-Call',
            'Single Mode S Roll-Call',
            'Mode S All-Call + PSR',
            'Mode S Roll-Call + PSR',
            'ADS-B',
            'WAM',
          ]),
        }),
      ),
      velocity: fixed(4, {
        vx: int(16, { lsb: 1 / 4, unit: 'm/s', min: -8192, max: 8191.75 }),
        vy: int(16, { lsb: 1 / 4, unit: 'm/s', min: -8192, max: 8191.75 }),
      }),
      status: extended({ flightDataRetained: flag(), spare: spare(6) }),
    }),
  },
});
