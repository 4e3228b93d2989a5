/** Agreements and flights for tests of members that talk through real servers. */
import { createTreaties, type Grant, type Instrument, type LifeEvent, type LonLat } from '@commonsky/treaty';
import type { TestFlight } from '../conformance/treaty-members.ts';
import { openNatsMembers } from './nats-members.ts';

export const HEAD = '0'.repeat(64);
/** Not convex, so that a box or a hull in its place would be found out. */
export const ZONE: readonly LonLat[] = [
  [72, 41],
  [78, 41],
  [78, 45],
  [75, 42.5],
  [72, 45],
];

export function grantOf(provider: string, recipient: string, more: Partial<Grant> = {}): Grant {
  return {
    id: `${provider}-${recipient}`,
    article: 'Article 1',
    provider,
    recipient,
    products: ['tracks'],
    area: ['zone'],
    categories: ['civil'],
    fields: ['altitude', 'address'],
    purpose: 'test',
    ...more,
  };
}

export function agreement(parties: readonly string[], grants: readonly Grant[], ring = ZONE): Instrument {
  return {
    commonsky: 'instrument/1',
    id: parties.join('-'),
    title: 'T',
    type: 'system',
    parties,
    entryIntoForce: { rule: 'signature' },
    term: 'indefinite',
    suspension: { alone: parties },
    areas: { zone: { polygon: ring } },
    grants,
  };
}

export const signedBy = ({ id, parties }: Instrument): LifeEvent[] =>
  parties.map((by) => ({ instrument: id, kind: 'signed', by, at: '2026-01-01' }));

export function flight(number: number, more: Partial<TestFlight> = {}): TestFlight {
  return {
    number,
    latDeg: 41.5,
    lonDeg: 75,
    altitudeM: 9000,
    category: 'civil',
    owner: 'aa',
    callsign: `TST${number}`,
    ...more,
  };
}

/** Two members that are linked; `aa` lets `bb` see its civil flights in {@link ZONE}. */
export async function openTwo(more: { readonly activationLifeMs?: number } = {}) {
  const text = agreement(['aa', 'bb'], [grantOf('aa', 'bb')]);
  const events = signedBy(text);
  const members = await openNatsMembers(['aa', 'bb'], { instruments: [text], events, ...more });
  await members.linked();
  return {
    ...members,
    inForce: createTreaties([text], events),
    suspended() {
      const at = new Date(members.wallMs()).toISOString();
      return createTreaties([text], [...events, { instrument: text.id, kind: 'suspended', by: 'aa', at }]);
    },
  };
}
