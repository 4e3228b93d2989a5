import { EPOCH_LIFE_MS } from '@commonsky/treaty';
import { openNatsTransport } from '@commonsky/server/federation/nats';
import { afterEach, expect, it } from 'vitest';
import { flight, HEAD, openTwo } from './nats-agreements.ts';
import { until } from './nats-members.ts';

let two: Awaited<ReturnType<typeof openTwo>> | undefined;
afterEach(async () => {
  await two?.close();
  two = undefined;
});

const FLIGHTS = [flight(1), flight(2)];

/** Two members, one released picture, and everything that arrives at `bb` from now on. */
async function openAndRelease() {
  const open = await openTwo();
  two = open;
  const arrived: string[] = [];
  const listener = await openNatsTransport({
    url: open.servers.of('bb').url,
    member: 'bb',
    partners: ['aa'],
    keys: open.servers.of('bb').keys,
    steadyMs: () => performance.now(),
  });
  listener.onReceive((_, kind) => void arrived.push(kind));
  await open.step(FLIGHTS);
  await open.delivered();
  expect(open.of('bb').tracksFrom('aa')).toHaveLength(2);
  return {
    ...open,
    arrived,
    link: open.servers.linkTo('aa'),
    seen: () => open.of('bb').tracksFrom('aa').length,
    away: () => until(() => !open.of('aa').isConnected('bb') && !open.of('bb').isConnected('aa'), 'away'),
    async close() {
      await listener.close();
      await open.close();
    },
  };
}

it('releases nothing over a cut link, and after it is mended nothing before a fresh epoch', async () => {
  const open = await openAndRelease();
  two = open;
  open.link.cut();
  await open.away();
  const before = open.releaseTo('aa', 'bb');
  const startMs = performance.now();
  await open.step(FLIGHTS);
  // The own picture goes on: nobody waits for the partner.
  expect(performance.now() - startMs).toBeLessThan(1000);
  expect(open.releaseTo('aa', 'bb')).toEqual({ ...before, pause: 'partner-away' });
  // What the partner had been let see goes with its age, its word with the epoch.
  open.pass(31_000);
  expect(open.seen()).toBe(0);
  expect(open.feedFrom('aa', 'bb').epoch).toBe('fresh');
  open.pass(EPOCH_LIFE_MS);
  expect(open.feedFrom('aa', 'bb').epoch).toBe('expired');
  await open.step(FLIGHTS);
  expect(open.releaseTo('aa', 'bb')).toEqual({ ...before, pause: 'partner-away' });
  open.arrived.length = 0;
  open.link.mend();
  await open.linked();
  // Connected again, and still nothing has been said or shown.
  expect({ arrived: open.arrived, seen: open.seen() }).toEqual({ arrived: [], seen: 0 });
  await open.step(FLIGHTS);
  await open.delivered();
  expect(open.arrived.slice(0, 2)).toEqual(['epoch', 'envelope']);
  expect(open.seen()).toBe(2);
});

it('refuses what a silent link held back, and completes the proof without the content', async () => {
  const open = await openAndRelease();
  two = open;
  open.link.silence();
  // Not yet known to be away: this batch leaves, is recorded, and is held back on the way.
  await open.step([flight(1), flight(2), flight(3)]);
  const { auditSeq } = open.releaseTo('aa', 'bb');
  await open.away();
  open.pass(EPOCH_LIFE_MS + 1000);
  open.arrived.length = 0;
  open.link.mend();
  await open.linked();
  await until(() => open.arrived.includes('envelope'), 'the batch held back');
  expect(open.seen()).toBe(0);
  expect(open.feedFrom('aa', 'bb').refused).toEqual({ 'no-fresh-epoch': 1 });
  await open.step(FLIGHTS);
  await open.delivered();
  expect(open.seen()).toBe(2);
  expect(open.feedFrom('aa', 'bb').missing).toBe(1);
  expect(open.releaseTo('aa', 'bb').countersignedSeq).toBe(auditSeq + 1);
});

it('goes on without its own server, and comes back with it', async () => {
  const open = await openAndRelease();
  two = open;
  await open.servers.of('aa').stop();
  await until(() => !open.of('aa').linkStatus().transport.isServerUp, 'the server missed');
  await open.step(FLIGHTS);
  expect(open.releaseTo('aa', 'bb').pause).toBe('partner-away');
  open.pass(61_000);
  await open.step(FLIGHTS);
  expect(open.of('aa').linkStatus().authority.failures).toBeGreaterThan(0);
  open.servers.of('aa').start();
  await open.linked();
  await open.step(FLIGHTS);
  await open.delivered();
  expect(open.seen()).toBe(2);
});

it('takes a revoked grant from the picture of the partner, which is told why', async () => {
  const open = await openAndRelease();
  two = open;
  open.of('aa').applyTreaties(open.suspended(), HEAD, 'suspended by aa');
  await until(() => open.feedFrom('aa', 'bb').revoked === 'suspended by aa', 'the revocation');
  expect(open.seen()).toBe(0);
  const { released } = open.releaseTo('aa', 'bb');
  await open.step(FLIGHTS);
  expect(open.releaseTo('aa', 'bb').released).toBe(released);
  open.of('aa').applyTreaties(open.inForce, HEAD, 'resumed');
  await open.step(FLIGHTS);
  await open.delivered();
  expect(open.seen()).toBe(2);
});
