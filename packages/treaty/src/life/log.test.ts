import { describe, expect, it } from 'vitest';
import { createMembers, nodeCrypto } from '../../../../tests/conformance/treaty-keys.ts';
import type { Instrument } from '../instrument/schema.ts';
import { signDocument } from '../trust/signed.ts';
import type { LifeEvent } from './event.ts';
import { nextEntry, signEvent, verifyLog, type LogEntry } from './log.ts';

const { signers, keyring } = createMembers(['aa', 'bb']);
const instrument: Instrument = {
  commonsky: 'instrument/1',
  id: 't',
  title: 'T',
  type: 'system',
  parties: ['aa', 'bb'],
  entryIntoForce: { rule: 'signature' },
  term: 'P1Y',
  suspension: { alone: ['aa'] },
};
const event = (kind: LifeEvent['kind'], by: string, at: string): LifeEvent => ({
  instrument: 't',
  kind,
  by,
  at,
});
const EVENTS = [
  event('signed', 'aa', '2024-01-01'),
  event('signed', 'bb', '2024-01-02'),
  event('suspended', 'aa', '2024-03-01'),
];

const log: LogEntry[] = [];
for (const [n, each] of EVENTS.entries()) {
  log.push(
    nextEntry(
      log,
      signEvent(each, instrument, 1000 + n, signers[each.by]!, nodeCrypto),
      2000 + n,
      nodeCrypto,
    ),
  );
}
const verify = (entries: readonly LogEntry[], texts = [instrument], head?: string) =>
  verifyLog(entries, texts, keyring, nodeCrypto, head);
const reasons = (entries: readonly LogEntry[], texts = [instrument], head?: string) => {
  const verdict = verify(entries, texts, head);
  return verdict.ok ? [] : verdict.problems.map(({ reason }) => reason);
};

describe('a log of life events', () => {
  it('gives its events, with the time they were recorded', () => {
    expect(verify(log)).toMatchObject({
      ok: true,
      events: [{ kind: 'signed', recorded: '1970-01-01T00:00:02.000Z' }, {}, { kind: 'suspended' }],
    });
  });

  it('yields nothing at all when the suspension was taken out of it', () => {
    const whole = verify(log);
    expect(reasons(log.slice(0, 2), [instrument], whole.ok ? whole.head : '')).toEqual(['head-differs']);
    expect(reasons(log.slice(1))).toContain('chain-broken');
  });

  const last = log[2]!;
  const suspended = signEvent(EVENTS[2]!, instrument, 1002, signers['aa']!, nodeCrypto);
  it.each<[string, readonly LogEntry[], readonly Instrument[], string]>([
    ['entries in another order', [log[1]!, log[0]!, last], [instrument], 'sequence-broken'],
    ['another text', log, [{ ...instrument, term: 'P99Y' }], 'text-differs'],
    ['an instrument nobody has', log, [], 'instrument-unknown'],
    ['an event twice', [...log, nextEntry(log, suspended, 3000, nodeCrypto)], [instrument], 'repeated'],
    [
      'a time before the last',
      [
        ...log,
        nextEntry(
          log,
          signEvent(event('noted', 'aa', '2024'), instrument, 1, signers['aa']!, nodeCrypto),
          1,
          nodeCrypto,
        ),
      ],
      [instrument],
      'time-goes-back',
    ],
    [
      'a changed event',
      log.with(2, {
        ...last,
        signed: {
          ...suspended,
          document: { ...suspended.document, event: event('resumed', 'aa', '2024-03-01') },
        },
      }),
      [instrument],
      'signature-wrong',
    ],
    [
      'an act signed by someone else',
      [
        nextEntry(
          [],
          signDocument({ ...suspended.document, member: 'bb' }, signers['bb']!),
          3000,
          nodeCrypto,
        ),
      ],
      [instrument],
      'not-its-own-act',
    ],
  ])('is refused with %s', (_, entries, texts, reason) => {
    expect(reasons(entries, [...texts])).toContain(reason);
  });
});
