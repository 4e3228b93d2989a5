/** Where an aircraft was, for the trail behind it. */
export interface HistoryPoint {
  readonly atMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** One point each 10 s for 20 min. */
const HISTORY_STEP_MS = 10_000;
const HISTORY_POINTS_MAX = 120;

/** A member's points of one aircraft: kept apart by member, so that they can go with the member's track. */
export type History = HistoryPoint[];

export function addPoint(history: History, point: HistoryPoint): void {
  const last = history.at(-1);
  if (last !== undefined && !(point.atMs - last.atMs >= HISTORY_STEP_MS)) return;
  history.push({ atMs: point.atMs, latDeg: point.latDeg, lonDeg: point.lonDeg });
  if (history.length > HISTORY_POINTS_MAX) history.shift();
}

/** One trail of several, oldest first; where two members saw the aircraft the earlier in the list is taken. */
export function mergeHistories(histories: readonly History[]): History {
  let merged: History = [];
  for (const history of histories) {
    const [known, added] = [merged, history.filter((point) => !isCovered(merged, point.atMs))];
    merged = [...known, ...added].sort((a, b) => a.atMs - b.atMs);
  }
  return merged.slice(-HISTORY_POINTS_MAX);
}

function isCovered(history: History, atMs: number): boolean {
  return history.some((point) => Math.abs(point.atMs - atMs) < HISTORY_STEP_MS);
}
