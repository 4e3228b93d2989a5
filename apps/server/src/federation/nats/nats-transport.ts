import type { MemberId } from '@commonsky/model';
import { WIRE_KINDS, type Transport, type WireKind } from '../transport.ts';
import { egressToken } from './accounts.ts';
import { createBeats } from './beats.ts';
import { connectOwn } from './connection.ts';
import type { LinkKeys } from './link-keys.ts';
import { grantSubject, parseSubject, receivedSubjects, wordSubject } from './subjects.ts';

/** Members by way of their own nats-servers; this connection is the only one that may send to partners. */
export interface NatsTransport extends Transport {
  status(): NatsTransportStatus;
  close(): Promise<void>;
}

export interface NatsTransportStatus {
  readonly isServerUp: boolean;
  readonly sent: number;
  readonly received: number;
  /** Not sent: the own server was away, or took nothing for too long. */
  readonly dropped: number;
  /** Received and not understood. */
  readonly refused: number;
}

export interface NatsTransportOptions {
  /** The own nats-server, such as `nats://127.0.0.1:4222`. */
  readonly url: string;
  readonly member: MemberId;
  readonly partners: readonly MemberId[];
  readonly keys: LinkKeys;
  /** A clock that only runs forward, ms. */
  readonly steadyMs: () => number;
  readonly beatEveryMs?: number;
  /** A partner not heard for so long is away. Longer than a busy node may be silent. */
  readonly awayAfterMs?: number;
}

const BEAT = 'beat';
/** Handed to the connection and not yet taken by the own server; beyond, the newest is dropped. */
const UNSENT_SIZE_MAX = 64 * 1024 * 1024;

export async function openNatsTransport(options: NatsTransportOptions): Promise<NatsTransport> {
  const { url, member, partners, keys, steadyMs, beatEveryMs = 1000, awayAfterMs = 4000 } = options;
  const user = { name: `${member} gateway`, token: await egressToken(member, keys), key: keys.egress };
  // Milliseconds since 1970 as the first count: higher than any of an earlier start, and exact in a double.
  const beats = new Map(partners.map((partner) => [partner, createBeats(awayAfterMs, Date.now())]));
  const server = await connectOwn(url, user, () => {
    // Our server may come back without its links.
    for (const link of beats.values()) link.forget();
  });
  const { connection } = server;
  const counts = { sent: 0, received: 0, dropped: 0, refused: 0 };
  let handler: ((from: string, kind: WireKind, octets: Uint8Array) => void) | undefined;
  let unsentSize = 0;

  function publish(subject: string, octets: Uint8Array): void {
    if (!server.isUp() || unsentSize + octets.length > UNSENT_SIZE_MAX) {
      counts.dropped += 1;
      return;
    }
    try {
      connection.publish(subject, octets);
    } catch {
      // Too large for the server, or just closed.
      counts.dropped += 1;
      return;
    }
    counts.sent += 1;
    unsentSize += octets.length;
    // The server's answer to a flush says that it took everything before.
    void connection
      .flush()
      .catch(() => void (counts.dropped += 1))
      .finally(() => void (unsentSize -= octets.length));
  }

  connection.subscribe(receivedSubjects(member), {
    callback(error, message) {
      const address = error === null ? parseSubject(message.subject) : undefined;
      const link = address && beats.get(address.from);
      if (address === undefined || link === undefined) counts.refused += 1;
      else if (address.channel === 'word' && address.name === BEAT) link.hear(message.data, steadyMs());
      else {
        const kind =
          address.channel === 'grant' ? 'envelope' : WIRE_KINDS.find((name) => name === address.name);
        if (kind === undefined || (kind === 'envelope' && address.channel === 'word')) counts.refused += 1;
        else {
          counts.received += 1;
          handler?.(address.from, kind, message.data);
        }
      }
    },
  });
  const beat = () => {
    for (const [partner, link] of beats) publish(wordSubject(member, partner, BEAT), link.next(steadyMs()));
  };
  beat();
  const timer = setInterval(beat, beatEveryMs);
  return {
    isConnected: (partner) => server.isUp() && beats.get(partner)?.isHeard(steadyMs()) === true,
    send(partner, kind, octets, rule) {
      if (kind !== 'envelope') publish(wordSubject(member, partner, kind), octets);
      else if (rule !== undefined) publish(grantSubject(member, partner, rule), octets);
      else counts.dropped += 1;
    },
    onReceive: (next) => void (handler = next),
    status: () => ({ isServerUp: server.isUp(), ...counts }),
    async close() {
      clearInterval(timer);
      await connection.close();
    },
  };
}
