import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMembers, nodeCrypto } from '../../../../tests/conformance/treaty-keys.ts';
import type { PolicyEpoch } from '../release/epoch.ts';
import { fromHex, toHex, utf8 } from '../trust/bytes.ts';
import { createAuditChain, signHead } from './chain.ts';
import { createEnvelopeGate, leafOf, type Envelope, type Message } from './envelope.ts';
import { inclusionProof, leafHash, merkleRoot, verifyInclusion } from './merkle.ts';
import { decodeFrame, decodeLeaf, encodeLeaf } from './record.ts';
import { checkProof, isMessageOf, proveRelease, verifyAudit, type AuditFiles } from './verify.ts';

/** Leaves and roots of the first n of them, as published with the certificate transparency code. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const hashes = LEAVES.map((leaf) => leafHash(fromHex(leaf)!, nodeCrypto));

describe('Merkle tree', () => {
  it.each(ROOTS.map((root, n) => [n, root] as const))('of %i leaves has the published root', (n, root) => {
    expect(toHex(merkleRoot(hashes.slice(0, n), nodeCrypto))).toBe(root);
  });

  it('has the published path for leaf 0 of 8', () => {
    expect(inclusionProof(hashes, 0, nodeCrypto).map(toHex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
  });

  it('proves every leaf in its own place only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (count, a, b) => {
        const leaves = Array.from({ length: count }, (_, i) => leafHash(Uint8Array.of(i), nodeCrypto));
        const root = merkleRoot(leaves, nodeCrypto);
        const index = a % count;
        const proof = inclusionProof(leaves, index, nodeCrypto);
        expect(verifyInclusion(leaves[index]!, index, count, proof, root, nodeCrypto)).toBe(true);
        const other = b % count;
        if (other !== index) {
          expect(verifyInclusion(leaves[other]!, index, count, proof, root, nodeCrypto)).toBe(false);
          expect(verifyInclusion(leaves[index]!, other, count, proof, root, nodeCrypto)).toBe(false);
        }
        expect(verifyInclusion(leaves[index]!, index, count, [...proof, root], root, nodeCrypto)).toBe(false);
      }),
      { numRuns: 300, seed: 6962 },
    );
  });
});

const { signers, keyring } = createMembers(['aa', 'bb']);
const EXPECTED = { provider: 'aa', recipient: 'bb', stream: 'released' } as const;

const message = (track: number, second: number): Message => ({
  track,
  atMs: second * 1000 + track,
  bytes: utf8(`state of ${track} at ${second}`),
});

/** A chain of `count` seconds with a few releases each, cut into segments of five records. */
function makeFiles(count: number) {
  const chain = createAuditChain({
    signer: signers['aa']!,
    recipient: 'bb',
    stream: 'released',
    crypto: nodeCrypto,
  });
  const frames: Uint8Array[] = [];
  const envelopes: Envelope[] = [];
  for (let second = 1; second <= count; second++) {
    const messages = Array.from({ length: second % 4 }, (_, track) => message(track, second));
    const leaves = messages.map((each) => leafOf(each, nodeCrypto));
    const { record, frame } = chain.append({ atMs: second * 1000, epoch: 1, rule: 't/g', leaves });
    frames.push(frame);
    envelopes.push({ record, messages });
  }
  const segments: Uint8Array[] = [];
  for (let i = 0; i < frames.length; i += 5) segments.push(Buffer.concat(frames.slice(i, i + 5)));
  const head = chain.head(count * 1000)!;
  const { seq, hash } = head.document;
  const countersignature = signHead(signers['bb']!, {
    provider: 'aa',
    recipient: 'bb',
    stream: 'released',
    seq,
    hash,
    atMs: count * 1000,
  });
  return { files: { segments, head, countersignature } satisfies AuditFiles, frames, envelopes };
}

const verify = (files: AuditFiles) => verifyAudit(files, EXPECTED, keyring, nodeCrypto);

const join = (...parts: Uint8Array[]) => [Buffer.concat(parts)];

describe('audit files', () => {
  const { files, frames } = makeFiles(12);

  it('verify as written, from either side', () => {
    expect(verify(files)).toMatchObject({ ok: true, records: 12, leaves: 18, countersignedSeq: 11 });
    const recipients = { ...files, head: files.countersignature, countersignature: files.head };
    expect(verify(recipients)).toMatchObject({ ok: true, records: 12 });
  });

  it('tell a leaf and a frame back', () => {
    const leaf = leafOf(message(7, 9), nodeCrypto);
    expect(decodeLeaf(encodeLeaf(leaf))).toEqual(leaf);
    expect(decodeFrame(frames[2]!, 0)).toMatchObject({ size: frames[2]!.length, leaves: { length: 3 } });
  });

  it.each<[string, Partial<AuditFiles> | { head: undefined }, string]>([
    ['a record taken out', { segments: join(...frames.toSpliced(4, 1)) }, 'sequence-broken'],
    [
      'two records in the other order',
      { segments: join(...frames.toSpliced(4, 2, frames[5]!, frames[4]!)) },
      'sequence-broken',
    ],
    ['a record twice', { segments: join(...frames.toSpliced(4, 0, frames[4]!)) }, 'sequence-broken'],
    ['the last record cut off', { segments: join(...frames.slice(0, -1)) }, 'cut-short'],
    ['a segment missing', { segments: files.segments.slice(1) }, 'sequence-broken'],
    ['everything deleted', { segments: [] }, 'cut-short'],
    ['half a frame at the end', { segments: [Buffer.concat(frames).subarray(0, -10)] }, 'not-a-frame'],
    ['no head', { head: undefined }, 'head-missing'],
    [
      'an older head',
      { head: signHead(signers['aa']!, { ...files.head.document, seq: 10, hash: '0'.repeat(64) }) },
      'head-wrong',
    ],
    [
      'a head by the other party',
      { head: files.countersignature, countersignature: files.countersignature },
      'head-wrong',
    ],
  ])('show %s', (_, change, reason) => {
    const verdict = verify({ ...files, ...change });
    expect(verdict.ok).toBe(false);
    expect(verdict.problems.map((problem) => problem.reason)).toContain(reason);
  });

  it('cannot be rewritten by the provider once countersigned', () => {
    const other = makeFiles(12).files; // same content, signed anew: Ed25519 is deterministic, so change one thing
    const chain = createAuditChain({
      signer: signers['aa']!,
      recipient: 'bb',
      stream: 'released',
      crypto: nodeCrypto,
    });
    const rewritten = [
      Buffer.concat(
        Array.from(
          { length: 12 },
          (_, i) => chain.append({ atMs: (i + 1) * 1000, epoch: 1, rule: 't/g', leaves: [] }).frame,
        ),
      ),
    ];
    const verdict = verify({
      segments: rewritten,
      head: chain.head(12_000),
      countersignature: other.countersignature,
    });
    expect(verdict.problems.map(({ reason }) => reason)).toEqual(['head-wrong']);
  });

  it('show any single change of any octet', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (s, o, flip) => {
        const segments = files.segments.map((segment) => Uint8Array.from(segment));
        const segment = segments[s % segments.length]!;
        segment[o % segment.length]! ^= flip;
        expect(verify({ ...files, segments }).ok).toBe(false);
      }),
      { numRuns: 400, seed: 9 },
    );
  });

  it('survive any octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(verify({ ...files, segments: [bytes] }).ok).toBe(false);
      }),
      { numRuns: 1000, seed: 9 },
    );
  });

  it('prove one message without the others', () => {
    const [proof, ...more] = proveRelease(files.segments, 1, 7500, nodeCrypto);
    expect(more).toEqual([]);
    const leaf = checkProof(proof!, keyring, nodeCrypto);
    expect(leaf).toMatchObject({ track: 1, atMs: 7001, decision: 0 });
    expect(isMessageOf(leaf as never, message(1, 7).bytes, nodeCrypto)).toBe(true);
    expect(isMessageOf(leaf as never, message(1, 8).bytes, nodeCrypto)).toBe(false);
    expect(checkProof({ ...proof!, index: 2 }, keyring, nodeCrypto)).toBe('leaves-differ');
    expect(checkProof({ ...proof!, leaf: proof!.leaf.replace(/^../, 'ff') }, keyring, nodeCrypto)).toBe(
      'leaves-differ',
    );
  });
});

const gate = () =>
  createEnvelopeGate({ provider: 'aa', recipient: 'bb', keyring, crypto: nodeCrypto }, undefined);

describe('envelopes', () => {
  const { envelopes } = makeFiles(12);
  const epoch: PolicyEpoch = {
    kind: 'policy-epoch',
    member: 'aa',
    recipient: 'bb',
    number: 1,
    atMs: 0,
    expiresMs: 600_000,
    logHead: '',
  };
  const reasonOf = (envelope: Envelope, nowMs = 7000, under: PolicyEpoch | undefined = epoch) => {
    const admission = gate().admit(envelope, under, nowMs);
    return admission.ok ? 'admitted' : admission.reason;
  };

  it('are admitted in order, once', () => {
    const open = gate();
    const admissions = envelopes.map((envelope) =>
      open.admit(envelope, epoch, envelope.record.document.atMs + 50),
    );
    expect(admissions.every((admission) => admission.ok && admission.missing === 0)).toBe(true);
    expect(open.admit(envelopes[11]!, epoch, 12_000)).toEqual({ ok: false, reason: 'replayed' });
    expect(open.admit(envelopes[3]!, epoch, 12_000)).toEqual({ ok: false, reason: 'replayed' });
    expect(open.end?.seq).toBe(11);
  });

  it('count what was lost in between', () => {
    const open = gate();
    open.admit(envelopes[2]!, epoch, 7000);
    expect(open.admit(envelopes[6]!, epoch, 7000)).toMatchObject({ ok: true, missing: 3 });
  });

  it('are refused without a fresh epoch, late or early', () => {
    const envelope = envelopes[6]!;
    expect(reasonOf(envelope)).toBe('admitted');
    expect(gate().admit(envelope, undefined, 7000)).toEqual({ ok: false, reason: 'no-fresh-epoch' });
    expect(reasonOf(envelope, 7000, { ...epoch, expiresMs: 6999 })).toBe('no-fresh-epoch');
    expect(reasonOf(envelope, 7000, { ...epoch, number: 2 })).toBe('admitted');
    expect(reasonOf(envelope, 7000, { ...epoch, number: 3 })).toBe('wrong-epoch');
    expect(reasonOf(envelope, 17_001)).toBe('wrong-time');
    expect(reasonOf(envelope, 4999)).toBe('wrong-time');
  });

  it('are refused when anything in them was changed', () => {
    const { record, messages } = envelopes[6]!;
    const document = { ...record.document, seq: 99 };
    expect(reasonOf({ record: { ...record, document }, messages })).toBe('signature-wrong');
    expect(reasonOf({ record, messages: messages.slice(1) })).toBe('content-differs');
    expect(reasonOf({ record, messages: messages.toReversed() })).toBe('content-differs');
    expect(reasonOf({ record, messages: messages.with(0, { ...messages[0]!, atMs: 1 }) })).toBe(
      'content-differs',
    );
    expect(reasonOf({ record, messages: messages.with(0, { ...messages[0]!, bytes: utf8('x') }) })).toBe(
      'content-differs',
    );
  });

  it('of another chain are refused', () => {
    const open = gate();
    open.admit(envelopes[2]!, epoch, 7000);
    const forked = createAuditChain(
      { signer: signers['aa']!, recipient: 'bb', stream: 'released', crypto: nodeCrypto },
      { seq: 2, hash: 'f'.repeat(64) },
    );
    const { record } = forked.append({ atMs: 4000, epoch: 1, rule: 't/g', leaves: [] });
    expect(open.admit({ record, messages: [] }, epoch, 7000)).toEqual({ ok: false, reason: 'chain-broken' });
  });
});
