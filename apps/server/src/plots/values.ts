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

/** 95 % radius (m) by navigation accuracy category. RTCA DO-260B table 2-70. */
const NACP_RADIUS_M = [
  Number.NaN, 18_520, 7_408, 3_704, 1_852, 926, 555.6, 185.2, 92.6, 30, 10, 3,
] as const; // prettier-ignore
/** Radius of 95 % of a circular normal distribution, in its 1σ. */
const RADIUS_95_PER_SIGMA = Math.sqrt(-2 * Math.log(0.05));

/** Horizontal 1σ that a navigation accuracy category claims, m. */
export function accuracyFromNacp(nacp: number | undefined): number {
  return (NACP_RADIUS_M[nacp ?? 0] ?? Number.NaN) / RADIUS_95_PER_SIGMA;
}
