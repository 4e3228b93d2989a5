import { DEG_PER_RAD, ecefToGeodetic, geodeticToEcef, RAD_PER_DEG, type Sensor } from '@commonsky/model';

/** The point `eastM`, `northM` of a sensor's site in its tangent plane; undefined while the site is unknown. */
export function fromLocal(
  eastM: number,
  northM: number,
  { latDeg, lonDeg, heightM = 0 }: Sensor,
): { readonly lat: number; readonly lon: number } | undefined {
  if (latDeg === undefined || lonDeg === undefined) return undefined;
  const lat = latDeg * RAD_PER_DEG;
  const lon = lonDeg * RAD_PER_DEG;
  const point = new Float64Array(3);
  geodeticToEcef(lat, lon, heightM, point);
  ecefToGeodetic(
    point[0]! - Math.sin(lon) * eastM - Math.sin(lat) * Math.cos(lon) * northM,
    point[1]! + Math.cos(lon) * eastM - Math.sin(lat) * Math.sin(lon) * northM,
    point[2]! + Math.cos(lat) * northM,
    point,
  );
  return { lat: point[0]! * DEG_PER_RAD, lon: point[1]! * DEG_PER_RAD };
}
