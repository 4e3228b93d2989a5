/**
 * A thread of the NATS revocation bench, for one of two parts: the partners' nodes, which check, keep and
 * countersign what they get; or an ear at the first partner's server, which only notes when what arrived.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { deriveLinkKeys, openNatsTransport } from '@commonsky/server/federation/nats';
import { openMember, type MemberFiles } from './revocation-member.ts';

export interface Task {
  readonly part: 'nodes' | 'ear';
  readonly members: readonly MemberFiles[];
}

/** Of the ear, whenever the provider's revocation has arrived. */
export interface Heard {
  readonly lastEnvelopeMs: number;
  readonly revocationMs: number;
  readonly envelopes: number;
  /** Envelopes between a revocation and the next epoch: there must be none. */
  readonly late: number;
}

const { part, members } = workerData as Task;
if (part === 'nodes') await Promise.all(members.map((member) => openMember(member, ['us'])));
else await openEar(members[0]!);
tell('ready');

async function openEar({ name, url, secret }: MemberFiles): Promise<void> {
  const transport = await openNatsTransport({
    url,
    member: name,
    partners: ['us'],
    keys: deriveLinkKeys(secret),
    steadyMs: () => performance.now(),
    // It says nothing: the node does.
    beatEveryMs: 2 ** 30,
  });
  const nowMs = () => performance.timeOrigin + performance.now();
  let lastEnvelopeMs = 0;
  let envelopes = 0;
  let late = 0;
  let isRevoked = false;
  transport.onReceive((_, kind) => {
    if (kind === 'epoch') isRevoked = false;
    else if (kind === 'envelope') {
      lastEnvelopeMs = nowMs();
      envelopes += 1;
      if (isRevoked) late += 1;
    } else if (kind === 'revocation') {
      isRevoked = true;
      tell({ lastEnvelopeMs, revocationMs: nowMs(), envelopes, late });
    }
  });
}

function tell(message: 'ready' | Heard): void {
  // The rule is about windows; a thread's port has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort!.postMessage(message);
}
