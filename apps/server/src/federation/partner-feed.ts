import type { MemberId } from '@commonsky/model';
import {
  checkSignature,
  createEnvelopeGate,
  decodeEnvelope,
  decodeSigned,
  encodeFrame,
  encodeLeaf,
  encodeSigned,
  epochProblem,
  epochState,
  leafOf,
  parseRecord,
  recordBytesOf,
  recordHash,
  signHead,
  signPurgeReceipt,
  utf8,
  type AuditRecord,
  type ChainEnd,
  type EnvelopeProblem,
  type EpochProblem,
  type EpochState,
  type Keyring,
  type PolicyEpoch,
  type PurgeOrder,
  type ReleasedTrack,
  type Revocation,
  type SignatureProblem,
  type Signed,
  type Signer,
} from '@commonsky/treaty';
import { openAuditStore, streamFolder, type StreamName } from './audit-files.ts';
import { decodeReleased } from './cat062.ts';
import { nodeCrypto } from './node-crypto.ts';
import type { Transport, WireKind } from './transport.ts';

export interface PartnerFeedOptions {
  readonly provider: MemberId;
  /** The recipient's own key: it countersigns. */
  readonly signer: Signer;
  readonly keyring: Keyring;
  readonly auditFolder: string;
  readonly transport: Transport;
  readonly nowMs: () => number;
}

export type FeedProblem = EnvelopeProblem | EpochProblem | SignatureProblem | 'not-understood' | 'audit-gap';

export interface PartnerFeedStatus {
  readonly provider: MemberId;
  readonly epoch: EpochState;
  readonly tracks: number;
  /** Why the provider ended grants, the last time it did. */
  readonly revoked: string | undefined;
  readonly missing: number;
  readonly refused: Readonly<Partial<Record<FeedProblem, number>>>;
}

/** What one partner lets us see: checked, kept as long as its word stands, countersigned. */
export interface PartnerFeed {
  receive(kind: WireKind, octets: Uint8Array): Promise<void>;
  /** Nothing without a fresh epoch; nothing that was not renewed for {@link TRACK_LIFE_MS}. */
  tracks(): ReleasedTrack[];
  status(): PartnerFeedStatus;
  close(): Promise<void>;
}

/** A partner's track that is not renewed leaves the picture. */
const TRACK_LIFE_MS = 30_000;
const TRACK_COUNT_MAX = 50_000;
const PENDING_COUNT_MAX = 2000;
/** Refusals by which a recipient learns that an epoch did not arrive; asking brings the next one. */
const EPOCH_LOST: ReadonlySet<FeedProblem> = new Set<FeedProblem>(['no-fresh-epoch', 'wrong-epoch']);

export async function openPartnerFeed(options: PartnerFeedOptions): Promise<PartnerFeed> {
  const { provider, signer, keyring, transport, nowMs } = options;
  const recipient = signer.member;
  const name: StreamName = { provider, recipient, stream: 'released' };
  const headOf = ({ seq, hash }: ChainEnd) =>
    signHead(signer, { provider, recipient, stream: 'released', seq, hash, atMs: nowMs() });
  const store = await openAuditStore(
    { folder: streamFolder(options.auditFolder, name), name, keyring },
    headOf,
  );
  const gate = createEnvelopeGate(
    { provider, recipient, keyring, crypto: nodeCrypto },
    store.end.seq < 0 ? undefined : store.end,
  );
  const tracks = new Map<
    number,
    { readonly track: ReleasedTrack; readonly rule: string; readonly atMs: number }
  >();
  const refused: Partial<Record<FeedProblem, number>> = {};
  /** Records that wait for one before them. */
  const pending = new Map<
    number,
    { readonly record: Signed<AuditRecord>; readonly leaves: readonly Uint8Array[] }
  >();
  let epoch: PolicyEpoch | undefined;
  let revoked: string | undefined;
  let missing = 0;

  const refuse = (reason: FeedProblem) => void (refused[reason] = (refused[reason] ?? 0) + 1);

  const askAgain = () => transport.send(provider, 'catch-up', utf8(`${store.end.seq + 1}`));

  async function receiveEnvelope(octets: Uint8Array): Promise<void> {
    const envelope = decodeEnvelope(octets);
    if (envelope === undefined) return refuse('not-understood');
    const now = nowMs();
    const admission = gate.admit(envelope, epoch, now);
    if (!admission.ok) {
      if (EPOCH_LOST.has(admission.reason)) askAgain();
      return refuse(admission.reason);
    }
    missing += admission.missing;
    const { rule } = envelope.record.document;
    const { messages } = admission;
    for (const { track: number, atMs, bytes } of messages) {
      const track = decodeReleased(bytes, { provider, number, atMs });
      if (track === undefined) refuse('not-understood');
      else if (tracks.size < TRACK_COUNT_MAX || tracks.has(number))
        tracks.set(number, { track, rule, atMs: now });
    }
    const leaves = messages.map((message) => encodeLeaf(leafOf(message, nodeCrypto)));
    await keep(envelope.record, leaves);
  }

  /** Own copy of the provider's records, in order, and our word for them; asks for what is missing. */
  async function keep(record: Signed<AuditRecord>, leaves: readonly Uint8Array[]): Promise<void> {
    const { seq } = record.document;
    if (seq <= store.end.seq || pending.size >= PENDING_COUNT_MAX) return refuse('audit-gap');
    if (!pending.has(seq) || leaves.length > 0) pending.set(seq, { record, leaves });
    for (
      let next = pending.get(store.end.seq + 1);
      next !== undefined;
      next = pending.get(store.end.seq + 1)
    ) {
      const { document } = next.record;
      pending.delete(document.seq);
      if (document.prev !== store.end.hash) return refuse('chain-broken');
      const recordBytes = recordBytesOf(next.record);
      const head = headOf({ seq: document.seq, hash: recordHash(recordBytes, nodeCrypto) });
      await store.write([{ record: next.record, frame: encodeFrame(recordBytes, next.leaves) }], head);
      transport.send(provider, 'head', encodeSigned(head));
    }
    if (pending.size > 0) askAgain();
  }

  async function receiveRecord(octets: Uint8Array): Promise<void> {
    const record = parseRecord(octets);
    if (record === undefined) return refuse('not-understood');
    const { member, recipient: addressee, stream, seq } = record.document;
    if (member !== provider || addressee !== recipient || stream !== 'released') return refuse('not-for-us');
    const problem = checkSignature(record, keyring, nodeCrypto);
    if (problem !== undefined) return refuse(problem);
    if (seq > store.end.seq) await keep(record, []);
  }

  function receiveEpoch(octets: Uint8Array): void {
    const signed = decodeSigned<PolicyEpoch>(octets, 'policy-epoch');
    if (signed === undefined) return refuse('not-understood');
    const problem = epochProblem(signed, { provider, recipient, known: epoch }, nowMs(), keyring, nodeCrypto);
    if (problem === undefined) epoch = signed.document;
    else refuse(problem);
  }

  function receiveRevocation(octets: Uint8Array): void {
    const signed = decodeSigned<Revocation>(octets, 'revocation');
    if (signed === undefined) return refuse('not-understood');
    const { document } = signed;
    if (document.member !== provider || document.recipient !== recipient) return refuse('not-for-us');
    const problem = checkSignature(signed, keyring, nodeCrypto);
    if (problem !== undefined) return refuse(problem);
    revoked = document.reason;
    for (const [number, { rule }] of tracks) if (document.rules.includes(rule)) tracks.delete(number);
  }

  function receivePurgeOrder(octets: Uint8Array): void {
    const signed = decodeSigned<PurgeOrder>(octets, 'purge-order');
    if (signed === undefined) return refuse('not-understood');
    const { document } = signed;
    if (document.member !== provider || document.recipient !== recipient) return refuse('not-for-us');
    const problem = checkSignature(signed, keyring, nodeCrypto);
    if (problem !== undefined) return refuse(problem);
    let deletedRecords = 0;
    for (const [number, { rule }] of tracks) {
      if (!document.rules.includes(rule)) continue;
      tracks.delete(number);
      deletedRecords++;
    }
    const receipt = signPurgeReceipt(
      signer,
      signed,
      { atMs: nowMs(), deletedRecords, destroyedKeys: [] },
      nodeCrypto,
    );
    transport.send(provider, 'purge-receipt', encodeSigned(receipt));
  }

  /** One at a time, in order: the chain is written in the order in which it was admitted. */
  let last: Promise<void> = Promise.resolve();
  return {
    async receive(kind, octets) {
      if (kind === 'epoch') receiveEpoch(octets);
      else if (kind === 'revocation') receiveRevocation(octets);
      else if (kind === 'purge-order') receivePurgeOrder(octets);
      else if (kind === 'envelope' || kind === 'record') {
        last = last.then(() => (kind === 'envelope' ? receiveEnvelope(octets) : receiveRecord(octets)));
        await last;
      } else refuse('not-understood');
    },
    tracks() {
      const now = nowMs();
      if (epochState(epoch, now) === 'expired') tracks.clear();
      for (const [number, { atMs }] of tracks) if (!(now - atMs <= TRACK_LIFE_MS)) tracks.delete(number);
      return [...tracks.values()].map(({ track }) => track);
    },
    status: () => ({
      provider,
      epoch: epochState(epoch, nowMs()),
      tracks: tracks.size,
      revoked,
      missing,
      refused,
    }),
    close: () => store.close(),
  };
}
