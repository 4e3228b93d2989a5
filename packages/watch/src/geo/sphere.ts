/** Points along arcs and great circles; importers turn curves into short straight edges with them. */
import { DEG_PER_RAD, RAD_PER_DEG } from '@commonsky/model';
import { degreeSize } from './local.ts';
import type { Position } from './position.ts';

/** Mean earth radius (IUGG), m. */
const EARTH_M = 6_371_008.8;

/** Position reached from `from` over `rangeM` on initial bearing `azimuthDeg`. */
export function destination([lon, lat]: Position, azimuthDeg: number, rangeM: number): Position {
  // The radius along this bearing, so that a 10 NM circle is 10 NM on the ellipsoid in every direction.
  const { lonM, latM } = degreeSize(lat);
  const azimuth = azimuthDeg * RAD_PER_DEG;
  const eastRadius = (lonM / Math.max(Math.cos(lat * RAD_PER_DEG), 1e-6)) * DEG_PER_RAD;
  const northRadius = latM * DEG_PER_RAD;
  const radius =
    (eastRadius * northRadius) / (eastRadius * Math.cos(azimuth) ** 2 + northRadius * Math.sin(azimuth) ** 2);
  const arc = rangeM / radius;
  const phi = lat * RAD_PER_DEG;
  const sinPhi2 = Math.sin(phi) * Math.cos(arc) + Math.cos(phi) * Math.sin(arc) * Math.cos(azimuth);
  const dLon = Math.atan2(
    Math.sin(azimuth) * Math.sin(arc) * Math.cos(phi),
    Math.cos(arc) - Math.sin(phi) * sinPhi2,
  );
  return [lon + dLon * DEG_PER_RAD, Math.asin(Math.max(-1, Math.min(1, sinPhi2))) * DEG_PER_RAD];
}

/** Great-circle distance, m. */
export function greatCircleM([lonA, latA]: Position, [lonB, latB]: Position): number {
  const sinLat = Math.sin(((latB - latA) * RAD_PER_DEG) / 2);
  const sinLon = Math.sin(((lonB - lonA) * RAD_PER_DEG) / 2);
  const h = sinLat * sinLat + Math.cos(latA * RAD_PER_DEG) * Math.cos(latB * RAD_PER_DEG) * sinLon * sinLon;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Initial great-circle bearing, degrees. */
export function initialBearingDeg([lonA, latA]: Position, [lonB, latB]: Position): number {
  const dLon = (lonB - lonA) * RAD_PER_DEG;
  const a = latA * RAD_PER_DEG;
  const b = latB * RAD_PER_DEG;
  const y = Math.sin(dLon) * Math.cos(b);
  const x = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(dLon);
  return (Math.atan2(y, x) * DEG_PER_RAD + 360) % 360;
}

/** Arc chords lie at most this far inside the true arc. */
const SAGITTA_M = 20;

/** Points of an arc from one bearing to another (both included), clockwise or not, in steps that keep the sagitta. */
export function arc(
  centre: Position,
  radiusM: number,
  fromDeg: number,
  toDeg: number,
  clockwise: boolean,
): Position[] {
  let sweep = clockwise ? toDeg - fromDeg : fromDeg - toDeg;
  if (sweep <= 1e-9) sweep += 360;
  const stepDeg = Math.min(
    15,
    2 * Math.acos(Math.max(0, 1 - SAGITTA_M / Math.max(radiusM, SAGITTA_M))) * DEG_PER_RAD,
  );
  const count = Math.max(1, Math.ceil(sweep / stepDeg));
  return Array.from({ length: count + 1 }, (_, i) =>
    destination(centre, fromDeg + (clockwise ? 1 : -1) * ((sweep * i) / count), radiusM),
  );
}

export function circle(centre: Position, radiusM: number): Position[] {
  return arc(centre, radiusM, 0, 360, true).slice(0, -1);
}

/** Great-circle points between two positions (ends included), at most `stepM` apart. */
export function greatCircle(a: Position, b: Position, stepM = 20_000): Position[] {
  const total = greatCircleM(a, b);
  const count = Math.max(1, Math.ceil(total / stepM));
  const bearing = initialBearingDeg(a, b);
  const points: Position[] = [a];
  for (let i = 1; i < count; i++) points.push(destinationSphere(a, bearing, (total * i) / count));
  points.push(b);
  return points;
}

function destinationSphere([lon, lat]: Position, azimuthDeg: number, rangeM: number): Position {
  const arc = rangeM / EARTH_M;
  const phi = lat * RAD_PER_DEG;
  const azimuth = azimuthDeg * RAD_PER_DEG;
  const sinPhi2 = Math.sin(phi) * Math.cos(arc) + Math.cos(phi) * Math.sin(arc) * Math.cos(azimuth);
  const dLon = Math.atan2(
    Math.sin(azimuth) * Math.sin(arc) * Math.cos(phi),
    Math.cos(arc) - Math.sin(phi) * sinPhi2,
  );
  return [lon + dLon * DEG_PER_RAD, Math.asin(Math.max(-1, Math.min(1, sinPhi2))) * DEG_PER_RAD];
}
