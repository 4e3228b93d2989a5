import type { Treaties } from './timeline.ts';
import { hasEnded, phaseAt, yieldsGrants } from './timeline.ts';

/** Days before the end of an instrument at which people are told. */
export const WARNING_DAYS = [180, 90, 30, 7, 1] as const;
const DAY_MS = 86_400_000;

export interface Warning {
  readonly instrument: string;
  /** The end, or the renewal that happens unless a party objects. */
  readonly kind: 'end' | 'renewal';
  readonly atMs: number;
  /** The smallest of {@link WARNING_DAYS} that is not yet passed. */
  readonly days: (typeof WARNING_DAYS)[number];
}

/** What is due to end or renew within 180 days of `atMs`, soonest first. */
export function warningsAt({ timelines }: Treaties, atMs: number): Warning[] {
  const warnings: Warning[] = [];
  for (const [instrument, timeline] of timelines) {
    const { state } = phaseAt(timeline, atMs);
    if (!yieldsGrants(state) && state !== 'SUSPENDED') continue;
    const end = timeline.phases.find((phase) => phase.fromMs > atMs && hasEnded(phase.state));
    add(warnings, instrument, 'end', end?.fromMs, atMs);
    add(
      warnings,
      instrument,
      'renewal',
      timeline.facts.renewalsMs.find((ms) => ms > atMs),
      atMs,
    );
  }
  return warnings.sort((a, b) => a.atMs - b.atMs);
}

/** Warnings that become due after `fromMs` and not after `toMs`: what a scheduler has to say once. */
export function warningsBetween(treaties: Treaties, fromMs: number, toMs: number): Warning[] {
  const before = new Set(warningsAt(treaties, fromMs).map(keyOf));
  return warningsAt(treaties, toMs).filter((warning) => !before.has(keyOf(warning)));
}

function keyOf({ instrument, kind, atMs, days }: Warning): string {
  return `${instrument}/${kind}/${atMs}/${days}`;
}

function add(
  out: Warning[],
  instrument: string,
  kind: Warning['kind'],
  dueMs: number | undefined,
  atMs: number,
): void {
  if (dueMs === undefined) return;
  const days = WARNING_DAYS.findLast((days) => dueMs - atMs <= days * DAY_MS);
  if (days !== undefined) out.push({ instrument, kind, atMs: dueMs, days });
}
