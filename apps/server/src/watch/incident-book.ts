import type {
  IncidentContent,
  IncidentEntry,
  IncidentState,
  IncidentVersion,
  MemberId,
} from '@commonsky/model';
import { createIncidentLog, type IncidentLog, type MergeResult } from '@commonsky/watch';

/** Incidents held at once; a further one is refused, none is ever dropped. */
const INCIDENTS_MAX = 1_000;

/** A member's joint incidents. In memory: a node that restarts gets them again from its partners. */
export interface IncidentBook {
  list(): IncidentState[];
  get(id: string): IncidentLog | undefined;
  /** Undefined when there are too many. */
  open(
    id: string,
    content: IncidentContent & { readonly type: 'open' },
    author: string,
    nowMs: number,
  ): IncidentLog | undefined;
  /** Takes over entries of a partner, of incidents not yet known too; undefined when there are too many. */
  merge(id: string, entries: readonly IncidentEntry[], nowMs: number): MergeResult | undefined;
  /** What a partner with that version lacks of an incident. */
  missing(id: string, version: IncidentVersion): IncidentEntry[];
}

export function createIncidentBook(member: MemberId): IncidentBook {
  const logs = new Map<string, IncidentLog>();

  function find(id: string): IncidentLog | undefined {
    let log = logs.get(id);
    if (log === undefined && logs.size < INCIDENTS_MAX) {
      log = createIncidentLog(id, member);
      logs.set(id, log);
    }
    return log;
  }

  return {
    list: () => Array.from(logs.values(), (log) => log.state()),
    get: (id) => logs.get(id),
    open(id, content, author, nowMs) {
      const log = find(id);
      log?.write(content, author, nowMs);
      return log;
    },
    merge: (id, entries, nowMs) => find(id)?.merge(entries, nowMs),
    missing: (id, version) => logs.get(id)?.missing(version) ?? [],
  };
}
