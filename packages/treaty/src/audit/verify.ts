import { equalBytes, fromHex, toHex } from '../trust/bytes.ts';
import type { Crypto } from '../trust/crypto.ts';
import type { Keyring } from '../trust/key.ts';
import { checkSignature, type SignatureProblem, type Signed } from '../trust/signed.ts';
import { GENESIS } from '../life/log.ts';
import { inclusionProof, leafHash, merkleRoot, verifyInclusion } from './merkle.ts';
import type { ChainEnd } from './chain.ts';
import {
  decodeFrame,
  decodeLeaf,
  recordHash,
  type AuditFrame,
  type AuditHead,
  type AuditLeaf,
  type AuditRecord,
  type AuditStream,
} from './record.ts';

export type AuditProblemReason =
  | SignatureProblem
  | 'not-a-frame'
  | 'sequence-broken'
  | 'chain-broken'
  | 'wrong-stream'
  | 'time-goes-back'
  | 'leaves-differ'
  | 'head-missing'
  | 'head-wrong'
  | 'cut-short'
  | 'head-behind';

export interface AuditProblem {
  readonly reason: AuditProblemReason;
  /** Segment and octet in it where the trouble begins; absent for the heads. */
  readonly segment?: number;
  readonly offset?: number;
  readonly seq?: number;
}

/** Files of one stream, of either party. */
export interface AuditFiles {
  /** In order of their first record. */
  readonly segments: readonly Uint8Array[];
  /** The holder's own word for the end of the chain: without it a cut end could not be told. */
  readonly head: Signed<AuditHead> | undefined;
  /** The other party's, when there is one. */
  readonly countersignature?: Signed<AuditHead>;
}

export interface AuditVerdict {
  readonly ok: boolean;
  readonly problems: readonly AuditProblem[];
  readonly records: number;
  readonly leaves: number;
  /** Records of which only the signed head is held: a recipient's, of batches that never reached it. */
  readonly withoutLeaves: number;
  readonly end: ChainEnd;
  /** How far the other party has countersigned; −1 for not at all. */
  readonly countersignedSeq: number;
}

/**
 * Checks the files of a stream alone, offline: every record signed and chained, every leaf under its
 * root, the end where both parties say it is. Finds any edit, deletion, reordering and truncation.
 * What it cannot find is a chain cut back together with the holder's own head and the other party's
 * word for it: that takes the other party's files.
 */
export function verifyAudit(
  files: AuditFiles,
  expected: { readonly provider: string; readonly recipient: string; readonly stream: AuditStream },
  keyring: Keyring,
  crypto: Crypto,
): AuditVerdict {
  const problems: AuditProblem[] = [];
  let end: ChainEnd = { seq: -1, hash: GENESIS };
  let lastMs = -Infinity;
  let leafCount = 0;
  let withoutLeaves = 0;
  const mayLackLeaves = files.head?.document.member === expected.recipient;
  const hashAt = new Map<number, string>();
  const wanted = new Set([files.head?.document.seq, files.countersignature?.document.seq]);

  walk: for (const [segment, bytes] of files.segments.entries()) {
    for (let offset = 0; offset < bytes.length;) {
      const frame = decodeFrame(bytes, offset);
      if (frame === undefined) {
        problems.push({ reason: 'not-a-frame', segment, offset, seq: end.seq + 1 });
        break walk; // without a frame there is no next one to find
      }
      const { document } = frame.record;
      const report = (reason: AuditProblemReason) =>
        problems.push({ reason, segment, offset, seq: document.seq });
      if (document.seq !== end.seq + 1) report('sequence-broken');
      if (document.prev !== end.hash) report('chain-broken');
      if (
        document.member !== expected.provider ||
        document.recipient !== expected.recipient ||
        document.stream !== expected.stream
      ) {
        report('wrong-stream');
      }
      if (!(document.atMs >= lastMs)) report('time-goes-back');
      const problem = checkSignature(frame.record, keyring, crypto);
      if (problem !== undefined) report(problem);
      if (mayLackLeaves && frame.leaves.length === 0 && document.count > 0) withoutLeaves++;
      else if (!leavesMatch(frame, crypto)) report('leaves-differ');
      end = { seq: document.seq, hash: recordHash(frame.recordBytes, crypto) };
      if (wanted.has(document.seq)) hashAt.set(document.seq, end.hash);
      lastMs = document.atMs;
      leafCount += frame.leaves.length;
      offset += frame.size;
    }
  }

  const headProblem = (signed: Signed<AuditHead>, by: readonly string[]): AuditProblemReason | undefined => {
    const { document } = signed;
    if (document.kind !== 'audit-head' || !by.includes(document.member)) return 'head-wrong';
    if (
      document.provider !== expected.provider ||
      document.recipient !== expected.recipient ||
      document.stream !== expected.stream
    )
      return 'head-wrong';
    const problem = checkSignature(signed, keyring, crypto);
    if (problem !== undefined) return problem;
    if (document.seq > end.seq) return 'cut-short';
    return hashAt.get(document.seq) === document.hash ? undefined : 'head-wrong';
  };
  const { head, countersignature } = files;
  const both = [expected.provider, expected.recipient];
  if (head === undefined) {
    if (end.seq >= 0 || countersignature !== undefined) problems.push({ reason: 'head-missing' });
  } else {
    const reason = headProblem(head, both);
    if (reason !== undefined) problems.push({ reason, seq: head.document.seq });
    else if (head.document.seq < end.seq) problems.push({ reason: 'head-behind', seq: head.document.seq });
  }
  if (countersignature !== undefined) {
    const others = both.filter((member) => member !== head?.document.member);
    const reason = headProblem(countersignature, others);
    if (reason !== undefined) problems.push({ reason, seq: countersignature.document.seq });
  }
  return {
    ok: problems.length === 0,
    problems,
    records: end.seq + 1,
    leaves: leafCount,
    withoutLeaves,
    end,
    countersignedSeq: countersignature?.document.seq ?? -1,
  };
}

function leavesMatch({ record, leaves }: AuditFrame, crypto: Crypto): boolean {
  const { count, root } = record.document;
  return (
    count === leaves.length &&
    root ===
      toHex(
        merkleRoot(
          leaves.map((leaf) => leafHash(leaf, crypto)),
          crypto,
        ),
      )
  );
}

/** Proof that one message was released, to be shown to a third party without the other messages. */
export interface ReleaseProof {
  readonly record: Signed<AuditRecord>;
  readonly index: number;
  /** Hexadecimal: the leaf's octets, and the hashes beside the way to the root. */
  readonly leaf: string;
  readonly path: readonly string[];
}

/** Every release of `track` whose state is of the second that `atMs` is in. */
export function proveRelease(
  segments: readonly Uint8Array[],
  track: number,
  atMs: number,
  crypto: Crypto,
): ReleaseProof[] {
  const proofs: ReleaseProof[] = [];
  const second = Math.floor(atMs / 1000);
  for (const { record, leaves } of framesOf(segments)) {
    const hashes = leaves.map((leaf) => leafHash(leaf, crypto));
    for (const [index, bytes] of leaves.entries()) {
      const leaf = decodeLeaf(bytes);
      if (leaf.track !== track || Math.floor(leaf.atMs / 1000) !== second) continue;
      const path = inclusionProof(hashes, index, crypto).map((hash) => toHex(hash));
      proofs.push({ record, index, leaf: toHex(bytes), path });
    }
  }
  return proofs;
}

/** The leaf that a proof proves, or why it proves nothing. */
export function checkProof(
  proof: ReleaseProof,
  keyring: Keyring,
  crypto: Crypto,
): AuditLeaf | SignatureProblem | 'leaves-differ' {
  const problem = checkSignature(proof.record, keyring, crypto);
  if (problem !== undefined) return problem;
  const { count, root } = proof.record.document;
  const leaf = fromHex(proof.leaf);
  const path = proof.path.map((hash) => fromHex(hash));
  const rootBytes = fromHex(root);
  if (leaf === undefined || rootBytes === undefined || path.includes(undefined)) return 'leaves-differ';
  const included = verifyInclusion(
    leafHash(leaf, crypto),
    proof.index,
    count,
    path as Uint8Array[],
    rootBytes,
    crypto,
  );
  return included ? decodeLeaf(leaf) : 'leaves-differ';
}

/** Frames in order, up to the first octets that are none. */
export function* framesOf(segments: readonly Uint8Array[]): Generator<AuditFrame> {
  for (const segment of segments) {
    for (let offset = 0; offset < segment.length;) {
      const frame = decodeFrame(segment, offset);
      if (frame === undefined) return;
      yield frame;
      offset += frame.size;
    }
  }
}

/** Whether a message is the one a leaf speaks of. */
export function isMessageOf(leaf: AuditLeaf, message: Uint8Array, crypto: Crypto): boolean {
  return equalBytes(leaf.hash, crypto.sha256(message));
}
