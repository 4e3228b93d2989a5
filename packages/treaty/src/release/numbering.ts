/**
 * Track numbers as a recipient sees them: counted from 1 per recipient, so that gaps tell nothing
 * of tracks that were not released; a track that comes back after `keepMs` gets a new number, so
 * that what it did in between cannot be linked.
 */
export interface Numbering {
  /** The number for `track`, released now. */
  numberOf(track: number, nowMs: number): number;
  /** When `track` was last released, NaN when never or long ago. */
  lastReleasedMs(track: number): number;
  /** Forgets tracks not released for `keepMs`; returns their released numbers, for the recipient to drop. */
  expire(nowMs: number): number[];
  readonly size: number;
}

export function createNumbering({
  keepMs,
  countMax,
}: {
  readonly keepMs: number;
  readonly countMax: number;
}): Numbering {
  // Insertion order is order of release, oldest first: each release moves its track to the end.
  const known = new Map<number, { readonly number: number; lastMs: number }>();
  let next = 1;
  return {
    get size() {
      return known.size;
    },
    numberOf(track, nowMs) {
      const held = known.get(track);
      const entry =
        held !== undefined && nowMs - held.lastMs <= keepMs ? held : { number: next++, lastMs: nowMs };
      entry.lastMs = nowMs;
      known.delete(track);
      known.set(track, entry);
      if (known.size > countMax) known.delete(known.keys().next().value!);
      return entry.number;
    },
    lastReleasedMs: (track) => known.get(track)?.lastMs ?? Number.NaN,
    expire(nowMs) {
      const gone: number[] = [];
      for (const [track, { number, lastMs }] of known) {
        if (nowMs - lastMs <= keepMs) break;
        known.delete(track);
        gone.push(number);
      }
      return gone;
    },
  };
}
