import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Clock } from '../clock.ts';
import type { FeedAddress } from '../config/feed-url.ts';
import { listenError } from '../errors.ts';
import type { Feed, PacketSink } from './feed.ts';

/** Asked of the system so that a burst survives one slow step; the system may give less. */
const RECEIVE_BUFFER_SIZE = 4 * 1024 * 1024;

export interface UdpFeed extends Feed {
  /** The bound port, of use when 0 was asked. */
  readonly port: number;
}

/**
 * Opens a UDP port, joins its multicast group when there is one, and passes each datagram on as
 * one ASTERIX packet.
 *
 * @throws {ServerError} `SERVER_ERR_PORT_IN_USE`, `SERVER_ERR_PORT_FORBIDDEN`, `SERVER_ERR_ADDRESS_UNAVAILABLE`.
 */
export async function openUdpFeed(address: FeedAddress, clock: Clock, sink: PacketSink): Promise<UdpFeed> {
  const { host, group, url: source } = address;
  // Several programs on one machine may listen to one group; a unicast port has one owner.
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', reuseAddr: group !== undefined });
  const count = { packets: 0, size: 0, errors: 0 };
  try {
    // Bound to the group itself, the socket gets no other traffic to the same port.
    socket.bind(address.port, group ?? host);
    await once(socket, 'listening');
    if (group !== undefined) socket.addMembership(group, host);
  } catch (error) {
    socket.close();
    throw listenError(error, `UDP ${host}:${address.port}`);
  }
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER_SIZE);
  } catch {
    count.errors++; // Refused by some systems; the default buffer serves, only smaller.
  }
  socket.on('message', (bytes) => {
    count.packets++;
    count.size += bytes.length;
    sink.push({ kind: 'asterix', source, receivedAtMs: clock.nowMs(), bytes });
  });
  socket.on('error', (error) => {
    count.errors++;
    sink.reject(source, clock.nowMs(), 'socket', error.message);
  });

  let open = true;
  return {
    source,
    port: socket.address().port,
    status: () => ({
      source,
      state: open ? 'open' : 'closed',
      receivedCount: count.packets,
      receivedSize: count.size,
    }),
    async close() {
      if (!open) return;
      open = false;
      socket.close();
      await once(socket, 'close');
    },
  };
}
