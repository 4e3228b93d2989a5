import { setImmediate } from 'node:timers/promises';
import type { MemberId } from '@commonsky/model';
import {
  checkSignature,
  compileFilter,
  createClockGuard,
  createNumbering,
  decodeSigned,
  encodeEnvelope,
  encodeSigned,
  endedGrants,
  EPOCH_REFRESH_MS,
  issueEpoch,
  leafOf,
  phaseAt,
  framesOf,
  recordBytesOf,
  signRevocation,
  textOf,
  yieldsGrants,
  type AuditChain,
  type AuditHead,
  type AuditStream,
  type ClockProblem,
  type ClockReading,
  type DenyReason,
  type Keyring,
  type Numbering,
  type ReleaseFilter,
  type Signer,
  type Treaties,
} from '@commonsky/treaty';
import { openAuditChain, readAuditFiles, streamFolder, type AuditStore } from './audit-files.ts';
import type { Cat062Source } from './cat062.ts';
import { denialLeaves, judgeOffers, snapshotsFor, type Offer, type Snapshot } from './judgement.ts';
import { nodeCrypto } from './node-crypto.ts';
import type { Transport, WireKind } from './transport.ts';

/** Why a partner gets nothing at the moment. */
export type Pause = 'partner-away' | 'not-countersigned' | 'audit-failed' | ClockProblem;

export interface PartnerStatus {
  readonly partner: MemberId;
  readonly epoch: number;
  readonly pause: Pause | undefined;
  readonly released: number;
  readonly denied: Readonly<Partial<Record<DenyReason, number>>>;
  /** Batches recorded and then not sent, because the policy changed or the clock failed in between. */
  readonly withheld: number;
  /** Steps left out because the one before was still being written. */
  readonly overruns: number;
  readonly countersignedSeq: number;
  readonly auditSeq: number;
}

export interface GatewayOptions {
  readonly signer: Signer;
  readonly keyring: Keyring;
  readonly partners: readonly MemberId[];
  readonly treaties: Treaties;
  /** Head of the life log that `treaties` come from. */
  readonly logHead: string;
  readonly auditFolder: string;
  readonly transport: Transport;
  readonly clock: () => ClockReading;
  readonly source: Cat062Source;
}

/** The provider's only way out: nothing else holds a transport to partners. */
export interface ReleaseGateway {
  /**
   * Decides, records and releases the picture of now, for one partner or for all. Serving the
   * partners one after the other over the second keeps the picture fresh for each of them.
   */
  step(offers: readonly Offer[], partner?: MemberId): Promise<void>;
  /** A new policy holds from this call on; partners are told at once what ended. */
  applyTreaties(treaties: Treaties, logHead: string, reason: string): void;
  /** What partners say: countersignatures, and requests for records that did not reach them. */
  receive(from: MemberId, kind: WireKind, octets: Uint8Array): Promise<void>;
  status(): PartnerStatus[];
  close(): Promise<void>;
}

const CLOCK_LIMITS = { errorMsMax: 1000, stepMsMax: 1000 };
const NUMBERING = { keepMs: 120_000, countMax: 20_000 };
/** Grants that release later than this cannot be served from memory, and are denied as too young. */
const HISTORY_MS_MAX = 120_000;
/** Records sent for one request. */
const CATCH_UP_COUNT_MAX = 1000;
/** An hour of ten grants: beyond, the oldest are no longer waited for. */
const WAITING_COUNT_MAX = 36_000;

interface Ledger {
  readonly store: AuditStore;
  readonly chain: AuditChain;
}

interface Partner {
  readonly id: MemberId;
  readonly released: Ledger;
  readonly denied: Ledger;
  readonly numbering: Numbering;
  /** Last reason per track, so that a denial is an entry when it begins, not every second. */
  reasons: ReadonlyMap<number, DenyReason>;
  auditError: unknown;
  isBusy: boolean;
  filter: ReleaseFilter | undefined;
  /** Counts policies that ended a grant: a batch decided before does not leave after. */
  revision: number;
  epoch: number;
  epochAtMs: number;
  pause: Pause | undefined;
  countersignedSeq: number;
  caughtUpMs: number;
  /** Records sent and not yet countersigned, oldest first. */
  waiting: { readonly seq: number; readonly hash: string; readonly atMs: number }[];
  readonly counts: {
    released: number;
    withheld: number;
    overruns: number;
    denied: Partial<Record<DenyReason, number>>;
  };
}

export async function openGateway(options: GatewayOptions): Promise<ReleaseGateway> {
  const { signer, keyring, transport, clock, source } = options;
  const provider = signer.member;
  const guard = createClockGuard(CLOCK_LIMITS);
  const partners = await Promise.all(options.partners.map((id) => openPartner(id, options)));
  const history: Snapshot[] = [];
  let { treaties, logHead } = options;

  function renewEpoch(partner: Partner, nowMs: number): void {
    partner.epoch += 1;
    partner.epochAtMs = nowMs;
    const epoch = issueEpoch(signer, { recipient: partner.id, number: partner.epoch, atMs: nowMs, logHead });
    const { atMs: fromMs, expiresMs } = epoch.document;
    partner.filter = compileFilter(treaties, {
      provider,
      recipient: partner.id,
      epoch: partner.epoch,
      fromMs,
      expiresMs,
    });
    transport.send(partner.id, 'epoch', encodeSigned(epoch));
  }

  function pauseOf(partner: Partner, nowMs: number): Pause | undefined {
    if (partner.auditError !== undefined) return 'audit-failed';
    if (!transport.isConnected(partner.id)) return 'partner-away';
    const limitMs = countersignLimitMs(treaties, provider, partner.id, nowMs);
    const oldest = partner.waiting[0];
    return oldest !== undefined && nowMs - oldest.atMs > limitMs ? 'not-countersigned' : undefined;
  }

  /** A partner whose last batch is still being written gets its next one a step later. */
  async function serveInTurn(partner: Partner, nowMs: number): Promise<void> {
    if (partner.isBusy) {
      partner.counts.overruns += 1;
      return;
    }
    partner.isBusy = true;
    try {
      await serve(partner, nowMs);
    } finally {
      partner.isBusy = false;
    }
  }

  async function serve(partner: Partner, nowMs: number): Promise<void> {
    const pausedBefore = partner.pause !== undefined;
    partner.pause = pauseOf(partner, nowMs);
    if (partner.pause !== undefined) return;
    // Whoever was away needs our word anew before anything else.
    if (pausedBefore) partner.filter = undefined;
    const due = !(nowMs - partner.epochAtMs < EPOCH_REFRESH_MS && nowMs >= partner.epochAtMs);
    if (partner.filter === undefined || due) renewEpoch(partner, nowMs);
    const filter = partner.filter!;
    partner.numbering.expire(nowMs);
    const snapshots = snapshotsFor(filter, history, nowMs);
    const { batches, denied, reasons } = judgeOffers(filter, snapshots, nowMs, partner.numbering, {
      provider,
      source,
    });
    const denials = denialLeaves(reasons, partner.reasons, nowMs);
    partner.reasons = reasons;
    for (const reason of reasons.values())
      partner.counts.denied[reason] = (partner.counts.denied[reason] ?? 0) + 1;
    const links = batches.map(({ rule, messages }) => {
      const leaves = messages.map((message) => leafOf(message, nodeCrypto));
      return partner.released.chain.append({ atMs: nowMs, epoch: filter.epoch, rule, leaves });
    });
    const decidedUnder = partner.revision;
    try {
      await Promise.all([
        links.length > 0 && partner.released.store.write(links, partner.released.chain.head(nowMs)!),
        writeDenials(partner.denied, { atMs: nowMs, epoch: filter.epoch, rule: '', leaves: denials, denied }),
      ]);
    } catch (error) {
      // Without proof nothing leaves, now or later: the files must be looked at and opened anew.
      partner.auditError = error;
      return;
    }
    // The disk took its time: what was allowed before it must still be.
    const reading = clock();
    const stillTrue =
      partner.revision === decidedUnder &&
      guard.check(reading) === undefined &&
      reading.wallMs < changesAtMs(filter, nowMs);
    if (!stillTrue) {
      partner.counts.withheld += links.length;
      // The partner's copy of the chain goes on, without what it was not to have.
      for (const { record } of links) transport.send(partner.id, 'record', recordBytesOf(record));
      return;
    }
    for (const [i, { record, hash }] of links.entries()) {
      const { rule, messages } = batches[i]!;
      partner.counts.released += messages.length;
      partner.waiting.push({ seq: record.document.seq, hash, atMs: nowMs });
      transport.send(partner.id, 'envelope', encodeEnvelope({ record, messages }), rule);
    }
    if (partner.waiting.length > WAITING_COUNT_MAX)
      partner.waiting = partner.waiting.slice(-WAITING_COUNT_MAX);
  }

  async function receiveHead(partner: Partner, octets: Uint8Array): Promise<void> {
    const head = decodeSigned<AuditHead>(octets, 'audit-head');
    if (head === undefined) return;
    const { member, recipient, stream, seq, hash } = head.document;
    if (
      member !== partner.id ||
      head.document.provider !== provider ||
      recipient !== partner.id ||
      stream !== 'released'
    )
      return;
    const known = partner.waiting.findIndex((record) => record.seq === seq && record.hash === hash);
    if (known < 0 || checkSignature(head, keyring, nodeCrypto) !== undefined) return;
    partner.waiting = partner.waiting.slice(known + 1);
    partner.countersignedSeq = seq;
    await partner.released.store.writeCountersignature(head);
  }

  /** At most once a second for each partner: it reads files. */
  async function sendRecords(partner: Partner, octets: Uint8Array): Promise<void> {
    const { wallMs } = clock();
    const from = Number(textOf(octets));
    if (!Number.isSafeInteger(from) || wallMs - partner.caughtUpMs < 1000) return;
    partner.caughtUpMs = wallMs;
    // Whoever missed records may have missed our word: it is given anew before the next batch.
    partner.filter = undefined;
    const name = { provider, recipient: partner.id, stream: 'released' } as const;
    const { segments } = await readAuditFiles(streamFolder(options.auditFolder, name));
    for (const { record, recordBytes } of framesOf(segments)) {
      const { seq } = record.document;
      if (seq >= from && seq < from + CATCH_UP_COUNT_MAX) transport.send(partner.id, 'record', recordBytes);
    }
  }

  return {
    async step(offers, only) {
      const reading = clock();
      const problem = guard.check(reading);
      if (problem !== undefined) {
        for (const partner of partners) partner.pause = problem;
        return;
      }
      history.push({ atMs: reading.wallMs, offers });
      while (history.length > 1 && !(reading.wallMs - history[0]!.atMs <= HISTORY_MS_MAX)) history.shift();
      const work: Promise<void>[] = [];
      for (const partner of partners) {
        if (only !== undefined && partner.id !== only) continue;
        work.push(serveInTurn(partner, reading.wallMs));
        // Between partners whatever has arrived gets its turn: a revocation must not wait for all of them.
        await setImmediate();
      }
      await Promise.all(work);
    },
    applyTreaties(next, head, reason) {
      const before = treaties;
      treaties = next;
      logHead = head;
      const reading = clock();
      for (const partner of partners) {
        // Without a filter nothing leaves until the next step has compiled the new one.
        partner.filter = undefined;
        const rules = endedGrants(before, next, { provider, recipient: partner.id }, reading.wallMs);
        if (rules.length === 0) continue;
        partner.revision += 1;
        const revocation = signRevocation(signer, {
          recipient: partner.id,
          rules,
          reason,
          atMs: reading.wallMs,
          logHead: head,
        });
        transport.send(partner.id, 'revocation', encodeSigned(revocation));
      }
    },
    async receive(from, kind, octets) {
      const partner = partners.find(({ id }) => id === from);
      if (partner === undefined) return;
      if (kind === 'catch-up') await sendRecords(partner, octets);
      else if (kind === 'head') await receiveHead(partner, octets);
    },
    status: () =>
      partners.map(({ id, epoch, pause, counts, countersignedSeq, released }) => ({
        partner: id,
        epoch,
        pause,
        released: counts.released,
        denied: counts.denied,
        withheld: counts.withheld,
        overruns: counts.overruns,
        countersignedSeq,
        auditSeq: released.store.end.seq,
      })),
    async close() {
      await Promise.all(
        partners.flatMap(({ released, denied }) => [released.store.close(), denied.store.close()]),
      );
    },
  };
}

async function openPartner(
  id: MemberId,
  { signer, keyring, auditFolder, clock }: GatewayOptions,
): Promise<Partner> {
  const ledger = (stream: AuditStream): Promise<Ledger> => {
    const name = { provider: signer.member, recipient: id, stream };
    const folder = streamFolder(auditFolder, name);
    return openAuditChain({ folder, name, keyring }, signer, () => clock().wallMs);
  };
  return {
    id,
    released: await ledger('released'),
    denied: await ledger('denied'),
    numbering: createNumbering(NUMBERING),
    reasons: new Map(),
    auditError: undefined,
    isBusy: false,
    filter: undefined,
    revision: 0,
    // Numbers must never fall, also over restarts: seconds since 1970 do not while the clock is right.
    epoch: Math.floor(clock().wallMs / 1000),
    epochAtMs: Number.NaN,
    pause: undefined,
    countersignedSeq: -1,
    waiting: [],
    caughtUpMs: -Infinity,
    counts: { released: 0, withheld: 0, overruns: 0, denied: {} },
  };
}

/** The shortest period for countersignatures in any agreement the two have in force; infinity when none sets one. */
function countersignLimitMs(
  { timelines }: Treaties,
  provider: MemberId,
  recipient: MemberId,
  nowMs: number,
): number {
  const limits = [...timelines.values()]
    .filter(({ instrument: { parties } }) => parties.includes(provider) && parties.includes(recipient))
    .filter((timeline) => yieldsGrants(phaseAt(timeline, nowMs).state))
    .map(({ instrument }) => (instrument.audit?.countersignWithinS ?? Infinity) * 1000);
  return Math.min(Infinity, ...limits);
}

async function writeDenials(
  { store, chain }: Ledger,
  batch: Parameters<AuditChain['append']>[0],
): Promise<void> {
  if (Object.keys(batch.denied ?? {}).length === 0) return;
  await store.write([chain.append(batch)], chain.head(batch.atMs)!);
}

/** The next moment at which this filter may decide otherwise: its end, or that of any grant that holds now. */
function changesAtMs({ expiresMs, grants }: ReleaseFilter, nowMs: number): number {
  const ends = grants.flatMap(({ spans }) =>
    spans.filter(({ toMs }) => toMs > nowMs).map(({ toMs }) => toMs),
  );
  return Math.min(expiresMs, ...ends);
}
