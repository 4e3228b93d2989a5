import type { Cat020 } from '@commonsky/asterix/cat020';
import type { Plot, Sensor } from '@commonsky/model';
import { fromLocal } from './local-position.ts';
import {
  callsignFrom,
  isPosition,
  metresFromFeet,
  metresFromFlightLevel,
  mode3aFrom,
  onGroundFromFlightStatus,
} from './values.ts';

/** Fills a plot with a multilateration report; false when it has no position. */
export function fillFromCat020(plot: Plot, items: Cat020, sensor: Sensor): boolean {
  const { i020: descriptor, i042: local, i090: level, i202: velocity } = items;
  const position = items.i041 ?? (local && fromLocal(local.x, local.y, sensor));
  if (position === undefined || !isPosition(position.lat, position.lon)) return false;
  plot.latDeg = position.lat;
  plot.lonDeg = position.lon;
  const sigma = items.i500?.sdp;
  if (sigma !== undefined) plot.accuracyM = Math.hypot(sigma.x, sigma.y) / Math.SQRT2;
  if (level !== undefined && !level.invalid && !level.garbled) {
    plot.pressureAltitudeM = metresFromFlightLevel(level.flightLevel);
  }
  plot.geometricHeightM = metresFromFeet(items.i105?.value);
  if (velocity !== undefined) {
    plot.eastMps = velocity.vx;
    plot.northMps = velocity.vy;
  }
  plot.mode3a = mode3aFrom(items.i070);
  plot.address = items.i220?.targetAddress;
  plot.callsign = callsignFrom(items.i245?.characters);
  plot.onGround = descriptor?.gbs ?? onGroundFromFlightStatus(items.i230?.flightStatus);
  plot.modeS = plot.address !== undefined;
  plot.secondary = plot.mode3a !== undefined;
  plot.spi = descriptor?.spi === true;
  plot.test =
    descriptor?.simulated === true || descriptor?.test === true || descriptor?.fieldMonitor === true;
  return true;
}
