import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { NodeMessage, SubscribeRequest } from '@commonsky/model';
import { createTrackFrameEncoder, type TrackFrameEncoder } from '@commonsky/model';
import { Compile } from 'typebox/compile';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { MemberNode } from '../pipeline/member-node.ts';
import { urgentAlerts } from '../watch/urgent-alerts.ts';
import { tracksInBox } from './box.ts';
import { isSameOrigin } from './same-origin.ts';
import { subscribeRequest } from './schemas.ts';

const STREAM_PATH = '/api/v1/stream';

export interface StreamLimits {
  readonly clientCountMax: number;
  /** Octets of one message from a client. */
  readonly messageSizeMax: number;
  /** Messages from a client within ten seconds. */
  readonly messagesPer10SMax: number;
  /** A client with more octets than this unsent gets no frame until they are gone, then a key frame. */
  readonly unsentSizeMax: number;
  /** A client that has not read for this long is closed. */
  readonly stalledMsMax: number;
}

const STREAM_LIMITS: StreamLimits = {
  clientCountMax: 512,
  messageSizeMax: 4_096,
  messagesPer10SMax: 100,
  unsentSizeMax: 1_048_576,
  stalledMsMax: 30_000,
};

export interface StreamStats {
  clients: number;
  frames: number;
  frameOctets: number;
  /** Frames not sent to clients that read too slowly. */
  framesSkipped: number;
  /** Clients closed because they read nothing at all. */
  clientsDropped: number;
  clientsRefused: number;
  messagesRefused: number;
}

export interface Stream {
  close(): Promise<void>;
}

export interface StreamOptions {
  readonly nodes: ReadonlyMap<string, MemberNode>;
  readonly version: string;
  readonly hostNames: readonly string[];
  /** Counted up here; the metrics read it. */
  readonly stats: StreamStats;
  readonly limits?: Partial<StreamLimits>;
}

export function createStreamStats(): StreamStats {
  return {
    clients: 0,
    frames: 0,
    frameOctets: 0,
    framesSkipped: 0,
    clientsDropped: 0,
    clientsRefused: 0,
    messagesRefused: 0,
  };
}

/** Frames go out on multiples of this: the fastest rate a client can ask for is 4 Hz. */
const TICK_MS = 250;
/** Clock and sensor status go to each client this often. */
const STATUS_TICKS = 4;
const RATE_HZ = 1;

/** Clients with the same subscription: their frames are encoded once and sent to all. */
interface Channel {
  readonly key: string;
  readonly node: MemberNode;
  readonly request: SubscribeRequest;
  readonly everyTicks: number;
  readonly encoder: TrackFrameEncoder;
  readonly clients: Set<Client>;
  /** Somebody joined: the next tick sends, whatever the rate. */
  isDue: boolean;
}

interface Client {
  readonly id: number;
  readonly socket: WebSocket;
  channel: Channel | undefined;
  request: SubscribeRequest | undefined;
  /** Has lagged once: has a channel to itself, so that its key frames cost nobody else. */
  isAlone: boolean;
  stalledSinceMs: number | undefined;
  isAlive: boolean;
  messageCount: number;
}

const checkRequest = Compile(subscribeRequest);

/**
 * The live stream: JSON text frames both ways and binary track frames to the client. A client
 * that cannot keep up skips frames and then gets the newest state; nothing is queued for it.
 */
export function attachStream(server: Server, options: StreamOptions): Stream {
  const { nodes, version, stats } = options;
  const limits = { ...STREAM_LIMITS, ...options.limits };
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageSizeMax,
    perMessageDeflate: false,
    clientTracking: false,
  });
  const clients = new Set<Client>();
  const channels = new Map<string, Channel>();
  let nextId = 0;
  let tick = 0;

  server.on('upgrade', upgrade);
  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node hands the socket over without a listener: a client that resets it would end the process.
    socket.on('error', () => socket.destroy());
    const { host, origin } = request.headers;
    // Compared as text: what a client sends need not be a URL.
    if (request.url?.split('?')[0] !== STREAM_PATH) refuse(socket, '404 Not Found');
    else if (!isSameOrigin(host, origin, options.hostNames)) refuse(socket, '403 Forbidden');
    else if (clients.size >= limits.clientCountMax) refuse(socket, '503 Service Unavailable');
    else wss.handleUpgrade(request, socket, head, welcome);
  }

  function refuse(socket: Duplex, status: string): void {
    stats.clientsRefused++;
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  function welcome(socket: WebSocket): void {
    const client: Client = {
      id: nextId++,
      socket,
      channel: undefined,
      request: undefined,
      isAlone: false,
      stalledSinceMs: undefined,
      isAlive: true,
      messageCount: 0,
    };
    clients.add(client);
    stats.clients = clients.size;
    socket.on('close', () => {
      leaveChannel(client);
      clients.delete(client);
      stats.clients = clients.size;
    });
    // `ws` closes the socket itself after a protocol error; without a listener the process would end.
    socket.on('error', () => void stats.messagesRefused++);
    socket.on('pong', () => (client.isAlive = true));
    socket.on('message', (data, isBinary) => receive(client, data, isBinary));
    say(client, { type: 'hello', members: Array.from(nodes.values(), (node) => node.info), version });
  }

  function receive(client: Client, data: RawData, isBinary: boolean): void {
    client.isAlive = true;
    if (++client.messageCount > limits.messagesPer10SMax) {
      stats.messagesRefused++;
      client.socket.close(1008, 'too many messages');
      return;
    }
    const request = isBinary ? undefined : parseJson(data as Buffer);
    if (!checkRequest.Check(request)) {
      stats.messagesRefused++;
      const [error] = checkRequest.Errors(request);
      const where = error?.instancePath === '' || error === undefined ? 'message' : error.instancePath;
      say(client, {
        type: 'error',
        code: 'invalid-request',
        message: `${where} ${error?.message ?? 'is not JSON'}`,
      });
      return;
    }
    const node = nodes.get(request.member);
    if (node === undefined) {
      stats.messagesRefused++;
      say(client, { type: 'error', code: 'unknown-member', message: `no member ${request.member} here` });
      return;
    }
    client.request = request;
    joinChannel(client, node, request);
    if (!isStalled(client)) for (const message of statusMessages(node)) say(client, message);
  }

  function joinChannel(client: Client, node: MemberNode, request: SubscribeRequest): void {
    leaveChannel(client);
    const everyTicks = Math.round(1000 / (request.rateHz ?? RATE_HZ) / TICK_MS);
    const key = JSON.stringify([request.member, request.box, everyTicks, client.isAlone ? client.id : 'all']);
    let channel = channels.get(key);
    if (channel === undefined) {
      const { identifier } = node.watch.watch;
      const encoder = createTrackFrameEncoder({
        identityOf: ({ number, atMs }) => identifier.standardIdentityOf(number, atMs),
      });
      channel = { key, node, request, everyTicks, encoder, clients: new Set(), isDue: true };
      channels.set(key, channel);
    }
    channel.encoder.requestKeyFrame();
    channel.isDue = true;
    channel.clients.add(client);
    client.channel = channel;
  }

  function leaveChannel(client: Client): void {
    const { channel } = client;
    channel?.clients.delete(client);
    if (channel?.clients.size === 0) channels.delete(channel.key);
    client.channel = undefined;
  }

  /** Frame of a channel, encoded once, to its clients that keep up. */
  function sendFrame(channel: Channel): void {
    const { node, encoder } = channel;
    channel.isDue = false;
    for (const client of channel.clients) if (isStalled(client)) stall(client);
    if (channel.clients.size === 0) return;
    const pictureMs = node.clock.nowMs();
    const frame = encoder.encode(tracksInBox(node.tracks(pictureMs), channel.request.box), pictureMs);
    for (const { socket } of channel.clients) socket.send(frame);
    stats.frames += channel.clients.size;
    stats.frameOctets += frame.length * channel.clients.size;
  }

  function isStalled({ socket }: Client): boolean {
    return socket.bufferedAmount > limits.unsentSizeMax;
  }

  function stall(client: Client): void {
    stats.framesSkipped++;
    client.isAlone = true;
    client.stalledSinceMs ??= performance.now();
    leaveChannel(client);
  }

  /** A stalled client that has caught up starts anew with a key frame; one that reads nothing is closed. */
  function reviewStalled(client: Client): void {
    if (client.stalledSinceMs === undefined) return;
    if (client.socket.bufferedAmount === 0) {
      client.stalledSinceMs = undefined;
      const node = nodes.get(client.request!.member)!;
      joinChannel(client, node, client.request!);
    } else if (performance.now() - client.stalledSinceMs > limits.stalledMsMax) {
      stats.clientsDropped++;
      client.socket.terminate();
    } else {
      stats.framesSkipped++;
    }
  }

  const timer = setInterval(() => {
    tick++;
    for (const client of clients) reviewStalled(client);
    for (const channel of channels.values()) {
      if (channel.isDue || tick % channel.everyTicks === 0) sendFrame(channel);
    }
    if (tick % STATUS_TICKS === 0) sendStatus();
  }, TICK_MS);

  /** Each member's status is put into words once, however many clients hear it. */
  function sendStatus(): void {
    const words = new Map<MemberNode, readonly string[]>();
    for (const client of clients) {
      if (client.channel === undefined || isStalled(client)) continue;
      const { node } = client.channel;
      const texts = words.get(node) ?? statusMessages(node).map((message) => JSON.stringify(message));
      words.set(node, texts);
      for (const text of texts) client.socket.send(text);
    }
  }

  const heartbeat = setInterval(() => {
    for (const client of clients) {
      client.messageCount = 0;
      if (!client.isAlive && client.stalledSinceMs === undefined) {
        stats.clientsDropped++;
        client.socket.terminate();
        continue;
      }
      client.isAlive = false;
      client.socket.ping();
    }
  }, 10_000);

  return {
    close() {
      clearInterval(timer);
      clearInterval(heartbeat);
      server.off('upgrade', upgrade);
      for (const { socket } of clients) socket.terminate();
      return new Promise((resolve) => wss.close(() => resolve()));
    },
  };
}

function statusMessages(node: MemberNode): NodeMessage[] {
  const member = node.info.id;
  return [
    { type: 'clock', member, clock: node.clockStatus() },
    { type: 'sensors', member, sensors: node.sensors() },
    { type: 'alerts', member, ...urgentAlerts(node.watch.watch.alerts.standing()) },
  ];
}

function say({ socket }: Client, message: NodeMessage): void {
  socket.send(JSON.stringify(message));
}

/** `ws` gives a Buffer unless told otherwise. */
function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString()) as unknown;
  } catch {
    return undefined; // refused, and counted, by the schema
  }
}
