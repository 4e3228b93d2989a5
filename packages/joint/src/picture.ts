import type { MemberId, Track } from '@commonsky/model';
import type { Bias } from './bias.ts';
import { createCorrelator } from './correlate.ts';
import { createDecisions, type DecisionReport, type Verdict } from './decisions.ts';
import { isEchoOf, readTrack } from './estimate.ts';
import { addPoint, mergeHistories, type HistoryPoint } from './history.ts';
import { publishRow } from './publish.ts';
import { attach, createRow, createSource, detach, type Row, type Source } from './rows.ts';
import type { JointStats, JointTrack, PartnerTrack, TrackRef } from './tracks.ts';

export interface JointPictureOptions {
  /** Whose picture it is. */
  readonly self: MemberId;
  /** Tracks of one member beyond this are left out, and counted. */
  readonly tracksPerMemberMax?: number;
}

/** Own and partners' tracks as one picture, each aircraft once. It knows no clock: time is what `update` says. */
export interface JointPicture {
  /**
   * Takes what every member shows now, whole; a track that is not in it is gone with all that came of
   * it. Keeps the tracks until the next update, and nothing of them beyond.
   *
   * @param own Predicted to `atMs`.
   * @returns Every aircraft at `atMs`, by number.
   */
  update(atMs: number, own: readonly Track[], partners: readonly PartnerTrack[]): JointTrack[];
  /** A person's word; it stands until it is taken back or both tracks are long gone. */
  decide(
    tracks: readonly [TrackRef, TrackRef],
    verdict: Verdict,
    author: string,
    atMs: number,
  ): DecisionReport;
  /** Takes a decision back: evidence decides again. */
  undo(id: number): DecisionReport | undefined;
  decisions(): DecisionReport[];
  /** Where the aircraft was, oldest first, as far as its members of now and we ourselves saw it. */
  history(number: number): readonly HistoryPoint[];
  /** The joint number of a member's track. */
  numberOf(ref: TrackRef): number | undefined;
  /** A partner's estimated difference to us at a place. */
  biasOf(member: MemberId, latDeg: number, lonDeg: number): Bias | undefined;
  readonly stats: Readonly<JointStats>;
}

/** Bit 0 is our own. */
const PARTNER_COUNT_MAX = 30;
const TRACKS_PER_MEMBER_MAX = 50_000;
const OWN_BIT = 1;
/** As a ratio of variances. */
const CLEARLY_BETTER = 3;

interface Party {
  readonly bit: number;
  readonly sources: Map<number, Source>;
}

export function createJointPicture(options: JointPictureOptions): JointPicture {
  const { self, tracksPerMemberMax = TRACKS_PER_MEMBER_MAX } = options;
  const stats: JointStats = {
    rows: 0,
    joined: 0,
    joins: 0,
    splits: 0,
    shedPartners: 0,
    shedTracks: 0,
    shedNeighbours: 0,
    refusedTracks: 0,
  };
  const decisions = createDecisions();
  const rows = new Set<Row>();
  const byNumber = new Map<number, Row>();
  const parties = new Map<MemberId, Party>([[self, { bit: OWN_BIT, sources: new Map() }]]);
  const correlator = createCorrelator({ decisions, stats, merge, split });
  let nextNumber = 1;
  let step = 0;
  let nowMs = Number.NaN;

  function newRow(): Row {
    const row = createRow(nextNumber++);
    rows.add(row);
    byNumber.set(row.number, row);
    return row;
  }

  function dropRow(row: Row): void {
    rows.delete(row);
    byNumber.delete(row.number);
  }

  /** The older number stays. */
  function merge(a: Row, b: Row, score: number): void {
    const [into, from] = a.number < b.number ? [a, b] : [b, a];
    for (const source of from.sources) {
      source.sinceMs = nowMs;
      attach(into, source);
    }
    for (const source of into.sources) {
      source.score = score;
      source.conflictMs = Number.NaN;
    }
    into.past = mergeHistories([into.past, from.past]);
    into.rivals.delete(from);
    dropRow(from);
  }

  /** Parts a track from the others of its row. */
  function split(source: Source): void {
    const { row } = source;
    const apart = newRow();
    const others = row.sources.filter((other) => other !== source);
    const keepsNumber = others.every((other) => hasMoreClaim(source, other));
    const leaving = keepsNumber ? others : [source];
    for (const other of leaving) {
      detach(other);
      attach(apart, other);
      other.sinceMs = nowMs;
      other.conflictMs = Number.NaN;
    }
  }

  function partyOf(member: MemberId): Party | undefined {
    const known = parties.get(member);
    if (known !== undefined) return known;
    let bit = OWN_BIT << 1;
    const taken = [...parties.values()].reduce((bits, party) => bits | party.bit, 0);
    while ((taken & bit) !== 0) bit <<= 1;
    if (parties.size > PARTNER_COUNT_MAX) return undefined;
    const party = { bit, sources: new Map<number, Source>() };
    parties.set(member, party);
    correlator.meet(member);
    return party;
  }

  function sourceOf(member: MemberId, number: number): Source | undefined {
    const party = partyOf(member);
    if (party === undefined) {
      stats.shedPartners++;
      return undefined;
    }
    const known = party.sources.get(number);
    if (known !== undefined) return known;
    if (party.sources.size >= tracksPerMemberMax) {
      stats.shedTracks++;
      return undefined;
    }
    const row = newRow();
    const source = createSource(member, party.bit, number, row, nowMs);
    attach(row, source);
    party.sources.set(number, source);
    return source;
  }

  function take(own: readonly Track[], partners: readonly PartnerTrack[]): void {
    for (const track of own) {
      const source = sourceOf(self, track.number);
      if (source === undefined) continue;
      source.own = track;
      see(source, track);
    }
    for (const track of partners) {
      if (track.provider === self || !isUsable(track)) {
        stats.refusedTracks++;
        continue;
      }
      const source = sourceOf(track.provider, track.number);
      if (source === undefined) continue;
      source.partner = track;
      source.isEcho = isEchoOf(self, track.owners);
      see(source, track);
    }
  }

  function see(source: Source, track: Track | PartnerTrack): void {
    source.seenStep = step;
    readTrack(track, source.estimate);
    addPoint(source.history, track);
  }

  /** Whatever was not shown again leaves, and what it alone had brought leaves with it. */
  function leave(): void {
    for (const [member, party] of parties) {
      for (const [number, source] of party.sources) {
        if (source.seenStep === step) continue;
        party.sources.delete(number);
        const { row } = source;
        detach(source);
        if (row.sources.length === 0) dropRow(row);
        // What we saw ourselves stays ours, and goes on as the aircraft's past.
        else if (member === self) row.past = mergeHistories([row.past, source.history]);
      }
      if (party.sources.size > 0 || member === self) continue;
      parties.delete(member);
      correlator.forget(member);
    }
  }

  const find = ({ member, number }: TrackRef) => parties.get(member)?.sources.get(number);

  /** Brings about what people decided, before evidence is heard. */
  function obey(): void {
    decisions.expire(nowMs, (ref) => find(ref) !== undefined);
    for (const { tracks, verdict } of decisions.list()) {
      const [a, b] = [find(tracks[0]), find(tracks[1])];
      if (a === undefined || b === undefined || (a.row === b.row) === (verdict === 'same')) continue;
      if (verdict === 'different') split(b);
      else {
        // Only these two were meant: whoever is in the way of either leaves first.
        if (b.row.sources.length > 1) split(b);
        const rival = a.row.sources.find(({ bit }) => bit === b.bit);
        if (rival !== undefined) split(rival);
        merge(a.row, b.row, 0);
      }
    }
  }

  return {
    stats,
    update(atMs, own, partners) {
      const sinceLastS = Number.isNaN(nowMs) ? 0 : (atMs - nowMs) / 1000;
      step++;
      nowMs = atMs;
      take(own, partners);
      leave();
      obey();
      const everyone = [...parties.values()].reduce((bits, { bit }) => bits | bit, 0);
      correlator.correlate(rows, everyone, atMs, sinceLastS);
      const tracks: JointTrack[] = [];
      stats.rows = rows.size;
      stats.joined = 0;
      for (const row of rows) {
        if (row.sources.length > 1) stats.joined++;
        const track = publishRow(row, atMs);
        if (track !== undefined) tracks.push(track);
      }
      return tracks;
    },
    decide(tracks, verdict, author, atMs) {
      return decisions.add(tracks, verdict, author, atMs);
    },
    undo: (id) => decisions.undo(id),
    decisions: () => decisions.list(),
    history(number) {
      const row = byNumber.get(number);
      if (row === undefined) return [];
      const sources = row.sources.filter(({ isEcho }) => !isEcho);
      const own = sources.filter((source) => source.own !== undefined);
      const others = sources.filter((source) => source.own === undefined);
      return mergeHistories([
        ...own.map(({ history }) => history),
        row.past,
        ...others.map(({ history }) => history),
      ]);
    },
    numberOf: (ref) => find(ref)?.row.number,
    biasOf(member, latDeg, lonDeg) {
      const model = correlator.biasOf(member);
      if (model === undefined) return undefined;
      const bias: Bias = { eastM: 0, northM: 0, timeS: 0, variance: 0 };
      model.at(latDeg, lonDeg, bias);
      return bias;
    },
  };
}

/** The number goes with who sees the aircraft, sees it clearly better, or else saw it first. */
function hasMoreClaim(a: Source, b: Source): boolean {
  const [seesA, seesB] = [a, b].map(({ own, partner }) => (own ?? partner)!.status === 'confirmed');
  if (seesA !== seesB) return seesA === true;
  const [varianceA, varianceB] = [a, b].map(({ estimate }) => estimate.pEastEast + estimate.pNorthNorth);
  const ratio = varianceA! / varianceB!;
  return ratio < 1 / CLEARLY_BETTER || (ratio < CLEARLY_BETTER && a.sinceMs < b.sinceMs);
}

function isUsable({ latDeg, lonDeg, atMs }: PartnerTrack): boolean {
  return Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 && Number.isFinite(atMs);
}
