import type { MemberId, Track } from '@commonsky/model';
import { emptyEstimate, type Estimate } from './estimate.ts';
import type { History } from './history.ts';
import type { PartnerTrack } from './tracks.ts';

/** One member's track, as long as that member shows it to us. */
export interface Source {
  readonly member: MemberId;
  readonly number: number;
  /** The member's bit in {@link Row.mask}; ours is 1. */
  readonly bit: number;
  readonly estimate: Estimate;
  /** Exactly one of both, of the newest step. */
  own: Track | undefined;
  partner: PartnerTrack | undefined;
  /** Its measurements are ours: it is neither shown, nor fused, nor believed about identity. */
  isEcho: boolean;
  row: Row;
  /** Since when it is in its row. */
  sinceMs: number;
  firstSeenMs: number;
  seenStep: number;
  /** Evidence that it belongs to its row, beside identity: logarithm of odds. */
  score: number;
  /** Since when its address and its row's differ; NaN while they do not. */
  conflictMs: number;
  history: History;
}

/** Evidence that two rows are one aircraft, beside identity. */
export interface Pair {
  score: number;
  seenStep: number;
}

/** One aircraft: at most one track of each member. */
export interface Row {
  readonly number: number;
  sources: Source[];
  /** Bits of the members in it. */
  mask: number;
  /** Rows with a higher number that may be the same aircraft. */
  readonly rivals: Map<Row, Pair>;
  /** Our own points of own tracks that ended while a partner went on. */
  past: History;
  /** Next row of the same grid cell. */
  next: Row | undefined;
}

export function createRow(number: number): Row {
  return { number, sources: [], mask: 0, rivals: new Map(), past: [], next: undefined };
}

export function createSource(member: MemberId, bit: number, number: number, row: Row, nowMs: number): Source {
  return {
    member,
    number,
    bit,
    estimate: emptyEstimate(),
    own: undefined,
    partner: undefined,
    isEcho: false,
    row,
    sinceMs: nowMs,
    firstSeenMs: nowMs,
    seenStep: 0,
    score: 0,
    conflictMs: Number.NaN,
    history: [],
  };
}

export function attach(row: Row, source: Source): void {
  source.row = row;
  row.sources.push(source);
  row.mask |= source.bit;
}

export function detach(source: Source): void {
  const { row } = source;
  row.sources = row.sources.filter((other) => other !== source);
  row.mask &= ~source.bit;
}

/** Whose state stands for the row where one must: our own, else the one longest in it. */
export function leadOf({ sources }: Row): Source {
  let lead = sources[0]!;
  for (const source of sources) {
    if (source.own !== undefined) return source;
    if (lead.isEcho && !source.isEcho) lead = source;
  }
  return lead;
}

/** The pair of two rows, made when there is none. */
export function pairOf(a: Row, b: Row): Pair {
  const [older, newer] = a.number < b.number ? [a, b] : [b, a];
  let pair = older.rivals.get(newer);
  if (pair === undefined) {
    pair = { score: 0, seenStep: 0 };
    older.rivals.set(newer, pair);
  }
  return pair;
}
