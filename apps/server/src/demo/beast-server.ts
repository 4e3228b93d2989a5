import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { listenError } from '../errors.ts';

/** Octets a client may be behind before it misses pieces of the stream. */
const UNSENT_SIZE_MAX = 262_144;

/** A receiver's TCP server, as a real one has. */
export interface BeastServer {
  readonly port: number;
  /** Pieces clients missed because they read too slowly. */
  readonly missed: number;
  send(bytes: Uint8Array): void;
  close(): Promise<void>;
}

export async function startBeastServer(host: string): Promise<BeastServer> {
  const clients = new Set<Socket>();
  let missed = 0;
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    // A client that goes away is no event for a receiver.
    socket.on('error', () => socket.destroy());
  });
  try {
    server.listen(0, host);
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, `TCP ${host}`);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    port: address.port,
    get missed() {
      return missed;
    },
    send(bytes) {
      for (const socket of clients) {
        if (socket.writableLength > UNSENT_SIZE_MAX) missed++;
        else socket.write(bytes);
      }
    },
    close() {
      for (const socket of clients) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
