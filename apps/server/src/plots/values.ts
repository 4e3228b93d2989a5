/** What several sources write the same way, as a plot holds it; undefined and NaN for what was not given. */
import { M_PER_FL, M_PER_FT, M_PER_NM, MPS_PER_FTMIN, type Plot, RAD_PER_DEG } from '@commonsky/model';

/** Mode 3/A written as octal digits; only a valid, ungarbled code is one. */
export function mode3aFrom(
  item: { readonly mode3A: string; readonly invalid?: boolean; readonly garbled?: boolean } | undefined,
): number | undefined {
  if (item === undefined || item.invalid === true || item.garbled === true) return undefined;
  return Number.parseInt(item.mode3A, 8);
}

/** Aircraft identification without padding; characters outside A–Z, 0–9 and space do not occur in a right one. */
export function callsignFrom(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  return /^[A-Z0-9][A-Z0-9 ]*$/.test(trimmed) ? trimmed : undefined;
}

export function metresFromFlightLevel(flightLevel: number | undefined): number {
  return flightLevel === undefined ? Number.NaN : flightLevel * M_PER_FL;
}

export function metresFromFeet(feet: number | undefined): number {
  return feet === undefined ? Number.NaN : feet * M_PER_FT;
}

export function mpsFromFeetPerMinute(rate: number | undefined): number {
  return rate === undefined ? Number.NaN : rate * MPS_PER_FTMIN;
}

/** Speed (NM/s) along an angle to east and north components. */
export function setVelocity(plot: Plot, speedNmPerS: number, trackAngleDeg: number): void {
  const speedMps = speedNmPerS * M_PER_NM;
  plot.eastMps = speedMps * Math.sin(trackAngleDeg * RAD_PER_DEG);
  plot.northMps = speedMps * Math.cos(trackAngleDeg * RAD_PER_DEG);
}

/** A position no receiver can have computed: the sender's default, or damage. */
export function isPosition(latDeg: number, lonDeg: number): boolean {
  return Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 && !(latDeg === 0 && lonDeg === 0);
}

/** Flight status of transponders: 0, 2 airborne, 1, 3 on the ground, the rest does not say. */
export function onGroundFromFlightStatus(flightStatus: number | undefined): boolean | undefined {
  switch (flightStatus) {
    case 0:
    case 2:
      return false;
    case 1:
    case 3:
      return true;
    case undefined:
    default:
      return undefined;
  }
}

/** Radius of 95 % of a circular normal distribution, in its 1σ. */
const RADIUS_95_PER_SIGMA = Math.sqrt(-2 * Math.log(0.05));

/** How long ago a reported position was true varies by this much (1σ), for nothing in it says so. */
const REPORT_LATENCY_S = 0.15;
const UNKNOWN_SPEED_MPS = 200;

/**
 * Horizontal 1σ (m) of a reported position: the 95 % radius its sender claims, and the way flown in
 * a latency the sender does not know. Without the second, two reports of one aircraft contradict.
 */
export function reportedAccuracy(radius95M: number | undefined, { eastMps, northMps }: Plot): number {
  if (radius95M === undefined) return Number.NaN;
  const speedMps = Number.isNaN(eastMps) ? UNKNOWN_SPEED_MPS : Math.hypot(eastMps, northMps);
  return Math.hypot(radius95M / RADIUS_95_PER_SIGMA, speedMps * REPORT_LATENCY_S);
}
