import type { Cat001 } from '@commonsky/asterix/cat001';
import { M_PER_NM, type Plot } from '@commonsky/model';
import { polarFrom } from './polar.ts';
import { metresFromFlightLevel, mode3aFrom } from './values.ts';

/** Fills a plot with a target report of the older monoradar category; false when it has no position. */
export function fillFromCat001(plot: Plot, items: Cat001): boolean {
  const { i020: descriptor, i070, i090 } = items;
  const polar = polarFrom(items.i040, items.i042);
  if (polar === undefined) return false;
  plot.rangeM = polar.rho * M_PER_NM;
  plot.azimuthDeg = polar.theta;
  plot.mode3a = mode3aFrom(i070);
  if (i090 !== undefined && !i090.invalid && !i090.garbled) {
    plot.pressureAltitudeM = metresFromFlightLevel(i090.flightLevel);
  }
  if (descriptor !== undefined) {
    plot.primary = (descriptor.detection & 1) !== 0;
    plot.secondary = (descriptor.detection & 2) !== 0;
    plot.spi = descriptor.spi;
    plot.test = descriptor.simulated || descriptor.fieldMonitor || descriptor.test === true;
  }
  return true;
}

/** Truncated time of day counts 16 bits of 1/128 s and then starts anew. */
const TRUNCATED_PERIOD_MS = 512_000;

/** The moment nearest to `nearMs` whose time of day ends in `truncatedS`. A UTC day is not a whole number of periods. */
export function resolveTruncatedTime(truncatedS: number, nearMs: number): number {
  const dayMs = 86_400_000;
  const midnightMs = Math.floor(nearMs / dayMs) * dayMs;
  const phaseMs = truncatedS * 1000 - (nearMs - midnightMs);
  return nearMs + phaseMs - Math.round(phaseMs / TRUNCATED_PERIOD_MS) * TRUNCATED_PERIOD_MS;
}
