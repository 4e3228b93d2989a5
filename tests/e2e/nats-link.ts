/** A wire between two servers that a test can pull out: cut at once, or silent with what was on it held back. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

export interface TestLink {
  readonly port: number;
  /** Nothing passes any more, nobody is told; later connections neither. */
  silence(): void;
  /** Connections end, and new ones are refused. */
  cut(): void;
  /** What was held back arrives, and new connections pass. */
  mend(): void;
  close(): Promise<void>;
}

export async function createLink(targetPort: number): Promise<TestLink> {
  const sockets = new Set<Socket>();
  let state: 'up' | 'silent' | 'cut' = 'up';
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (octets) => void to.write(octets));
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        if (state !== 'silent') to.destroy();
      });
      if (state === 'silent') from.pause();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    silence() {
      state = 'silent';
      for (const socket of sockets) socket.pause();
    },
    cut() {
      state = 'cut';
      cutAll();
    },
    mend() {
      state = 'up';
      for (const socket of sockets) socket.resume();
    },
    async close() {
      state = 'cut';
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}
