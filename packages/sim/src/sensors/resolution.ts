import { RAD_PER_DEG } from '@commonsky/model';
import { wrapPi } from '../geo.ts';
import type { Random } from '../random.ts';
import type { RadarReport } from './report.ts';

/** Two replies overlap when they arrive within one reply's length (20.3 µs) inside one beam. */
const OVERLAP_M = 3043;
const BEAM_RAD = 2.4 * RAD_PER_DEG;
/** Two echoes closer than this are one plot. */
const CELL_M = 150;
const CELL_RAD = 1.4 * RAD_PER_DEG;
const SPOILT_PROBABILITY = 0.4;

/**
 * What close targets do to one another in one sector: overlapping mode A/C replies spoil codes, and
 * primary echoes in one resolution cell become one plot. Selective (Mode S) replies do not overlap.
 */
export function resolve(reports: RadarReport[], garbling: boolean, random: Random): RadarReport[] {
  const merged = new Set<RadarReport>();
  for (let i = 0; i < reports.length; i++) {
    const a = reports[i]!;
    for (let j = i + 1; j < reports.length; j++) {
      const b = reports[j]!;
      const apart = Math.abs(wrapPi(a.azimuthRad - b.azimuthRad));
      const away = Math.abs(a.rangeM - b.rangeM);
      if (apart > BEAM_RAD || away > OVERLAP_M) continue;
      if (!a.secondary && !b.secondary && apart < CELL_RAD && away < CELL_M) merged.add(b);
      if (!garbling || !a.secondary || !b.secondary || a.modeS || b.modeS) continue;
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const) {
        if (one.mode3a !== undefined && random.chance(SPOILT_PROBABILITY)) {
          // Pulses of the other reply fall into empty places of this one.
          one.mode3a |= (other.mode3a ?? 0) & random.integer(0o10000);
          one.mode3aGarbled = true;
        }
        if (!Number.isNaN(one.altitudeFt) && random.chance(SPOILT_PROBABILITY)) one.altitudeGarbled = true;
      }
    }
  }
  return merged.size === 0 ? reports : reports.filter((each) => !merged.has(each));
}
