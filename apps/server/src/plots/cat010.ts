import type { Cat010 } from '@commonsky/asterix/cat010';
import { type Plot, RAD_PER_DEG, type Sensor } from '@commonsky/model';
import { fromLocal } from './local-position.ts';
import { callsignFrom, isPosition, metresFromFlightLevel, mode3aFrom } from './values.ts';

const PSR = 3;

/**
 * Fills a plot with an airport surface report; false when it has no position, which for a report
 * relative to the airport's reference point takes that point as the sensor's site.
 */
export function fillFromCat010(plot: Plot, items: Cat010, sensor: Sensor): boolean {
  const { i020: descriptor, i060: code, i090: level, i202: velocity } = items;
  const position = items.i041 ?? localPosition(items, sensor);
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
  plot.test =
    descriptor?.simulated === true || descriptor?.test === true || descriptor?.fieldMonitor === true;
  return true;
}

function localPosition(
  { i040: polar, i042: cartesian }: Cat010,
  sensor: Sensor,
): { readonly lat: number; readonly lon: number } | undefined {
  if (cartesian !== undefined) return fromLocal(cartesian.x, cartesian.y, sensor);
  if (polar === undefined) return undefined;
  const angle = polar.theta * RAD_PER_DEG;
  return fromLocal(polar.rho * Math.sin(angle), polar.rho * Math.cos(angle), sensor);
}
