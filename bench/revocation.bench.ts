/**
 * From the signed suspension to the last octet of the batch that was leaving: 6 members, 4,000 tracks,
 * real audit files, the step running all the time; members in one process.
 */
import { createTreaties } from '@commonsky/treaty';
import { openMembers, offerOf } from '../tests/conformance/treaty-members.ts';
import { createRandom } from '../tests/conformance/treaty-random.ts';
import type { Bench } from './bench.ts';
import { benchNats } from './revocation-nats.ts';
import {
  createFlights,
  instruments,
  PARTNERS,
  percentile,
  signed,
  suspendedAt,
  TRACK_COUNT,
  TRIALS,
} from './revocation-traffic.ts';

const STAGGERED_SECONDS = 40;
/** About as long as a step takes on a busy machine. */
const STEP_MS = 300;

export const bench: Bench = async (report) => {
  const random = createRandom(1);
  const flights = createFlights();
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
      const suspended = suspendedAt(members.time.wallMs);
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
  await benchNats(report);
};
