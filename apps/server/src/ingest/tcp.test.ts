import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { createLiveClock } from '../clock.ts';
import { createLog } from '../observe/log.ts';
import type { Feed, PacketSink } from './feed.ts';
import { openTcpFeed, type TcpLimits } from './tcp.ts';

const LIMITS: TcpLimits = { retryMsMin: 5, retryMsMax: 20, silenceMsMax: 200 };

const open: (Feed | Server)[] = [];
afterEach(async () => {
  for (const part of open.splice(0)) await part.close();
});

async function serve(welcome: (socket: Socket) => void, port = 0): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    welcome(socket);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  open.push(server);
  return server;
}

function openFeed(port: number, limits = LIMITS, framed = true) {
  const got: string[] = [];
  const reasons: string[] = [];
  const sink: PacketSink = {
    push: () => undefined,
    reject: (_source, _atMs, reason) => reasons.push(reason),
  };
  const address = { url: 'tcp://test', transport: 'tcp', host: '127.0.0.1', port } as const;
  const framer = () => ({
    push: (chunk: Uint8Array) => got.push(Buffer.from(chunk).toString()) > 0 && framed,
  });
  const feed = openTcpFeed(address, framer, createLiveClock(), sink, createLog('silent'), limits);
  open.push(feed);
  return { feed, got, reasons };
}

it('connects again after the server is lost, and counts it', async () => {
  let visits = 0;
  const server = await serve((socket) => socket.end(`hello ${++visits}`));
  const { feed, got } = openFeed((server.address() as AddressInfo).port);

  await vi.waitFor(() => expect(got.length).toBeGreaterThanOrEqual(3));
  expect(got.slice(0, 3)).toEqual(['hello 1', 'hello 2', 'hello 3']);
  expect(feed.status().reconnects).toBeGreaterThanOrEqual(2);
});

it('keeps trying a server that is not there, with a note that says why', async () => {
  const server = await serve(() => undefined);
  const { port } = server.address() as AddressInfo;
  await open.pop()!.close();
  const { feed, reasons, got } = openFeed(port);

  await vi.waitFor(() => expect(reasons.length).toBeGreaterThanOrEqual(3));
  expect(feed.status().state).toBe('connecting');
  expect(feed.status().note).toMatch(/ECONNREFUSED.*tried \d+ times/);

  await serve((socket) => socket.write('here'), port);
  await vi.waitFor(() => expect(got).toEqual(['here']));
  expect(feed.status()).toMatchObject({ state: 'open', reconnects: 0, receivedSize: 4 });
});

it('gives up a connection that is silent, and one whose framing is lost', async () => {
  let visits = 0;
  const server = await serve((socket) => {
    visits++;
    socket.write('x');
  });
  const { port } = server.address() as AddressInfo;
  openFeed(port, { ...LIMITS, silenceMsMax: 20 });
  await vi.waitFor(() => expect(visits).toBeGreaterThanOrEqual(2));

  const before = visits;
  openFeed(port, LIMITS, false);
  await vi.waitFor(() => expect(visits).toBeGreaterThan(before + 1));
});
