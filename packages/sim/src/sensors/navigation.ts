import { DEG_PER_RAD, M_PER_FT, RAD_PER_DEG } from '@commonsky/model';
import { distanceAndBearing, meridianRadius, normalRadius } from '../geo.ts';
import type { Random } from '../random.ts';
import type { ResolvedScenario } from '../scenario/scenario.ts';
import { PHASE, STATE_LENGTH, stateAt, type Fleet } from '../truth/fleet.ts';
import { PERFORMANCE } from '../truth/performance.ts';
import type { PositionReport } from './report.ts';

/** Estimated position uncertainty (95 %) of each NACp, m; and the NIC that goes with it. */
const EPU_M = [Infinity, 18_520, 7408, 3704, 1852, 926, 555.6, 185.2, 92.6, 30, 10, 3];
const NIC_OF_NACP = [0, 1, 2, 4, 5, 6, 6, 7, 8, 9, 10, 11];
/** 95 % of a circular Gaussian lies within this many σ of one axis. */
const RADIUS_95 = 2.4477;
/** How long satellite navigation's errors hold, s. */
const CORRELATION_S = 120;

/** What aircraft believe about their own position, and what interference does to it. */
export function createNavigation(scenario: ResolvedScenario, fleet: Fleet, random: Random) {
  const state = new Float64Array(STATE_LENGTH);
  const zones = scenario.interference.map((each) => ({
    ...each,
    latRad: each.latDeg * RAD_PER_DEG,
    lonRad: each.lonDeg * RAD_PER_DEG,
  }));

  return {
    /** Lets the errors wander: a first-order Gauss–Markov process on each axis. */
    step(stepS: number): void {
      const c = fleet.columns;
      const keep = Math.exp(-stepS / CORRELATION_S);
      const renew = Math.sqrt(1 - keep * keep);
      for (let row = 0; row < fleet.rowCount; row++) {
        const aircraft = fleet.aircraft[row];
        if (aircraft?.equipage !== 'adsb') continue;
        // Receivers are better than what they promise with 95 % confidence.
        const sigma = (0.5 * EPU_M[aircraft.nacP]!) / RADIUS_95;
        c.navEast[row] = keep * c.navEast[row]! + renew * sigma * random.normal();
        c.navNorth[row] = keep * c.navNorth[row]! + renew * sigma * random.normal();
      }
    },

    /** What an aircraft says of itself at a time in the step; a position of NaN when it has none. */
    report(row: number, timeS: number, nowS: number): PositionReport {
      const aircraft = fleet.aircraft[row]!;
      const c = fleet.columns;
      stateAt(fleet, row, timeS - nowS, state);
      const lat = state[0]!;
      const lon = state[1]!;
      const speed = state[3]!;
      const track = state[4]!;
      const sinLat = Math.sin(lat);
      let latDeg = (lat + c.navNorth[row]! / meridianRadius(sinLat)) * DEG_PER_RAD;
      let lonDeg = (lon + c.navEast[row]! / (normalRadius(sinLat) * Math.cos(lat))) * DEG_PER_RAD;
      let nacP = aircraft.nacP;
      for (const zone of zones) {
        if (timeS < zone.fromS || timeS >= zone.toS) continue;
        const [distance, bearing] = distanceAndBearing(zone.latRad, zone.lonRad, lat, lon);
        if (distance > zone.radiusM) continue;
        if (zone.effect === 'spoofing' && zone.target) {
          // Everyone in the zone is told to be near one place, each a little off it.
          const off = 0.002 * (distance / zone.radiusM);
          latDeg = zone.target.latDeg + off * Math.cos(bearing);
          lonDeg = zone.target.lonDeg + off * Math.sin(bearing);
        } else {
          latDeg = Number.NaN;
          lonDeg = Number.NaN;
          nacP = 0;
        }
      }
      return {
        timeS,
        latDeg,
        lonDeg,
        altitudeFt: state[2]! / M_PER_FT,
        heightM: state[6]!,
        eastMps: speed * Math.sin(track),
        northMps: speed * Math.cos(track),
        verticalMps: state[5]!,
        address: aircraft.address,
        mode3a: aircraft.mode3a,
        callsign: aircraft.callsign,
        category: PERFORMANCE[aircraft.kind].category,
        onGround: c.phase[row] !== PHASE.airborne,
        spi: aircraft.spi,
        nacP,
        nic: NIC_OF_NACP[nacP]!,
        accuracyM: EPU_M[nacP]! / RADIUS_95,
        truth: aircraft.number,
        cause: aircraft.ghost ? 'ghost' : 'aircraft',
      };
    },
  };
}
