import type { Cat021 } from '@commonsky/asterix/cat021';
import { accuracyFromNacP } from '@commonsky/modes';
import type { Plot } from '@commonsky/model';
import {
  callsignFrom,
  isPosition,
  metresFromFeet,
  metresFromFlightLevel,
  mode3aFrom,
  mpsFromFeetPerMinute,
  reportedAccuracy,
  setVelocity,
} from './values.ts';

const SPI = 3;

/** Fills a plot with an ADS-B report; false when it has no position. */
export function fillFromCat021(plot: Plot, items: Cat021): boolean {
  const position = items.i131 ?? items.i130;
  if (position === undefined || !isPosition(position.lat, position.lon)) return false;
  const { i040: descriptor, i155: barometric, i157: geometric, i160: velocity } = items;
  plot.latDeg = position.lat;
  plot.lonDeg = position.lon;
  plot.pressureAltitudeM = metresFromFlightLevel(items.i145?.flightLevel);
  plot.geometricHeightM = metresFromFeet(items.i140?.geometricHeight);
  if (velocity !== undefined && !velocity.exceeded) {
    setVelocity(plot, velocity.groundSpeed, velocity.trackAngle);
  }
  const nacp = items.i090?.nacp;
  plot.accuracyM = reportedAccuracy(nacp === undefined ? undefined : accuracyFromNacP(nacp), plot);
  const climb = barometric?.exceeded === false ? barometric : geometric;
  plot.verticalMps = mpsFromFeetPerMinute(climb?.exceeded === false ? climb.rate : undefined);
  plot.address = items.i080?.targetAddress;
  plot.mode3a = mode3aFrom(items.i070);
  plot.callsign = callsignFrom(items.i170?.targetIdentification);
  plot.onGround = descriptor?.groundBit;
  plot.spi = items.i200?.surveillanceStatus === SPI;
  plot.modeS = true;
  plot.test =
    descriptor?.fieldMonitor === true || descriptor?.simulated === true || descriptor?.test === true;
  return true;
}

/** Time of day of the position: its applicability where given, else its reception. */
export function timeOfCat021(items: Cat021): number | undefined {
  return items.i071?.timeOfPosition ?? items.i073?.positionReceived ?? items.i077?.timeOfTransmission;
}
