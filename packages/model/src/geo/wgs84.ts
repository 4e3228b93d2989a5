/** WGS-84 defining constants (NIMA TR8350.2). */
export const WGS84_A = 6_378_137;
export const WGS84_F = 1 / 298.257_223_563;
export const WGS84_E2 = WGS84_F * (2 - WGS84_F);
const WGS84_B = WGS84_A * (1 - WGS84_F);
const EP2 = WGS84_E2 / (1 - WGS84_E2);

/** Earth-centred x, y, z (m) of a geodetic position (rad, m above the ellipsoid), written to `out[at…at+2]`. */
export function geodeticToEcef(
  latRad: number,
  lonRad: number,
  heightM: number,
  out: Float64Array,
  at = 0,
): void {
  const sinLat = Math.sin(latRad);
  const cosLat = Math.cos(latRad);
  const n = WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
  out[at] = (n + heightM) * cosLat * Math.cos(lonRad);
  out[at + 1] = (n + heightM) * cosLat * Math.sin(lonRad);
  out[at + 2] = (n * (1 - WGS84_E2) + heightM) * sinLat;
}

/**
 * Geodetic latitude, longitude (rad) and height (m) of an earth-centred point, written to
 * `out[at…at+2]`. Bowring's method with one more turn: below 1e-9 m for heights −10 km … 100 km.
 */
export function ecefToGeodetic(x: number, y: number, z: number, out: Float64Array, at = 0): void {
  const p = Math.hypot(x, y);
  let beta = Math.atan2(WGS84_A * z, WGS84_B * p);
  let lat = 0;
  for (let turn = 0; turn < 2; turn++) {
    const sinB = Math.sin(beta);
    const cosB = Math.cos(beta);
    lat = Math.atan2(z + EP2 * WGS84_B * sinB * sinB * sinB, p - WGS84_E2 * WGS84_A * cosB * cosB * cosB);
    beta = Math.atan2((1 - WGS84_F) * Math.sin(lat), Math.cos(lat));
  }
  const sinLat = Math.sin(lat);
  const cosLat = Math.cos(lat);
  const n = WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
  out[at] = lat;
  out[at + 1] = Math.atan2(y, x);
  // Near the poles p/cos(lat) is ill-conditioned, near the equator z/sin(lat) is.
  out[at + 2] = Math.abs(cosLat) > Math.SQRT1_2 ? p / cosLat - n : z / sinLat - n * (1 - WGS84_E2);
}
