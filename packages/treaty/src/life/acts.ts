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
      const first = parties[0] === undefined ? [] : of(kind, parties[0], side);
      return first.flatMap((act, n) => {
        const same = (other: Act) => content(other.event) === content(act.event);
        const turn = first.slice(0, n).filter(same).length;
        const all = parties.flatMap((party) => of(kind, party, side).filter(same)[turn] ?? []);
        if (all.length < parties.length) return [];
        return [
          {
            event: act.event,
            index: Math.max(...all.map(({ index }) => index)),
            atMs: Math.max(...all.map(({ atMs }) => atMs)),
          },
        ];
      });
    },
  };
}
