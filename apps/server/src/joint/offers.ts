import type { MemberId, Track } from '@commonsky/model';
import type { Offer } from '../federation/judgement.ts';

/**
 * What a member may offer its partners: tracks of its own sensors alone, under its tracker's numbers.
 * The joint picture is never offered: a partner would get its own data back, or a third party's.
 */
export function toOffers(self: MemberId, own: readonly Track[]): Offer[] {
  return own
    .filter(({ contributions }) => contributions.every(({ owner }) => owner === self))
    .map((track) => ({ versions: [{ track }], category: 'unknown', identity: 'unknown' }));
}
