// Written by scripts/generate-asterix.ts: what edition 1.18 has different from 1.19.
import { defineEdition } from '../../definition/category.ts';
import { ascii, choice, flag, int, octal, spare, uint } from '../../definition/field.ts';
import { compound, fixed, repeated, single } from '../../definition/layout.ts';
import { cat062Edition119 } from './1.19.ts';

const TABLE_2 = [
  'Scheduled off-block time',
  'Estimated off-block time',
  'Estimated take-off time',
  'Actual off-block time',
  'Predicted time at runway hold',
  'Actual time at runway hold',
  'Actual line-up time',
  'Actual take-off time',
  'Estimated time of arrival',
  'Predicted landing time',
  'Actual landing time',
  'Actual time off runway',
  'Predicted time to gate',
  'Actual on-block time',
];

export const cat062Edition118 = /* @__PURE__ */ defineEdition(cat062Edition119, {
  edition: '1.18',
  expansionEdition: '1.2',
  items: {
    i340: compound({
      sensor: fixed(2, { sac: uint(8), sic: uint(8) }),
      position: fixed(4, {
        rho: uint(16, { lsb: 1 / 256, unit: 'NM', max: 256 }),
        theta: uint(16, { lsb: 360 / 65536, unit: 'deg' }),
      }),
      height: single(uint(16, { lsb: 25, unit: 'ft' })),
      modeC: fixed(2, {
        invalid: flag(),
        garbled: flag(),
        flightLevel: int(14, { lsb: 1 / 4, unit: 'FL', min: -12, max: 1270 }),
      }),
      mode3A: fixed(2, {
        invalid: flag(),
        garbled: flag(),
        smoothed: flag(
          'Mode 3/A code as derived from the reply of the transponder',
          'Mode 3/A code as provided by a sensor local tracker',
        ),
        spare: spare(1),
        mode3A: octal(12),
      }),
      report: fixed(1, {
        typ: choice(3, [
          'No detection',
          'Single PSR detection',
          'Single SSR detection',
          'SSR + PSR detection',
          'Single ModeS All-Call',
          'Single ModeS Roll-Call',
          'ModeS All-Call + PSR',
          'ModeS Roll-Call + PSR',
        ]),
        simulated: flag(),
        fieldMonitor: flag(),
        test: flag(),
        spare: spare(2),
      }),
    }),
    i390: compound({
      fppsTag: fixed(2, { sac: uint(8), sic: uint(8) }),
      callsign: single(ascii(7)),
      ifpsFlightId: fixed(4, {
        typ: choice(2, [
          'Plan Number',
          'Unit 1 internal flight number',
          'Unit 2 internal flight number',
          'Unit 3 internal flight number',
        ]),
        spare: spare(3),
        number: uint(27, { min: 0, max: 99999999 }),
      }),
      flightCategory: fixed(1, {
        gatOat: choice(2, ['Unknown', 'General Air Traffic', 'Operational Air Traffic', 'Not applicable']),
        flightRules: choice(2, [
          'Instrument Flight Rules',
          'Visual Flight Rules',
          'Not applicable',
          'Controlled Visual Flight Rules',
        ]),
        rvsm: choice(2, ['Unknown', 'Approved', 'Exempt', 'Not Approved']),
        highPriority: flag(),
        spare: spare(1),
      }),
      aircraftType: single(ascii(4)),
      wakeTurbulence: single(ascii(1)),
      departure: single(ascii(4)),
      destination: single(ascii(4)),
      runway: fixed(3, { first: ascii(1), second: ascii(1), letter: ascii(1) }),
      clearedFlightLevel: single(uint(16, { lsb: 1 / 4, unit: 'FL' })),
      controlPosition: fixed(2, { centre: uint(8), position: uint(8) }),
      times: repeated(
        fixed(4, {
          typ: choice(5, TABLE_2),
          day: choice(2, ['Today', 'Yesterday', 'Tomorrow', 'Invalid']),
          spare: spare(4),
          hours: uint(5, { min: 0, max: 23 }),
          spare2: spare(2),
          minutes: uint(6, { min: 0, max: 59 }),
          secondsAvailableFlag: flag('Seconds available', 'Seconds not available'),
          spare3: spare(1),
          seconds: uint(6, { min: 0, max: 59 }),
        }),
      ),
      aircraftStand: single(ascii(6)),
      standStatus: fixed(1, {
        emp: choice(2, ['Empty', 'Occupied', 'Unknown', 'Invalid']),
        avl: choice(2, ['Available', 'Not available', 'Unknown', 'Invalid']),
        spare: spare(4),
      }),
      departureRoute: single(ascii(7)),
      arrivalRoute: single(ascii(7)),
      preEmergencyMode3A: fixed(2, { spare: spare(3), valid: flag(), mode3A: octal(12) }),
      preEmergencyCallsign: single(ascii(7)),
    }),
  },
});
