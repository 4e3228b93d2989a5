import type { MemberId } from '@commonsky/model';
import { openFederation, type Federation } from '../federation.ts';
import type { GatewayOptions } from '../gateway.ts';
import { joinTransports } from '../plain-transport.ts';
import type { Transport } from '../transport.ts';
import { openLinkAuthority, type AuthorityOptions, type AuthorityStatus } from './authority.ts';
import { openNatsTransport, type NatsTransportOptions, type NatsTransportStatus } from './nats-transport.ts';

export interface NatsFederationOptions
  extends
    Omit<GatewayOptions, 'transport'>,
    Pick<NatsTransportOptions, 'url' | 'keys' | 'beatEveryMs' | 'awayAfterMs'>,
    Pick<AuthorityOptions, 'activationLifeMs'> {
  /** Recipients among the partners that are reached otherwise. */
  readonly others?: ReadonlyMap<MemberId, Transport>;
}

export interface NatsFederation extends Federation {
  isConnected(partner: MemberId): boolean;
  linkStatus(): { readonly transport: NatsTransportStatus; readonly authority: AuthorityStatus };
}

/** A federation whose members talk through their own nats-servers, with both fences kept in step. */
export async function openNatsFederation(options: NatsFederationOptions): Promise<NatsFederation> {
  const { clock, others = new Map<MemberId, Transport>() } = options;
  let { treaties } = options;
  const partners = options.partners.filter((partner) => !others.has(partner));
  const link = { ...options, partners, member: options.signer.member };
  const authority = await openLinkAuthority(link);
  const transport = await openNatsTransport({ ...link, steadyMs: () => performance.now() });
  const ways = new Map<MemberId, Transport>([
    ...partners.map((partner) => [partner, transport] as const),
    ...others,
  ]);
  const federation = await openFederation({ ...options, transport: joinTransports(ways) });
  return {
    ...federation,
    isConnected: (partner) => ways.get(partner)?.isConnected(partner) === true,
    async step(offers, partner) {
      // Costs nothing while nothing is due. A grant that has begun needs its way before its first batch.
      await authority.renew(treaties, clock().wallMs);
      await federation.step(offers, partner);
    },
    applyTreaties(next, logHead, reason) {
      treaties = next;
      // The gateway stops within this call; the server's fence follows.
      federation.applyTreaties(next, logHead, reason);
      void authority.renew(next, clock().wallMs);
    },
    linkStatus: () => ({ transport: transport.status(), authority: authority.status() }),
    async close() {
      await transport.close();
      await federation.close();
      await authority.close();
    },
  };
}
