import type { Sensor } from '@commonsky/model';
import { createLiveClock } from './clock.ts';
import { parseFeedUrl } from './config/feed-url.ts';
import type { Config, MemberConfig } from './config/schema.ts';
import type { Site } from './config/site.ts';
import { createAsterixFramer } from './ingest/asterix-stream.ts';
import { createBeastFramer } from './ingest/beast-stream.ts';
import type { PacketSink } from './ingest/feed.ts';
import { openTcpFeed, type StreamFramer } from './ingest/tcp.ts';
import { createTextFramer } from './ingest/text-stream.ts';
import { openUdpFeed } from './ingest/udp.ts';
import { createLog, type Log } from './observe/log.ts';
import { createMemberNode, type MemberNode } from './pipeline/member-node.ts';
import { startRunner } from './pipeline/runner.ts';
import { closeOnce, type RunningServer, serveNodes, type ServerOptions } from './server.ts';
import { startWatchFiles, type WatchFilesRunner } from './watch/watch-runner.ts';

type InputKind = MemberConfig['inputs'][number]['kind'];

export interface StartOptions extends ServerOptions {
  /** Sites of radars that the configuration does not list. */
  readonly sites?: readonly Site[];
}

/**
 * Starts the nodes of a configuration on live input, and serves their pictures.
 *
 * @throws {ServerError} for a port in use, an address that is not this machine's, a wrong URL.
 */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  const clock = createLiveClock();
  const log = createLog(options.logLevel ?? config.log);
  const nodes = config.members.map((member) =>
    createMemberNode({
      member: { id: member.id, name: member.name, ...(member.view && { view: member.view }) },
      clock,
      sensors: sensorsOf(member),
      sites: options.sites ?? [],
      log,
    }),
  );
  const watchFiles: WatchFilesRunner[] = [];
  const closeNodes = (): Promise<unknown> => {
    for (const files of watchFiles) files.stop();
    return Promise.all(nodes.map((node) => node.close()));
  };
  try {
    for (const [i, member] of config.members.entries()) {
      const node = nodes[i]!;
      if (member.watch) watchFiles.push(await startWatchFiles(node, member.watch, log));
      await openInputs(node, member, log);
    }
    const { listen = {} } = config;
    const server = await serveNodes(
      nodes,
      {
        ...(listen.host !== undefined && { host: listen.host }),
        ...(listen.port !== undefined && { port: listen.port }),
        ...(listen.names !== undefined && { hostNames: listen.names }),
        ...options,
      },
      log,
    );
    const runners = nodes.map((node) => startRunner(node));
    return {
      ...server,
      close: closeOnce(async () => {
        for (const runner of runners) runner.stop();
        await server.close();
        await closeNodes();
      }),
    };
  } catch (error) {
    await closeNodes();
    throw error;
  }
}

function sensorsOf(member: MemberConfig): Sensor[] {
  return (member.sensors ?? []).map((sensor) => Object.assign({ owner: member.id }, sensor));
}

async function openInputs(node: MemberNode, member: MemberConfig, log: Log): Promise<void> {
  const sensors = sensorsOf(member);
  for (const [i, { kind, url, sensor: sensorId }] of member.inputs.entries()) {
    const address = parseFeedUrl(url);
    if (kind === 'asterix' && address.transport === 'udp') {
      node.addFeed(await openUdpFeed(address, node.clock, node));
      continue;
    }
    if (kind !== 'asterix') {
      const sensor = sensors.find(({ id }) => id === sensorId);
      node.bindSource(url, sensor ?? receiverOf(member.id, i + 1, `${address.host}:${address.port}`));
    }
    node.addFeed(openTcpFeed(address, () => createFramer(kind, url, node), node.clock, node, log));
  }
}

function createFramer(kind: InputKind, source: string, sink: PacketSink): StreamFramer {
  switch (kind) {
    case 'asterix':
      return createAsterixFramer(source, sink);
    case 'beast':
      return createBeastFramer(source, sink);
    case 'avr':
    case 'sbs':
      return createTextFramer(kind, source, sink);
  }
}

/** A receiver nobody described. */
function receiverOf(owner: string, number: number, name: string): Sensor {
  return { id: `${owner}:receiver:${number}`, name: `Receiver ${name}`, owner, kind: 'adsb' };
}
