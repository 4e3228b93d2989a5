import type { MemberId } from '@commonsky/model';
import {
  chooseVersion,
  DENY_REASONS,
  projectTrack,
  type AuditLeaf,
  type DenyReason,
  type Identity,
  type Message,
  type Numbering,
  type ObjectCategory,
  type ReleaseFilter,
  type TrackVersion,
} from '@commonsky/treaty';
import { encodeReleased, type Cat062Source } from './cat062.ts';
import { nodeCrypto } from './node-crypto.ts';

/** One aircraft of the provider's picture, as it may leave: its versions from best to least. */
export interface Offer {
  readonly versions: readonly TrackVersion[];
  readonly category: ObjectCategory;
  readonly identity: Identity;
}

/** The provider's picture of one moment. */
export interface Snapshot {
  readonly atMs: number;
  readonly offers: readonly Offer[];
}

/** What one step lets one recipient have, and what it does not. */
export interface Judgement {
  readonly batches: readonly { readonly rule: string; readonly messages: readonly Message[] }[];
  readonly denied: Partial<Record<DenyReason, number>>;
  /** Per track of the provider's. */
  readonly reasons: ReadonlyMap<number, DenyReason>;
}

/** A batch is one record and one envelope; larger pictures make several. */
const MESSAGES_PER_BATCH_MAX = 5000;

/**
 * Judges the picture of now, and for grants that release late the pictures of then. A track goes out
 * once a step, in the newest state that may.
 */
export function judgeOffers(
  filter: ReleaseFilter,
  snapshots: readonly Snapshot[],
  nowMs: number,
  numbering: Numbering,
  { provider, source }: { readonly provider: MemberId; readonly source: Cat062Source },
): Judgement {
  const byRule = new Map<string, Message[]>();
  const reasons = new Map<number, DenyReason>();
  const released = new Set<number>();
  for (const { offers } of snapshots) {
    for (const { versions, category, identity } of offers) {
      const own = versions[0]?.track.number;
      if (own === undefined || released.has(own)) continue;
      const labels = { category, identity, lastReleasedMs: numbering.lastReleasedMs(own) };
      const choice = chooseVersion(filter, versions, labels, nowMs);
      if (!choice.release) {
        // The reason of the newest picture: an older one of the same track is asked about second.
        if (!reasons.has(own)) reasons.set(own, choice.reason);
        continue;
      }
      released.add(own);
      reasons.delete(own);
      const number = numbering.numberOf(own, nowMs);
      const track = projectTrack(choice.track, identity, choice.terms, { provider, number });
      const rule = choice.terms.rules[0]!;
      const messages = byRule.get(rule) ?? [];
      messages.push({ track: number, atMs: choice.track.atMs, bytes: encodeReleased(track, source) });
      byRule.set(rule, messages);
    }
  }
  const denied: Partial<Record<DenyReason, number>> = {};
  for (const reason of reasons.values()) denied[reason] = (denied[reason] ?? 0) + 1;
  const batches = [...byRule].flatMap(([rule, messages]) =>
    chunk(messages).map((part) => ({ rule, messages: part })),
  );
  return { batches, denied, reasons };
}

/** The pictures a filter needs: now, and one for every delay among its grants. */
export function snapshotsFor(filter: ReleaseFilter, history: readonly Snapshot[], nowMs: number): Snapshot[] {
  const delays = [...new Set([0, ...filter.grants.map(({ delayMs }) => Math.max(0, delayMs))])].sort(
    (a, b) => a - b,
  );
  return delays.flatMap((delayMs) => history.findLast(({ atMs }) => atMs <= nowMs - delayMs) ?? []);
}

/** Entries of the provider's own log: a denial is one when it begins or its reason changes, not every second. */
export function denialLeaves(
  reasons: ReadonlyMap<number, DenyReason>,
  before: ReadonlyMap<number, DenyReason>,
  atMs: number,
): AuditLeaf[] {
  return [...reasons]
    .filter(([track, reason]) => before.get(track) !== reason)
    .map(([track, reason]) => ({ track, atMs, decision: 1 + DENY_REASONS.indexOf(reason), hash: NOTHING }));
}

const NOTHING = nodeCrypto.sha256(new Uint8Array());

function chunk(messages: readonly Message[]): Message[][] {
  const parts: Message[][] = [];
  for (let at = 0; at < messages.length; at += MESSAGES_PER_BATCH_MAX) {
    parts.push(messages.slice(at, at + MESSAGES_PER_BATCH_MAX));
  }
  return parts;
}
