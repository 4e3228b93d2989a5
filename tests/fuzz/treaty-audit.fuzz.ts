import { strict as assert } from 'node:assert';
import {
  createAuditChain,
  leafOf,
  signHead,
  utf8,
  verifyAudit,
  type AuditFiles,
  type Message,
} from '@commonsky/treaty';
import { createMembers, nodeCrypto } from '../conformance/treaty-keys.ts';
import { createRandom } from '../conformance/treaty-random.ts';
import type { Fuzz } from './fuzz.ts';

const EXPECTED = { provider: 'aa', recipient: 'bb', stream: 'released' } as const;
const RECORDS = 12;

/** Damages the audit files of one stream in one place a trial; every damage must be found. */
export const fuzz: Fuzz = ({ runs, seed }) => {
  const { signers, keyring } = createMembers(['aa', 'bb']);
  const random = createRandom(seed);
  const make = (rule: string) => {
    const chain = createAuditChain({
      signer: signers['aa']!,
      recipient: 'bb',
      stream: 'released',
      crypto: nodeCrypto,
    });
    const frames = Array.from({ length: RECORDS }, (_, second) => {
      const messages = Array.from({ length: 1 + (second % 3) }, (_, track): Message => ({
        track,
        atMs: second * 1000,
        bytes: utf8(`${track} at ${second}`),
      }));
      return chain.append({
        atMs: second * 1000,
        epoch: 1,
        rule,
        leaves: messages.map((message) => leafOf(message, nodeCrypto)),
      }).frame;
    });
    return { frames, head: chain.head(RECORDS * 1000)! };
  };
  const { frames, head } = make('t/g');
  const foreign = make('t/h').frames;
  const { seq, hash } = head.document;
  const countersignature = signHead(signers['bb']!, { ...EXPECTED, seq, hash, atMs: RECORDS * 1000 });
  const whole = Buffer.concat(frames);
  const files = (parts: readonly Uint8Array[]): AuditFiles => ({
    segments: [Buffer.concat(parts)],
    head,
    countersignature,
  });
  const verdict = (audit: AuditFiles) => verifyAudit(audit, EXPECTED, keyring, nodeCrypto).ok;
  assert.ok(verdict(files(frames)), 'the undamaged files verify');

  const damages: Readonly<Record<string, () => Uint8Array[] | undefined>> = {
    edit() {
      const octets = Uint8Array.from(whole);
      octets[random.int(0, octets.length - 1)]! ^= random.int(1, 255);
      return [octets];
    },
    'delete octets'() {
      const at = random.int(0, whole.length - 1);
      return [whole.subarray(0, at), whole.subarray(at + random.int(1, 50))];
    },
    'insert octets'() {
      const at = random.int(0, whole.length);
      return [
        whole.subarray(0, at),
        Uint8Array.from({ length: random.int(1, 50) }, () => random.int(0, 255)),
        whole.subarray(at),
      ];
    },
    'delete records': () => frames.toSpliced(random.int(0, RECORDS - 1), random.int(1, 3)),
    reorder() {
      const [a, b] = [random.int(0, RECORDS - 1), random.int(0, RECORDS - 1)];
      return a === b ? undefined : frames.with(a, frames[b]!).with(b, frames[a]!);
    },
    truncate: () => [whole.subarray(0, random.int(0, whole.length - 1))],
    'replay a record': () => frames.toSpliced(random.int(0, RECORDS), 0, random.pick(frames)),
    'put in a record of another chain': () => frames.with(random.int(0, RECORDS - 1), random.pick(foreign)),
  };
  const kinds = Object.keys(damages);
  for (let trial = 0; trial < runs; trial++) {
    const kind = kinds[trial % kinds.length]!;
    const damaged = damages[kind]!();
    if (damaged !== undefined && verdict(files(damaged)))
      throw new Error(`not detected: ${kind}, trial ${trial}, seed ${seed}`);
  }
  return `${runs} damages (${kinds.join(', ')}), all detected`;
};
