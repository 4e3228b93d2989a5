import type { MemberId } from '@commonsky/model';
import { createBiasModel, type Bias, type BiasModel } from './bias.ts';
import {
  compare,
  identityEvidence,
  isAddressOther,
  isAddressSame,
  isInGate,
  kinematicEvidence,
  type Agreement,
} from './compare.ts';
import type { Decisions, Verdict } from './decisions.ts';
import { createNeighbours } from './neighbours.ts';
import { leadOf, pairOf, type Row, type Source } from './rows.ts';
import type { JointStats } from './tracks.ts';

/** Odds (logarithms) at which rows become one, and at which a track leaves its row again. */
const JOIN_AT = 10;
const SPLIT_AT = -2;
/** Neither certainty nor doubt grows beyond what some 30 s can undo. */
const SCORE_MAX = 16;
const SCORE_MIN = -20;
/** The same for rows that are two; those that have just parted start from here. */
const APART_SCORE_MIN = -6;
/** The best choice must be so much better than the next, or the two stay two. */
const MARGIN = 5;
/** Errors of filters and registration last: looks within this time are one look. */
const LOOK_S = 10;
/** After a gap one look is still but one. */
const STEP_S_MAX = 5;
/** Squared distance at which two tracks cannot be one aircraft, whatever was believed. */
const TORN_AT = 150;
/** Addresses must differ for so long before a row breaks; a single wrong word does not. */
const CONFLICT_MS = 3_000;
/** Who is less exact teaches nothing of bias. */
const TEACHER_VARIANCE_MAX = 250 * 250;
const NEIGHBOUR_VISITS_MAX = 512;
const NEIGHBOURS_MAX = 32;

/** Two rows that may become one. */
interface Candidate {
  readonly a: Row;
  readonly b: Row;
  readonly odds: number;
}

export interface CorrelatorOptions {
  readonly decisions: Decisions;
  readonly stats: JointStats;
  readonly merge: (into: Row, from: Row, score: number) => void;
  readonly split: (source: Source) => void;
}

/** Decides which members' tracks are one aircraft. */
export function createCorrelator({ decisions, stats, merge, split }: CorrelatorOptions) {
  const neighbours = createNeighbours();
  const biases = new Map<MemberId, BiasModel>();
  const agreement: Agreement = {
    distance: 0,
    dimensions: 0,
    heightDistance: 0,
    spreadM: 0,
    eastM: 0,
    northM: 0,
    variance: 0,
  };
  const expected: Bias = { eastM: 0, northM: 0, timeS: 0, variance: 0 };
  const ofFirst: Bias = { eastM: 0, northM: 0, timeS: 0, variance: 0 };
  let step = 0;

  /** Of a member's positions against ours; our own are where we measure from. */
  function biasOf({ member, own, estimate }: Source, out: Bias): void {
    const model = own === undefined ? biases.get(member) : undefined;
    if (model !== undefined) model.at(estimate.latDeg, estimate.lonDeg, out);
    else out.eastM = out.northM = out.timeS = out.variance = 0;
  }

  function look(first: Source, second: Source, nowMs: number): boolean {
    biasOf(first, ofFirst);
    biasOf(second, expected);
    expected.eastM -= ofFirst.eastM;
    expected.northM -= ofFirst.northM;
    expected.timeS -= ofFirst.timeS;
    expected.variance += ofFirst.variance;
    return compare(first.estimate, second.estimate, nowMs, expected, agreement);
  }

  function verdictOn(a: Row, b: Row): Verdict | undefined {
    if (decisions.size === 0) return undefined;
    let verdict: Verdict | undefined;
    for (const x of a.sources) {
      for (const y of b.sources) {
        const word = decisions.verdictOn(x, y);
        // A no counts more than a yes: two who were told apart must not meet by way of a third.
        if (word === 'different') return word;
        verdict ??= word;
      }
    }
    return verdict;
  }

  /** Looks again at every track that shares a row; those that no longer fit leave it. */
  function review(rows: Iterable<Row>, nowMs: number, stepS: number): void {
    for (const row of rows) {
      if (row.sources.length < 2) continue;
      const lead = leadOf(row);
      for (const source of row.sources.slice()) {
        if (source === lead || source.row !== row) continue;
        reviewSource(lead, source, nowMs, stepS);
      }
    }
  }

  function reviewSource(lead: Source, source: Source, nowMs: number, stepS: number): void {
    const isNear = look(lead, source, nowMs);
    const gained = isNear ? kinematicEvidence(agreement) : SCORE_MIN;
    source.score = bounded(source.score + (gained * stepS) / LOOK_S, SCORE_MIN);
    const isOther = isAddressOther(lead.estimate, source.estimate);
    if (!isOther) source.conflictMs = Number.NaN;
    else if (Number.isNaN(source.conflictMs)) source.conflictMs = nowMs;
    const verdict = decisions.size === 0 ? undefined : decisions.verdictOn(lead, source);
    if (verdict === 'same') return;
    const identity = isOther ? 0 : identityEvidence(lead.estimate, source.estimate);
    // A member's track that jumps to another aircraft leaves at once; a spoofed position must first persist.
    const isTorn =
      !(isNear && agreement.distance < TORN_AT) && !isAddressSame(lead.estimate, source.estimate);
    const isOver =
      verdict === 'different' ||
      isTorn ||
      nowMs - source.conflictMs >= CONFLICT_MS ||
      source.score + identity < SPLIT_AT;
    if (isOver) {
      split(source);
      pairOf(lead.row, source.row).score = APART_SCORE_MIN;
      stats.splits++;
    } else if (isNear) learn(lead, source, nowMs, stepS);
  }

  /** Who is one by address teaches how far the sides differ, joined or not. */
  function learn(lead: Source, source: Source, nowMs: number, stepS: number): void {
    // Our own data, come back, would teach that there is no difference.
    if (lead.own === undefined || source.isEcho || !isAddressSame(lead.estimate, source.estimate)) return;
    const { latDeg, lonDeg, eastMps, northMps } = source.estimate;
    if (Number.isNaN(eastMps + northMps)) return;
    const { eastM, northM, variance } = agreement;
    if (!(variance <= TEACHER_VARIANCE_MAX)) return;
    biases.get(source.member)!.learn({
      atMs: nowMs,
      latDeg,
      lonDeg,
      eastM,
      northM,
      eastMps,
      northMps,
      variance,
      seconds: stepS,
    });
  }

  /** Weighs pairs of rows that are near each other and have no member in common. */
  function weigh(rows: Iterable<Row>, everyone: number, nowMs: number, stepS: number): Candidate[] {
    neighbours.clear();
    const open: Row[] = [];
    for (const row of rows) {
      if (row.mask === everyone) {
        row.rivals.clear();
        continue;
      }
      open.push(row);
      neighbours.add(row);
    }
    const candidates: Candidate[] = [];
    for (const row of open) {
      const lead = leadOf(row);
      let visits = 0;
      let found = 0;
      neighbours.forEachAfter(row, (other) => {
        if (++visits > NEIGHBOUR_VISITS_MAX || found >= NEIGHBOURS_MAX) {
          stats.shedNeighbours++;
          return false;
        }
        if ((row.mask & other.mask) !== 0) return true;
        const theirs = leadOf(other);
        if (!look(lead, theirs, nowMs)) return true;
        if (lead.own === undefined) learn(theirs, lead, nowMs, stepS);
        else learn(lead, theirs, nowMs, stepS);
        const identity = identityEvidence(lead.estimate, theirs.estimate);
        const known = row.rivals.get(other);
        // Most neighbours are plainly others: nothing is kept of them.
        if (known === undefined && !isInGate(agreement)) return true;
        found++;
        const pair = known ?? pairOf(row, other);
        pair.seenStep = step;
        pair.score = bounded(pair.score + (kinematicEvidence(agreement) * stepS) / LOOK_S, APART_SCORE_MIN);
        if (isInGate(agreement) && verdictOn(row, other) === undefined)
          candidates.push({ a: row, b: other, odds: pair.score + identity });
        return true;
      });
      for (const [other, pair] of row.rivals) if (pair.seenStep !== step) row.rivals.delete(other);
    }
    return candidates;
  }

  /** Joins what is likely and clear, best first. */
  function join(candidates: Candidate[]): void {
    const ofRow = new Map<Row, Candidate[]>();
    for (const candidate of candidates) {
      for (const row of [candidate.a, candidate.b]) {
        const list = ofRow.get(row);
        if (list === undefined) ofRow.set(row, [candidate]);
        else list.push(candidate);
      }
    }
    /** Another row that `row` could have instead of `other`. */
    const isUnclear = (row: Row, other: Row, odds: number) =>
      ofRow.get(row)!.some((rival) => {
        const third = rival.a === row ? rival.b : rival.a;
        return third !== other && (third.mask & other.mask) !== 0 && rival.odds > odds - MARGIN;
      });
    const likely = candidates
      .filter(({ a, b, odds }) => odds >= JOIN_AT && !isUnclear(a, b, odds) && !isUnclear(b, a, odds))
      .sort((x, y) => y.odds - x.odds || x.a.number - y.a.number || x.b.number - y.b.number);
    const done = new Set<Row>();
    for (const { a, b } of likely) {
      // A row that has just changed is looked at again in the next step.
      if (done.has(a) || done.has(b)) continue;
      done.add(a).add(b);
      merge(a, b, pairOf(a, b).score);
      stats.joins++;
    }
  }

  return {
    /** @param everyone Bits of all members that show tracks. */
    correlate(rows: ReadonlySet<Row>, everyone: number, nowMs: number, sinceLastS: number): void {
      step++;
      const stepS = Math.max(0, Math.min(STEP_S_MAX, sinceLastS));
      review([...rows], nowMs, stepS);
      join(weigh(rows, everyone, nowMs, stepS));
    },
    meet(member: MemberId): void {
      biases.set(member, createBiasModel());
    },
    /** What was learnt from a member goes with it. */
    forget: (member: MemberId) => void biases.delete(member),
    biasOf: (member: MemberId) => biases.get(member),
  };
}

function bounded(score: number, min: number): number {
  return Math.max(min, Math.min(SCORE_MAX, score));
}
