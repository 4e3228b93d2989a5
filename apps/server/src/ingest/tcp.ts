import { connect, type Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { FeedAddress } from '../config/feed-url.ts';
import type { Log } from '../observe/log.ts';
import type { Feed, PacketSink } from './feed.ts';

/** Cuts one connection's octets into packets; made anew for every connection. */
export interface StreamFramer {
  /** False when the stream can no longer be followed and a new connection is wanted. */
  push(chunk: Uint8Array, receivedAtMs: number): boolean;
}

export interface TcpLimits {
  /** Wait before the first attempt to connect again; doubles with every failure. */
  readonly retryMsMin: number;
  readonly retryMsMax: number;
  /** A connection this long without an octet is taken for dead and made anew. */
  readonly silenceMsMax: number;
}

const LIMITS: TcpLimits = { retryMsMin: 500, retryMsMax: 30_000, silenceMsMax: 60_000 };

/**
 * Keeps a connection to a TCP server for as long as it is open: a loss is counted and followed by
 * attempts with a growing, bounded wait.
 */
export function openTcpFeed(
  address: FeedAddress,
  createFramer: () => StreamFramer,
  clock: Clock,
  sink: PacketSink,
  log: Log,
  limits: TcpLimits = LIMITS,
): Feed {
  const { host, port, url: source } = address;
  const count = { chunks: 0, size: 0, connections: 0, failures: 0 };
  let state: 'open' | 'connecting' | 'closed' = 'connecting';
  let waitMs = limits.retryMsMin;
  let lastError: string | undefined;
  let retry: NodeJS.Timeout | undefined;
  let socket: Socket;

  function open(): void {
    const framer = createFramer();
    socket = connect({ host, port, keepAlive: true, noDelay: true });
    socket.setTimeout(limits.silenceMsMax, () => socket.destroy(new Error('silent for too long')));
    socket.on('connect', () => {
      state = 'open';
      count.connections++;
      log.info({ source }, 'connected');
      lastError = undefined;
    });
    socket.on('data', (chunk: Buffer) => {
      count.chunks++;
      count.size += chunk.length;
      // Only sound octets prove the server: one that accepts and closes, or sends noise, keeps its growing wait.
      if (framer.push(chunk, clock.nowMs())) waitMs = limits.retryMsMin;
      else socket.destroy(new Error('framing lost'));
    });
    socket.on('error', (error) => {
      lastError = error.message;
      sink.reject(source, clock.nowMs(), 'connection', error.message);
    });
    socket.on('close', () => {
      if (state === 'closed') return;
      state = 'connecting';
      count.failures++;
      log.warn({ source, waitMs, reason: lastError }, 'not connected, will try again');
      retry = setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, limits.retryMsMax);
    });
  }
  open();

  return {
    source,
    status: () => ({
      source,
      state,
      receivedCount: count.chunks,
      receivedSize: count.size,
      reconnects: Math.max(0, count.connections - 1),
      ...(lastError === undefined ? {} : { note: `${lastError}; tried ${count.failures} times` }),
    }),
    close() {
      state = 'closed';
      clearTimeout(retry);
      socket.destroy();
      return Promise.resolve();
    },
  };
}
