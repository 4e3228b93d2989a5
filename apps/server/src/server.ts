import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createHttp } from './api/http.ts';
import { attachStream, createStreamStats, type StreamLimits, type StreamStats } from './api/websocket.ts';
import { listenError } from './errors.ts';
import type { Log, LogLevel } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import type { MemberNode, NodeCounters } from './pipeline/member-node.ts';

/** Where the API listens and how it speaks. */
export interface ServerOptions {
  /** 127.0.0.1 when absent: nothing is offered to the network unasked. */
  readonly host?: string;
  /** 8080 when absent; 0 takes any free port. */
  readonly port?: number;
  /** Names beside IP addresses and `localhost` by which browsers reach this node. */
  readonly hostNames?: readonly string[];
  readonly logLevel?: LogLevel;
  /** Folder of the built console; the repository's own when absent. */
  readonly consoleDir?: string;
  readonly streamLimits?: Partial<StreamLimits>;
}

export interface ServerStats {
  readonly nodes: Readonly<Record<string, NodeCounters>>;
  readonly stream: Readonly<StreamStats>;
}

/** What every `start…` gives: where it is, how it does, how it ends. */
export interface RunningServer {
  readonly url: string;
  stats(): ServerStats;
  close(): Promise<void>;
}

/** Ends something once, however often and by whomever it is asked. */
export function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => (closed ??= close());
}

export const SERVER_PORT = 8080;
const HOST = '127.0.0.1';
const CONSOLE_DIR = fileURLToPath(new URL('../../console/dist', import.meta.url));

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/**
 * Serves REST, stream, metrics and console for these nodes; feeding and stepping them is the caller's.
 *
 * @throws {ServerError} `SERVER_ERR_PORT_IN_USE`, `SERVER_ERR_PORT_FORBIDDEN`, `SERVER_ERR_ADDRESS_UNAVAILABLE`.
 */
export async function serveNodes(
  members: readonly MemberNode[],
  options: ServerOptions,
  log: Log,
): Promise<RunningServer> {
  const { host = HOST, port = SERVER_PORT, hostNames = [] } = options;
  const nodes = new Map(members.map((node) => [node.info.id, node]));
  const streamStats = createStreamStats();
  const metrics = createMetrics(members, streamStats);
  const app = await createHttp({
    nodes,
    metrics,
    log,
    version,
    hostNames,
    consoleDir: options.consoleDir ?? CONSOLE_DIR,
  });
  const stream = attachStream(app.server, {
    nodes,
    version,
    hostNames,
    stats: streamStats,
    ...(options.streamLimits && { limits: options.streamLimits }),
  });

  async function close(): Promise<void> {
    metrics.close();
    await stream.close();
    await app.close();
  }
  try {
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw listenError(error, `TCP ${host}:${port}`);
  }
  const address = app.server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}/`;
  log.info({ url, members: [...nodes.keys()] }, 'serving');
  return {
    url,
    stats: () => ({
      nodes: Object.fromEntries(members.map((node) => [node.info.id, node.counters()])),
      stream: streamStats,
    }),
    close,
  };
}
