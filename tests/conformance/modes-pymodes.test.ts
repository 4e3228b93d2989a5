import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Bds40,
  type Bds50,
  type Bds60,
  type CommBRegister,
  decodeMe,
  formatSquawk,
  inferCommB,
} from '@commonsky/modes';
import { sharedData } from '../shared-data.ts';
import { type Tally, createTally, decodeHex, readLines } from './modes-tally.ts';

const GOLDEN = sharedData('adsb/pymodes/golden_v2.json');
const EHS = sharedData('adsb/pymodes/old_sample_data_ehs_df20_decoded.csv');
const ADSB = sharedData('adsb/pymodes/sample_data_adsb.csv');
const NO_PARITY = sharedData('adsb/java-adsb/messages_15000_noparity.txt');
const COMM_B = [
  sharedData('adsb/pymodes/sample_data_commb_df20.csv'),
  sharedData('adsb/pymodes/sample_data_commb_df21.csv'),
];

interface Golden {
  readonly df: number;
  readonly icao: string;
  readonly typecode?: number;
  readonly callsign?: string;
  readonly altitude?: number;
  readonly squawk?: string;
  readonly bds?: string;
  readonly [field: string]: string | number | undefined;
}

describe.skipIf(GOLDEN === undefined)('600 messages decoded by pyModeS 2', () => {
  it('agrees but for the judged classes', () => {
    const tally = createTally();
    const golden = JSON.parse(readFileSync(GOLDEN!, 'utf8')) as Record<string, Golden>;
    for (const [hex, reference] of Object.entries(golden)) {
      const message = decodeHex(hex)!;
      tally.same('format', message.df, reference.df);
      tally.same('address', message.address, Number.parseInt(reference.icao, 16));
      if (message.df === 17) {
        const { me } = message;
        tally.same('type code', me.typeCode, reference.typecode);
        if (me.kind === 'identification')
          tally.same('callsign', me.callsign, reference.callsign!.replaceAll('_', ' ').trim());
        if (me.kind === 'airborne-position') tally.same('altitude', me.altitudeFt, reference.altitude);
        if (me.kind === 'velocity') {
          // The reference cuts off what is behind the point.
          tally.same('ground speed', Math.trunc(me.groundSpeedKt!), reference['groundspeed']);
          tally.near('track', me.trackDeg, reference['track'] as number, 0.001);
          tally.same('vertical rate', me.verticalRateFtMin, reference['vertical_rate']);
        }
      } else if (message.df === 20 || message.df === 21) {
        if (message.df === 20) tally.same('altitude', message.altitudeFt, reference.altitude);
        else tally.same('squawk', formatSquawk(message.squawk!), reference.squawk);
        const register = inferCommB(message.high, message.low, { altitudeFt: message.altitudeFt })?.register;
        const candidates = reference.bds?.replaceAll('BDS', '').split(',') ?? ['none'];
        const ours = register?.bds ?? 'none';
        if (candidates.length > 1 && candidates.includes(ours))
          tally.note('reference undecided, ours one of its choices');
        else tally.same('register', ours, candidates.join());
        if (register && candidates.length === 1) compareGolden(register, reference, tally);
      }
    }
    expect(tally.counts).toEqual({ 'reference undecided, ours one of its choices': 36 });
  });
});

function compareGolden(register: CommBRegister, reference: Golden, tally: Tally): void {
  const near = (ours: number | undefined, name: string) =>
    tally.near(name, ours, reference[name] as number | undefined, 0.0011);
  switch (register.bds) {
    case '20':
      tally.same('callsign', register.callsign, reference.callsign!.replaceAll('_', ' ').trim());
      break;
    case '40':
      near(register.mcpAltitudeFt, 'selected_altitude_mcp');
      near(register.fmsAltitudeFt, 'selected_altitude_fms');
      near(register.altimeterSettingHpa, 'baro_pressure_setting');
      break;
    case '50':
      near(register.rollDeg, 'roll');
      near(register.trackDeg, 'true_track');
      near(register.groundSpeedKt, 'groundspeed');
      near(register.trackRateDegS, 'track_rate');
      near(register.trueAirspeedKt, 'true_airspeed');
      break;
    case '60':
      near(register.magneticHeadingDeg, 'magnetic_heading');
      near(register.indicatedAirspeedKt, 'indicated_airspeed');
      near(register.mach, 'mach');
      near(register.barometricRateFtMin, 'baro_vertical_rate');
      near(register.inertialRateFtMin, 'inertial_vertical_rate');
      break;
    default:
  }
}

describe.skipIf(EHS === undefined)('2,000 DF20 of 2016 with the fields of a third decoder', () => {
  it('agrees but for the judged classes', () => {
    const tally = createTally();
    for (const line of readLines(EHS!)) {
      const [, , hex, icao, text] = line.split('","').map((part) => part.replaceAll('"', '').trim());
      const message = decodeHex(hex!)!;
      if (message.df !== 20) throw new Error(`not a DF20: ${hex}`);
      tally.same('address', message.address, Number.parseInt(icao!, 16));
      const value = (name: string) => {
        const found = text!.match(new RegExp(`\\b${name} (-?[\\d.]+)`))?.[1];
        return found === undefined ? undefined : Number(found);
      };
      tally.near('altitude', message.altitudeFt, value('ALTITUDE'), 0);
      const register = inferCommB(message.high, message.low, { altitudeFt: message.altitudeFt })?.register;
      const theirs = text!.match(/BDS(\d\d)/)?.[1] ?? 'none';
      tally.note(`register ${theirs}, ours ${register?.bds ?? 'none'}`);
      if (register?.bds !== theirs) continue;
      if (theirs === '40') compareEhs40(register as Bds40, value, tally);
      if (theirs === '50') compareEhs50(register as Bds50, value, tally);
      if (theirs === '60') compareEhs60(register as Bds60, value, tally);
    }
    expect(tally.counts).toEqual({
      'register 20, ours 20': 59,
      'register 40, ours 40': 851,
      'register 40, ours 17': 2,
      'register 50, ours 50': 215,
      'register 50, ours 60': 390,
      'register 60, ours 60': 387,
      'FMS altitude': 53,
      'register none, ours 10': 23,
      'register none, ours 17': 26,
      'register none, ours none': 47,
    });
  });
});

type Value = (name: string) => number | undefined;

function level(altitudeFt: number | undefined): number | undefined {
  return altitudeFt === undefined ? undefined : altitudeFt / 100;
}

function compareEhs40(register: Bds40, value: Value, tally: Tally): void {
  tally.near('MCP altitude', level(register.mcpAltitudeFt), value('MCP'), 1);
  tally.near('FMS altitude', level(register.fmsAltitudeFt), value('FMS'), 1);
  tally.near('QNH', register.altimeterSettingHpa, value('QNH'), 1);
}

function compareEhs50(register: Bds50, value: Value, tally: Tally): void {
  tally.near('track of 5,0', register.trackDeg, value('TT'), 1.001);
  tally.near('track rate', register.trackRateDegS, value('TR'), 0.001);
  tally.near('roll', register.rollDeg, value('RA'), 1.001);
  tally.near('true airspeed', register.trueAirspeedKt, value('TAS'), 1);
}

function compareEhs60(register: Bds60, value: Value, tally: Tally): void {
  tally.near('indicated airspeed', register.indicatedAirspeedKt, value('IAS'), 0);
  tally.near('Mach', register.mach === undefined ? undefined : register.mach * 1000, value('MACH'), 1);
  tally.near('heading', register.magneticHeadingDeg, value('HDG'), 1.001);
}

describe.skipIf(ADSB === undefined || COMM_B.includes(undefined))('further recordings of pyModeS', () => {
  it('reads 2,000 DF17 with their addresses and type codes', () => {
    const tally = createTally();
    for (const line of readLines(ADSB!)) {
      const [, hex, icao, typeCode] = line.replaceAll('"', '').split(',');
      const message = decodeHex(hex!)!;
      tally.same('address', message.address, Number.parseInt(icao!, 16));
      tally.same('type code', message.df === 17 ? message.me.typeCode : undefined, Number(typeCode));
    }
    expect(tally.counts).toEqual({});
  });

  it('chooses a register for 10,000 Comm-B replies', () => {
    const tally = createTally();
    for (const line of COMM_B.flatMap((url) => readLines(url!))) {
      const [, icao, hex] = line.split(',');
      const message = decodeHex(hex!)!;
      if (message.df !== 20 && message.df !== 21) throw new Error(`not a Comm-B reply: ${hex}`);
      tally.same('address', message.address, Number.parseInt(icao!, 16));
      const found = inferCommB(message.high, message.low, { altitudeFt: message.altitudeFt });
      tally.note(message.high === 0 && message.low === 0 ? 'empty' : (found?.register.bds ?? 'none'));
    }
    expect(tally.counts).toEqual({
      address: 3,
      empty: 36,
      none: 12,
      10: 148,
      17: 96,
      20: 322,
      40: 3256,
      50: 2562,
      60: 3568,
    });
  });
});

describe.skipIf(NO_PARITY === undefined)('15,000 payloads without parity', () => {
  it('are all of known kinds', () => {
    const tally = createTally();
    for (const line of readLines(NO_PARITY!)) {
      const halves = [line.slice(8, 15), line.slice(15, 22)].map((digits) => Number.parseInt(digits, 16));
      tally.note(decodeMe(halves[0]!, halves[1]!).kind);
    }
    expect(tally.counts).toEqual({
      'airborne-position': 5582,
      velocity: 5762,
      'surface-system-status': 1819,
      identification: 1579,
      'target-state': 147,
      'operational-status': 82,
      'surface-position': 11,
      emergency: 5,
      other: 13,
    });
  });
});
