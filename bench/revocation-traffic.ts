/** What the revocation benches share: one provider, five recipients, 4,000 tracks. */
import type { Instrument, LifeEvent } from '@commonsky/treaty';
import type { TestFlight } from '../tests/conformance/treaty-members.ts';
import { createRandom } from '../tests/conformance/treaty-random.ts';

export const PARTNERS = ['p1', 'p2', 'p3', 'p4', 'p5'] as const;
export const TRACK_COUNT = 4000;
export const TRIALS = 200;

export const instruments = PARTNERS.map(agreementWith);

export const signed = instruments.flatMap(({ id, parties }) =>
  parties.map((by): LifeEvent => ({ instrument: id, kind: 'signed', by, at: '2026-01-01' })),
);

/** The provider suspends the agreement with the first partner. */
export function suspendedAt(atMs: number): LifeEvent {
  return { instrument: 'with-p1', kind: 'suspended', by: 'us', at: new Date(atMs).toISOString() };
}

export function createFlights(): TestFlight[] {
  const random = createRandom(2);
  return Array.from({ length: TRACK_COUNT }, (_, number) => ({
    number,
    latDeg: 40 + 5 * random.next(),
    lonDeg: 70 + 9 * random.next(),
    altitudeM: 9000,
    category: 'civil',
    owner: 'us',
    callsign: `F${number}`,
  }));
}

export function percentile(values: readonly number[], p: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * p)]!;
}

function agreementWith(partner: string): Instrument {
  return {
    commonsky: 'instrument/1',
    id: `with-${partner}`,
    title: partner,
    type: 'system',
    parties: ['us', partner],
    entryIntoForce: { rule: 'signature' },
    term: 'P5Y',
    suspension: { alone: ['us'] },
    grants: [
      {
        id: 'g',
        article: 'Article 1',
        provider: 'us',
        recipient: partner,
        products: ['tracks'],
        area: 'everywhere',
        categories: ['civil'],
        fields: ['altitude', 'velocity', 'callsign'],
        purpose: 'bench',
      },
    ],
  };
}
