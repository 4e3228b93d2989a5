import { connect } from 'node:net';
import {
  type ClockStatus,
  type FeedStatus,
  type SensorStatus,
  type SourceRejects,
  type TrackDetails,
} from '@commonsky/model';
import { startListen, type RunningServer } from '@commonsky/server';
import { afterEach, expect, it, vi } from 'vitest';
import { connectStream, getJson } from './server-harness.ts';
import {
  createUdpSender,
  freeUdpPort,
  RADAR_SITE,
  radarDatagram,
  startBeastSource,
} from './server-sensors.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const WAIT = { timeout: 20_000, interval: 50 };

async function startRadarNode(streamLimits = {}) {
  const port = await freeUdpPort();
  const server = await startListen({
    asterix: [`udp://127.0.0.1:${port}`],
    sites: [RADAR_SITE],
    port: 0,
    streamLimits,
  });
  closers.push(() => server.close());
  const radar = createUdpSender(port);
  closers.push(() => radar.close());
  return { server, radar, udpPort: port };
}

/** Turns a radar's antenna fast, so that a test need not wait for minutes. */
function turn(send: () => Promise<void>): void {
  const timer = setInterval(() => void send(), 400);
  closers.push(() => clearInterval(timer));
}

async function openStream(server: RunningServer, headers = {}) {
  const client = await connectStream(server.url, headers);
  closers.push(() => client.close());
  return client;
}

it('shows a radar target of a UDP feed as a track on the stream and over REST', async () => {
  const { server, radar } = await startRadarNode();
  turn(() => radar.send(radarDatagram()));
  const client = await openStream(server);
  client.subscribe({ member: 'local', rateHz: 4 });

  await vi.waitFor(() => expect(client.picture.count).toBe(1), WAIT);
  expect(client.issues).toEqual([]);
  expect(client.picture.identity[0]).toEqual({ address: 0x71be34, mode3a: 0o7421, callsign: 'KGZ123' });
  // 40 NM to the north-east of the site.
  expect(client.picture.latDeg[0]).toBeCloseTo(43.32, 1);
  expect(client.picture.lonDeg[0]).toBeCloseTo(75.24, 1);
  expect(client.picture.pressureAltitudeM[0]).toBeCloseTo(350 * 30.48, -1);
  expect(client.messages.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['hello', 'clock', 'sensors']),
  );

  const number = client.picture.number[0]!;
  const track = await getJson<TrackDetails>(server.url, `api/v1/members/local/tracks/${number}`);
  expect(track).toMatchObject({ number, callsign: 'KGZ123', mode3a: '7421', address: '71be34' });
  expect(track.contributions).toMatchObject([{ sensorId: 'local:radar:25/10', owner: 'local' }]);
  const clock = await getJson<ClockStatus>(server.url, 'api/v1/members/local/clock');
  expect(clock).toMatchObject({ state: 'live', speed: 1 });
  const [sensor] = await getJson<SensorStatus[]>(server.url, 'api/v1/members/local/sensors');
  expect(sensor).toMatchObject({ state: 'up', sensor: { sac: 25, sic: 10, latDeg: RADAR_SITE.latDeg } });
});

it('shows an aircraft of a Beast server, and connects again when the server is lost', async () => {
  const source = await startBeastSource();
  closers.push(() => source.close());
  const server = await startListen({ beast: [`tcp://127.0.0.1:${source.port}`], port: 0 });
  closers.push(() => server.close());
  const client = await openStream(server);
  client.subscribe({ member: 'local', rateHz: 4 });

  await vi.waitFor(() => expect(client.picture.identity[0]?.callsign).toBe('KGZ456'), WAIT);
  expect(client.picture.latDeg[0]).toBeCloseTo(42.9, 2);

  source.dropClients();
  await vi.waitFor(async () => {
    const [feed] = await getJson<FeedStatus[]>(server.url, 'api/v1/members/local/feeds');
    expect(feed).toMatchObject({ state: 'open', reconnects: 1 });
  }, WAIT);
});

it('counts malformed datagrams, keeps them for inspection, and loses no neighbour', async () => {
  const { server, radar } = await startRadarNode();
  const good = radarDatagram();
  await radar.send(good.subarray(0, good.length - 4)); // cut
  await radar.send(Uint8Array.of(0xff, 0xff)); // no block
  await radar.send(Uint8Array.of(48, 0, 1)); // length that cannot be
  await radar.send(Uint8Array.of(250, 0, 4, 0x80)); // category unknown here
  await radar.send(Buffer.concat([Uint8Array.of(250, 0, 4, 0x80), good])); // and a good neighbour

  await vi.waitFor(() => expect(server.stats().nodes.local).toMatchObject({ packets: 5, plots: 1 }), WAIT);
  const [rejects] = await getJson<SourceRejects[]>(server.url, 'api/v1/members/local/rejects');
  expect(rejects!.total).toBe(5);
  expect(rejects!.byReason).toMatchObject({ 'unknown-category': 2 });
  expect(rejects!.recent.map(({ hex }) => hex)).toContain('fa000480');
  expect(server.stats().nodes.local?.internalErrors).toBe(0);
});

it('says in one line that a port is taken, for the feed and for the console', async () => {
  const { server, udpPort } = await startRadarNode();
  const inUse = { code: 'SERVER_ERR_PORT_IN_USE', fault: 'environment' };
  await expect(startListen({ asterix: [`udp://127.0.0.1:${udpPort}`], port: 0 })).rejects.toMatchObject(
    inUse,
  );
  const port = Number(new URL(server.url).port);
  const other = await freeUdpPort();
  await expect(startListen({ asterix: [`udp://127.0.0.1:${other}`], port })).rejects.toMatchObject(inUse);
});

it('refuses other sites, unknown members, and requests that are none', async () => {
  const { server } = await startRadarNode();
  await expect(connectStream(server.url, { origin: 'https://evil.example' })).rejects.toThrow(/403/);
  const foreign = await fetch(server.url, { headers: { origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);

  const client = await openStream(server);
  client.subscribe({ member: 'nobody' });
  client.subscribe({ member: 'local', rateHz: 50 });
  client.socket.send('{');
  await vi.waitFor(() => {
    const codes = client.messages.flatMap((message) => (message.type === 'error' ? [message.code] : []));
    expect(codes).toEqual(['unknown-member', 'invalid-request', 'invalid-request']);
  }, WAIT);
  expect((await fetch(new URL('api/v1/members/nobody/tracks', server.url))).status).toBe(404);
  expect((await fetch(new URL('api/v1/members/local/tracks/x', server.url))).status).toBe(400);
});

it('sends a client only what its box holds, and takes a new subscription for the old', async () => {
  const { server, radar } = await startRadarNode();
  turn(() => radar.send(radarDatagram()));
  const client = await openStream(server);
  client.subscribe({ member: 'local', rateHz: 4, box: [-10, 40, 10, 50] });
  await vi.waitFor(() => expect(server.stats().nodes.local?.tracks).toBe(1), WAIT);
  const before = client.frameCount;
  await vi.waitFor(() => expect(client.frameCount).toBeGreaterThan(before + 1), WAIT);
  expect(client.picture.count).toBe(0);

  client.subscribe({ member: 'local', rateHz: 4, box: [170, 40, 80, 50] }); // over the antimeridian
  await vi.waitFor(() => expect(client.picture.count).toBe(1), WAIT);
  expect(client.issues).toEqual([]);
});

it('gives a client that does not read the newest state later, and queues nothing for it', async () => {
  const { server, radar } = await startRadarNode({ unsentSizeMax: 0, messagesPer10SMax: 1e6 });
  turn(() => radar.send(radarDatagram()));
  const slow = await openStream(server);
  slow.subscribe({ member: 'local', rateHz: 4 });
  await vi.waitFor(() => expect(slow.picture.count).toBe(1), WAIT);

  // The system buffers megabytes before a paused socket is felt; answers to requests get there soonest.
  slow.socket.pause();
  const flood = setInterval(() => {
    for (let i = 0; i < 50; i++) slow.subscribe({ member: 'local', rateHz: 4 });
  }, 2);
  await vi
    .waitFor(() => expect(server.stats().stream.framesSkipped).toBeGreaterThan(2), WAIT)
    .finally(() => clearInterval(flood));
  slow.socket.resume();
  const { pictureMs } = slow.picture;
  await vi.waitFor(() => expect(slow.picture.pictureMs).toBeGreaterThan(pictureMs + 500), WAIT);
  expect({ count: slow.picture.count, issues: slow.issues }).toEqual({ count: 1, issues: [] });
  expect(server.stats().stream.clients).toBe(1);
});

it('closes a client that reads nothing at all', async () => {
  const { server } = await startRadarNode({ unsentSizeMax: 0, stalledMsMax: 300, messagesPer10SMax: 1e6 });
  const deaf = await openStream(server);
  deaf.subscribe({ member: 'local' });
  deaf.socket.pause();
  const flood = setInterval(() => {
    for (let i = 0; i < 50; i++) deaf.subscribe({ member: 'local' });
  }, 2);
  await vi
    .waitFor(() => expect(server.stats().stream.clientsDropped).toBe(1), WAIT)
    .finally(() => clearInterval(flood));
});

it('closes a client that talks too much, and refuses more clients than it serves', async () => {
  const { server } = await startRadarNode({ messagesPer10SMax: 10, clientCountMax: 1 });
  const chatty = await openStream(server);
  await expect(connectStream(server.url)).rejects.toThrow(/503/);
  for (let i = 0; i < 11; i++) chatty.subscribe({ member: 'local' });
  await vi.waitFor(() => expect(server.stats().stream.clients).toBe(0), WAIT);
  expect(server.stats().stream).toMatchObject({ clientsRefused: 1, messagesRefused: 1 });
});

it('describes itself, counts itself, and sets a strict content policy', async () => {
  const { server, radar } = await startRadarNode();
  await radar.send(radarDatagram());
  await vi.waitFor(() => expect(server.stats().nodes.local?.plots).toBe(1), WAIT);
  const metrics = await (await fetch(new URL('metrics', server.url))).text();
  expect(metrics).toContain('commonsky_plots_total{member="local"} 1');
  const health = await getJson(server.url, 'healthz');
  expect(health).toMatchObject({ status: 'ok', members: { local: 'live' } });
  const api = await getJson<{ readonly paths: object }>(server.url, 'api/v1/openapi.json');
  expect(Object.keys(api.paths)).toContain('/api/v1/members/{id}/tracks/{number}');
  const { headers } = await fetch(server.url);
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
});

it.each([
  ['speaks no WebSocket', '/api/v1/stream', false],
  ['asks for what is no path', '//', false],
  ['is reset while it is refused', '/elsewhere', true],
])('survives a stream connection that %s', async (_, path, isReset) => {
  const { server } = await startRadarNode();
  const { port, host } = new URL(server.url);
  for (let i = 0; i < 10; i++) {
    const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    );
    if (isReset) socket.resetAndDestroy();
    else await new Promise((resolve) => socket.once('close', resolve).resume());
  }
  expect((await fetch(new URL('healthz', server.url))).status).toBe(200);
});
