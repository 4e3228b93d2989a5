import type { MemberId } from '@commonsky/model';
import type { Federation } from '../federation/federation.ts';
import type { Log } from '../observe/log.ts';
import type { MemberNode } from '../pipeline/member-node.ts';
import { toOffers } from './offers.ts';
import { toPartnerTrack } from './partner-tracks.ts';

/** Grants count rates from 1 Hz. */
const RELEASE_MS = 1000;

export interface Sharing {
  readonly stats: { readonly steps: number; readonly faults: number };
  /** Ends releases and closes the federation; the node's picture is its own again within the second. */
  stop(): Promise<void>;
}

/** Offers a node's own tracks to its partners once a second, and shows what they let it see. */
export function startSharing(
  node: MemberNode,
  federation: Federation,
  partners: readonly MemberId[],
  log: Log,
): Sharing {
  const stats = { steps: 0, faults: 0 };
  let isOpen = true;
  node.joint.usePartners(() =>
    isOpen ? partners.flatMap((partner) => federation.tracksFrom(partner).map(toPartnerTrack)) : [],
  );

  async function step(): Promise<void> {
    stats.steps++;
    try {
      await federation.step(toOffers(node.info.id, node.ownTracks(node.clock.nowMs())));
    } catch (error) {
      // A fault here must not cost the member its own picture; the first is logged, all are counted.
      stats.faults++;
      if (stats.faults === 1) log.error({ err: error, member: node.info.id }, 'fault in the release');
    }
  }
  let last = Promise.resolve();
  const timer = setInterval(() => {
    last = step();
  }, RELEASE_MS);

  return {
    stats,
    async stop() {
      isOpen = false;
      clearInterval(timer);
      await last;
      await federation.settled();
      await federation.close();
    },
  };
}
