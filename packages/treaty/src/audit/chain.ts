import { toHex } from '../trust/bytes.ts';
import type { Crypto, Signer } from '../trust/crypto.ts';
import { signDocument, type Signed } from '../trust/signed.ts';
import { GENESIS } from '../life/log.ts';
import { leafHash, merkleRoot } from './merkle.ts';
import {
  encodeFrame,
  encodeLeaf,
  recordBytesOf,
  recordHash,
  type AuditHead,
  type AuditLeaf,
  type AuditRecord,
  type AuditStream,
} from './record.ts';

export interface Link {
  readonly record: Signed<AuditRecord>;
  /** To be appended to the segment, and durable, before what it is about leaves. */
  readonly frame: Uint8Array;
  /** What the next link refers to, and what is countersigned. */
  readonly hash: string;
}

export interface AuditChain {
  append(batch: {
    readonly atMs: number;
    readonly epoch: number;
    readonly rule: string;
    readonly leaves: readonly AuditLeaf[];
    readonly denied?: { readonly [reason: string]: number };
  }): Link;
  /** The provider's word for where the chain ends; undefined while it is empty. */
  head(atMs: number): Signed<AuditHead> | undefined;
}

export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** @param end Where the stored chain ended, as the verifier found it, to go on from there. */
export function createAuditChain(
  {
    signer,
    recipient,
    stream,
    crypto,
  }: {
    readonly signer: Signer;
    readonly recipient: string;
    readonly stream: AuditStream;
    readonly crypto: Crypto;
  },
  end: ChainEnd = { seq: -1, hash: GENESIS },
): AuditChain {
  let { seq, hash } = end;
  return {
    append({ atMs, epoch, rule, leaves, denied }) {
      const encoded = leaves.map((leaf) => encodeLeaf(leaf));
      const root = toHex(
        merkleRoot(
          encoded.map((leaf) => leafHash(leaf, crypto)),
          crypto,
        ),
      );
      const record = signDocument<AuditRecord>(
        {
          kind: 'audit',
          stream,
          member: signer.member,
          recipient,
          seq: seq + 1,
          prev: hash,
          atMs,
          epoch,
          rule,
          count: leaves.length,
          root,
          ...(denied && { denied }),
        },
        signer,
      );
      const recordBytes = recordBytesOf(record);
      seq += 1;
      hash = recordHash(recordBytes, crypto);
      return { record, frame: encodeFrame(recordBytes, encoded), hash };
    },
    head(atMs) {
      return seq < 0
        ? undefined
        : signHead(signer, { provider: signer.member, recipient, stream, seq, hash, atMs });
    },
  };
}

/** Provider or recipient says: this is the end of the chain as I hold it. The recipient's is the countersignature. */
export function signHead(signer: Signer, end: Omit<AuditHead, 'kind' | 'member'>): Signed<AuditHead> {
  return signDocument({ kind: 'audit-head', member: signer.member, ...end }, signer);
}
