import type { MemberId } from '@commonsky/model';
import { openFederation, type Federation } from '../federation.ts';
import type { GatewayOptions } from '../gateway.ts';
import { openLinkAuthority, type AuthorityOptions, type AuthorityStatus } from './authority.ts';
import { openNatsTransport, type NatsTransportOptions, type NatsTransportStatus } from './nats-transport.ts';

export interface NatsFederationOptions
  extends
    Omit<GatewayOptions, 'transport'>,
    Pick<NatsTransportOptions, 'url' | 'keys' | 'beatEveryMs' | 'awayAfterMs'>,
    Pick<AuthorityOptions, 'activationLifeMs'> {}

export interface NatsFederation extends Federation {
  isConnected(partner: MemberId): boolean;
  linkStatus(): { readonly transport: NatsTransportStatus; readonly authority: AuthorityStatus };
}

/** A federation whose members talk through their own nats-servers, with both fences kept in step. */
export async function openNatsFederation(options: NatsFederationOptions): Promise<NatsFederation> {
  const { clock } = options;
  let { treaties } = options;
  const link = { ...options, member: options.signer.member };
  const authority = await openLinkAuthority(link);
  const transport = await openNatsTransport({ ...link, steadyMs: () => performance.now() });
  const federation = await openFederation({ ...options, transport });
  return {
    ...federation,
    isConnected: (partner) => transport.isConnected(partner),
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
