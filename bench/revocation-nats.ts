/**
 * The same through real servers: six nats-servers linked over mutual TLS, the provider in this thread, the
 * five partners' nodes in another, and a third that listens at the first partner's server.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createTreaties } from '@commonsky/treaty';
import { generateKeys } from '@commonsky/server/federation';
import type { NatsFederation } from '@commonsky/server/federation/nats';
import { offerOf } from '../tests/conformance/treaty-members.ts';
import { createRandom } from '../tests/conformance/treaty-random.ts';
import { startNatsServers } from '../tests/e2e/nats-servers.ts';
import type { Figure } from './bench.ts';
import { openMember, PASSPHRASE, type MemberFiles } from './revocation-member.ts';
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
import type { Heard, Task } from './revocation-worker.ts';

export async function benchNats(report: (figure: Figure) => void, trials = TRIALS): Promise<void> {
  if (spawnSync('nats-server', ['--version']).status !== 0) {
    console.error('bench: nats-server is not installed; the figures over NATS are left out');
    return;
  }
  const names = ['us', ...PARTNERS];
  const servers = await startNatsServers(names);
  const members = names.map((name): MemberFiles => servers.of(name));
  await exchangeKeys(members);
  const [ear, nodes] = await Promise.all([
    startWorker({ part: 'ear', members: members.slice(1, 2).map(plain) }),
    startWorker({ part: 'nodes', members: members.slice(1).map(plain) }),
  ]);
  const us = await openMember(members[0]!, PARTNERS);
  try {
    await runTrials(us, ear, trials, report);
  } finally {
    await us.close();
    await Promise.all([ear.terminate(), nodes.terminate()]);
    await servers.close();
  }
}

async function runTrials(
  us: NatsFederation,
  ear: Worker,
  trials: number,
  report: (figure: Figure) => void,
): Promise<void> {
  const nowMs = () => performance.timeOrigin + performance.now();
  const random = createRandom(1);
  const flights = createFlights();
  const inForce = createTreaties(instruments, signed);
  const linked = () => PARTNERS.every((partner) => us.isConnected(partner));
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  while (!linked()) await wait(50);
  const lastOctet: number[] = [];
  const told: number[] = [];
  const steps: number[] = [];
  let heard: Heard | undefined;
  let stepMs = 300;
  for (let trial = 0; trial < trials; trial++) {
    us.applyTreaties(inForce, '0'.repeat(64), 'resumed');
    const offers = flights.map((flight) => offerOf(flight, Date.now()));
    const startMs = nowMs();
    const runStep = async () => {
      await us.step(offers);
      stepMs = nowMs() - startMs;
      steps.push(stepMs);
    };
    const step = runStep();
    // The event arrives at some moment of the step or soon after, and waits its turn like everything in a process.
    const eventMs = startMs + 1.5 * stepMs * random.next();
    await wait(eventMs - startMs);
    const revocation = once(ear, 'message') as Promise<[Heard]>;
    us.applyTreaties(
      createTreaties(instruments, [...signed, suspendedAt(Date.now())]),
      '1'.repeat(64),
      'suspended',
    );
    await step;
    [heard] = await revocation;
    lastOctet.push(Math.max(0, heard.lastEnvelopeMs - eventMs));
    told.push(heard.revocationMs - eventMs);
  }
  // What is still on its way comes back signed, if the partners took it.
  await wait(2000);
  const { releases } = us.status();
  const sum = (of: (release: (typeof releases)[number]) => number) =>
    releases.reduce((total, release) => total + of(release), 0);
  const detail = {
    trials,
    members: 1 + PARTNERS.length,
    tracks: TRACK_COUNT,
    transport: 'nats',
    envelopesToFirst: heard!.envelopes,
    afterRevocation: heard!.late,
    released: sum(({ released }) => released),
    records: sum(({ auditSeq }) => auditSeq + 1),
    countersigned: sum(({ countersignedSeq }) => countersignedSeq + 1),
  };
  const figures = [
    ['last octet at the partner after the event', lastOctet],
    ['event to the partner told', told],
    ['one step for all partners', steps],
  ] as const;
  for (const [name, values] of figures) {
    report({
      name: `revocation over NATS: ${name}, p99`,
      unit: 'ms',
      value: percentile(values, 0.99),
      p50: percentile(values, 0.5),
      max: Math.max(...values),
      ...detail,
    });
  }
}

/** What a thread can be given: not the functions beside it. */
function plain({ name, folder, url, secret }: MemberFiles): MemberFiles {
  return { name, folder, url, secret };
}

async function startWorker(task: Task): Promise<Worker> {
  const worker = new Worker(new URL('revocation-worker.ts', import.meta.url), { workerData: task });
  await once(worker, 'message');
  return worker;
}

/** Each makes its keys and gets the public ones of all others. */
async function exchangeKeys(members: readonly MemberFiles[]): Promise<void> {
  for (const { name, folder } of members) {
    await generateKeys(join(folder, 'keys'), name, PASSPHRASE, Date.now() - 1000);
    mkdirSync(join(folder, 'keys', 'partners'));
  }
  for (const { folder } of members) {
    for (const other of members) {
      if (other.folder === folder) continue;
      copyFileSync(
        join(other.folder, 'keys', 'public.json'),
        join(folder, 'keys', 'partners', `${other.name}.json`),
      );
    }
  }
}
