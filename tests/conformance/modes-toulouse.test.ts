import { describe, expect, it } from 'vitest';
import {
  type AircraftState,
  type CommBRegister,
  type ExtendedSquitter,
  type SurveillanceReply,
  createAircraftStore,
  formatSquawk,
  inferCommB,
} from '@commonsky/modes';
import { sharedData } from '../shared-data.ts';
import { createTally, decodeHex, distanceM, readLines } from './modes-tally.ts';

const FILE = sharedData('adsb/jet1090-tutorial/tutorial.jsonl.gz');

/** A line of the reference decode (rs1090, 2024). */
interface Line {
  readonly timestamp: number;
  readonly frame: string;
  readonly icao24: string;
  readonly bds?: string;
  readonly altitude?: number;
  readonly squawk?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly callsign?: string;
  readonly groundspeed?: number;
  readonly track?: number;
  readonly vertical_rate?: number;
  readonly geo_minus_baro?: number;
  readonly NACv?: number;
  readonly selected_altitude?: number;
  readonly barometric_setting?: number;
  readonly selected_heading?: number;
  readonly NACp?: number;
  readonly tcas_operational?: boolean;
  readonly bds20?: { callsign: string };
  readonly bds40?: { selected_mcp?: number; barometric_setting?: number };
  readonly bds50?: { roll?: number; track?: number; groundspeed?: number; track_rate?: number; TAS?: number };
  readonly bds60?: {
    heading?: number;
    IAS?: number;
    Mach?: number;
    vrate_barometric?: number;
    vrate_inertial?: number;
  };
}

describe.skipIf(FILE === undefined)('71,939 messages over Toulouse against rs1090', () => {
  it('agrees but for the judged classes', { timeout: 60_000 }, () => {
    const tally = createTally();
    const store = createAircraftStore({ receiver: { latDeg: 43.6, lonDeg: 1.4 }, receiverRangeMaxM: 2e6 });
    const lastFrame = new Map<string, number>();
    for (const text of readLines(FILE!)) {
      const line = JSON.parse(text) as Line;
      const message = decodeHex(line.frame);
      if (message === undefined) {
        tally.note('rejected');
        continue;
      }
      tally.same('address', message.address, Number.parseInt(line.icao24, 16));
      const atMs = line.timestamp * 1000;
      const state = store.update(message, atMs);
      const repeated = atMs - (lastFrame.get(line.frame) ?? 0) < 100;
      lastFrame.set(line.frame, atMs);
      if (message.df === 17) compareSquitter(line, message, repeated, state, atMs);
      else compareReply(line, message as SurveillanceReply);
    }

    function compareSquitter(
      line: Line,
      { me }: ExtendedSquitter,
      repeated: boolean,
      state: AircraftState | undefined,
      atMs: number,
    ): void {
      switch (me.kind) {
        case 'airborne-position':
          tally.same('bds', '05', line.bds);
          if (me.altitudeFt! <= 0) tally.note('altitude not above 0 ft, which the reference drops');
          else tally.near('airborne altitude', me.altitudeFt, line.altitude, 0);
          comparePosition('airborne', line, repeated, state, atMs);
          break;
        case 'surface-position':
          tally.same('bds', '06', line.bds);
          // The reference counts codes 13…38 in steps of 0.25 kt; the standard says 0.5 kt.
          if (me.groundSpeedKt! >= 2.5 && me.groundSpeedKt! < 15) {
            tally.near('surface speed', (me.groundSpeedKt! - 2) / 2 + 2, line.groundspeed, 0);
            tally.note('surface speed in codes 13 to 38');
          } else if (me.groundSpeedKt! < 1) {
            tally.near('surface speed', me.groundSpeedKt, line.groundspeed, 0.15);
            if (me.groundSpeedKt !== line.groundspeed) tally.note('first knot of surface speed');
          } else tally.near('surface speed', me.groundSpeedKt, line.groundspeed, 0);
          tally.near('surface track', me.trackDeg, line.track, 0);
          comparePosition('surface', line, repeated, state, atMs);
          break;
        case 'identification':
          tally.same('identification', me.callsign, line.callsign!.trim());
          break;
        case 'velocity':
          tally.near('ground speed', me.groundSpeedKt, line.groundspeed, 0.51);
          tally.near('track', me.trackDeg, line.track, 0.001);
          tally.near('vertical rate', me.verticalRateFtMin, line.vertical_rate, 0);
          tally.near('geometric minus barometric', me.geometricMinusBarometricFt, line.geo_minus_baro, 0);
          tally.near('NACv', me.nacV, line.NACv, 0);
          break;
        case 'target-state':
          // The reference rounds to whole hundreds.
          tally.near('selected altitude', me.selectedAltitudeFt, line.selected_altitude, 16);
          tally.near('pressure setting', me.altimeterSettingHpa, line.barometric_setting, 0.01);
          tally.near('selected heading', me.selectedHeadingDeg, line.selected_heading, 0.01);
          tally.near('NACp', me.nacP, line.NACp, 0);
          tally.same('ACAS operational', me.acasOperational, line.tcas_operational);
          break;
        default:
          tally.note(`kind ${me.kind}`);
      }
    }

    function comparePosition(
      where: string,
      { latitude, longitude }: Line,
      repeated: boolean,
      state: AircraftState | undefined,
      atMs: number,
    ): void {
      const ours = state?.position?.atMs === atMs ? state.position : undefined;
      if (ours === undefined) {
        tally.note(repeated ? `${where} position: message repeated` : `${where} position: not yet believed`);
      } else if (latitude === undefined || longitude === undefined)
        tally.note(`${where} position: only ours`);
      else {
        const errorM = distanceM(ours, { latDeg: latitude, lonDeg: longitude });
        tally.note(errorM < 0.01 ? `${where} position: the same` : `${where} position: other`);
      }
    }

    function compareReply(line: Line, message: SurveillanceReply): void {
      // Replies of which every field is improbable: noise that carries an address by chance.
      const noise = message.downlinkRequest > 7 || (message.utilityMessage !== 0 && message.flightStatus > 1);
      const mark = noise ? ' (noise)' : '';
      if (message.df === 20) {
        if (message.altitudeFt !== undefined && message.altitudeFt < 0)
          tally.note('negative altitude, 0 in the reference');
        else if (message.altitudeFt === undefined) tally.note('no altitude, 0 in the reference');
        else tally.near(`altitude of DF20${mark}`, message.altitudeFt, line.altitude, 0);
      } else tally.same(`squawk${mark}`, formatSquawk(message.squawk!), line.squawk);
      const register = inferCommB(message.high, message.low, { altitudeFt: message.altitudeFt })?.register;
      const reference = (['bds20', 'bds40', 'bds50', 'bds60'] as const).filter((name) => line[name]);
      const theirs = reference.map((name) => name.slice(3)).join('+') || 'none';
      tally.note(`register ${theirs}, ours ${register?.bds ?? 'none'}`);
      if (register && theirs === register.bds) compareRegister(line, register);
    }

    function compareRegister(line: Line, register: CommBRegister): void {
      switch (register.bds) {
        case '20':
          tally.same('callsign of 2,0', register.callsign, line.bds20!.callsign.trim());
          break;
        case '40':
          tally.near('MCP altitude', register.mcpAltitudeFt, line.bds40!.selected_mcp, 8);
          tally.near('QNH', register.altimeterSettingHpa, line.bds40!.barometric_setting, 0.01);
          break;
        case '50': {
          const r = line.bds50!;
          tally.near('roll', register.rollDeg, r.roll, 0.001);
          tally.near('track of 5,0', register.trackDeg, r.track, 0.001);
          tally.near('ground speed of 5,0', register.groundSpeedKt, r.groundspeed, 0);
          tally.near('true airspeed', register.trueAirspeedKt, r.TAS, 0);
          if (register.trackRateDegS === -8 / 256)
            tally.note('track rate of all ones, which the reference drops');
          else tally.near('track rate', register.trackRateDegS, r.track_rate, 0.001);
          break;
        }
        case '60': {
          const r = line.bds60!;
          tally.near('heading', register.magneticHeadingDeg, r.heading, 0.001);
          tally.near('indicated airspeed', register.indicatedAirspeedKt, r.IAS, 0);
          tally.near('Mach', register.mach, r.Mach, 0.001);
          for (const [ours, theirs] of [
            [register.barometricRateFtMin, r.vrate_barometric],
            [register.inertialRateFtMin, r.vrate_inertial],
          ]) {
            if (ours === -32 && theirs === 0) tally.note('rate of all ones, 0 in the reference');
            else tally.near('vertical rate of 6,0', ours, theirs, 0);
          }
          break;
        }
        default:
      }
    }
    // Every class is judged in docs/modes-differences.md.
    expect(tally.counts).toEqual({
      'airborne position: the same': 10_821,
      'airborne position: message repeated': 661,
      'airborne position: not yet believed': 3,
      'airborne position: only ours': 1,
      'surface position: the same': 1825,
      'surface position: message repeated': 148,
      'surface position: not yet believed': 10,
      'register 20, ours 20': 1881,
      'register 40, ours 40': 14_543,
      'register 50, ours 50': 9506,
      'register 60, ours 60': 12_931,
      'register none, ours 10': 261,
      'register none, ours 17': 545,
      'register none, ours 50': 117,
      'register none, ours none': 1254,
      'register 20, ours none': 1,
      identification: 1,
      'altitude not above 0 ft, which the reference drops': 31,
      'negative altitude, 0 in the reference': 264,
      'no altitude, 0 in the reference': 6,
      'altitude of DF20 (noise)': 17,
      'squawk (noise)': 9,
      'surface speed in codes 13 to 38': 1125,
      'first knot of surface speed': 46,
      'track rate of all ones, which the reference drops': 1773,
      'rate of all ones, 0 in the reference': 3089,
    });
  });
});
