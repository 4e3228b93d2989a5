import { createSocket } from 'node:dgram';
import type { MemberInfo, Sensor } from '@commonsky/model';
import { createSimulation, demoScenario } from '@commonsky/sim';
import { createAirspaceSet } from '@commonsky/watch';
import { createLiveClock } from '../clock.ts';
import { parseFeedUrl } from '../config/feed-url.ts';
import { createBeastFramer } from '../ingest/beast-stream.ts';
import { openTcpFeed } from '../ingest/tcp.ts';
import { openUdpFeed } from '../ingest/udp.ts';
import { createLog, type Log } from '../observe/log.ts';
import { createMemberNode, type MemberNode } from '../pipeline/member-node.ts';
import { startRunner } from '../pipeline/runner.ts';
import { closeOnce, type RunningServer, serveNodes, type ServerOptions } from '../server.ts';
import { type BeastServer, startBeastServer } from './beast-server.ts';
import { demoAirspaces } from './demo-airspaces.ts';
import { DEMO_CODES } from './demo-codes.ts';
import { startDemoSharing } from './demo-sharing.ts';
import type { Sharing } from '../joint/share.ts';

export interface DemoOptions extends ServerOptions {
  /** The same seed gives the same traffic; 1 when absent. */
  readonly seed?: number;
}

/** Simulated bytes never leave this machine. */
const LOOPBACK = '127.0.0.1';
const VIEW_ZOOM = 6;
/** How often the simulation is asked what it sent. */
const PUMP_MS = 50;

/** One member's node with the sockets its sensors send to. */
interface DemoMember {
  readonly node: MemberNode;
  readonly asterixPort: number;
  readonly receivers: ReadonlyMap<string, BeastServer>;
}

/**
 * Starts two neighbours' nodes, fed by simulated traffic through real loopback sockets: ASTERIX
 * over UDP and Beast over TCP, as live sensors would. An exercise protocol lets each see the other's tracks
 * near the border.
 *
 * @throws {ServerError} `SERVER_ERR_PORT_IN_USE` and the like for `host` and `port`.
 */
export async function startDemo(options: DemoOptions = {}): Promise<RunningServer> {
  const clock = createLiveClock();
  const log = createLog(options.logLevel);
  const { seed = 1 } = options;
  const simulation = createSimulation(demoScenario({ seed, startMs: clock.nowMs() }));
  const members = new Map<string, DemoMember>();
  const airspaces = demoAirspaces();
  for (const { id, name } of simulation.members) {
    const sensors = simulation.sensors.filter(({ owner }) => owner === id);
    const node = createMemberNode({ member: { id, name, view: viewOf(sensors) }, clock, sensors, log });
    node.watch.watch.useAirspaces(createAirspaceSet(airspaces));
    node.watch.watch.identifier.useCodes(DEMO_CODES);
    members.set(id, await connectMember(node, sensors, log));
  }
  const nodes = Array.from(members.values(), ({ node }) => node);
  const memberOfSensor = new Map(simulation.sensors.map(({ id, owner }) => [id, members.get(owner)!]));

  const sender = createSocket('udp4');
  function pump(): void {
    for (const { sensorId, transport, bytes } of simulation.advance(clock.nowMs())) {
      const member = memberOfSensor.get(sensorId)!;
      if (transport === 'beast') member.receivers.get(sensorId)!.send(bytes);
      else sender.send(bytes, member.asterixPort, LOOPBACK);
    }
  }

  async function closeInputs(): Promise<void> {
    sender.close();
    for (const { node, receivers } of members.values()) {
      await node.close();
      for (const receiver of receivers.values()) await receiver.close();
    }
  }

  let sharing: Sharing | undefined;
  let server: RunningServer;
  try {
    sharing = await startDemoSharing(nodes, log);
    server = await serveNodes(nodes, options, log);
  } catch (error) {
    await sharing?.stop();
    await closeInputs();
    throw error;
  }
  const pumping = setInterval(pump, PUMP_MS);
  const runners = nodes.map((node) => startRunner(node));
  return {
    ...server,
    close: closeOnce(async () => {
      clearInterval(pumping);
      for (const runner of runners) runner.stop();
      await server.close();
      await sharing.stop();
      await closeInputs();
    }),
  };
}

async function connectMember(node: MemberNode, sensors: readonly Sensor[], log: Log): Promise<DemoMember> {
  const udp = await openUdpFeed(parseFeedUrl(`udp://${LOOPBACK}:0`), node.clock, node);
  node.addFeed(udp);
  const receivers = new Map<string, BeastServer>();
  for (const sensor of sensors) {
    // What has no SAC/SIC does not speak ASTERIX.
    if (sensor.sac !== undefined) continue;
    const receiver = await startBeastServer(LOOPBACK);
    receivers.set(sensor.id, receiver);
    const address = parseFeedUrl(`tcp://${LOOPBACK}:${receiver.port}`);
    node.bindSource(address.url, sensor);
    node.addFeed(openTcpFeed(address, () => createBeastFramer(address.url, node), node.clock, node, log));
  }
  return { node, asterixPort: udp.port, receivers };
}

/** The middle of a member's sensors. */
function viewOf(sensors: readonly Sensor[]): NonNullable<MemberInfo['view']> {
  return {
    latDeg: mean(sensors.map(({ latDeg }) => latDeg)),
    lonDeg: mean(sensors.map(({ lonDeg }) => lonDeg)),
    zoom: VIEW_ZOOM,
  };
}

function mean(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
}
