import { DEG_PER_RAD, RAD_PER_DEG, WGS84_A, WGS84_E2 } from '@commonsky/model';

/** Metres in a degree of latitude, on the ellipsoid. */
export function northMPerDeg(latDeg: number): number {
  const sin = Math.sin(latDeg * RAD_PER_DEG);
  const k = 1 - WGS84_E2 * sin * sin;
  return (WGS84_A * (1 - WGS84_E2)) / (k * Math.sqrt(k)) / DEG_PER_RAD;
}

/** Metres in a degree of longitude. */
export function eastMPerDeg(latDeg: number): number {
  const sin = Math.sin(latDeg * RAD_PER_DEG);
  return (WGS84_A * Math.cos(latDeg * RAD_PER_DEG)) / Math.sqrt(1 - WGS84_E2 * sin * sin) / DEG_PER_RAD;
}

/** From −180 to 180. */
export function wrapDeg(deg: number): number {
  return deg > 180 ? deg - 360 : deg < -180 ? deg + 360 : deg;
}
