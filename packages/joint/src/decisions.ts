import type { TrackRef } from './tracks.ts';

/** `same`: one aircraft. `different`: two. */
export type Verdict = 'same' | 'different';

/** A person's word on two members' tracks, which no evidence overrides. */
export interface DecisionReport {
  readonly id: number;
  readonly tracks: readonly [TrackRef, TrackRef];
  readonly verdict: Verdict;
  readonly author: string;
  readonly atMs: number;
}

interface Decision extends DecisionReport {
  /** When both tracks were last there. */
  seenMs: number;
}

const DECISION_COUNT_MAX = 1000;
/** A track that stays away longer does not come back under its number. */
const DECISION_KEEP_MS = 600_000;

/** The standing decisions: at most one for two tracks, the newest. */
export function createDecisions() {
  const byId = new Map<number, Decision>();
  const byTracks = new Map<string, Decision>();
  let nextId = 1;

  function remove(decision: Decision): void {
    byId.delete(decision.id);
    byTracks.delete(keyOf(...decision.tracks));
  }

  return {
    get size() {
      return byId.size;
    },
    add(
      tracks: readonly [TrackRef, TrackRef],
      verdict: Verdict,
      author: string,
      atMs: number,
    ): DecisionReport {
      const key = keyOf(...tracks);
      const old = byTracks.get(key);
      if (old !== undefined) remove(old);
      if (byId.size >= DECISION_COUNT_MAX) remove(byId.values().next().value!);
      const decision: Decision = { id: nextId++, tracks, verdict, author, atMs, seenMs: atMs };
      byId.set(decision.id, decision);
      byTracks.set(key, decision);
      return reportOf(decision);
    },
    /** The decision taken back, or undefined when there is none. */
    undo(id: number): DecisionReport | undefined {
      const decision = byId.get(id);
      if (decision !== undefined) remove(decision);
      return decision && reportOf(decision);
    },
    verdictOn(a: TrackRef, b: TrackRef): Verdict | undefined {
      return byTracks.get(keyOf(a, b))?.verdict;
    },
    /** Drops what has outlived its tracks; `isThere` says of a track whether it is in the picture. */
    expire(nowMs: number, isThere: (ref: TrackRef) => boolean): void {
      for (const decision of byId.values()) {
        if (decision.tracks.every(isThere)) decision.seenMs = nowMs;
        else if (!(nowMs - decision.seenMs <= DECISION_KEEP_MS)) remove(decision);
      }
    },
    list: (): DecisionReport[] => [...byId.values()].map(reportOf),
  };
}
export type Decisions = ReturnType<typeof createDecisions>;

function reportOf({ id, tracks, verdict, author, atMs }: Decision): DecisionReport {
  return { id, tracks, verdict, author, atMs };
}

function keyOf(a: TrackRef, b: TrackRef): string {
  const [x, y] = [`${a.member}#${a.number}`, `${b.member}#${b.number}`];
  return x < y ? `${x} ${y}` : `${y} ${x}`;
}
