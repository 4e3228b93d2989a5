import { toHex } from '../trust/bytes.ts';
import type { Crypto } from '../trust/crypto.ts';
import type { Keyring } from '../trust/key.ts';
import { checkSignature, type SignatureProblem, type Signed } from '../trust/signed.ts';
import type { PolicyEpoch } from '../release/epoch.ts';
import { epochState } from '../release/epoch.ts';
import { leafHash, merkleRoot } from './merkle.ts';
import { encodeLeaf, recordBytesOf, recordHash, type AuditLeaf, type AuditRecord } from './record.ts';
import type { ChainEnd } from './chain.ts';

/** One thing on its way: its released number, the time of its state, and its octets (CAT062). */
export interface Message {
  readonly track: number;
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

/**
 * What travels: the audit record itself, signed and numbered, with the messages its root is over. So
 * the recipient holds the same proof as the provider, of the same octets.
 */
export interface Envelope {
  readonly record: Signed<AuditRecord>;
  readonly messages: readonly Message[];
}

export function leafOf({ track, atMs, bytes }: Message, crypto: Crypto): AuditLeaf {
  return { track, atMs, decision: 0, hash: crypto.sha256(bytes) };
}

export type EnvelopeProblem =
  | SignatureProblem
  | 'not-for-us'
  | 'no-fresh-epoch'
  | 'wrong-epoch'
  | 'replayed'
  | 'chain-broken'
  | 'content-differs'
  | 'wrong-time';

export type Admission =
  | { readonly ok: true; readonly messages: readonly Message[]; readonly missing: number }
  | { readonly ok: false; readonly reason: EnvelopeProblem };

/** How old a live batch may be on arrival, and how far ahead its clock. */
const AGE_MS_MAX = 10_000;
const SKEW_MS_MAX = 2000;

/**
 * Takes envelopes from one provider. An envelope is admitted once, in order, under a fresh epoch,
 * with exactly the content that was signed; `missing` counts those lost in between, to be asked for.
 */
export function createEnvelopeGate(
  {
    provider,
    recipient,
    keyring,
    crypto,
  }: {
    readonly provider: string;
    readonly recipient: string;
    readonly keyring: Keyring;
    readonly crypto: Crypto;
  },
  last: ChainEnd | undefined,
) {
  let end = last;
  return {
    /** The end of the chain as admitted: what is countersigned. */
    get end() {
      return end;
    },
    admit(envelope: Envelope, epoch: PolicyEpoch | undefined, nowMs: number): Admission {
      const { document } = envelope.record;
      if (document.kind !== 'audit' || document.stream !== 'released') return refuse('not-for-us');
      if (document.member !== provider || document.recipient !== recipient) return refuse('not-for-us');
      if (epoch === undefined || epochState(epoch, nowMs) === 'expired') return refuse('no-fresh-epoch');
      // The epoch may have been renewed while the batch was on its way.
      if (document.epoch !== epoch.number && document.epoch !== epoch.number - 1)
        return refuse('wrong-epoch');
      if (!(nowMs - document.atMs <= AGE_MS_MAX && document.atMs - nowMs <= SKEW_MS_MAX))
        return refuse('wrong-time');
      const expectedSeq = end === undefined ? document.seq : end.seq + 1;
      if (!(document.seq >= expectedSeq)) return refuse('replayed');
      if (document.seq === expectedSeq && end !== undefined && document.prev !== end.hash)
        return refuse('chain-broken');
      const problem = checkSignature(envelope.record, keyring, crypto);
      if (problem !== undefined) return refuse(problem);
      const hashes = envelope.messages.map((message) =>
        leafHash(encodeLeaf(leafOf(message, crypto)), crypto),
      );
      if (document.count !== hashes.length || document.root !== toHex(merkleRoot(hashes, crypto)))
        return refuse('content-differs');
      const missing = document.seq - expectedSeq;
      end = { seq: document.seq, hash: recordHash(recordBytesOf(envelope.record), crypto) };
      return { ok: true, messages: envelope.messages, missing };
    },
  };
}

function refuse(reason: EnvelopeProblem): Admission {
  return { ok: false, reason };
}
