import type { Alert } from '@commonsky/model';

/** Alerts in one message of the stream: more than anybody works through, and still a small message. */
const ALERTS_MAX = 300;

const SEVERITY_RANK = { warning: 0, caution: 1, advisory: 2 } as const;

/** What the stream says of alerts: all that stand or, of too many, those that need somebody most. */
export function urgentAlerts(
  standing: readonly Alert[],
  max: number = ALERTS_MAX,
): { readonly alerts: readonly Alert[]; readonly total: number } {
  const total = standing.length;
  if (total <= max) return { alerts: standing, total };
  const alerts = standing.toSorted(
    (a, b) =>
      Number(a.state !== 'raised') - Number(b.state !== 'raised') ||
      SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
      b.raisedMs - a.raisedMs,
  );
  return { alerts: alerts.slice(0, max), total };
}
