const FIRST_DELAY_MS = 500;
const DELAY_MS_MAX = 10_000;

/**
 * How long to wait before the next attempt: twice as long each time, up to ten seconds, and spread
 * so that a hundred consoles do not knock on a restarted node at once.
 *
 * @param attempt 0 for the first.
 * @param random 0 ≤ random < 1.
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const fullMs = Math.min(DELAY_MS_MAX, FIRST_DELAY_MS * 2 ** attempt);
  return fullMs * (0.5 + random / 2);
}
