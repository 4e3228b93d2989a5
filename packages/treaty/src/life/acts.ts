import type { EventKind, LifeEvent } from './event.ts';
import { momentOf } from './event.ts';

/** An event with its place in the log and the moment it counts at. */
export interface Act {
  readonly event: LifeEvent;
  readonly index: number;
  readonly atMs: number;
}

/**
 * Which end of an uncertain date counts. What starts sharing counts at the `latest`, what ends it at
 * the `earliest`: an uncertain date never grants more.
 */
export type Side = 'earliest' | 'latest';

export interface Acts {
  of(kind: EventKind, party: string, side: Side): readonly Act[];
  /** When `party` first did it; infinity when never. */
  firstMs(kind: EventKind, party: string, side: Side): number;
  /**
   * Acts that all of `parties` did alike: the n-th of each belong together, and count when the last
   * party has acted.
   */
  joint(
    kind: EventKind,
    parties: readonly string[],
    side: Side,
    content: (event: LifeEvent) => string,
  ): readonly Act[];
}

export function createActs(events: readonly LifeEvent[]): Acts {
  const of = (kind: EventKind, party: string, side: Side): readonly Act[] =>
    events.flatMap((event, index) => {
      if (event.kind !== kind || event.by !== party) return [];
      const { earliestMs, latestMs } = momentOf(event.at);
      return [{ event, index, atMs: side === 'earliest' ? earliestMs : latestMs }];
    });
  return {
    of,
    firstMs: (kind, party, side) => Math.min(Infinity, ...of(kind, party, side).map((act) => act.atMs)),
    joint(kind, parties, side, content) {
      const [first, ...others] = parties.map((party) => of(kind, party, side));
      return (first ?? []).flatMap((act, n) => {
        const all = [
          act,
          ...others.flatMap(
            (acts) =>
              acts.filter((other) => content(other.event) === content(act.event))[
                rankOf(first!, n, content)
              ] ?? [],
          ),
        ];
        if (all.length < parties.length) return [];
        const last = all.reduce((a, b) => (b.atMs > a.atMs ? b : a));
        return [{ event: act.event, index: Math.max(...all.map(({ index }) => index)), atMs: last.atMs }];
      });
    },
  };
}

/** How many acts of the same content come before the n-th. */
function rankOf(acts: readonly Act[], n: number, content: (event: LifeEvent) => string): number {
  const same = content(acts[n]!.event);
  return acts.slice(0, n).filter((act) => content(act.event) === same).length;
}
