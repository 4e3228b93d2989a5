import type { Cat048 } from '@commonsky/asterix/cat048';
import { M_PER_NM, type Plot } from '@commonsky/model';
import { polarFrom } from './polar.ts';
import {
  callsignFrom,
  metresFromFeet,
  metresFromFlightLevel,
  mode3aFrom,
  onGroundFromFlightStatus,
} from './values.ts';

/** TYP of I048/020 as the components of the detection. */
const PRIMARY = [false, true, false, true, false, false, true, true];
const SECONDARY = [false, false, true, true, false, false, false, false];
const MODE_S = [false, false, false, false, true, true, true, true];

/** Fills a plot with a monoradar target report; false when it has no position. */
export function fillFromCat048(plot: Plot, items: Cat048): boolean {
  const { i020: descriptor, i070, i090, i110, i220, i230, i240 } = items;
  const polar = polarFrom(items.i040, items.i042);
  if (polar === undefined) return false;
  plot.rangeM = polar.rho * M_PER_NM;
  plot.azimuthDeg = polar.theta;
  plot.mode3a = mode3aFrom(i070);
  if (i090 !== undefined && !i090.invalid && !i090.garbled) {
    plot.pressureAltitudeM = metresFromFlightLevel(i090.flightLevel);
  }
  // Above mean sea level as sent; the geoid is within the height noise of a 3-D radar.
  plot.geometricHeightM = metresFromFeet(i110?.height);
  plot.address = i220?.aircraftAddress;
  plot.callsign = callsignFrom(i240?.aircraftIdentification);
  plot.onGround = onGroundFromFlightStatus(i230?.flightStatus);
  if (descriptor !== undefined) {
    plot.primary = PRIMARY[descriptor.typ]!;
    plot.secondary = SECONDARY[descriptor.typ]!;
    plot.modeS = MODE_S[descriptor.typ]!;
    plot.spi = descriptor.spi;
    plot.test = descriptor.simulated || descriptor.fieldMonitor || descriptor.test === true;
  }
  return true;
}
