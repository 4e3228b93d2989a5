// Written by scripts/generate-asterix.ts: what edition 1.2 has different from 1.3.
import { defineEdition } from '../../definition/category.ts';
import { ascii, choice, flag, int, octets, spare, uint } from '../../definition/field.ts';
import { compound, extended, fixed, gap, repeated, single } from '../../definition/layout.ts';
import { cat011 } from './1.3.ts';

const TABLE_1 = [
  'No alert, no SPI, aircraft airborne',
  'No alert, no SPI, aircraft on ground',
  'Alert, no SPI, aircraft airborne',
  'Alert, no SPI, aircraft on ground',
  'Alert, SPI, aircraft airborne or on ground',
  'No alert, SPI, aircraft airborne or on ground',
  'General Emergency',
  'Lifeguard / medical',
  'Minimum fuel',
  'No communications',
  'Unlawful',
];
const TABLE_2 = {
  1: 'Light aircraft <= 7000 kg',
  3: '7000 kg &lt; medium aircraft &lt; 136000 kg',
  5: '136000 kg <= heavy aircraft',
  6: 'Highly manoeuvrable (5g acceleration capability) and high speed (&gt;400 knots cruise)',
  10: 'Rotocraft',
  11: 'Glider / sailplane',
  12: 'Lighter-than-air',
  13: 'Unmanned aerial vehicle',
  14: 'Space / transatmospheric vehicle',
  15: 'Ultralight / handglider / paraglider',
  16: 'Parachutist / skydiver',
  20: 'Surface emergency vehicle',
  21: 'Surface service vehicle',
  22: 'Fixed ground or tethered obstruction',
};
const TABLE_3 = [
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

export const cat011Edition12 = /* @__PURE__ */ defineEdition(cat011, {
  edition: '1.2',
  items: {
    i093: fixed(2, {
      qnhCorrected: flag('No QNH correction applied', 'QNH correction applied'),
      ctba: int(15, { lsb: 1 / 4, unit: 'FL', min: -15, max: 1500 }),
    }),
    i170: extended(
      {
        mon: flag('Multisensor Track', 'Monosensor Track'),
        gbs: flag('Transponder Ground bit not set or unknown', 'Transponder Ground bit set'),
        mrh: flag('Barometric altitude (Mode C) more reliable', 'Geometric altitude more reliable'),
        source: choice(3, [
          'No source',
          'GPS',
          '3d radar',
          'Triangulation',
          'Height from coverage',
          'Speed look-up table',
          'Default height',
          'Multilateration',
        ]),
        tentative: flag('Confirmed track', 'Tentative track'),
      },
      {
        simulated: flag('Actual Track', 'Simulated track'),
        tse: flag(
          'Default value',
          'Track service end (i.e. last message transmitted to the user for the track)',
        ),
        tsb: flag(
          'Default value',
          'Track service begin (i.e. first message transmitted to the user for the track)',
        ),
        frifoe: choice(2, ['No Mode 4 interrogationt', 'Friendly target', 'Unknown target', 'No reply']),
        militaryEmergency: flag(
          'Default value',
          'Military Emergency present in the last report received from a sensor capable of decoding this data',
        ),
        militaryId: flag(
          'End of Data Item',
          'Military Identification present in the last report received from a sensor capable of decoding this data',
        ),
      },
      {
        ama: flag(
          'Track not resulting from amalgamation process',
          'Track resulting from amalgamation process',
        ),
        spi: flag(
          'Default value',
          'SPI present in the last report received from a sensor capable of decoding this data',
        ),
        cst: flag(
          'Default value',
          'Age of the last received track update is higher than system dependent threshold (coasting)',
        ),
        fpc: flag('Not flight-plan correlated', 'Flight plan correlated'),
        aff: flag('Default value', 'ADS-B data inconsistent with other surveillance information'),
        spare: spare(2),
      },
    ),
    i380: compound({
      bds: repeated(fixed(8, { data: octets(7), register: uint(8) })),
      targetAddress: single(uint(24)),
      gap3: gap,
      comacas: fixed(3, {
        communications: choice(3, [
          'No communications capability (surveillance only)',
          'Comm. A and Comm. B capability',
          'Comm. A, Comm. B and Uplink ELM',
          'Comm. A, Comm. B, Uplink ELM and Downlink ELM',
          'Level 5 Transponder capability',
        ]),
        flightStatus: choice(4, TABLE_1),
        spare: spare(1),
        specificService: flag(),
        altitude25Ft: flag('100 ft resolution', '25 ft resolution'),
        hasIdentification: flag(),
        bds10Bit16: flag(),
        bds10Bits37To40: uint(4),
        acasOperational: flag(),
        mn: flag(),
        differentialCorrection: flag('Yes', 'No'),
        spare2: spare(5),
      }),
      gap5: gap,
      gap6: gap,
      gap7: gap,
      act: single(ascii(4)),
      emitterCategory: single(choice(8, TABLE_2)),
      gap10: gap,
      availableTechnologies: fixed(1, {
        vdlMode4: flag('VDL Mode 4 available', 'VDL Mode 4 not available'),
        modeS: flag('Mode S available', 'Mode S not available'),
        uat: flag('UAT available', 'UAT not available'),
        spare: spare(5),
      }),
    }),
    i390: compound({
      fppsIdentificationTag: fixed(2, { sac: uint(8), sic: uint(8) }),
      callsign: single(ascii(7)),
      ifps_flight_id: fixed(4, {
        typ: choice(2, [
          'Plan number',
          'Unit 1 internal flight number',
          'Unit 2 internal flight number',
          'Unit 3 internal flight number',
        ]),
        spare: spare(3),
        nbr: uint(27),
      }),
      flightCategory: fixed(1, {
        flightType: choice(2, [
          'Unknown',
          'General Air Traffic',
          'Operational Air Traffic',
          'Not applicable',
        ]),
        flightRules: choice(2, [
          'Instrument Flight Rules',
          'Visual Flight rules',
          'Not applicable',
          'Controlled Visual Flight Rules',
        ]),
        rvsm: choice(2, ['Unknown', 'Approved', 'Exempt', 'Not Approved']),
        flightPriority: flag('Normal Priority Flight', 'High Priority Flight'),
        spare: spare(1),
      }),
      timeMissing: single(ascii(4)),
      wakeTurbulenceCategory: single(choice(8, { 72: 'Heavy', 74: 'Super', 76: 'Light', 77: 'Medium' })),
      departureAirport: single(ascii(4)),
      destinationAirport: single(ascii(4)),
      runwayDesignation: single(ascii(3)),
      cfl: single(uint(16, { lsb: 1 / 4, unit: 'FL' })),
      currentControlPosition: fixed(2, { centre: uint(8), position: uint(8) }),
      timeOfDay: repeated(
        fixed(4, {
          typ: choice(5, TABLE_3),
          day: choice(2, ['Today', 'Yesterday', 'Tomorrow']),
          spare: spare(4),
          hor: uint(5, { min: 0, max: 23 }),
          spare2: spare(2),
          min: uint(6, { min: 0, max: 59 }),
          secondsAvailable: flag('Seconds available', 'Seconds not available'),
          spare3: spare(1),
          sec: uint(6, { min: 0, max: 59 }),
        }),
      ),
      aircraftStand: single(ascii(6)),
      standStatus: fixed(1, {
        standEmpty: choice(2, ['Empty', 'Occupied', 'Unknown']),
        standAvailable: choice(2, ['Available', 'Not available', 'Unknown']),
        spare: spare(4),
      }),
    }),
  },
});
