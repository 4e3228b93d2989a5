import { geodeticToEcef, RAD_PER_DEG, WGS84_A, WGS84_E2 } from '@commonsky/model';

/** A place on the earth with its local axes, both earth-centred. Rows of the axes are east, north, up. */
export interface Site {
  readonly latRad: number;
  readonly lonRad: number;
  readonly heightM: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly axes: Float64Array;
}

export function createSite(latDeg: number, lonDeg: number, heightM: number): Site {
  const latRad = latDeg * RAD_PER_DEG;
  const lonRad = lonDeg * RAD_PER_DEG;
  const ecef = new Float64Array(3);
  geodeticToEcef(latRad, lonRad, heightM, ecef);
  const [sinLat, cosLat] = [Math.sin(latRad), Math.cos(latRad)];
  const [sinLon, cosLon] = [Math.sin(lonRad), Math.cos(lonRad)];
  const axes = Float64Array.of(
    -sinLon,
    cosLon,
    0,
    -sinLat * cosLon,
    -sinLat * sinLon,
    cosLat,
    cosLat * cosLon,
    cosLat * sinLon,
    sinLat,
  );
  return { latRad, lonRad, heightM, x: ecef[0]!, y: ecef[1]!, z: ecef[2]!, axes };
}

/** East, north, up (m) of an earth-centred point seen from a site, written to `out`. */
export function toLocal(site: Site, x: number, y: number, z: number, out: Float64Array): void {
  const { axes } = site;
  const dx = x - site.x;
  const dy = y - site.y;
  const dz = z - site.z;
  out[0] = axes[0]! * dx + axes[1]! * dy + axes[2]! * dz;
  out[1] = axes[3]! * dx + axes[4]! * dy + axes[5]! * dz;
  out[2] = axes[6]! * dx + axes[7]! * dy + axes[8]! * dz;
}

/** Earth-centred point (m) of a local east, north, up, written to `out`. */
export function fromLocal(site: Site, east: number, north: number, up: number, out: Float64Array): void {
  const { axes } = site;
  out[0] = site.x + axes[0]! * east + axes[3]! * north + axes[6]! * up;
  out[1] = site.y + axes[1]! * east + axes[4]! * north + axes[7]! * up;
  out[2] = site.z + axes[2]! * east + axes[5]! * north + axes[8]! * up;
}

/**
 * Elevation (rad) at which a wave arrives, given the straight line's: in the standard atmosphere rays
 * bend like over an earth of 4/3 the radius, which lifts a target at range r by r/8a.
 */
export function apparentElevation(east: number, north: number, up: number): number {
  const ground = Math.hypot(east, north);
  return Math.atan2(up, ground) + Math.hypot(ground, up) / (8 * WGS84_A);
}

/** Radii of curvature (m) along the meridian and across it. */
export function meridianRadius(sinLat: number): number {
  const w = 1 - WGS84_E2 * sinLat * sinLat;
  return (WGS84_A * (1 - WGS84_E2)) / (w * Math.sqrt(w));
}

export function normalRadius(sinLat: number): number {
  return WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
}

/** A geodetic point (rad) a distance away in a direction, on the sphere that fits here: for planning, not for measuring. */
export function offset(
  latRad: number,
  lonRad: number,
  bearingRad: number,
  distanceM: number,
): [number, number] {
  const angle = distanceM / normalRadius(Math.sin(latRad));
  const sinLat =
    Math.sin(latRad) * Math.cos(angle) + Math.cos(latRad) * Math.sin(angle) * Math.cos(bearingRad);
  const lat = Math.asin(Math.max(-1, Math.min(1, sinLat)));
  const lon =
    lonRad +
    Math.atan2(
      Math.sin(bearingRad) * Math.sin(angle) * Math.cos(latRad),
      Math.cos(angle) - Math.sin(latRad) * sinLat,
    );
  return [lat, wrapPi(lon)];
}

/** Distance (m) and initial bearing (rad) between geodetic points (rad) on the mean sphere: for planning, not for measuring. */
export function distanceAndBearing(lat1: number, lon1: number, lat2: number, lon2: number): [number, number] {
  const dLon = lon2 - lon1;
  const a = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(dLon / 2) ** 2;
  const distance = 2 * 6_371_009 * Math.asin(Math.min(1, Math.sqrt(a)));
  const bearing = Math.atan2(
    Math.sin(dLon) * Math.cos(lat2),
    Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(dLon),
  );
  return [distance, bearing];
}

/** An angle (rad) in [−π, π). */
export function wrapPi(angle: number): number {
  return angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
}

/** An angle (rad) in [0, 2π). */
export function wrapTwoPi(angle: number): number {
  const wrapped = angle - 2 * Math.PI * Math.floor(angle / (2 * Math.PI));
  return wrapped < 2 * Math.PI ? wrapped : 0;
}
