import { fromPublic } from '@nats-io/nkeys';
import { createTreaties, type Instrument, type LifeEvent } from '@commonsky/treaty';
import { describe, expect, it } from 'vitest';
import { createBeats } from './beats.ts';
import { grantsInForce } from './grants.ts';
import { deriveLinkKeys, LINK_SECRET_SIZE } from './link-keys.ts';
import { parseLinkPlan } from './link-plan.ts';
import { grantSubject, parseSubject, wordSubject } from './subjects.ts';

const PLAN = {
  accept: { listen: '0.0.0.0:7422', address: 'nats.aa.example:7422' },
  node: 'nats://127.0.0.1:4222',
  tls: { certificate: 'c.pem', key: 'k.pem', authorities: 'a.pem' },
  partners: [{ member: 'bb' }, { member: 'cc', dial: 'tls://nats.cc.example:7422' }],
};

describe('a link plan', () => {
  it('is taken as it is when nothing is wrong with it', () => {
    expect(parseLinkPlan(PLAN, 'link.json')).toEqual(PLAN);
  });

  it.each([
    [{ ...PLAN, node: 'nats://10.0.0.1:4222' }, /^link.json: node: .*this machine/],
    [{ ...PLAN, accept: undefined }, /bb would dial us/],
    [{ ...PLAN, partners: [{ member: 'no such name' }] }, /partners\.0\.member/],
    [
      { ...PLAN, partners: [{ member: 'bb', dial: 'nats://nats.bb.example:7422' }] },
      /partners\.0\.dial.*tls/,
    ],
  ])('that would not work is refused: %#', (plan, message) => {
    // As it comes from a file: without what is undefined.
    expect(() => parseLinkPlan(JSON.parse(JSON.stringify(plan)), 'link.json')).toThrow(message);
  });
});

describe('link keys', () => {
  const keys = deriveLinkKeys(new Uint8Array(LINK_SECRET_SIZE).fill(7));

  it('are the same from the same secret, and others for every use', () => {
    const again = deriveLinkKeys(new Uint8Array(LINK_SECRET_SIZE).fill(7));
    const all = [keys.operator, keys.system, keys.release, keys.partner('bb'), keys.partner('cc')];
    expect(again.partner('bb').getPublicKey()).toBe(keys.partner('bb').getPublicKey());
    expect(new Set(all.map((pair) => pair.getPublicKey())).size).toBe(all.length);
  });

  it('sign so that the public key verifies', () => {
    const octets = Uint8Array.of(1, 2, 3);
    const other = fromPublic(keys.egress.getPublicKey());
    expect(other.verify(octets, keys.egress.sign(octets))).toBe(true);
    expect(other.verify(Uint8Array.of(1, 2, 4), keys.egress.sign(octets))).toBe(false);
  });

  it('refuse a short secret', () => {
    expect(() => deriveLinkKeys(new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('subjects', () => {
  it('say who speaks, and what', () => {
    expect(parseSubject(wordSubject('aa', 'bb', 'epoch'))).toEqual({
      from: 'aa',
      channel: 'word',
      name: 'epoch',
    });
    expect(parseSubject(grantSubject('aa', 'bb', 't/g'))).toEqual({
      from: 'aa',
      channel: 'grant',
      name: 't',
    });
  });

  it.each(['', 'commonsky.aa.bb', 'commonsky.aa.bb.other.x', 'elsewhere.aa.bb.word.epoch'])(
    'of others are none of ours: %j',
    (subject) => expect(parseSubject(subject)).toBeUndefined(),
  );
});

describe('beats', () => {
  it('count a partner as heard only when it has heard us, and from when we spoke', () => {
    const [a, b] = [createBeats(1000, 0), createBeats(1000, 500)];
    b.hear(a.next(0), 10);
    expect({ a: a.isHeard(10), b: b.isHeard(10) }).toEqual({ a: false, b: false });
    // The answer was long on its way.
    a.hear(b.next(20), 900);
    expect([1000, 1001].map((nowMs) => a.isHeard(nowMs))).toEqual([true, false]);
  });

  it('are not confirmed by echoes from before a new start, nor by anything after being forgotten', () => {
    const b = createBeats(1000, 500);
    b.hear(createBeats(1000, 0).next(0), 0);
    const restarted = createBeats(1000, 1000);
    restarted.next(0);
    restarted.hear(b.next(0), 0);
    expect(restarted.isHeard(0)).toBe(false);
    b.hear(restarted.next(10), 10);
    restarted.hear(b.next(10), 10);
    expect(restarted.isHeard(10)).toBe(true);
    restarted.forget();
    expect(restarted.isHeard(10)).toBe(false);
  });

  it('pass over octets that are none', () => {
    const beats = createBeats(1000, 0);
    beats.hear(new Uint8Array(3), 0);
    expect(beats.isHeard(0)).toBe(false);
  });
});

it('grants in force are those of the treaties at that moment, and end with their span or the limit', () => {
  const grant = {
    id: 'g',
    article: 'A',
    provider: 'aa',
    recipient: 'bb',
    products: ['tracks'] as const,
    area: 'everywhere' as const,
    categories: ['civil'] as const,
    fields: [],
    purpose: 'test',
    validity: { from: '2026-01-01', to: '2026-02-01' },
  };
  const text: Instrument = {
    commonsky: 'instrument/1',
    id: 't',
    title: 'T',
    type: 'system',
    parties: ['aa', 'bb'],
    entryIntoForce: { rule: 'signature' },
    term: 'P1Y',
    grants: [grant, { ...grant, id: 'back', provider: 'bb', recipient: 'aa' }],
  };
  const signed = ['aa', 'bb'].map((by): LifeEvent => ({
    instrument: 't',
    kind: 'signed',
    by,
    at: '2025-06-01',
  }));
  const treaties = createTreaties([text], signed);
  const link = { provider: 'aa', partners: ['bb', 'cc'] };
  const endMs = Date.UTC(2026, 1, 1);
  const at = (nowMs: number) => grantsInForce(treaties, link, nowMs, nowMs + 600_000).get('bb');
  expect(at(Date.UTC(2026, 0, 1) - 1)).toEqual([]);
  expect(at(Date.UTC(2026, 0, 10))).toEqual([{ rule: 't/g', untilMs: Date.UTC(2026, 0, 10) + 600_000 }]);
  expect(at(endMs - 1000)).toEqual([{ rule: 't/g', untilMs: endMs }]);
  expect(at(endMs)).toEqual([]);
  expect(grantsInForce(treaties, link, endMs, endMs).get('cc')).toEqual([]);
});
