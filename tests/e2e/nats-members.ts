/** Members with real keys and files, each on a nats-server of its own, under a clock that tests move on. */
import { join } from 'node:path';
import { createTreaties, type Instrument, type LifeEvent } from '@commonsky/treaty';
import { openNatsFederation, type NatsFederation } from '@commonsky/server/federation/nats';
import { createMembers } from '../conformance/treaty-keys.ts';
import { offerOf, type TestFlight } from '../conformance/treaty-members.ts';
import { startNatsServers } from './nats-servers.ts';

/** Beats come fast, so that tests need not wait; a busy machine may still be silent for a while. */
const BEATS = { beatEveryMs: 50, awayAfterMs: 1500 };
const WAIT_MS_MAX = 20_000;

export async function openNatsMembers(
  names: readonly string[],
  {
    instruments,
    events,
    activationLifeMs,
  }: {
    readonly instruments: readonly Instrument[];
    readonly events: readonly LifeEvent[];
    readonly activationLifeMs?: number;
  },
) {
  const servers = await startNatsServers(names);
  const { signers, keyring } = createMembers(names);
  const federations = new Map<string, NatsFederation>();
  let passedMs = 0;
  const wallMs = () => Date.now() + passedMs;
  await Promise.all(
    names.map(async (name) => {
      const federation = await openNatsFederation({
        url: servers.of(name).url,
        keys: servers.of(name).keys,
        signer: signers[name]!,
        keyring,
        partners: names.filter((other) => other !== name),
        treaties: createTreaties(instruments, events),
        logHead: '0'.repeat(64),
        auditFolder: join(servers.folder, name, 'audit'),
        clock: () => ({ wallMs: wallMs(), steadyMs: performance.now() + passedMs }),
        source: { sac: 1, sic: 1 },
        ...BEATS,
        ...(activationLifeMs !== undefined && { activationLifeMs }),
      });
      federations.set(name, federation);
    }),
  );
  const of = (name: string) => federations.get(name)!;
  const releaseTo = (provider: string, recipient: string) =>
    of(provider)
      .status()
      .releases.find(({ partner }) => partner === recipient)!;
  const feedFrom = (provider: string, recipient: string) =>
    of(recipient)
      .status()
      .feeds.find((feed) => feed.provider === provider)!;
  const isUp = (a: string, b: string) => of(a).isConnected(b) && of(b).isConnected(a);
  return {
    servers,
    of,
    releaseTo,
    feedFrom,
    wallMs,
    /** Time goes by at once. */
    pass(ms: number) {
      passedMs += ms;
    },
    isUp,
    async linked() {
      await until(() => names.every((a) => names.every((b) => a === b || isUp(a, b))), 'all links up');
    },
    /** Every member offers its own flights. */
    async step(flights: readonly TestFlight[]) {
      await Promise.all(
        names.map((name) =>
          of(name).step(
            flights.filter(({ owner }) => owner === name).map((flight) => offerOf(flight, wallMs())),
          ),
        ),
      );
    },
    /** Everything released has arrived and has been countersigned. */
    async delivered() {
      const isDone = () =>
        names.every((name) =>
          of(name)
            .status()
            .releases.every(({ auditSeq, countersignedSeq }) => auditSeq === countersignedSeq),
        );
      await until(isDone, 'everything countersigned');
    },
    async close() {
      await Promise.all([...federations.values()].map((federation) => federation.close()));
      await servers.close();
    },
  };
}

/** Looks again and again: what comes through sockets has no other moment to be waited for. */
export async function until(isTrue: () => boolean, what: string): Promise<void> {
  const startMs = performance.now();
  while (!isTrue()) {
    if (performance.now() - startMs > WAIT_MS_MAX) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
