import type { MemberId } from '@commonsky/model';
import type { ReleasedTrack, Treaties } from '@commonsky/treaty';
import { openGateway, type GatewayOptions, type PartnerStatus } from './gateway.ts';
import type { Offer } from './judgement.ts';
import { openPartnerFeed, type PartnerFeedStatus } from './partner-feed.ts';
import type { WireKind } from './transport.ts';

/** One member's side of all its agreements: what it lets out, and what it is let see. */
export interface Federation {
  /** Once a second for each partner (or for all at once), with the own picture. */
  step(offers: readonly Offer[], partner?: MemberId): Promise<void>;
  applyTreaties(treaties: Treaties, logHead: string, reason: string): void;
  /** What a partner lets us see now. */
  tracksFrom(provider: MemberId): readonly ReleasedTrack[];
  status(): FederationStatus;
  /** Resolves when everything received so far has been worked off. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface FederationStatus {
  readonly releases: readonly PartnerStatus[];
  readonly feeds: readonly PartnerFeedStatus[];
  /** Messages that made us fail, such as a full disk; each was refused. */
  readonly failures: number;
}

const TO_GATEWAY: ReadonlySet<WireKind> = new Set<WireKind>(['head', 'catch-up']);

export async function openFederation(options: GatewayOptions): Promise<Federation> {
  const { partners, transport, clock } = options;
  const gateway = await openGateway(options);
  const feeds = new Map(
    await Promise.all(
      partners.map(async (provider) => {
        const feed = await openPartnerFeed({ ...options, provider, nowMs: () => clock().wallMs });
        return [provider, feed] as const;
      }),
    ),
  );
  const inWork = new Set<Promise<void>>();
  let failures = 0;
  transport.onReceive((from, kind, octets) => {
    const work =
      (TO_GATEWAY.has(kind) ? gateway.receive(from, kind, octets) : feeds.get(from)?.receive(kind, octets)) ??
      Promise.resolve();
    const done = work
      .catch(() => {
        failures += 1;
      })
      .finally(() => inWork.delete(done));
    inWork.add(done);
  });
  return {
    step: (offers, partner) => gateway.step(offers, partner),
    applyTreaties: (treaties, logHead, reason) => gateway.applyTreaties(treaties, logHead, reason),
    tracksFrom: (provider) => feeds.get(provider)?.tracks() ?? [],
    status: () => ({
      releases: gateway.status(),
      feeds: [...feeds.values()].map((feed) => feed.status()),
      failures,
    }),
    async settled() {
      // What is worked off may bring more.
      while (inWork.size > 0) await Promise.all(inWork);
    },
    async close() {
      await gateway.close();
      await Promise.all([...feeds.values()].map((feed) => feed.close()));
    },
  };
}
