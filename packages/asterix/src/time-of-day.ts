const DAY_MS = 86_400_000;
const DAY_S = 86_400;

/**
 * UTC ms of a time of day: of the day that brings it nearest to when it was received, so that a report of 23:59:59
 * received at 00:00:01 is of yesterday. `NaN` for a time of day that no day has.
 */
export function unwrapTimeOfDay(timeOfDayS: number, receivedAtMs: number): number {
  // A leap second is a time of day too.
  if (!(timeOfDayS >= 0 && timeOfDayS <= DAY_S + 1)) return Number.NaN;
  const sameDay = Math.floor(receivedAtMs / DAY_MS) * DAY_MS + timeOfDayS * 1000;
  const days = Math.round((receivedAtMs - sameDay) / DAY_MS);
  return sameDay + days * DAY_MS;
}

/** The 16 bits of CAT001's time wrap every 512 s. */
const TRUNCATED_PERIOD_S = 512;

/** Time of day of a truncated one (I001/141): the nearest to a full time of day, such as the last of CAT002. */
export function unwrapTruncatedTime(truncatedS: number, nearTimeOfDayS: number): number {
  const periods = Math.round((nearTimeOfDayS - truncatedS) / TRUNCATED_PERIOD_S);
  const timeOfDayS = truncatedS + periods * TRUNCATED_PERIOD_S;
  return ((timeOfDayS % DAY_S) + DAY_S) % DAY_S;
}
