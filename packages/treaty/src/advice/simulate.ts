import type { Instrument } from '../instrument/schema.ts';
import type { LifeEvent } from '../life/event.ts';
import { createTreaties, type Treaties } from '../life/timeline.ts';
import { compileFilter, decide } from '../release/filter.ts';
import type { ReleaseItem } from '../release/item.ts';
import { activeGrants } from '../release/revocation.ts';
import { EPOCH_LIFE_MS } from '../release/epoch.ts';
import { addPeriod, parsePeriod } from '../time/period.ts';

/** A set of agreements with its log. */
export interface TreatyFile {
  readonly instruments: readonly Instrument[];
  readonly events: readonly LifeEvent[];
}

export type Hypothesis =
  | { readonly kind: 'inForce'; readonly instrument: string }
  | { readonly kind: 'suspended'; readonly instrument: string; readonly by: string };

/** What changes between one provider and one recipient. */
export interface PairChange {
  readonly provider: string;
  readonly recipient: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly kept: readonly string[];
  /** How many of the provider's things the recipient sees. */
  readonly seenBefore: number;
  readonly seenAfter: number;
}

/** Things each provider has; their owner is the provider. */
export interface Holding {
  readonly provider: string;
  readonly item: ReleaseItem;
}

/**
 * What would each party see at `atMs` if …? Pairs between which nothing is granted before or after
 * are left out.
 *
 * @returns a text saying why the hypothesis cannot come true, when it cannot.
 */
export function simulate(
  file: TreatyFile,
  hypothesis: Hypothesis,
  holdings: readonly Holding[],
  atMs: number,
): { readonly changes: readonly PairChange[] } | { readonly impossible: string } {
  const { instruments, events } = file;
  const instrument = instruments.find(({ id }) => id === hypothesis.instrument);
  if (instrument === undefined) return { impossible: `there is no instrument ${hypothesis.instrument}` };
  const more =
    hypothesis.kind === 'inForce'
      ? entryEvents(file, instrument, atMs)
      : suspensionEvents(instrument, hypothesis.by, atMs);
  if (typeof more === 'string') return { impossible: more };
  const before = createTreaties(instruments, events);
  const after = createTreaties(instruments, [...events, ...more]);
  const members = [...new Set(instruments.flatMap(({ parties }) => parties))];
  const changes: PairChange[] = [];
  for (const provider of members) {
    for (const recipient of members) {
      if (recipient === provider) continue;
      const held = activeGrants(before, provider, recipient, atMs);
      const then = activeGrants(after, provider, recipient, atMs);
      if (held.length === 0 && then.length === 0) continue;
      changes.push({
        provider,
        recipient,
        gained: then.filter((rule) => !held.includes(rule)),
        lost: held.filter((rule) => !then.includes(rule)),
        kept: held.filter((rule) => then.includes(rule)),
        seenBefore: countSeen(before, provider, recipient, holdings, atMs),
        seenAfter: countSeen(after, provider, recipient, holdings, atMs),
      });
    }
  }
  return { changes };
}

/** How many of a provider's things a recipient would see. */
export function countSeen(
  treaties: Treaties,
  provider: string,
  recipient: string,
  holdings: readonly Holding[],
  atMs: number,
): number {
  const filter = compileFilter(treaties, {
    provider,
    recipient,
    epoch: 0,
    fromMs: atMs,
    expiresMs: atMs + EPOCH_LIFE_MS,
  });
  return holdings.filter(
    (holding) => holding.provider === provider && decide(filter, holding.item, atMs).release,
  ).length;
}

/** The acts by which an instrument, and what it depends on, would just be in force at `atMs`. */
function entryEvents(
  { instruments }: TreatyFile,
  instrument: Instrument,
  atMs: number,
): LifeEvent[] | string {
  const events: LifeEvent[] = [];
  for (const { id, parties, entryIntoForce } of [instrument, ...ancestors(instruments, instrument)]) {
    if (entryIntoForce.rule === 'unknown') return `how ${id} enters into force is unknown`;
    const after = entryIntoForce.after === undefined ? undefined : parsePeriod(entryIntoForce.after)!;
    // Days earlier, because a period counted back and forth can miss by the length of a month.
    const actMs = after === undefined ? atMs : addPeriod(atMs, after, -1) - 4 * 86_400_000;
    for (const kind of ['signed', 'ratified', 'notified'] as const) {
      events.push(...parties.map((by) => ({ instrument: id, kind, by, at: new Date(actMs).toISOString() })));
    }
  }
  return events;
}

function ancestors(instruments: readonly Instrument[], { parent }: Instrument): Instrument[] {
  const found = instruments.find(({ id }) => id === parent);
  return found === undefined ? [] : [found, ...ancestors(instruments, found)];
}

function suspensionEvents(
  { id, parties, suspension }: Instrument,
  by: string,
  atMs: number,
): LifeEvent[] | string {
  if (!parties.includes(by)) return `${by} is not a party to ${id}`;
  if (suspension?.alone.includes(by) !== true) return `${by} cannot suspend ${id} alone`;
  return [{ instrument: id, kind: 'suspended', by, at: new Date(atMs).toISOString() }];
}
