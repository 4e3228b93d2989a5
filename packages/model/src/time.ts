const DAY_MS = 86_400_000;

/**
 * Resolves a time of day against a moment close to it, so that 23:59:59.9 received just after
 * midnight belongs to yesterday.
 *
 * @param timeOfDayS Seconds after UTC midnight, as sent (0 ≤ s < 86,400; may be any number).
 * @param nearMs UTC milliseconds within 12 h of the true moment, normally the time of receipt.
 * @returns UTC milliseconds within 12 h of `nearMs`.
 */
export function resolveTimeOfDay(timeOfDayS: number, nearMs: number): number {
  const midnightMs = Math.floor(nearMs / DAY_MS) * DAY_MS;
  const sameDayMs = midnightMs + timeOfDayS * 1000;
  return sameDayMs - Math.round((sameDayMs - nearMs) / DAY_MS) * DAY_MS;
}

/** Seconds after UTC midnight of a UTC moment. */
export function timeOfDayS(atMs: number): number {
  return (atMs - Math.floor(atMs / DAY_MS) * DAY_MS) / 1000;
}
