import type { MemberId, Track } from '@commonsky/model';
import type { ReleasedTrack } from '@commonsky/treaty';
import { compareTracks, estimateOf, intersect, type Estimate } from './correlate.ts';

/** One aircraft once, from what we see and what partners let us see. */
export interface JointTrack {
  /** The joint picture's own number: it stays when the aircraft passes from one side's view to the other's. */
  readonly number: number;
  readonly own: Track | undefined;
  /** Each partner's track, with the partner's number: both sides can name it to each other. */
  readonly partners: readonly ReleasedTrack[];
  readonly estimate: Estimate;
}

export interface JointPicture {
  update(own: readonly Track[], partners: readonly ReleasedTrack[], nowMs: number): readonly JointTrack[];
  /** The operator's word, which no evidence overrides; `undefined` takes it back. */
  decide(own: number, provider: MemberId, theirs: number, decision: 'same' | 'different' | undefined): void;
}

/** Score at which a pair becomes one aircraft, and at which it stops being one. */
const JOIN_AT = 4;
const PART_AT = -3;
const SCORE_MAX = 10;
/** One look at the same identity in the same place is enough. */
const IDENTITY_GAIN = 5;
const KINEMATIC_GAIN = 1;
const MISMATCH_LOSS = 1;
/** Cells of the search grid; larger than any distance that is compared. */
const CELL_DEG = 0.12;

interface Pair {
  score: number;
  isJoined: boolean;
  seenMs: number;
}

export function createJointPicture(): JointPicture {
  /** Keyed by own number and the partner's name for its track. */
  const pairs = new Map<string, Pair>();
  const decisions = new Map<string, 'same' | 'different'>();
  /** Joint numbers of own and partner tracks, of the last update. */
  let numbers = new Map<string, number>();
  let next = 1;

  function score(own: readonly Track[], partners: readonly ReleasedTrack[], nowMs: number): void {
    const grid = gridOf(partners);
    /** How many could be this one: where it is not clear which, position alone proves nothing. */
    const rivals = new Map<string, number>();
    const looks: {
      readonly key: string;
      readonly ours: string;
      readonly theirs: string;
      readonly distance: number;
      readonly isSame: boolean;
    }[] = [];
    for (const track of own) {
      for (const other of near(grid, track)) {
        const comparison = compareTracks(track, other, nowMs);
        if (comparison === undefined) continue;
        const [ours, theirs] = [ownKey(track), partnerKey(other)];
        const key = `${ours} ${theirs}`;
        looks.push({
          key,
          ours,
          theirs,
          distance: comparison.distance,
          isSame: comparison.identity === 'same',
        });
        if (comparison.distance < 1)
          for (const rival of [`${ours} ${other.provider}`, theirs])
            rivals.set(rival, (rivals.get(rival) ?? 0) + 1);
      }
    }
    for (const { key, ours, theirs, distance, isSame } of looks) {
      const pair = pairs.get(key) ?? { score: 0, isJoined: false, seenMs: nowMs };
      const provider = theirs.slice(0, theirs.indexOf('#'));
      const isClear = rivals.get(`${ours} ${provider}`) === 1 && rivals.get(theirs) === 1;
      if (isSame) pair.score += IDENTITY_GAIN;
      else if (distance >= 1) pair.score -= MISMATCH_LOSS;
      else if (isClear) pair.score += KINEMATIC_GAIN * (1 - distance);
      pair.score = Math.max(-SCORE_MAX, Math.min(SCORE_MAX, pair.score));
      pair.seenMs = nowMs;
      pairs.set(key, pair);
    }
    for (const [key, pair] of pairs) {
      // What was not even comparable now is two aircraft, or one of them is gone.
      if (pair.seenMs !== nowMs) pairs.delete(key);
    }
  }

  /** One own track for each partner's track and the other way round; pairs that stand come first. */
  function join(own: readonly Track[], partners: readonly ReleasedTrack[]): Map<string, string> {
    const joinedTo = new Map<string, string>();
    const taken = new Set<string>();
    const present = new Set([...own.map(ownKey), ...partners.map(partnerKey)]);
    const candidates = [...pairs]
      .map(([key, pair]) => ({ key, pair, decision: decisions.get(key) }))
      .filter(
        ({ pair, decision }) =>
          decision !== 'different' &&
          (decision === 'same' || (pair.isJoined ? pair.score > PART_AT : pair.score >= JOIN_AT)),
      );
    for (const [key, decision] of decisions) {
      if (decision === 'same' && !pairs.has(key))
        candidates.push({ key, pair: { score: SCORE_MAX, isJoined: true, seenMs: 0 }, decision });
    }
    candidates.sort((a, b) => rank(b) - rank(a));
    for (const pair of pairs.values()) pair.isJoined = false;
    for (const { key, pair } of candidates) {
      const [ours, theirs] = key.split(' ') as [string, string];
      const slot = `${ours} ${theirs.slice(0, theirs.indexOf('#'))}`;
      if (!present.has(ours) || !present.has(theirs) || joinedTo.has(theirs) || taken.has(slot)) continue;
      joinedTo.set(theirs, ours);
      taken.add(slot);
      pair.isJoined = true;
    }
    return joinedTo;
  }

  return {
    decide(own, provider, theirs, decision) {
      const key = `own#${own} ${provider}#${theirs}`;
      if (decision === undefined) decisions.delete(key);
      else decisions.set(key, decision);
    },
    update(own, partners, nowMs) {
      score(own, partners, nowMs);
      const joinedTo = join(own, partners);
      const groups = new Map<string, { own: Track | undefined; partners: ReleasedTrack[] }>();
      for (const track of own) groups.set(ownKey(track), { own: track, partners: [] });
      for (const track of partners) {
        const key = partnerKey(track);
        const group = groups.get(joinedTo.get(key) ?? '');
        if (group === undefined) groups.set(key, { own: undefined, partners: [track] });
        else group.partners.push(track);
      }
      const before = numbers;
      numbers = new Map();
      const taken = new Set<number>();
      const joint: JointTrack[] = [];
      // Older numbers choose first: when two become one, the older name stays.
      const named = [...groups.values()].map((group) => {
        const keys = [...(group.own ? [ownKey(group.own)] : []), ...group.partners.map(partnerKey)];
        const known = keys.flatMap((key) => before.get(key) ?? []);
        return { group, keys, oldest: Math.min(Infinity, ...known) };
      });
      for (const { group, keys, oldest } of named.sort((a, b) => a.oldest - b.oldest)) {
        const number = Number.isFinite(oldest) && !taken.has(oldest) ? oldest : next++;
        taken.add(number);
        for (const key of keys) numbers.set(key, number);
        joint.push({
          number,
          own: group.own,
          partners: group.partners,
          estimate: fused(group.own, group.partners, nowMs),
        });
      }
      return joint;
    },
  };
}

function fused(own: Track | undefined, partners: readonly ReleasedTrack[], nowMs: number): Estimate {
  const estimates: Estimate[] = [...(own ? [own] : []), ...partners.map((track) => estimateOf(track, nowMs))];
  return estimates.reduce((a, b) => intersect(a, b));
}

function rank({ pair, decision }: { readonly pair: Pair; readonly decision: string | undefined }): number {
  return (decision === 'same' ? 1000 : 0) + (pair.isJoined ? 100 : 0) + pair.score;
}

function ownKey({ number }: Track): string {
  return `own#${number}`;
}

function partnerKey({ provider, number }: ReleasedTrack): string {
  return `${provider}#${number}`;
}

function gridOf(tracks: readonly ReleasedTrack[]): Map<string, ReleasedTrack[]> {
  const grid = new Map<string, ReleasedTrack[]>();
  for (const track of tracks) {
    const key = cellKey(Math.floor(track.latDeg / CELL_DEG), Math.floor(track.lonDeg / CELL_DEG));
    const cell = grid.get(key);
    if (cell === undefined) grid.set(key, [track]);
    else cell.push(track);
  }
  return grid;
}

function* near(
  grid: ReadonlyMap<string, readonly ReleasedTrack[]>,
  { latDeg, lonDeg }: Track,
): Generator<ReleasedTrack> {
  const row = Math.floor(latDeg / CELL_DEG);
  const column = Math.floor(lonDeg / CELL_DEG);
  for (let r = row - 1; r <= row + 1; r++) {
    for (let c = column - 1; c <= column + 1; c++) yield* grid.get(cellKey(r, c)) ?? [];
  }
}

const COLUMNS = 360 / CELL_DEG;

/** Columns go round the earth. */
function cellKey(row: number, column: number): string {
  return `${row} ${((column % COLUMNS) + COLUMNS) % COLUMNS}`;
}
