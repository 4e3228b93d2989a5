import { geodeticToEcef, M_PER_FT, MPS_PER_KT, RAD_PER_DEG } from '@commonsky/model';
import type { Airport } from '../airports.ts';
import { distanceAndBearing, offset } from '../geo.ts';

/** What happens at the last waypoint. */
export type RouteEnd = 'land' | 'vanish' | 'loop';

/** A waypoint as planned: radians, metres, m/s; what is left out is up to the aircraft. */
export interface Waypoint {
  readonly latRad: number;
  readonly lonRad: number;
  /** Level to be at on the leg to this waypoint, m of pressure altitude. */
  readonly levelM?: number | undefined;
  readonly speedMps?: number | undefined;
}

/** A planned path in columns, one row a waypoint. */
export interface Route {
  readonly count: number;
  readonly latRad: Float64Array;
  readonly lonRad: Float64Array;
  /** Earth-centred, on the ellipsoid: three numbers a waypoint. */
  readonly ecef: Float64Array;
  /** NaN: the aircraft's own. */
  readonly levelM: Float64Array;
  readonly speedMps: Float64Array;
  /** Distance still to fly from each waypoint to the last, m. */
  readonly toEndM: Float64Array;
  readonly end: RouteEnd;
  /** Field level (m above the ellipsoid) the route starts from, NaN when it starts in the air. */
  readonly originM: number;
  /** Field level it lands at, NaN when it does not land. */
  readonly destinationM: number;
}

export interface RouteEnds {
  readonly end: RouteEnd;
  readonly origin?: Airport | undefined;
  readonly destination?: Airport | undefined;
}

/** @param waypoints Two or more. */
export function createRoute(waypoints: readonly Waypoint[], { end, origin, destination }: RouteEnds): Route {
  const count = waypoints.length;
  const latRad = Float64Array.from(waypoints, (each) => each.latRad);
  const lonRad = Float64Array.from(waypoints, (each) => each.lonRad);
  const ecef = new Float64Array(3 * count);
  const toEndM = new Float64Array(count);
  for (let i = 0; i < count; i++) geodeticToEcef(latRad[i]!, lonRad[i]!, 0, ecef, 3 * i);
  for (let i = count - 2; i >= 0; i--) {
    toEndM[i] =
      toEndM[i + 1]! + distanceAndBearing(latRad[i]!, lonRad[i]!, latRad[i + 1]!, lonRad[i + 1]!)[0];
  }
  return {
    count,
    latRad,
    lonRad,
    ecef,
    levelM: Float64Array.from(waypoints, (each) => each.levelM ?? Number.NaN),
    speedMps: Float64Array.from(waypoints, (each) => each.speedMps ?? Number.NaN),
    toEndM,
    end,
    originM: origin?.elevationM ?? Number.NaN,
    destinationM: destination?.elevationM ?? Number.NaN,
  };
}

const FINAL_M = 16_000;
const BASE_M = 11_000;

/** Last waypoints before an airport: a base leg from the side the aircraft comes from, then the final to the threshold. */
export function approach(airport: Airport, fromLatRad: number, fromLonRad: number): Waypoint[] {
  const lat = airport.latDeg * RAD_PER_DEG;
  const lon = airport.lonDeg * RAD_PER_DEG;
  const [, bearing] = distanceAndBearing(lat, lon, fromLatRad, fromLonRad);
  const runway = airport.runwayDeg * RAD_PER_DEG;
  // Land towards the side that needs the smaller turn.
  const back = Math.cos(bearing - runway) > 0 ? runway : runway + Math.PI;
  const [finalLat, finalLon] = offset(lat, lon, back, FINAL_M);
  const side = Math.sin(bearing - back) > 0 ? back + Math.PI / 2 : back - Math.PI / 2;
  const [baseLat, baseLon] = offset(finalLat, finalLon, side + (back - side) / 3, BASE_M);
  return [
    { latRad: baseLat, lonRad: baseLon },
    { latRad: finalLat, lonRad: finalLon },
    { latRad: lat, lonRad: lon },
  ];
}

/** The racetrack of a hold at a fix, as waypoints: right turns, legs of a minute and a half at the aircraft's speed. */
export function hold(fix: Waypoint, inboundRad: number, speedMps: number, laps: number): Waypoint[] {
  const width = 2.4 * (speedMps ** 2 / (9.81 * Math.tan(25 * RAD_PER_DEG)));
  const length = 90 * speedMps;
  const right = inboundRad + Math.PI / 2;
  const [abeamLat, abeamLon] = offset(fix.latRad, fix.lonRad, right, width);
  const [outLat, outLon] = offset(abeamLat, abeamLon, inboundRad + Math.PI, length);
  const [inLat, inLon] = offset(fix.latRad, fix.lonRad, inboundRad + Math.PI, length);
  const lap: Waypoint[] = [
    fix,
    { ...fix, latRad: abeamLat, lonRad: abeamLon },
    { ...fix, latRad: outLat, lonRad: outLon },
    { ...fix, latRad: inLat, lonRad: inLon },
  ];
  return [...Array.from({ length: laps }, () => lap).flat(), fix];
}

const DEPARTURE_M = 7000;

/** The way out of an airport: the runway direction that suits the course, and the point where the turn begins. */
export function departure(
  airport: Airport,
  toLatRad: number,
  toLonRad: number,
): { runwayRad: number; waypoint: Waypoint } {
  const lat = airport.latDeg * RAD_PER_DEG;
  const lon = airport.lonDeg * RAD_PER_DEG;
  const [, bearing] = distanceAndBearing(lat, lon, toLatRad, toLonRad);
  const runway = airport.runwayDeg * RAD_PER_DEG;
  const runwayRad = Math.cos(bearing - runway) > 0 ? runway : runway + Math.PI;
  const [latRad, lonRad] = offset(lat, lon, runwayRad, DEPARTURE_M);
  return { runwayRad, waypoint: { latRad, lonRad } };
}

/** A waypoint as people write it. */
export function waypoint(latDeg: number, lonDeg: number, altitudeFt?: number, speedKt?: number): Waypoint {
  return {
    latRad: latDeg * RAD_PER_DEG,
    lonRad: lonDeg * RAD_PER_DEG,
    levelM: altitudeFt === undefined ? undefined : altitudeFt * M_PER_FT,
    speedMps: speedKt === undefined ? undefined : speedKt * MPS_PER_KT,
  };
}
