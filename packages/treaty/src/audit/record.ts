import { concat, equalBytes, textOf, toHex, utf8 } from '../trust/bytes.ts';
import { canonicalJson, type JsonValue } from '../trust/canonical-json.ts';
import type { Crypto } from '../trust/crypto.ts';
import { isRecord } from '../shape/shape.ts';
import type { Document, Signed } from '../trust/signed.ts';

/**
 * `released`: what left, the same chain at provider and recipient. `denied`: what did not, which the
 * provider keeps to itself, because it tells of things the recipient may not know of.
 */
export type AuditStream = 'released' | 'denied';

/** One link of the chain: what one grant let through (or nothing did) in one batch. */
export interface AuditRecord extends Document {
  readonly kind: 'audit';
  readonly stream: AuditStream;
  readonly recipient: string;
  /** From 0, without gaps. */
  readonly seq: number;
  /** SHA-256 of the link before, as stored; zeros in the first. */
  readonly prev: string;
  readonly epoch: number;
  /** `instrument/grant`; empty for denials. */
  readonly rule: string;
  readonly count: number;
  /** Merkle root over the leaves. */
  readonly root: string;
  /** Denials by reason. */
  readonly denied?: { readonly [reason: string]: number };
}

/** What a party says of where the chain ends; both sign, each for itself. */
export interface AuditHead extends Document {
  readonly kind: 'audit-head';
  readonly provider: string;
  readonly recipient: string;
  readonly stream: AuditStream;
  readonly seq: number;
  readonly hash: string;
}

/** One thing released or denied. */
export interface AuditLeaf {
  /** Number of the track, as the recipient knows it (`released`) or as the provider does (`denied`). */
  readonly track: number;
  /** UTC ms of the state released. */
  readonly atMs: number;
  /** 0 released; else 1 + index into DENY_REASONS. */
  readonly decision: number;
  /** SHA-256 of the message as it left; of a denied one: of nothing. */
  readonly hash: Uint8Array;
}

export const LEAF_SIZE = 45;
/** Frames are bounded so that a damaged length cannot ask for all memory. */
export const FRAME_SIZE_MAX = 16 * 1024 * 1024;

const leafScratch = new Uint8Array(LEAF_SIZE);
const leafView = new DataView(leafScratch.buffer);

export function encodeLeaf({ track, atMs, decision, hash }: AuditLeaf): Uint8Array {
  leafView.setUint32(0, track);
  leafView.setFloat64(4, atMs);
  leafScratch[12] = decision;
  leafScratch.set(hash, 13);
  return leafScratch.slice();
}

export function decodeLeaf(bytes: Uint8Array): AuditLeaf {
  const view = new DataView(bytes.buffer, bytes.byteOffset, LEAF_SIZE);
  return {
    track: view.getUint32(0),
    atMs: view.getFloat64(4),
    decision: bytes[12]!,
    hash: bytes.slice(13, LEAF_SIZE),
  };
}

/** A frame of a segment file: length, length of the record, the record as canonical JSON, the leaves. */
export interface AuditFrame {
  readonly record: Signed<AuditRecord>;
  /** The record's octets as stored: what the next link's `prev` is the hash of. */
  readonly recordBytes: Uint8Array;
  /** {@link LEAF_SIZE} octets each. */
  readonly leaves: readonly Uint8Array[];
  readonly size: number;
}

export function recordBytesOf(record: Signed<AuditRecord>): Uint8Array {
  return utf8(canonicalJson(record as unknown as JsonValue));
}

export function recordHash(recordBytes: Uint8Array, crypto: Crypto): string {
  return toHex(crypto.sha256(recordBytes));
}

export function encodeFrame(recordBytes: Uint8Array, leaves: readonly Uint8Array[]): Uint8Array {
  const lengths = new Uint8Array(8);
  const view = new DataView(lengths.buffer);
  view.setUint32(0, 4 + recordBytes.length + leaves.length * LEAF_SIZE);
  view.setUint32(4, recordBytes.length);
  return concat(lengths, recordBytes, ...leaves);
}

/**
 * The frame at `offset`: undefined when the octets there are not a whole frame in the one form it is
 * written in. White space or another order of keys is damage, too.
 */
export function decodeFrame(segment: Uint8Array, offset: number): AuditFrame | undefined {
  if (offset + 8 > segment.length) return undefined;
  const view = new DataView(segment.buffer, segment.byteOffset, segment.length);
  const bodySize = view.getUint32(offset);
  const recordSize = view.getUint32(offset + 4);
  const end = offset + 4 + bodySize;
  const leavesAt = offset + 8 + recordSize;
  if (
    bodySize > FRAME_SIZE_MAX ||
    end > segment.length ||
    leavesAt > end ||
    (end - leavesAt) % LEAF_SIZE !== 0
  ) {
    return undefined;
  }
  const recordBytes = segment.subarray(offset + 8, leavesAt);
  const record = parseRecord(recordBytes);
  if (record === undefined) return undefined;
  const leaves: Uint8Array[] = [];
  for (let at = leavesAt; at < end; at += LEAF_SIZE) leaves.push(segment.subarray(at, at + LEAF_SIZE));
  return { record, recordBytes, leaves, size: 4 + bodySize };
}

export function parseRecord(bytes: Uint8Array): Signed<AuditRecord> | undefined {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !isRecord(value['document'])) return undefined;
  const record = value as unknown as Signed<AuditRecord>;
  const { document, keyId, signature } = record;
  const whole =
    document.kind === 'audit' &&
    typeof keyId === 'string' &&
    typeof signature === 'string' &&
    Number.isSafeInteger(document.seq) &&
    Number.isSafeInteger(document.count) &&
    [document.member, document.recipient, document.prev, document.root, document.rule, document.stream].every(
      (member) => typeof member === 'string',
    );
  return whole && equalBytes(recordBytesOf(record), bytes) ? record : undefined;
}
