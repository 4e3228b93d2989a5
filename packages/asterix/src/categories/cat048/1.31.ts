// Written by scripts/generate-asterix.ts: what edition 1.31 has different from 1.32.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, int, octal, spare, uint } from '../../definition/field.ts';
import {
  compound,
  expansion,
  extended,
  fixed,
  repeated,
  repeatedFx,
  single,
} from '../../definition/layout.ts';
import { cat048 } from './1.32.ts';

const TABLE_1 = [
  'Not defined; never used',
  'Multipath Reply (Reflection)',
  'Reply due to sidelobe interrogation/reception',
  'Split plot',
  'Second time around reply',
  'Angel',
  'Slow moving target correlated with road infrastructure (terrestrial vehicle)',
  'Fixed PSR plot',
  'Slow PSR target',
  'Low quality PSR plot',
  'Phantom SSR plot',
  'Non-Matching Mode-3/A Code',
  'Mode C code / Mode S altitude code abnormal value compared to the track',
  'Target in Clutter Area',
  'Maximum Doppler Response in Zero Filter',
  'Transponder anomaly detected',
  'Duplicated or Illegal Mode S Aircraft Address',
  'Mode S error correction applied',
  'Undecodable Mode C code / Mode S altitude code',
  'Birds',
  'Flock of Birds',
  'Mode-1 was present in original reply',
  'Mode-2 was present in original reply',
  'Plot potentially caused by Wind Turbine',
  'Helicopter',
  'Maximum number of re-interrogations reached (surveillance information)',
  'Maximum number of re-interrogations reached (BDS Extractions)',
  'BDS Overlay Incoherence',
  'Potential BDS Swap Detected',
  'Track Update in the Zenithal Gap',
  'Mode S Track re-acquired',
  'Duplicated Mode 5 Pair NO/PIN detected',
  'Wrong DF reply format detected',
  'Transponder anomaly (MS XPD replies with Mode A/C to Mode A/C-only all-call)',
  'Transponder anomaly (SI capability report wrong)',
  'Potential IC Conflict',
  'IC Conflict detection possible-no conflict currently detected',
];

export const cat048Edition131 = /* @__PURE__ */ defineEdition(cat048, {
  edition: '1.31',
  expansionEdition: '1.12',
  items: {
    i020: extended(
      {
        typ: choice(3, [
          'No detection',
          'Single PSR detection',
          'Single SSR detection',
          'SSR + PSR detection',
          'Single ModeS All-Call',
          'Single ModeS Roll-Call',
          'ModeS All-Call + PSR',
          'ModeS Roll-Call +PSR',
        ]),
        simulated: flag('Actual target report', 'Simulated target report'),
        rdpChain: flag('Report from RDP Chain 1', 'Report from RDP Chain 2'),
        spi: flag('Absence of SPI', 'Special Position Identification'),
        fieldMonitor: flag(
          'Report from aircraft transponder',
          'Report from field monitor (fixed transponder)',
        ),
      },
      {
        test: flag('Real target report', 'Test target report'),
        extendedRange: flag('No Extended Range', 'Extended Range present'),
        xPulse: flag('No X-Pulse present', 'X-Pulse present'),
        militaryEmergency: flag('No military emergency', 'Military emergency'),
        militaryId: flag('No military identification', 'Military identification'),
        foeFri: choice(2, ['No Mode 4 interrogation', 'Friendly target', 'Unknown target', 'No reply']),
      },
      {
        adsbPopulated: flag('ADSB not populated', 'ADSB populated'),
        adsb: flag('Not available', 'Available'),
        scnPopulated: flag('SCN not populated', 'SCN populated'),
        scn: flag('Not available', 'Available'),
        passiveAcquisitionPopulated: flag('PAI not populated', 'PAI populated'),
        passiveAcquisition: flag('Not available', 'Available'),
        spare: spare(1),
      },
    ),
    i030: repeatedFx(choice(7, TABLE_1)),
    i090: fixed(2, {
      invalid: flag('Code validated', 'Code not validated'),
      garbled: flag(),
      flightLevel: uint(14, { lsb: 1 / 4, unit: 'FL' }),
    }),
    re: expansion(1, {
      mode5: compound({
        summary: fixed(1, {
          mode5Interrogated: flag('No Mode 5 interrogation', 'Mode 5 interrogation'),
          identified: flag('No authenticated Mode 5 ID reply/report', 'Authenticated Mode 5 ID reply/report'),
          dataAuthenticated: flag(
            'No authenticated Mode 5 Data reply/report',
            'Authenticated Mode 5 Data reply/report (i.e any valid Mode 5 reply type other than ID)',
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
            'Mode C altitude not present or not from Mode 5 reply/report',
            'Mode C altitude from Mode 5 reply/report',
          ),
          spare: spare(1),
        }),
        pinNationalMission: fixed(4, {
          spare: spare(2),
          pin: uint(14),
          spare2: spare(2),
          nationalOriginInvalid: flag('National Origin is valid', 'National Origin is invalid'),
          nationalOrigin: uint(5),
          spare3: spare(2),
          missionCode: uint(6),
        }),
        pos: fixed(6, {
          lat: int(24, { lsb: 180 / 2 ** 23, unit: 'deg', min: -90, max: 90 }),
          lon: int(24, { lsb: 180 / 2 ** 23, unit: 'deg', min: -180, max: 180 }),
        }),
        gnssAltitude: fixed(2, {
          spare: spare(1),
          resolution25Ft: flag('GA reported in 100 ft increments', 'GA reported in 25 ft increments'),
          gnssAltitude: int(14, { lsb: 25, unit: 'ft', min: -1000 }),
        }),
        extendedMode1: fixed(2, {
          validated: flag('Code not validated', 'Code validated'),
          garbled: flag(),
          notExtracted: flag(
            'Mode 1 Code derived from the reply of the transponder',
            'Mode 1 Code not extracted during the last scan',
          ),
          spare: spare(1),
          extendedMode1: octal(12),
        }),
        timeOffset: single(uint(8, { lsb: 1 / 128, unit: 's' })),
        xPulse: fixed(1, {
          spare: spare(2),
          xPulse: flag('X-Pulse not present', 'X-pulse present'),
          xPulseMode5: flag(
            'X-pulse set to zero or no authenticated Data reply or Report received',
            'X-pulse set to one (present)',
          ),
          xPulseModeC: flag('X-pulse set to zero or no Mode C reply', 'X-pulse set to one (present)'),
          xPulseMode3A: flag('X-pulse set to zero or no Mode 3/A reply', 'X-pulse set to one (present)'),
          xPulseMode2: flag('X-pulse set to zero or no Mode 2 reply', 'X-pulse set to one (present)'),
          xPulseMode1: flag('X-pulse set to zero or no Mode 1 reply', 'X-pulse set to one (present)'),
        }),
      }),
      mode5New: compound({
        summary: fixed(1, {
          mode5Interrogated: flag('No Mode 5 interrogation', 'Mode 5 interrogation'),
          identified: flag('No authenticated Mode 5 ID reply/report', 'Authenticated Mode 5 ID reply/report'),
          dataAuthenticated: flag(
            'No authenticated Mode 5 Data reply/report',
            'Authenticated Mode 5 Data reply/report (i.e any valid Mode 5 reply type other than ID)',
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
            'Mode C altitude not present or not from Mode 5 reply/report',
            'Mode C altitude from Mode 5 reply/report',
          ),
          spare: spare(1),
        }),
        pinNationalMission: fixed(4, {
          spare: spare(2),
          pin: uint(14),
          spare2: spare(4),
          nationalOriginInvalid: flag('National Origin is valid', 'National Origin is invalid'),
          nationalOrigin: uint(11),
        }),
        pos: fixed(6, {
          lat: int(24, { lsb: 180 / 2 ** 23, unit: 'deg', min: -90, max: 90 }),
          lon: int(24, { lsb: 180 / 2 ** 23, unit: 'deg', min: -180, max: 180 }),
        }),
        gnssAltitude: fixed(2, {
          spare: spare(1),
          resolution25Ft: flag('GA reported in 100 ft increments', 'GA reported in 25 ft increments'),
          gnssAltitude: int(14, { lsb: 25, unit: 'ft', min: -1000 }),
        }),
        extendedMode1: fixed(2, {
          validated: flag('Code not validated', 'Code validated'),
          garbled: flag(),
          notExtracted: flag(
            'Mode 1 Code derived from the reply of the transponder',
            'Mode 1 Code not extracted during the last scan',
          ),
          spare: spare(1),
          extendedMode1: octal(12),
        }),
        timeOffset: single(uint(8, { lsb: 1 / 128, unit: 's' })),
        xPulse: fixed(1, {
          spare: spare(2),
          xPulse: flag('X-Pulse not present', 'X-pulse present'),
          xPulseMode5: flag(
            'X-pulse set to zero or no authenticated Data reply or Report received',
            'X-pulse set to one (present)',
          ),
          xPulseModeC: flag('X-pulse set to zero or no Mode C reply', 'X-pulse set to one (present)'),
          xPulseMode3A: flag('X-pulse set to zero or no Mode 3/A reply', 'X-pulse set to one (present)'),
          xPulseMode2: flag('X-pulse set to zero or no Mode 2 reply', 'X-pulse set to one (present)'),
          xPulseMode1: flag('X-pulse set to zero or no Mode 1 reply', 'X-pulse set to one (present)'),
        }),
        figureOfMerit: fixed(1, { spare: spare(3), figureOfMerit: uint(5) }),
      }),
      mode4: extended({
        spare: spare(5),
        foeFri: choice(2, [
          'No Mode 4 interrogation',
          'Possibly friendly target',
          'Probably friendly target',
          'Friendly target',
        ]),
      }),
      plotCharacteristics: compound({
        score: single(uint(8)),
        signalClutterRatio: single(uint(16, { lsb: 1 / 10, unit: 'dB', min: 0.1, max: 2550 })),
        rangeWidth: single(uint(16, { lsb: 1 / 256, unit: 'NM', max: 256 })),
        ambiguousRange: single(uint(16, { lsb: 1 / 256, unit: 'NM', max: 256 })),
      }),
      extendedRange: single(uint(24, { lsb: 1 / 256, unit: 'NM', max: 65535 })),
      trackCharacteristics: compound({
        plotTrackLink: fixed(3, {
          spare: spare(3),
          trackScnAssociation: flag(
            'Track is not associated with an SCN Plot',
            'Track is associated with an SCN Plot',
          ),
          rollCallComponent: flag(
            'Associated Plot does not contain a Roll Call component',
            'Associated Plot contains at least a Roll Call component',
          ),
          allCallComponent: flag(
            'Associated Plot does not contain an All Call component',
            'Associated Plot contains at least an All Call component',
          ),
          ssr: flag(
            'Associated Plot does not contain an SSR component',
            'Associated Plot contains at least an SSR component',
          ),
          psr: flag(
            'Associated Plot does not contain a PSR component',
            'Associated Plot contains at least a PSR component',
          ),
          plotnr: uint(16),
        }),
        atl: repeated(single(uint(16))),
        turnState: single(uint(8, { unit: '%', max: 100 })),
        nextPredictedPosition: fixed(22, {
          predictedRange: uint(16, { lsb: 1 / 128, unit: 'NM' }),
          predictedAzimuth: uint(16, { lsb: 360 / 65536, unit: 'deg' }),
          predictedClosestRange: uint(16, { lsb: 1 / 128, unit: 'NM' }),
          predictedLargestRange: uint(16, { lsb: 1 / 128, unit: 'NM' }),
          predictedSmallestAzimuth: uint(16, { lsb: 360 / 65536, unit: 'deg' }),
          predictedLargestAzimuth: uint(16, { lsb: 360 / 65536, unit: 'deg' }),
          noiserhostart: uint(16, { lsb: 1 / 128, unit: 'NM' }),
          noiserhoend: uint(16, { lsb: 1 / 128, unit: 'NM' }),
          noisethetastart: uint(16, { lsb: 360 / 65536, unit: 'deg' }),
          noisethetaend: uint(16, { lsb: 360 / 65536, unit: 'deg' }),
          predictedDetectionTime: uint(16, { lsb: 1 / 128, unit: 's' }),
        }),
        dataLinkCharacteristics: repeated(
          fixed(1, {
            type: choice(4, [
              'Surveillance Mode A (alert bit or periodic)',
              'Comm-A',
              'Ground Initiated Comm-B',
              'Air Initiated Comm-B',
              'Broadcast Comm-B',
              'Comm-C',
              'Comm-D',
            ]),
            origin: choice(2, [
              'From previous scan',
              'New in current scan',
              'Requested in the beam by transponder',
            ]),
            state: choice(2, ['In progress', 'Completed', 'Cancelled']),
          }),
        ),
        lockoutCharacteristics: fixed(2, {
          lockoutState: flag('Target not locked out by this radar', 'Target locked out by this radar'),
          lockoutTime: uint(15, { unit: 'ms' }),
        }),
        transitionCode: fixed(6, {
          spare: spare(7),
          tcount1: uint(4),
          tcode1: uint(5),
          tcount2: uint(4),
          tcode2: octal(12),
          tcount3: uint(4),
          tcode3: octal(12),
        }),
        trackLifeCycle: fixed(4, {
          acqi: choice(2, [
            'Tentative Track with One Plot',
            'Tentative Track with at least Two Plots',
            'Pre-Confirmed Track',
            'Confirmed Track',
          ]),
          trkupdctr: uint(14),
          lasttrkupd: uint(16, { unit: 'ms' }),
        }),
        adjacentSensorInformation: repeated(
          fixed(7, {
            sacadjs: uint(8),
            sicadjs: uint(8),
            timeofdayscn: uint(16, { lsb: 1 / 128, unit: 's' }),
            datause: choice(7, [
              'Data used by Tracker',
              'Data not used by Tracker',
              '2-127: Reserved for future use',
            ]),
            drnAvailability: flag('DRN not available', 'DRN available'),
            drn: uint(16),
          }),
        ),
        trackExtrapolationSource: single(
          choice(8, ['Radar tracker calculation', 'Integrated ADS-B', 'External ADS-B', 'SCN']),
        ),
        identityRequested: fixed(1, {
          ir: flag('Identity not requested', 'Identity requested'),
          m3a: uint(7, { unit: 's' }),
        }),
      }),
      commonCharacteristics: compound({
        plotNumber: single(uint(16)),
        repliesPlotLink: repeated(
          fixed(3, {
            replyType: choice(8, ['PSR Echo', 'SSR Reply', 'All Call Reply', 'Roll Call Reply']),
            replynbr: uint(16),
          }),
        ),
        scanNumber: single(uint(8)),
        date: fixed(4, {
          y1: uint(4, { min: 0, max: 10 }),
          y2: uint(4, { min: 0, max: 10 }),
          y3: uint(4, { min: 0, max: 10 }),
          y4: uint(4, { min: 0, max: 10 }),
          m1: uint(4, { min: 0, max: 1 }),
          m2: uint(4, { min: 0, max: 10 }),
          d1: uint(4, { min: 0, max: 3 }),
          d2: uint(4, { min: 0, max: 10 }),
        }),
      }),
      generic: compound({
        altm2: fixed(2, {
          invalid: flag('Code validated', 'Code not validated'),
          garbled: flag(),
          smoothed: flag(
            'Mode-2 code as derived from reply of the transponder',
            'Smoothed Mode-2 as provided by a local tracker',
          ),
          spare: spare(1),
          altm2: octal(12),
        }),
        altm3: fixed(2, {
          invalid: flag('Code validated', 'Code not validated'),
          garbled: flag(),
          smoothed: flag(
            'Mode-3/A code as derived from the reply of the transponder',
            'Smoothed Mode-3/A code as provided by a local tracker',
          ),
          spare: spare(1),
          altm3: octal(12),
        }),
        alternativeFlightLevel: fixed(2, {
          invalid: flag('Code validated', 'Code not validated'),
          garbled: flag(),
          altfl: int(14, { lsb: 1 / 4, unit: 'FL' }),
        }),
      }),
    }),
  },
});
