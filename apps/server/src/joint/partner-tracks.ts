import type { PartnerTrack } from '@commonsky/joint';
import type { ReleasedTrack } from '@commonsky/treaty';

/**
 * A released track for the joint picture. What a member releases is made of its own measurements alone
 * (see `offers.ts`), so its owner is its provider; the wire carries an accuracy and no covariance.
 */
export function toPartnerTrack(track: ReleasedTrack): PartnerTrack {
  return {
    ...track,
    owners: [track.provider],
    pEastEast: Number.NaN,
    pEastNorth: Number.NaN,
    pNorthNorth: Number.NaN,
  };
}
