import type { Cat062 } from '@commonsky/asterix/cat062';
import { type Plot, RAD_PER_DEG, WGS84_A } from '@commonsky/model';
import {
  callsignFrom,
  isPosition,
  metresFromFeet,
  metresFromFlightLevel,
  mode3aFrom,
  mpsFromFeetPerMinute,
  onGroundFromFlightStatus,
} from './values.ts';

/**
 * Fills a plot with another system's track; false when it has no position of its own: its last
 * report, a coasted one, or one in a system plane whose origin only that system knows.
 */
export function fillFromCat062(plot: Plot, items: Cat062): boolean {
  const { i080: status, i105: position, i185: velocity, i135: barometric, i380: derived } = items;
  if (position === undefined || !isPosition(position.lat, position.lon)) return false;
  if (status?.lastReport === true || status?.coasting === true) return false;
  plot.latDeg = position.lat;
  plot.lonDeg = position.lon;
  plot.accuracyM = accuracyOf(items, position.lat);
  if (velocity !== undefined) {
    plot.eastMps = velocity.vx;
    plot.northMps = velocity.vy;
  }
  const level = barometric?.qnhCorrected === false ? barometric.barometricAltitude : undefined;
  plot.pressureAltitudeM = metresFromFlightLevel(items.i136?.flightLevel ?? level);
  plot.geometricHeightM = metresFromFeet(items.i130?.geometricAltitude);
  plot.verticalMps = mpsFromFeetPerMinute(items.i220?.rateOfClimb);
  plot.mode3a = mode3aFrom(items.i060);
  plot.address = derived?.targetAddress;
  plot.callsign = callsignFrom(items.i245?.identification ?? derived?.targetIdentification);
  plot.onGround = status?.surface === true || onGroundFromFlightStatus(derived?.communications?.flightStatus);
  plot.spi = status?.spi === true;
  plot.secondary = plot.mode3a !== undefined;
  plot.modeS = plot.address !== undefined;
  plot.test = status?.simulated === true;
  return true;
}

/** Root mean of the 1σ of both axes, m. */
function accuracyOf({ i500: accuracy }: Cat062, latDeg: number): number {
  const { position, positionWgs84 } = accuracy ?? {};
  if (position !== undefined) return Math.hypot(position.x, position.y) / Math.SQRT2;
  if (positionWgs84 === undefined) return Number.NaN;
  const northM = positionWgs84.lat * RAD_PER_DEG * WGS84_A;
  const eastM = positionWgs84.lon * RAD_PER_DEG * WGS84_A * Math.cos(latDeg * RAD_PER_DEG);
  return Math.hypot(northM, eastM) / Math.SQRT2;
}
