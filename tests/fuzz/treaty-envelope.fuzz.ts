import { strict as assert } from 'node:assert';
import {
  createAuditChain,
  createEnvelopeGate,
  decodeEnvelope,
  encodeEnvelope,
  leafOf,
  utf8,
  type Message,
  type PolicyEpoch,
} from '@commonsky/treaty';
import { createMembers, nodeCrypto } from '../conformance/treaty-keys.ts';
import { createRandom } from '../conformance/treaty-random.ts';
import type { Fuzz } from './fuzz.ts';

/** Octets on their way are changed, cut, replayed, reordered or forged; none of it may be admitted. */
export const fuzz: Fuzz = ({ runs, seed }) => {
  const random = createRandom(seed);
  const { signers, keyring } = createMembers(['aa', 'bb']);
  const forger = createMembers(['aa', 'bb']).signers['aa']!;
  const epoch: PolicyEpoch = {
    kind: 'policy-epoch',
    member: 'aa',
    recipient: 'bb',
    number: 1,
    atMs: 0,
    expiresMs: 600_000,
    logHead: '',
  };
  const make = (signer = signers['aa']!, recipient = 'bb') => {
    const chain = createAuditChain({ signer, recipient, stream: 'released', crypto: nodeCrypto });
    return Array.from({ length: 10 }, (_, n) => {
      const messages = [1, 2, 3].map((track): Message => ({
        track,
        atMs: 1000 + n,
        bytes: utf8(`${track} ${n}`),
      }));
      const { record } = chain.append({
        atMs: 1000 + n,
        epoch: 1,
        rule: 't/g',
        leaves: messages.map((message) => leafOf(message, nodeCrypto)),
      });
      return encodeEnvelope({ record, messages });
    });
  };
  const sent = make();
  const foreign = [...make(forger), ...make(signers['aa'], 'cc')];
  let admitted = 0;
  let gate = createEnvelopeGate({ provider: 'aa', recipient: 'bb', keyring, crypto: nodeCrypto }, undefined);
  const offer = (octets: Uint8Array) => {
    const envelope = decodeEnvelope(octets);
    return envelope !== undefined && gate.admit(envelope, epoch, 1500).ok;
  };
  const attacks: readonly ((octets: Uint8Array, next: number) => Uint8Array)[] = [
    (octets) => octets.with(random.int(0, octets.length - 1), random.int(0, 255)),
    (octets) => octets.subarray(0, random.int(0, octets.length - 1)),
    (octets) => Uint8Array.from([...octets, random.int(0, 255)]),
    (_, next) => sent[random.int(0, Math.max(0, next - 1))]!,
    () => random.pick(foreign),
  ];
  for (let trial = 0; trial < runs; trial++) {
    const next = trial % sent.length;
    if (next === 0)
      gate = createEnvelopeGate({ provider: 'aa', recipient: 'bb', keyring, crypto: nodeCrypto }, undefined);
    const good = sent[next]!;
    const bad = random.pick(attacks)(good, next);
    const isUnchanged = bad.length === good.length && bad.every((octet, i) => octet === good[i]);
    if (!isUnchanged && offer(bad)) {
      throw new Error(`an envelope was admitted that should not be: trial ${trial}, seed ${seed}`);
    }
    if (offer(good)) admitted++;
  }
  assert.equal(admitted, runs, 'good envelopes still pass');
  return `${runs} attacks on envelopes, none admitted`;
};
