import { RAD_PER_DEG, WGS84_A, WGS84_E2 } from '@commonsky/model';

/** Metres that one degree of longitude and latitude span at a place on the WGS-84 ellipsoid. */
export interface DegreeSize {
  readonly lonM: number;
  readonly latM: number;
}

export function degreeSize(latDeg: number): DegreeSize {
  const sinLat = Math.sin(latDeg * RAD_PER_DEG);
  const w2 = 1 - WGS84_E2 * sinLat * sinLat;
  const n = WGS84_A / Math.sqrt(w2);
  // A pole has no east: a floor keeps divisions finite there.
  const cosLat = Math.max(Math.cos(latDeg * RAD_PER_DEG), 1e-6);
  return { lonM: n * cosLat * RAD_PER_DEG, latM: ((n * (1 - WGS84_E2)) / w2) * RAD_PER_DEG };
}

/** Longitude difference brought into −180 … 180. */
export function wrapDeg(deltaDeg: number): number {
  return deltaDeg - 360 * Math.round(deltaDeg / 360);
}

/**
 * East and north offset (m) from one position to another on the tangent plane at their middle
 * latitude; below 0.1 % wrong up to 200 km away from the poles.
 */
export function offsetM(
  fromLatDeg: number,
  fromLonDeg: number,
  toLatDeg: number,
  toLonDeg: number,
): [eastM: number, northM: number] {
  const { lonM, latM } = degreeSize((fromLatDeg + toLatDeg) / 2);
  return [wrapDeg(toLonDeg - fromLonDeg) * lonM, (toLatDeg - fromLatDeg) * latM];
}

export function distanceM(latA: number, lonA: number, latB: number, lonB: number): number {
  const [east, north] = offsetM(latA, lonA, latB, lonB);
  return Math.hypot(east, north);
}

/** Bearing clockwise from north, 0 … 360, of an east–north vector. */
export function bearingDeg(east: number, north: number): number {
  const deg = Math.atan2(east, north) / RAD_PER_DEG;
  return deg < 0 ? deg + 360 : deg;
}
