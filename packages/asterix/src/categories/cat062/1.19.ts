// Written by scripts/generate-asterix.ts: what edition 1.19 has different from 1.20.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, spare } from '../../definition/field.ts';
import { extended } from '../../definition/layout.ts';
import { cat062Edition120 } from './1.20.ts';

export const cat062Edition119 = /* @__PURE__ */ defineEdition(cat062Edition120, {
  edition: '1.19',
  expansionEdition: '1.2',
  items: {
    i080: extended(
      {
        monosensor: flag('Multisensor track', 'Monosensor track'),
        spi: flag(
          'Default value',
          'SPI present in the last report received from a sensor capable of decoding this data',
        ),
        geometricMoreReliable: flag(
          'Barometric altitude (Mode C) more reliable',
          'Geometric altitude more reliable',
        ),
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
        tentative: flag('Confirmed track', 'Tentative track'),
      },
      {
        simulated: flag('Actual track', 'Simulated track'),
        lastReport: flag('Default value', 'Last message transmitted to the user for the track'),
        firstReport: flag('Default value', 'First message transmitted to the user for the track'),
        flightPlanCorrelated: flag('Not flight-plan correlated', 'Flight plan correlated'),
        adsbInconsistent: flag(
          'Default value',
          'ADS-B data inconsistent with other surveillance information',
        ),
        slavePromotion: flag('Default value', 'Slave Track Promotion'),
        background: flag('Complementary service used', 'Background service used'),
      },
      {
        amalgamated: flag(
          'Track not resulting from amalgamation process',
          'Track resulting from amalgamation process',
        ),
        mode4: choice(2, ['No Mode 4 interrogation', 'Friendly target', 'Unknown target', 'No reply']),
        militaryEmergency: flag(
          'Default value',
          'Military Emergency present in the last report received from a sensor capable of decoding this data',
        ),
        militaryId: flag(
          'Default value',
          'Military Identification present in the last report received from a sensor capable of decoding this data',
        ),
        mode5: choice(2, ['No Mode 5 interrogation', 'Friendly target', 'Unknown target', 'No reply']),
      },
      {
        coasting: flag(
          'Default value',
          'Age of the last received track update is higher than system dependent threshold (coasting)',
        ),
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
        specialCode: flag(
          'Default value',
          'Special Used Code (Mode A codes to be defined in the system to mark a track with special interest)',
        ),
        codeConflict: flag(
          'Default value',
          'Assigned Mode A Code Conflict (same discrete Mode A Code assigned to another track)',
        ),
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
        potentialFalse: flag('No indication', 'Potential False Track Indication'),
        fromFlightPlan: flag('Default value', 'Track created / updated with FPL data'),
      },
      {
        duplicateCode: flag('Default value', 'Duplicate Mode 3/A Code'),
        duplicatePlan: flag('Default value', 'Duplicate Flight Plan'),
        duplicateManual: flag('Default value', 'Duplicate Flight Plan due to manual correlation'),
        surface: flag('Default value', 'Surface target'),
        duplicateFlightId: flag('No indication', 'Duplicate Flight-ID'),
        inconsistentEmergency: flag('Default value', 'Inconsistent Emergency Code'),
        spare: spare(1),
      },
    ),
  },
});
