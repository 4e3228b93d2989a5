import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createEncoder } from '@commonsky/asterix';
import { cat048 } from '@commonsky/asterix/cat048';
import { timeOfDayS } from '@commonsky/model';
import { encodeAirbornePosition, encodeBeast, encodeIdentification, encodeVelocity } from '@commonsky/modes';

/** SAC/SIC of the radar below, and where tests say it stands. */
export const RADAR_SITE = { sac: 25, sic: 10, latDeg: 42.86, lonDeg: 74.59, heightM: 760 };

/** A datagram with one Mode S plot of an aircraft at 40 NM to the north-east, as measured now. */
export function radarDatagram(address = 0x71be34, nowMs = Date.now()): Uint8Array {
  // Quantised to the item's 1/128 s, for an encoder takes what can be written.
  const timeOfDay = Math.round(timeOfDayS(nowMs) * 128) / 128;
  return createEncoder(cat048).encode([
    {
      i010: { sac: RADAR_SITE.sac, sic: RADAR_SITE.sic },
      i140: { timeOfDay },
      i020: { typ: 5, simulated: false, rdpChain: false, spi: false, fieldMonitor: false },
      i040: { rho: 40, theta: 45 },
      i070: { invalid: false, garbled: false, notExtracted: false, mode3A: '7421' },
      i090: { invalid: false, garbled: false, flightLevel: 350 },
      i220: { aircraftAddress: address },
      i240: { aircraftIdentification: 'KGZ123' },
    },
  ]);
}

/** Sends datagrams to a port of this machine. */
export function createUdpSender(port: number) {
  const socket = createSocket('udp4');
  return {
    send: (bytes: Uint8Array) =>
      new Promise<void>((resolve, reject) => {
        socket.send(bytes, port, '127.0.0.1', (error) => (error === null ? resolve() : reject(error)));
      }),
    close: () => socket.close(),
  };
}

/** A port that was free a moment ago. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** A Beast server that tells of one aircraft over and over, twice a second in its own time. */
export async function startBeastSource() {
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clients.delete(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = 0x71be34;
  let count = 0;

  function send(bytes: Uint8Array): void {
    const frame = encodeBeast({ timestamp: Math.round(performance.now() * 12_000), signal: 100, bytes });
    for (const socket of clients) socket.write(frame);
  }
  const timer = setInterval(() => {
    const common = { address, latDeg: 42.9, lonDeg: 74.6 + count * 1e-4, altitudeFt: 35_000 };
    send(encodeAirbornePosition({ ...common, odd: count++ % 2 === 1 }));
    send(encodeVelocity({ address, eastKt: 400, northKt: 0, verticalRateFtMin: 0 }));
    send(encodeIdentification({ address, callsign: 'KGZ456' }));
  }, 100);
  return {
    port: (server.address() as AddressInfo).port,
    clientCount: () => clients.size,
    /** Breaks all connections, as a receiver that starts anew. */
    dropClients: () => clients.forEach((socket) => socket.destroy()),
    async close() {
      clearInterval(timer);
      clients.forEach((socket) => socket.destroy());
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
