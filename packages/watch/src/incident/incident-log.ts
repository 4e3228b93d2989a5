import type {
  Alert,
  IncidentContent,
  IncidentEntry,
  IncidentState,
  IncidentVersion,
  MemberId,
} from '@commonsky/model';

export interface IncidentLimits {
  readonly entriesMax: number;
  /** An entry stamped further ahead of our clock is not taken yet; its sender offers it again. */
  readonly clockAheadMaxMs: number;
}

const LIMITS: IncidentLimits = { entriesMax: 20_000, clockAheadMaxMs: 60_000 };

export type MergeRefusal = 'other-incident' | 'gap' | 'clock-ahead' | 'clock-back' | 'differs' | 'full';

export interface MergeResult {
  readonly added: readonly IncidentEntry[];
  readonly refused: readonly { readonly entry: IncidentEntry; readonly reason: MergeRefusal }[];
}

/**
 * One member's copy of a joint incident. Members only ever add entries of their own and pass on
 * what the other lacks, so copies that have exchanged everything are equal, in whatever order and
 * however often entries arrived. The order is a hybrid logical clock's: by time, but never before
 * anything the author had seen; equal times go by member name.
 */
export interface IncidentLog {
  readonly id: string;
  write(content: IncidentContent, author: string, nowMs: number): IncidentEntry;
  merge(entries: readonly IncidentEntry[], nowMs: number): MergeResult;
  /** What a copy of that version lacks, ready for its `merge`. */
  missing(version: IncidentVersion): IncidentEntry[];
  version(): IncidentVersion;
  timeline(): readonly IncidentEntry[];
  state(): IncidentState;
}

export class IncidentError extends Error {
  override readonly name = 'IncidentError';
  readonly code: 'INCIDENT_ERR_FULL';

  constructor(code: IncidentError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Order of the timeline; total, and the same for every copy. */
export function compareEntries(a: IncidentEntry, b: IncidentEntry): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (a.tick !== b.tick) return a.tick - b.tick;
  if (a.member !== b.member) return a.member < b.member ? -1 : 1;
  return a.number - b.number;
}

const name = ({ member, number }: IncidentEntry): string => `${member} #${number}`;

/** Why one entry stands before another, for whoever asks. */
export function explainOrder(a: IncidentEntry, b: IncidentEntry): string {
  const [first, second] = compareEntries(a, b) <= 0 ? [a, b] : [b, a];
  if (first.member === second.member)
    return `${name(first)} was written before ${name(second)} by the same member`;
  if ((second.seen[first.member] ?? 0) >= first.number)
    return `${name(second)} was written knowing ${name(first)}`;
  if (first.atMs !== second.atMs) {
    const s = ((second.atMs - first.atMs) / 1000).toFixed(3);
    return `${name(first)} and ${name(second)} were written without knowing each other; ${name(first)} is ${s} s earlier`;
  }
  return `${name(first)} and ${name(second)} were written without knowing each other at the same time; ${first.member} goes before ${second.member} by name`;
}

export function createIncidentLog(
  id: string,
  member: MemberId,
  limits: Partial<IncidentLimits> = {},
): IncidentLog {
  const { entriesMax, clockAheadMaxMs } = { ...LIMITS, ...limits };
  const byMember = new Map<MemberId, IncidentEntry[]>();
  let count = 0;
  let clockMs = Number.NEGATIVE_INFINITY;
  let tick = 0;
  /** Sorted when asked for, after something was added. */
  let ordered: IncidentEntry[] | undefined;

  const add = (entry: IncidentEntry): void => {
    const list = byMember.get(entry.member);
    if (list) list.push(entry);
    else byMember.set(entry.member, [entry]);
    count += 1;
    ordered = undefined;
    if (entry.atMs > clockMs) {
      clockMs = entry.atMs;
      tick = entry.tick;
    } else if (entry.atMs === clockMs) tick = Math.max(tick, entry.tick);
  };

  const version = (): IncidentVersion =>
    Object.fromEntries(Array.from(byMember, ([name, entries]) => [name, entries.length]));

  const refusal = (entry: IncidentEntry, nowMs: number): MergeRefusal | 'known' | undefined => {
    if (entry.incidentId !== id) return 'other-incident';
    const list = byMember.get(entry.member) ?? [];
    const known = list[entry.number - 1];
    if (known) return JSON.stringify(known) === JSON.stringify(entry) ? 'known' : 'differs';
    if (entry.number !== list.length + 1) return 'gap';
    if (count >= entriesMax) return 'full';
    if (entry.atMs > nowMs + clockAheadMaxMs) return 'clock-ahead';
    const last = list.at(-1);
    return last && compareEntries(last, entry) >= 0 ? 'clock-back' : undefined;
  };

  const timeline = (): readonly IncidentEntry[] => {
    ordered ??= [...byMember.values()].flat().sort(compareEntries);
    return ordered;
  };

  return {
    id,
    write(content, author, nowMs) {
      if (count >= entriesMax)
        throw new IncidentError('INCIDENT_ERR_FULL', `incident ${id} has ${entriesMax} entries`);
      const later = nowMs > clockMs;
      const entry: IncidentEntry = {
        incidentId: id,
        member,
        number: (byMember.get(member)?.length ?? 0) + 1,
        atMs: later ? nowMs : clockMs,
        tick: later ? 0 : tick + 1,
        author,
        seen: version(),
        content,
      };
      add(entry);
      return entry;
    },
    merge(entries, nowMs) {
      const added: IncidentEntry[] = [];
      const refused: { entry: IncidentEntry; reason: MergeRefusal }[] = [];
      for (const entry of entries.toSorted((a, b) => (a.member === b.member ? a.number - b.number : 0))) {
        const reason = refusal(entry, nowMs);
        if (reason === undefined) {
          add(entry);
          added.push(entry);
        } else if (reason !== 'known') refused.push({ entry, reason });
      }
      return { added, refused };
    },
    missing: (other) => timeline().filter((entry) => entry.number > (other[entry.member] ?? 0)),
    version,
    timeline,
    state: () => stateOf(id, timeline()),
  };
}

/** Adds up a timeline; a pure function, so equal timelines are equal incidents. */
function stateOf(id: string, timeline: readonly IncidentEntry[]): IncidentState {
  let title = '';
  let status: IncidentState['status'] = 'open';
  let lead: MemberId | undefined;
  const acknowledged = new Set<MemberId>();
  const tracks = new Map<string, { member: MemberId; track: number }>();
  const alerts = new Map<string, Alert>();
  for (const { member, content } of timeline) {
    switch (content.type) {
      case 'open':
        if (title === '') title = content.title;
        lead ??= member;
        if (content.alert) alerts.set(content.alert.id, content.alert);
        break;
      case 'alert':
        alerts.set(content.alert.id, content.alert);
        break;
      case 'track': {
        const key = `${content.member}|${content.track}`;
        if (content.change === 'add') tracks.set(key, { member: content.member, track: content.track });
        else tracks.delete(key);
        break;
      }
      case 'acknowledge':
        acknowledged.add(member);
        break;
      case 'handOver':
        lead = content.to;
        break;
      case 'close':
        status = 'closed';
        break;
      case 'reopen':
        status = 'open';
        break;
      case 'note':
        break;
    }
  }
  return {
    id,
    title,
    status,
    lead,
    acknowledgedBy: [...acknowledged],
    tracks: [...tracks.values()],
    alerts: [...alerts.values()],
  };
}
