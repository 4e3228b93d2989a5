const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Hours of one kind of day, UTC. `toMinute` ≤ `fromMinute` runs on past midnight. */
export interface ScheduleWindow {
  /** Days of the week on which the window begins, 0 Sunday … 6 Saturday. */
  readonly days: readonly number[];
  readonly fromMinute: number;
  readonly toMinute: number;
  /** First and last calendar day (UTC midnight, ms) on which the window may begin. */
  readonly firstDayMs?: number;
  readonly lastDayMs?: number;
}

/** When an airspace is active by publication: always, never (by NOTAM only), or in windows. */
export type Schedule = 'always' | 'never' | readonly ScheduleWindow[];

/** A NOTAM-like change that overrules the schedule for a time; of several, the one issued last counts. */
export interface Activation {
  readonly id: string;
  readonly airspaceId: string;
  readonly active: boolean;
  readonly fromMs: number;
  /** Exclusive; Infinity until further notice. */
  readonly toMs: number;
  readonly issuedMs: number;
}

export interface ActivationState {
  readonly active: boolean;
  /** The state cannot change before; at most a day ahead. */
  readonly untilMs: number;
  /** The activation that decided, when one did. */
  readonly by?: Activation;
}

export function activationAt(
  schedule: Schedule,
  activations: readonly Activation[],
  atMs: number,
): ActivationState {
  let untilMs = (Math.floor(atMs / DAY_MS) + 1) * DAY_MS;
  let by: Activation | undefined;
  for (const activation of activations) {
    if (activation.fromMs > atMs) untilMs = Math.min(untilMs, activation.fromMs);
    else if (activation.toMs > atMs) {
      untilMs = Math.min(untilMs, activation.toMs);
      if (!by || activation.issuedMs >= by.issuedMs) by = activation;
    }
  }
  const scheduled = scheduledAt(schedule, atMs);
  untilMs = Math.min(untilMs, scheduled.untilMs);
  return by ? { active: by.active, untilMs, by } : { active: scheduled.active, untilMs };
}

function scheduledAt(schedule: Schedule, atMs: number): { active: boolean; untilMs: number } {
  if (typeof schedule === 'string')
    return { active: schedule === 'always', untilMs: Number.POSITIVE_INFINITY };
  const todayMs = Math.floor(atMs / DAY_MS) * DAY_MS;
  let active = false;
  let untilMs = todayMs + DAY_MS;
  for (const window of schedule) {
    // Yesterday's window may still run.
    for (const dayMs of [todayMs - DAY_MS, todayMs]) {
      if (!window.days.includes(new Date(dayMs).getUTCDay())) continue;
      if (dayMs < (window.firstDayMs ?? Number.NEGATIVE_INFINITY)) continue;
      if (dayMs > (window.lastDayMs ?? Number.POSITIVE_INFINITY)) continue;
      const fromMs = dayMs + window.fromMinute * MINUTE_MS;
      const overnight = window.toMinute <= window.fromMinute ? DAY_MS : 0;
      const toMs = dayMs + window.toMinute * MINUTE_MS + overnight;
      if (atMs >= fromMs && atMs < toMs) active = true;
      for (const edgeMs of [fromMs, toMs]) if (edgeMs > atMs) untilMs = Math.min(untilMs, edgeMs);
    }
  }
  return { active, untilMs };
}
