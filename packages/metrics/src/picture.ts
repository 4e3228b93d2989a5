/** Scores of a tracker's picture against truth, on a plane: GOSPA, OSPA, SIAP, identity, accuracy, consistency. */
import { assign, type Edge } from './assignment.ts';
import { mean, percentile, rootMeanSquare } from './statistics.ts';

/** Position (m), velocity (m/s, NaN when unknown) of one object, with its covariance (m²) if it states one. */
export interface ObjectState {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  readonly pxx?: number;
  readonly pxy?: number;
  readonly pyy?: number;
}

/** What was there and what was shown at one moment. Ids are unique within each list. */
export interface PictureFrame {
  readonly timeS: number;
  readonly truths: readonly ObjectState[];
  readonly tracks: readonly ObjectState[];
}

export interface PictureOptions {
  /** Cut-off (m) and order of GOSPA and OSPA. */
  readonly c?: number;
  readonly p?: number;
  /** A track further than this (m) from a truth is not of it. */
  readonly gateM?: number;
  /** Frames before are used for matching, not scored; frames after are ignored. */
  readonly fromS: number;
  readonly toS: number;
  /** Time between frames, s. */
  readonly stepS: number;
}

/** Mean over frames unless said otherwise; see each measure's source in the package README. */
export interface PictureScore {
  readonly times: number;
  readonly gospa: number;
  readonly gospaRms: number;
  /** Mean parts of GOSPA in the p-th power. */
  readonly gospaLocalisation: number;
  readonly gospaMissed: number;
  readonly gospaFalse: number;
  readonly ospa: number;
  readonly completeness: number;
  readonly ambiguity: number;
  readonly spuriousness: number;
  /** SIAP position (m) and velocity (m/s) accuracy over all assigned tracks. */
  readonly positionAccuracy: number;
  readonly velocityAccuracy: number;
  /** SIAP rate of track number changes (1/s) and longest segment share. */
  readonly numberChangeRate: number;
  readonly longestSegment: number;
  readonly identitySwitches: number;
  readonly fragmentations: number;
  /** Times a track went over to another truth. */
  readonly swaps: number;
  readonly positionRmse: number;
  readonly positionRmseSteady: number;
  readonly positionRmseTurn: number;
  readonly positionP95: number;
  readonly positionP99: number;
  readonly velocityRmse: number;
  readonly truths: number;
  readonly tracks: number;
  /** Tracks never near a truth, and track-seconds near none. */
  readonly falseTracks: number;
  readonly falseTrackS: number;
  readonly initiationDelayS: number;
  readonly neverTracked: number;
  /** Normalised squared position error; 2 is consistent. */
  readonly nees: number;
}

const TURN_DEG_PER_S = 0.5;

const distance = (a: ObjectState, b: ObjectState): number => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
const velocityError = (a: ObjectState, b: ObjectState): number =>
  Math.sqrt((a.vx - b.vx) ** 2 + (a.vy - b.vy) ** 2);

/** Pairs of truths and tracks closer than `reachM`, found by a hash of cells that wide. */
function nearPairs(
  truths: readonly ObjectState[],
  tracks: readonly ObjectState[],
  reachM: number,
  visit: (truth: number, track: number, distanceM: number) => void,
): void {
  const cells = new Map<string, number[]>();
  for (const [b, track] of tracks.entries()) {
    const key = `${Math.floor(track.x / reachM)},${Math.floor(track.y / reachM)}`;
    const cell = cells.get(key);
    if (cell) cell.push(b);
    else cells.set(key, [b]);
  }
  for (const [a, truth] of truths.entries()) {
    const ix = Math.floor(truth.x / reachM);
    const iy = Math.floor(truth.y / reachM);
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const b of cells.get(`${ix + dx},${iy + dy}`) ?? []) {
          const d = distance(truth, tracks[b]!);
          if (d <= reachM) visit(a, b, d);
        }
      }
    }
  }
}

export interface SetDistance {
  readonly gospa: number;
  readonly localisation: number;
  readonly missed: number;
  readonly false: number;
  readonly ospa: number;
}

/**
 * GOSPA (α = 2; Rahmathullah, García-Fernández & Svensson, FUSION 2017) and OSPA (Schuhmacher, Vo &
 * Vo, IEEE Trans. SP 56(8), 2008) of one frame. One optimal assignment serves both: each maximises
 * the sum of cᵖ − dᵖ over its pairs.
 */
export function setDistance(
  truths: readonly ObjectState[],
  tracks: readonly ObjectState[],
  c: number,
  p: number,
): SetDistance {
  const edges: Edge[] = [];
  nearPairs(truths, tracks, c, (row, column, d) => edges.push({ row, column, gain: c ** p - d ** p }));
  const { rows, columns } = assign(truths.length, tracks.length, edges);
  let localisation = 0;
  for (const [k, row] of rows.entries()) localisation += distance(truths[row]!, tracks[columns[k]!]!) ** p;
  const half = c ** p / 2;
  const missed = (truths.length - rows.length) * half;
  const extra = (tracks.length - rows.length) * half;
  const most = Math.max(truths.length, tracks.length);
  return {
    gospa: (localisation + missed + extra) ** (1 / p),
    localisation,
    missed,
    false: extra,
    ospa: most === 0 ? 0 : ((localisation + c ** p * (most - rows.length)) / most) ** (1 / p),
  };
}

/** What is remembered of one truth between frames. */
interface TruthHistory {
  firstS: number;
  firstMatchS: number | undefined;
  /** Track of the last match ever, and whether it was matched, lost since, or never. */
  lastTrack: string | undefined;
  phase: 'never' | 'matched' | 'lost';
  frames: number;
  matched: number;
  runs: number;
  runTrack: string | undefined;
  runLength: number;
  longestRun: number;
  headings: Map<number, number>;
}

const timeKey = (timeS: number): number => Math.round(timeS * 1000);

/** Scores a sequence of frames in order of time. */
export function scorePicture(frames: readonly PictureFrame[], options: PictureOptions): PictureScore {
  const { c = 2000, p = 2, gateM = 2000, fromS, toS, stepS } = options;
  const histories = new Map<string, TruthHistory>();
  const used = frames.filter((frame) => frame.timeS <= toS + 1e-6);
  for (const { timeS, truths } of used) {
    for (const truth of truths) {
      let history = histories.get(truth.id);
      if (!history) {
        history = {
          firstS: timeS,
          firstMatchS: undefined,
          lastTrack: undefined,
          phase: 'never',
          frames: 0,
          matched: 0,
          runs: 0,
          runTrack: undefined,
          runLength: 0,
          longestRun: 0,
          headings: new Map(),
        };
        histories.set(truth.id, history);
      }
      history.headings.set(timeKey(timeS), Math.atan2(truth.vx, truth.vy));
    }
  }
  const turning = (history: TruthHistory, timeS: number): boolean => {
    const heading = history.headings.get(timeKey(timeS))!;
    return [timeS - stepS, timeS + stepS].some((other) => {
      const there = history.headings.get(timeKey(other));
      if (there === undefined) return false;
      const change = Math.abs(Math.atan2(Math.sin(there - heading), Math.cos(there - heading)));
      return change > (TURN_DEG_PER_S * Math.PI * stepS) / 180;
    });
  };

  const gospas: number[] = [];
  const ospas: number[] = [];
  const parts = { localisation: 0, missed: 0, false: 0 };
  const errors: number[] = [];
  const steady: number[] = [];
  const turn: number[] = [];
  const velocityErrors: number[] = [];
  const nees: number[] = [];
  const near = new Set<string>();
  const seen = new Set<string>();
  const lastTruth = new Map<string, string>();
  let truthCount = 0;
  let assignedTruths = 0;
  let trackCount = 0;
  let assignedTracks = 0;
  let positionSum = 0;
  let velocitySum = 0;
  let velocityCount = 0;
  let identitySwitches = 0;
  let fragmentations = 0;
  let swaps = 0;
  let previous = new Map<string, string>();

  for (const { timeS, truths, tracks } of used) {
    const matched = matchUniquely(truths, tracks, gateM, previous);
    previous = new Map([...matched].map(([a, b]) => [truths[a]!.id, tracks[b]!.id]));
    for (const truth of previous.keys()) histories.get(truth)!.firstMatchS ??= timeS;
    if (timeS < fromS - 1e-6) {
      for (const { id } of truths) {
        const history = histories.get(id)!;
        const track = previous.get(id);
        if (track !== undefined) {
          history.lastTrack = track;
          lastTruth.set(track, id);
          history.phase = 'matched';
        } else if (history.phase !== 'never') history.phase = 'lost';
      }
      continue;
    }
    const set = setDistance(truths, tracks, c, p);
    gospas.push(set.gospa);
    ospas.push(set.ospa);
    parts.localisation += set.localisation;
    parts.missed += set.missed;
    parts.false += set.false;

    const pairs: [number, number][] = [...matched];
    const taken = new Set(matched.values());
    const nearest = new Map<number, [truth: number, distanceM: number]>();
    nearPairs(truths, tracks, gateM, (a, b, d) => {
      if (!taken.has(b) && d < (nearest.get(b)?.[1] ?? Number.POSITIVE_INFINITY)) nearest.set(b, [a, d]);
    });
    for (const [b, [a]] of nearest) pairs.push([a, b]);
    for (const { id } of tracks) seen.add(id);
    truthCount += truths.length;
    assignedTruths += new Set(pairs.map(([a]) => a)).size;
    trackCount += tracks.length;
    assignedTracks += pairs.length;
    for (const [a, b] of pairs) {
      near.add(tracks[b]!.id);
      positionSum += distance(truths[a]!, tracks[b]!);
      const error = velocityError(truths[a]!, tracks[b]!);
      if (Number.isNaN(error)) continue;
      velocitySum += error;
      velocityCount++;
    }
    for (const [a, b] of matched) {
      const truth = truths[a]!;
      const track = tracks[b]!;
      const error = distance(truth, track);
      errors.push(error);
      (turning(histories.get(truth.id)!, timeS) ? turn : steady).push(error);
      const speedError = velocityError(truth, track);
      if (!Number.isNaN(speedError)) velocityErrors.push(speedError);
      const { pxx, pxy, pyy } = track;
      if (pxx === undefined || pxy === undefined || pyy === undefined) continue;
      const det = pxx * pyy - pxy * pxy;
      const dx = truth.x - track.x;
      const dy = truth.y - track.y;
      if (det > 0) nees.push((pyy * dx * dx - 2 * pxy * dx * dy + pxx * dy * dy) / det);
    }
    for (const { id } of truths) {
      const history = histories.get(id)!;
      const track = previous.get(id);
      history.frames++;
      if (track === undefined) {
        history.runLength = 0;
        if (history.phase === 'matched') history.phase = 'lost';
        continue;
      }
      if (history.lastTrack !== undefined && history.lastTrack !== track) identitySwitches++;
      history.lastTrack = track;
      if (history.phase === 'lost') fragmentations++;
      history.phase = 'matched';
      history.matched++;
      if (history.runTrack === track && history.runLength > 0) history.runLength++;
      else {
        if (history.runTrack !== track) history.runs++;
        history.runTrack = track;
        history.runLength = 1;
      }
      history.longestRun = Math.max(history.longestRun, history.runLength);
    }
    for (const [truth, track] of previous) {
      const last = lastTruth.get(track);
      if (last !== undefined && last !== truth) swaps++;
      lastTruth.set(track, truth);
    }
  }

  const all = [...histories.values()];
  const total = (of: (history: TruthHistory) => number): number => all.reduce((sum, h) => sum + of(h), 0);
  const matchedS = total((h) => h.matched) * stepS;
  const tracked = all.filter((h) => h.firstMatchS !== undefined);
  const times = gospas.length;
  return {
    times,
    gospa: mean(gospas),
    gospaRms: mean(gospas.map((g) => g ** p)) ** (1 / p),
    gospaLocalisation: parts.localisation / times,
    gospaMissed: parts.missed / times,
    gospaFalse: parts.false / times,
    ospa: mean(ospas),
    completeness: assignedTruths / Math.max(truthCount, 1),
    ambiguity: assignedTracks / Math.max(assignedTruths, 1),
    spuriousness: (trackCount - assignedTracks) / Math.max(trackCount, 1),
    positionAccuracy: positionSum / Math.max(assignedTracks, 1),
    velocityAccuracy: velocityCount > 0 ? velocitySum / velocityCount : Number.NaN,
    numberChangeRate: matchedS > 0 ? total((h) => Math.max(0, h.runs - 1)) / matchedS : Number.NaN,
    longestSegment:
      total((h) => h.longestRun) /
      Math.max(
        total((h) => h.frames),
        1,
      ),
    identitySwitches,
    fragmentations,
    swaps,
    positionRmse: rootMeanSquare(errors),
    positionRmseSteady: rootMeanSquare(steady),
    positionRmseTurn: rootMeanSquare(turn),
    positionP95: percentile(errors, 95),
    positionP99: percentile(errors, 99),
    velocityRmse: rootMeanSquare(velocityErrors),
    truths: histories.size,
    tracks: seen.size,
    falseTracks: [...seen].filter((id) => !near.has(id)).length,
    falseTrackS: (trackCount - assignedTracks) * stepS,
    initiationDelayS: mean(tracked.map((h) => h.firstMatchS! - Math.max(h.firstS, 0))),
    neverTracked: histories.size - tracked.length,
    nees: mean(nees),
  };
}

/**
 * Truth index → track index. A pair of the frame before stays as long as it holds (Bernardin &
 * Stiefelhagen, CLEAR MOT, 2008); the rest are matched in greatest number, then least distance.
 */
function matchUniquely(
  truths: readonly ObjectState[],
  tracks: readonly ObjectState[],
  gateM: number,
  previous: ReadonlyMap<string, string>,
): Map<number, number> {
  const place = new Map(tracks.map((track, b) => [track.id, b]));
  const matched = new Map<number, number>();
  const taken = new Set<number>();
  for (const [a, truth] of truths.entries()) {
    const before = previous.get(truth.id);
    const b = before === undefined ? undefined : place.get(before);
    if (b === undefined || distance(truth, tracks[b]!) > gateM) continue;
    matched.set(a, b);
    taken.add(b);
  }
  const edges: Edge[] = [];
  nearPairs(truths, tracks, gateM, (row, column, d) => {
    // Any pair beats any saving of distance.
    if (!matched.has(row) && !taken.has(column)) edges.push({ row, column, gain: 1e7 - d });
  });
  const { rows, columns } = assign(truths.length, tracks.length, edges);
  for (const [k, row] of rows.entries()) matched.set(row, columns[k]!);
  return matched;
}
