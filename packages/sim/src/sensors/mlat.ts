import { DEG_PER_RAD, geodeticToEcef, M_PER_FT } from '@commonsky/model';
import { createSite, meridianRadius, normalRadius, toLocal } from '../geo.ts';
import type { Random } from '../random.ts';
import type { MlatSpec } from '../scenario/scenario.ts';
import { PHASE, STATE_LENGTH, stateAt, type Fleet } from '../truth/fleet.ts';
import { PERFORMANCE } from '../truth/performance.ts';
import { createStation } from './common.ts';
import type { PositionReport } from './report.ts';

/** A multilateration report: also says how its errors lie. */
export interface MlatReport extends PositionReport {
  /** 1σ east and north (m) and their correlation. */
  readonly sigmaEastM: number;
  readonly sigmaNorthM: number;
  readonly correlation: number;
}

const STATIONS_MIN = 4;
/** Worse geometry than this is not reported. */
const SIGMA_MAX_M = 500;

/**
 * Wide-area multilateration: times of arrival at stations of known place give the position. Accuracy
 * follows from the geometry, by the Cramér–Rao bound for east, north and time of transmission; the
 * height comes from mode C.
 */
export function createMlat(spec: MlatSpec, random: Random) {
  const centre = createStation(spec, random);
  const receivers = spec.stations.map((each) =>
    createStation({ ...spec, latDeg: each.latDeg, lonDeg: each.lonDeg, heightM: each.heightM }, random),
  );
  const state = new Float64Array(STATE_LENGTH);
  const point = new Float64Array(3);
  const local = new Float64Array(3);

  function measure(fleet: Fleet, row: number, timeS: number, nowS: number): MlatReport | undefined {
    const aircraft = fleet.aircraft[row]!;
    stateAt(fleet, row, timeS - nowS, state);
    geodeticToEcef(state[0]!, state[1]!, state[6]!, point);
    const here = createSite(state[0]! * DEG_PER_RAD, state[1]! * DEG_PER_RAD, state[6]!);
    // Normal matrix of the unknowns east, north and time over the receivers that hear it.
    let heard = 0;
    let [ee, en, et, nn, nt] = [0, 0, 0, 0, 0];
    for (const receiver of receivers) {
      if (!receiver.sees(point[0]!, point[1]!, point[2]!) || !random.chance(spec.probability)) continue;
      heard++;
      toLocal(here, receiver.site.x, receiver.site.y, receiver.site.z, local);
      const range = Math.hypot(local[0]!, local[1]!, local[2]!);
      const [e, n] = [local[0]! / range, local[1]! / range];
      ee += e * e;
      en += e * n;
      et += e;
      nn += n * n;
      nt += n;
    }
    if (heard < STATIONS_MIN) return undefined;
    // Take time out (Schur complement), invert what is left.
    const a = ee - (et * et) / heard;
    const b = en - (et * nt) / heard;
    const d = nn - (nt * nt) / heard;
    const determinant = a * d - b * b;
    if (determinant <= 1e-9) return undefined;
    const variance = spec.timingNoiseM ** 2 / determinant;
    const sigmaEastM = Math.sqrt(variance * d);
    const sigmaNorthM = Math.sqrt(variance * a);
    if (Math.hypot(sigmaEastM, sigmaNorthM) > SIGMA_MAX_M) return undefined;
    const correlation = -b / Math.sqrt(a * d);
    const z = random.normal();
    const east = sigmaEastM * z;
    const north = sigmaNorthM * (correlation * z + Math.sqrt(1 - correlation ** 2) * random.normal());
    const selective = aircraft.address !== undefined;
    const resolutionFt = selective ? 25 : 100;
    const sinLat = Math.sin(state[0]!);
    return {
      timeS,
      latDeg: (state[0]! + north / (meridianRadius(sinLat) + state[6]!)) * DEG_PER_RAD,
      lonDeg: (state[1]! + east / ((normalRadius(sinLat) + state[6]!) * Math.cos(state[0]!))) * DEG_PER_RAD,
      altitudeFt:
        aircraft.equipage === 'modeA'
          ? Number.NaN
          : Math.round(state[2]! / M_PER_FT / resolutionFt) * resolutionFt,
      heightM: Number.NaN,
      eastMps: Number.NaN,
      northMps: Number.NaN,
      verticalMps: Number.NaN,
      address: aircraft.address,
      mode3a: aircraft.mode3a,
      callsign: aircraft.callsign,
      category: PERFORMANCE[aircraft.kind].category,
      onGround: fleet.columns.phase[row] !== PHASE.airborne,
      spi: aircraft.spi,
      nacP: 0,
      nic: 0,
      accuracyM: Math.sqrt((sigmaEastM ** 2 + sigmaNorthM ** 2) / 2),
      truth: aircraft.number,
      cause: 'aircraft',
      sigmaEastM,
      sigmaNorthM,
      correlation,
    };
  }

  return {
    spec,
    station: centre,
    /** Reports of one step, in time order. */
    scan(
      fleet: Fleet,
      nowS: number,
      stepS: number,
      onReport: (report: MlatReport, deliveredS: number) => void,
    ): void {
      const found: MlatReport[] = [];
      for (let row = 0; row < fleet.rowCount; row++) {
        const aircraft = fleet.aircraft[row];
        if (aircraft === undefined || aircraft.ghost || !aircraft.transponderOn) continue;
        if (!centre.inRange(fleet.columns.x0[row]!, fleet.columns.y0[row]!, fleet.columns.z0[row]!)) continue;
        // Each aircraft has its own moment in the period.
        const phase = ((aircraft.number * 0.618_033_988_75) % 1) * spec.periodS;
        let timeS = Math.ceil((nowS - phase) / spec.periodS) * spec.periodS + phase;
        for (; timeS < nowS + stepS; timeS += spec.periodS) {
          const report = centre.silent(timeS) ? undefined : measure(fleet, row, timeS, nowS);
          if (report) found.push(report);
        }
      }
      found.sort((a, b) => a.timeS - b.timeS);
      for (const report of found) onReport(report, centre.deliver(report.timeS));
    },
  };
}

export type Mlat = ReturnType<typeof createMlat>;
