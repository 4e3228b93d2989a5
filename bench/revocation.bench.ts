/**
 * From the signed suspension to the last octet of the batch that was leaving: 6 members, 4,000 tracks,
 * real audit files, the step running all the time; members in one process.
 */
import { createTreaties, type Instrument, type LifeEvent } from '@commonsky/treaty';
import { openMembers, offerOf, type TestFlight } from '../tests/conformance/treaty-members.ts';
import { createRandom } from '../tests/conformance/treaty-random.ts';
import type { Bench } from './bench.ts';

const PARTNERS = ['p1', 'p2', 'p3', 'p4', 'p5'] as const;
const TRACK_COUNT = 4000;
const TRIALS = 200;
const STAGGERED_SECONDS = 40;
/** About as long as a step takes on a busy machine. */
const STEP_MS = 300;

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

export const bench: Bench = async (report) => {
  const random = createRandom(1);
  const instruments = PARTNERS.map(agreementWith);
  const signed = instruments.flatMap(({ id, parties }) =>
    parties.map((by): LifeEvent => ({ instrument: id, kind: 'signed', by, at: '2026-01-01' })),
  );
  const flights = Array.from({ length: TRACK_COUNT }, (_, number): TestFlight => ({
    number,
    latDeg: 40 + 5 * random.next(),
    lonDeg: 70 + 9 * random.next(),
    altitudeM: 9000,
    category: 'civil',
    owner: 'us',
    callsign: `F${number}`,
  }));
  let lastToP1Ms = 0;
  let envelopes = 0;
  let stepStartMs = 0;
  let isStaggered = false;
  /** From the picture to the envelope, of every envelope: the added delay of deciding, proving and sending. */
  const added: number[] = [];
  const members = await openMembers(['us', ...PARTNERS], {
    instruments,
    events: signed,
    wire(from, to, kind) {
      if (isStaggered && kind === 'envelope') added.push(performance.now() - stepStartMs);
      if (from === 'us' && to === 'p1' && kind === 'envelope') {
        lastToP1Ms = performance.now();
        envelopes++;
      }
      // The other partners' own work would only be measured in their name: they share this process.
      return from !== 'us' || to === 'p1' || kind !== 'envelope';
    },
  });
  const us = members.of('us');
  const inForce = createTreaties(instruments, signed);
  const delays: number[] = [];
  const steps: number[] = [];
  try {
    for (let trial = 0; trial < TRIALS; trial++) {
      members.pass(1000);
      us.applyTreaties(inForce, '0'.repeat(64), 'resumed');
      const offers = flights.map((flight) => offerOf(flight, members.time.wallMs));
      const startMs = performance.now();
      const step = us.step(offers);
      // The event arrives at some moment of the step, and waits its turn like everything in a process.
      const arrivalMs = startMs + random.int(0, STEP_MS);
      await new Promise((resolve) => setTimeout(resolve, arrivalMs - startMs));
      const at = new Date(members.time.wallMs).toISOString();
      const suspended: LifeEvent = { instrument: 'with-p1', kind: 'suspended', by: 'us', at };
      us.applyTreaties(createTreaties(instruments, [...signed, suspended]), '1'.repeat(64), 'suspended');
      await step;
      steps.push(performance.now() - startMs);
      members.pass(1000);
      await us.step(offers);
      delays.push(Math.max(0, lastToP1Ms - arrivalMs));
      await members.settle();
    }
    // Partners one after the other, as the node serves them.
    isStaggered = true;
    us.applyTreaties(inForce, '0'.repeat(64), 'resumed');
    for (let second = 0; second < STAGGERED_SECONDS; second++) {
      members.pass(1000);
      for (const partner of PARTNERS) {
        const offers = flights.map((flight) => offerOf(flight, members.time.wallMs));
        stepStartMs = performance.now();
        await us.step(offers, partner);
      }
      await members.settle();
    }
  } finally {
    await members.close();
  }
  const percentile = (values: number[], p: number) =>
    values.sort((a, b) => a - b)[Math.floor((values.length - 1) * p)]!;
  const detail = { trials: TRIALS, members: 6, tracks: TRACK_COUNT, transport: 'memory', envelopes };
  report({
    name: 'revocation: last octet after the event, p99',
    unit: 'ms',
    value: percentile(delays, 0.99),
    max: Math.max(...delays),
    ...detail,
  });
  report({
    name: 'revocation: picture to envelope, partners in turn, p95',
    unit: 'ms',
    value: percentile(added, 0.95),
    median: percentile(added, 0.5),
    ...detail,
  });
  report({
    name: 'revocation: one step for all partners (decide, record, fsync, send), p95',
    unit: 'ms',
    value: percentile(steps, 0.95),
    ...detail,
  });
};
