import { resolveTimeOfDay } from '@commonsky/model';

/** A radar's plot may be this much older than its receipt: extraction, a scan's sector, the line. */
const AGE_MS_MAX = 30_000;
/** And this much newer, by clock error. */
const AHEAD_MS_MAX = 2_000;

/**
 * Turns a sensor's times of day into UTC. A clock that is wrong by more than a plausible delay
 * (or a recording played long after) is corrected by its offset at that moment, so that intervals
 * between its plots stay exact; the offset is shown in the sensor's status.
 */
export interface SensorClock {
  /** What is added to the sensor's own time, ms; 0 for a good clock. */
  readonly offsetMs: number;
  resolve(timeOfDayS: number, receivedAtMs: number): number;
}

export function createSensorClock(): SensorClock {
  let offsetMs = 0;
  return {
    get offsetMs() {
      return offsetMs;
    },
    resolve(timeOfDayS, receivedAtMs) {
      const rawMs = resolveTimeOfDay(timeOfDayS, receivedAtMs);
      if (isPlausible(rawMs, receivedAtMs)) offsetMs = 0;
      else if (!isPlausible(rawMs + offsetMs, receivedAtMs)) offsetMs = receivedAtMs - rawMs;
      return rawMs + offsetMs;
    },
  };
}

function isPlausible(measuredAtMs: number, receivedAtMs: number): boolean {
  return measuredAtMs >= receivedAtMs - AGE_MS_MAX && measuredAtMs <= receivedAtMs + AHEAD_MS_MAX;
}
