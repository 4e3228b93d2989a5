import { RAD_PER_DEG, WGS84_A, WGS84_E2 } from '@commonsky/model';

const SPHERE_M = 6_371_000;

/** Spherical azimuthal-equidistant map about an origin: the plane on which scenarios state their truth. */
export interface FlatMap {
  /** x east, y north (m) of a place (degrees). */
  toFlat(latDeg: number, lonDeg: number): [x: number, y: number];
  /** Velocity on the map of east and north velocity (m/s) at a height (m) above the ellipsoid. */
  toFlatVelocity(
    latDeg: number,
    lonDeg: number,
    heightM: number,
    eastMps: number,
    northMps: number,
  ): [vx: number, vy: number];
}

export function createFlatMap(originLatDeg: number, originLonDeg: number): FlatMap {
  const sin0 = Math.sin(originLatDeg * RAD_PER_DEG);
  const cos0 = Math.cos(originLatDeg * RAD_PER_DEG);

  function toFlat(latDeg: number, lonDeg: number): [number, number] {
    const sin = Math.sin(latDeg * RAD_PER_DEG);
    const cos = Math.cos(latDeg * RAD_PER_DEG);
    const lon = (lonDeg - originLonDeg) * RAD_PER_DEG;
    const u = cos * Math.sin(lon);
    const v = cos0 * sin - sin0 * cos * Math.cos(lon);
    const s = Math.hypot(u, v);
    const angle = Math.atan2(s, sin0 * sin + cos0 * cos * Math.cos(lon));
    const k = SPHERE_M * (s > 1e-12 ? angle / s : 1);
    return [k * u, k * v];
  }

  return {
    toFlat,
    toFlatVelocity(latDeg, lonDeg, heightM, eastMps, northMps) {
      const dt = 0.5;
      const w = Math.sqrt(1 - WGS84_E2 * Math.sin(latDeg * RAD_PER_DEG) ** 2);
      const dLat = (northMps * dt) / ((WGS84_A * (1 - WGS84_E2)) / w ** 3 + heightM) / RAD_PER_DEG;
      const dLon = (eastMps * dt) / ((WGS84_A / w + heightM) * Math.cos(latDeg * RAD_PER_DEG)) / RAD_PER_DEG;
      const [x0, y0] = toFlat(latDeg - dLat, lonDeg - dLon);
      const [x1, y1] = toFlat(latDeg + dLat, lonDeg + dLon);
      return [(x1 - x0) / (2 * dt), (y1 - y0) / (2 * dt)];
    },
  };
}
