import {
  type Alert,
  type ClockStatus,
  createTrackFrameDecoder,
  type MemberInfo,
  type NodeMessage,
  type SensorStatus,
  type SubscribeRequest,
  type TrackFrameDecoder,
} from '@commonsky/model';
import { reconnectDelayMs } from './backoff.ts';

const STREAM_PATH = 'api/v1/stream';
/** A node says something every second; a connection this silent is dead even if nobody closed it. */
const SILENCE_MS_MAX = 10_000;
/** A broken stream of frames is asked for anew no more often than this. */
const RESUBSCRIBE_MS_MIN = 2_000;

export type Connection =
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'open' }
  | { readonly state: 'waiting'; readonly attempt: number; readonly retryAtMs: number };

export interface FeedListener {
  onConnection(connection: Connection): void;
  onHello(members: readonly MemberInfo[], version: string): void;
  onClock(clock: ClockStatus): void;
  onSensors(sensors: readonly SensorStatus[]): void;
  onAlerts(alerts: readonly Alert[], total: number): void;
  /** A new picture is in the decoder. */
  onPicture(decoder: TrackFrameDecoder): void;
  /** The node refused something, or a frame was not understood. */
  onProblem(text: string): void;
}

export interface Feed {
  start(): void;
  /** Asks for a member's picture from now on, across reconnections. */
  subscribe(member: string): void;
}

/** The console's one connection to its node. All times are `performance.now()` milliseconds. */
export function createFeed(listener: FeedListener): Feed {
  let socket: WebSocket | undefined;
  let member: string | undefined;
  let decoder = createTrackFrameDecoder();
  let isKeyAwaited = true;
  let attempt = 0;
  let heardAtMs = 0;
  let subscribedAtMs = -Infinity;

  function connect(): void {
    listener.onConnection({ state: 'connecting', attempt });
    const url = new URL(STREAM_PATH, document.baseURI);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const opened = new WebSocket(url);
    socket = opened;
    opened.binaryType = 'arraybuffer';
    heardAtMs = performance.now();
    opened.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      heardAtMs = performance.now();
      if (typeof data === 'string') receive(JSON.parse(data) as NodeMessage);
      else receiveFrame(new Uint8Array(data));
    });
    // An error is always followed by a close.
    opened.addEventListener('close', () => {
      if (socket !== opened) return;
      socket = undefined;
      const delayMs = reconnectDelayMs(attempt++, Math.random());
      listener.onConnection({ state: 'waiting', attempt, retryAtMs: performance.now() + delayMs });
      setTimeout(connect, delayMs);
    });
  }

  function receive(message: NodeMessage): void {
    switch (message.type) {
      case 'hello':
        attempt = 0;
        listener.onConnection({ state: 'open' });
        listener.onHello(message.members, message.version);
        if (member !== undefined) sendSubscribe();
        break;
      case 'clock':
        if (message.member === member) listener.onClock(message.clock);
        break;
      case 'sensors':
        if (message.member === member) listener.onSensors(message.sensors);
        break;
      case 'alerts':
        if (message.member === member) listener.onAlerts(message.alerts, message.total);
        break;
      case 'error':
        listener.onProblem(message.message);
        break;
      default:
        message satisfies never; // a newer node may say more than this console knows
    }
  }

  function receiveFrame(frame: Uint8Array): void {
    const issue = decoder.decode(frame);
    if (issue === undefined) {
      isKeyAwaited = false;
      listener.onPicture(decoder);
      return;
    }
    // Just after a change of member the last frames of the old one still arrive.
    if (isKeyAwaited && issue.code === 'sequence') return;
    listener.onProblem(`track frame not understood (${issue.code}); asking again`);
    if (performance.now() - subscribedAtMs > RESUBSCRIBE_MS_MIN) sendSubscribe();
  }

  function sendSubscribe(): void {
    if (member === undefined || socket?.readyState !== WebSocket.OPEN) return;
    decoder = createTrackFrameDecoder();
    isKeyAwaited = true;
    subscribedAtMs = performance.now();
    socket.send(JSON.stringify({ type: 'subscribe', member } satisfies SubscribeRequest));
  }

  function closeWhenSilent(): void {
    if (socket !== undefined && performance.now() - heardAtMs > SILENCE_MS_MAX) socket.close();
  }

  return {
    start() {
      connect();
      setInterval(closeWhenSilent, 1_000);
    },
    subscribe(wanted) {
      if (wanted === member) return;
      member = wanted;
      sendSubscribe();
    },
  };
}
