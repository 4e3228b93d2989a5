import * as state from '../state.ts';

/** A node says its time every second: beyond this it is not carried on. */
const CARRY_ON_MS_MAX = 2_000;

/** The picture's time now, carried on since the node last said it; NaN before. */
export function pictureNowMs(): number {
  const heard = state.clock.peek();
  if (heard === undefined) return Number.NaN;
  const sinceMs = Math.min(CARRY_ON_MS_MAX, performance.now() - heard.heardAtMs);
  return heard.status.pictureMs + sinceMs * (heard.status.speed ?? 0);
}
