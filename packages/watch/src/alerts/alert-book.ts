import type { Alert, AlertAction, AlertState } from '@commonsky/model';
import { type Finding, lifeOf, type Rule } from '../rules/rule.ts';

/** What happened to an alert; `alert` is its state afterwards. */
export interface AlertEvent {
  readonly type: 'raised' | 'changed' | 'ended';
  readonly alert: Alert;
}

/** How a rule does in one area: what tuning starts from. */
export interface NuisanceFigures {
  readonly ruleId: string;
  readonly areaId?: string;
  readonly raised: number;
  readonly rejected: number;
  /** Predicted, never happened, and gone again. */
  readonly unfulfilled: number;
  /** rejected / raised. */
  readonly nuisanceShare: number;
}

export interface AlertBookLimits {
  /** Alerts standing at once; more findings are counted in `refused`. */
  readonly standingMax: number;
  /** Causes seen but not yet confirmed. */
  readonly pendingMax: number;
  /** Ended alerts kept to be looked at. */
  readonly historyMax: number;
}

const LIMITS: AlertBookLimits = { standingMax: 20_000, pendingMax: 50_000, historyMax: 5000 };

interface Pending {
  firstMs: number;
  count: number;
  seenMs: number;
}

interface Standing {
  alert: Alert;
  rule: Rule;
  seenMs: number;
}

const fullKey = (rule: Rule, finding: Finding): string => `${rule.id}|${finding.key}`;

/** Result of an officer's action: the alert afterwards, or why nothing was done. */
export type ActionResult = Alert | { readonly refused: 'unknown-alert' | 'wrong-state' | 'wrong-time' };

/**
 * Life of all alerts: findings confirmed over several pictures become alerts, one for each cause;
 * officers act on them; they clear when the cause stays away. A rejected cause stays silent until
 * it has gone. A shelved alert returns when its time is up, or when what was predicted happens.
 */
export interface AlertBook {
  /** Takes all findings of one picture. */
  update(atMs: number, findings: readonly { readonly rule: Rule; readonly finding: Finding }[]): AlertEvent[];
  phaseOf(ruleId: string, key: string): 'predicted' | 'present' | undefined;
  acknowledge(id: string, author: string, atMs: number): ActionResult;
  shelve(id: string, author: string, atMs: number, untilMs: number, reason: string): ActionResult;
  unshelve(id: string, author: string, atMs: number): ActionResult;
  reject(id: string, author: string, atMs: number, reason: string): ActionResult;
  noteIncident(id: string, author: string, atMs: number, incidentId: string): ActionResult;
  /** Alerts raised, acknowledged or shelved, oldest first. */
  standing(): Alert[];
  /** Ended alerts, oldest first, the newest `historyMax`. */
  history(): readonly Alert[];
  nuisances(): NuisanceFigures[];
  /** Rules from now on; alerts of rules that are gone are cleared, with the reason. */
  useRules(rules: readonly Rule[], version: string, atMs: number): AlertEvent[];
  readonly stats: { readonly raised: number; readonly refused: number };
}

export function createAlertBook(version: string, limits: Partial<AlertBookLimits> = {}): AlertBook {
  const { standingMax, pendingMax, historyMax } = { ...LIMITS, ...limits };
  const pending = new Map<string, Pending>();
  const standing = new Map<string, Standing>();
  const byId = new Map<string, string>();
  /** Causes an officer rejected, with the moment they were last seen. */
  const silenced = new Map<string, { seenMs: number; rule: Rule }>();
  const history: Alert[] = [];
  const counts = new Map<
    string,
    { ruleId: string; areaId?: string; raised: number; rejected: number; unfulfilled: number }
  >();
  const stats = { raised: 0, refused: 0 };
  let ruleSetVersion = version;

  const countOf = (ruleId: string, areaId: string | undefined) => {
    const key = `${ruleId}|${areaId ?? ''}`;
    let count = counts.get(key);
    if (!count) {
      count = { ruleId, ...(areaId !== undefined && { areaId }), raised: 0, rejected: 0, unfulfilled: 0 };
      counts.set(key, count);
    }
    return count;
  };

  const confirmed = (key: string, rule: Rule, atMs: number): boolean => {
    const { confirmCount, confirmWindowS } = lifeOf(rule);
    if (confirmCount <= 1) return true;
    const known = pending.get(key);
    if (!known || atMs - known.firstMs > confirmWindowS * 1000) {
      if (!known && pending.size >= pendingMax) {
        stats.refused += 1;
        return false;
      }
      pending.set(key, { firstMs: atMs, count: 1, seenMs: atMs });
      return false;
    }
    known.seenMs = atMs;
    known.count += 1;
    if (known.count < confirmCount) return false;
    pending.delete(key);
    return true;
  };

  const raise = (key: string, rule: Rule, finding: Finding, atMs: number): Alert => {
    stats.raised += 1;
    const alert: Alert = {
      // Two nodes fed alike give the same id: it is made of cause and time only.
      id: `${key}@${Math.round(atMs)}`,
      key,
      kind: rule.kind,
      ruleId: rule.id,
      ruleSetVersion,
      state: 'raised',
      raisedMs: atMs,
      actions: [],
      ...fromFinding(rule, finding, atMs),
      ...(finding.phase === 'present' && { presentMs: atMs }),
    };
    standing.set(key, { alert, rule, seenMs: atMs });
    byId.set(alert.id, key);
    countOf(rule.id, alert.areaId).raised += 1;
    return alert;
  };

  const end = (
    key: string,
    entry: Standing,
    state: 'cleared' | 'rejected',
    atMs: number,
    action?: AlertAction,
  ): Alert => {
    const alert: Alert = {
      ...entry.alert,
      state,
      clearedMs: atMs,
      updatedMs: atMs,
      actions: action ? [...entry.alert.actions, action] : entry.alert.actions,
    };
    standing.delete(key);
    byId.delete(alert.id);
    history.push(alert);
    if (history.length > historyMax) history.shift();
    const count = countOf(entry.rule.id, alert.areaId);
    if (state === 'rejected') count.rejected += 1;
    else if (alert.presentMs === undefined) count.unfulfilled += 1;
    return alert;
  };

  const act = (
    id: string,
    from: readonly AlertState[],
    change: (entry: Standing, key: string) => Alert | undefined,
  ): ActionResult => {
    const key = byId.get(id);
    const entry = key === undefined ? undefined : standing.get(key);
    if (key === undefined || !entry) return { refused: 'unknown-alert' };
    if (!from.includes(entry.alert.state)) return { refused: 'wrong-state' };
    return change(entry, key) ?? { refused: 'wrong-time' };
  };

  const move = (
    entry: Standing,
    state: AlertState,
    action: AlertAction,
    extra: Partial<Alert> = {},
  ): Alert => {
    const { shelvedUntilMs: _, ...rest } = entry.alert;
    entry.alert = { ...rest, state, updatedMs: action.atMs, actions: [...rest.actions, action], ...extra };
    return entry.alert;
  };

  return {
    update(atMs, findings) {
      const events: AlertEvent[] = [];
      for (const { rule, finding } of findings) {
        const key = fullKey(rule, finding);
        const silence = silenced.get(key);
        if (silence) {
          silence.seenMs = atMs;
          continue;
        }
        const entry = standing.get(key);
        if (!entry) {
          if (standing.size >= standingMax) stats.refused += 1;
          else if (confirmed(key, rule, atMs))
            events.push({ type: 'raised', alert: raise(key, rule, finding, atMs) });
          continue;
        }
        const escalated = entry.alert.phase === 'predicted' && finding.phase === 'present';
        const before = entry.alert;
        entry.seenMs = atMs;
        entry.alert = {
          ...before,
          ...fromFinding(rule, finding, atMs),
          ...(finding.phase === 'present' && { presentMs: before.presentMs ?? atMs }),
        };
        const wake = before.state === 'shelved' && (escalated || atMs >= (before.shelvedUntilMs ?? 0));
        if (wake)
          move(entry, 'raised', {
            atMs,
            action: 'unshelve',
            author: 'system',
            reason: escalated ? 'it happened' : 'time is up',
          });
        events.push({ type: 'changed', alert: entry.alert });
      }
      for (const [key, entry] of standing) {
        if (atMs - entry.seenMs <= lifeOf(entry.rule).clearAfterS * 1000 && atMs >= entry.seenMs) continue;
        events.push({ type: 'ended', alert: end(key, entry, 'cleared', atMs) });
      }
      for (const [key, { firstMs, seenMs }] of pending)
        if (seenMs < atMs && atMs - firstMs > 600_000) pending.delete(key);
      for (const [key, { seenMs, rule }] of silenced) {
        if (atMs - seenMs > lifeOf(rule).clearAfterS * 1000) silenced.delete(key);
      }
      return events;
    },

    phaseOf: (ruleId, key) => standing.get(`${ruleId}|${key}`)?.alert.phase,

    acknowledge: (id, author, atMs) =>
      act(id, ['raised'], (entry) => move(entry, 'acknowledged', { atMs, action: 'acknowledge', author })),

    shelve: (id, author, atMs, untilMs, reason) =>
      act(id, ['raised', 'acknowledged'], (entry) =>
        untilMs > atMs
          ? move(entry, 'shelved', { atMs, action: 'shelve', author, reason }, { shelvedUntilMs: untilMs })
          : undefined,
      ),

    unshelve: (id, author, atMs) =>
      act(id, ['shelved'], (entry) => move(entry, 'raised', { atMs, action: 'unshelve', author })),

    reject: (id, author, atMs, reason) =>
      act(id, ['raised', 'acknowledged', 'shelved'], (entry, key) => {
        silenced.set(key, { seenMs: entry.seenMs, rule: entry.rule });
        return end(key, entry, 'rejected', atMs, { atMs, action: 'reject', author, reason });
      }),

    noteIncident: (id, author, atMs, incidentId) =>
      act(id, ['raised', 'acknowledged', 'shelved'], (entry) =>
        move(
          entry,
          entry.alert.state === 'raised' ? 'acknowledged' : entry.alert.state,
          {
            atMs,
            action: 'incident',
            author,
            reason: incidentId,
          },
          entry.alert.shelvedUntilMs === undefined ? {} : { shelvedUntilMs: entry.alert.shelvedUntilMs },
        ),
      ),

    standing: () => Array.from(standing.values(), ({ alert }) => alert),
    history: () => history,
    nuisances: () =>
      Array.from(counts.values(), (count) => ({
        ...count,
        nuisanceShare: count.raised > 0 ? count.rejected / count.raised : 0,
      })),

    useRules(rules, version, atMs) {
      ruleSetVersion = version;
      const ids = new Map(rules.filter(({ enabled }) => enabled).map((rule) => [rule.id, rule]));
      const events: AlertEvent[] = [];
      pending.clear();
      for (const [key, entry] of standing) {
        const rule = ids.get(entry.rule.id);
        if (rule && rule.kind === entry.rule.kind) entry.rule = rule;
        else {
          const action: AlertAction = {
            atMs,
            action: 'clear',
            author: 'system',
            reason: `rule ${entry.rule.id} is not in rule set ${version}`,
          };
          events.push({ type: 'ended', alert: end(key, entry, 'cleared', atMs, action) });
        }
      }
      return events;
    },
    stats,
  };
}

function fromFinding(rule: Rule, finding: Finding, atMs: number) {
  return {
    severity: finding.severity ?? rule.severity,
    phase: finding.phase,
    tracks: finding.tracks,
    ...(finding.areaId !== undefined && { areaId: finding.areaId }),
    latDeg: finding.latDeg,
    lonDeg: finding.lonDeg,
    updatedMs: atMs,
    text: finding.text,
    figures: finding.figures,
    ...(finding.prediction && { prediction: finding.prediction }),
  };
}
