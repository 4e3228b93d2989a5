import type { Cat010 } from '@commonsky/asterix/cat010';
import {
  DEG_PER_RAD,
  ecefToGeodetic,
  geodeticToEcef,
  type Plot,
  RAD_PER_DEG,
  type Sensor,
} from '@commonsky/model';
import { callsignFrom, isPosition, metresFromFlightLevel, mode3aFrom } from './values.ts';

const PSR = 3;

/**
 * Fills a plot with an airport surface report; false when it has no position, which for a report
 * relative to the airport's reference point takes that point as the sensor's site.
 */
export function fillFromCat010(plot: Plot, items: Cat010, sensor: Sensor): boolean {
  const { i020: descriptor, i060: code, i090: level, i202: velocity } = items;
  const position = items.i041 ?? fromLocal(items, sensor);
  if (position === undefined || !isPosition(position.lat, position.lon)) return false;
  plot.latDeg = position.lat;
  plot.lonDeg = position.lon;
  if (items.i500 !== undefined) plot.accuracyM = Math.hypot(items.i500.devx, items.i500.devy) / Math.SQRT2;
  if (level !== undefined && !level.invalid && !level.garbled) {
    plot.pressureAltitudeM = metresFromFlightLevel(level.flightLevel);
  }
  if (velocity !== undefined) {
    plot.eastMps = velocity.vx;
    plot.northMps = velocity.vy;
  }
  plot.mode3a = mode3aFrom(code);
  plot.address = items.i220?.targetAddress;
  plot.callsign = callsignFrom(items.i245?.characters);
  plot.onGround = descriptor?.gbs;
  plot.primary = descriptor?.typ === PSR;
  plot.modeS = plot.address !== undefined;
  plot.secondary = plot.mode3a !== undefined;
  plot.spi = descriptor?.spi === true;
  plot.test = descriptor?.simulated === true || descriptor?.test === true || descriptor?.fieldMonitor === true;
  return true;
}

/** East and north of the site, in its tangent plane; an airport is small. */
function fromLocal(
  { i040: polar, i042: cartesian }: Cat010,
  { latDeg, lonDeg, heightM = 0 }: Sensor,
): { readonly lat: number; readonly lon: number } | undefined {
  if (latDeg === undefined || lonDeg === undefined) return undefined;
  const angle = (polar?.theta ?? 0) * RAD_PER_DEG;
  const x = cartesian?.x ?? (polar && polar.rho * Math.sin(angle));
  const y = cartesian?.y ?? (polar && polar.rho * Math.cos(angle));
  if (x === undefined || y === undefined) return undefined;
  const lat = latDeg * RAD_PER_DEG;
  const lon = lonDeg * RAD_PER_DEG;
  const point = new Float64Array(3);
  geodeticToEcef(lat, lon, heightM, point);
  ecefToGeodetic(
    point[0]! - Math.sin(lon) * x - Math.sin(lat) * Math.cos(lon) * y,
    point[1]! + Math.cos(lon) * x - Math.sin(lat) * Math.sin(lon) * y,
    point[2]! + Math.cos(lat) * y,
    point,
  );
  return { lat: point[0]! * DEG_PER_RAD, lon: point[1]! * DEG_PER_RAD };
}
