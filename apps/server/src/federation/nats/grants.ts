import type { MemberId } from '@commonsky/model';
import { grantSpans, type Treaties } from '@commonsky/treaty';
import type { ActiveGrant } from './accounts.ts';

/**
 * The grants to each partner that hold at `nowMs`, with their end or `limitMs`, whichever is first. Taken
 * from the treaties themselves, not from the gateway's filter: the two fences must not fall together.
 */
export function grantsInForce(
  { timelines }: Treaties,
  { provider, partners }: { readonly provider: MemberId; readonly partners: readonly MemberId[] },
  nowMs: number,
  limitMs: number,
): Map<MemberId, ActiveGrant[]> {
  const byPartner = new Map<MemberId, ActiveGrant[]>(partners.map((partner) => [partner, []]));
  for (const timeline of timelines.values()) {
    for (const grant of timeline.instrument.grants ?? []) {
      const active = byPartner.get(grant.recipient);
      const span = grantSpans(timeline, grant).find(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);
      if (grant.provider !== provider || active === undefined || span === undefined) continue;
      active.push({
        rule: `${timeline.instrument.id}/${grant.id}`,
        untilMs: Math.min(span.toMs, limitMs),
      });
    }
  }
  return byPartner;
}
