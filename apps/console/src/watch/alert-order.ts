import type { Alert, AlertSeverity } from '@commonsky/model';

const SEVERITY_RANK: Readonly<Record<AlertSeverity, number>> = { warning: 0, caution: 1, advisory: 2 };
const STATE_RANK = { raised: 0, acknowledged: 1, shelved: 2, cleared: 3, rejected: 3 } as const;

/** First what nobody has seen, then what stands, then what is put aside; each by severity, newest first. */
export function sortAlerts(alerts: readonly Alert[]): Alert[] {
  return alerts.toSorted(
    (a, b) =>
      STATE_RANK[a.state] - STATE_RANK[b.state] ||
      SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
      b.raisedMs - a.raisedMs ||
      (a.id < b.id ? -1 : 1),
  );
}

/** The alert after `id` that nobody has seen, round the list; undefined when all are seen. */
export function nextUnseen(sorted: readonly Alert[], id: string | undefined): Alert | undefined {
  const at = sorted.findIndex((alert) => alert.id === id);
  const unseen = ({ state }: Alert): boolean => state === 'raised';
  return sorted.slice(at + 1).find(unseen) ?? sorted.slice(0, at + 1).find(unseen);
}

/** The alert `by` places from `id`, kept within the list. */
export function stepFrom(sorted: readonly Alert[], id: string | undefined, by: number): Alert | undefined {
  const at = sorted.findIndex((alert) => alert.id === id);
  return sorted[at < 0 ? 0 : Math.max(0, Math.min(sorted.length - 1, at + by))];
}

/** For each track, the alert its label shows: the one that needs somebody most; put aside ones never. */
export function alertByTrack(alerts: readonly Alert[]): ReadonlyMap<number, Alert> {
  const shown = new Map<number, Alert>();
  for (const alert of sortAlerts(alerts)) {
    if (alert.state === 'shelved') continue;
    for (const track of alert.tracks) if (!shown.has(track)) shown.set(track, alert);
  }
  return shown;
}
