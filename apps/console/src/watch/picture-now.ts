import * as state from '../state.ts';

/** The picture's time now, carried on since the node last said it; NaN before. */
export function pictureNowMs(): number {
  const heard = state.clock.peek();
  if (heard === undefined) return Number.NaN;
  return heard.status.pictureMs + (performance.now() - heard.heardAtMs) * (heard.status.speed ?? 0);
}
