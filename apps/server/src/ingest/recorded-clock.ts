/** A longer leap ahead is a clock set anew, not a pause to be waited for. */
const AHEAD_MS_MAX = 3_600_000;
/** A longer step back is a clock started anew, not messages out of order. */
const BACK_MS_MAX = 60_000;

/**
 * Turns the readings of a recording's own clock into moments that never go back: a step back or a
 * long leap costs no time, and time goes on from there.
 */
export interface RecordedClock {
  /** UTC ms for a reading in ms of any origin. */
  read(readingMs: number): number;
}

/** @param startMs What the first reading is turned into. */
export function createRecordedClock(startMs: number): RecordedClock {
  let atMs = startMs;
  let newestMs: number | undefined;
  return {
    read(readingMs) {
      const stepMs = newestMs === undefined ? 0 : readingMs - newestMs;
      if (stepMs < -BACK_MS_MAX || stepMs > AHEAD_MS_MAX) {
        newestMs = readingMs;
      } else if (stepMs > 0 || newestMs === undefined) {
        atMs += stepMs;
        newestMs = readingMs;
      }
      return atMs;
    },
  };
}
