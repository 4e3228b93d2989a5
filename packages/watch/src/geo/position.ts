/** Longitude, latitude in degrees, the order of GeoJSON. */
export type Position = readonly [lonDeg: number, latDeg: number];
