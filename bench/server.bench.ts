import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createEncoder } from '@commonsky/asterix';
import { cat021 } from '@commonsky/asterix/cat021';
import { cat048 } from '@commonsky/asterix/cat048';
import { timeOfDayS } from '@commonsky/model';
import { createLiveClock, createReplayClock } from '../apps/server/src/clock.ts';
import { createLog } from '../apps/server/src/observe/log.ts';
import { createMemberNode, type MemberNode } from '../apps/server/src/pipeline/member-node.ts';
import { startRunner } from '../apps/server/src/pipeline/runner.ts';
import { serveNodes } from '../apps/server/src/server.ts';
import type { Bench, Figure } from './bench.ts';

const START_MS = Date.UTC(2026, 0, 1, 10);
const MEMBER = { id: 'bench', name: 'Bench', view: { latDeg: 45, lonDeg: 75, zoom: 5 } };
const SITE = { sac: 1, sic: 1, latDeg: 45, lonDeg: 75, heightM: 500 };
const CLIENTS = fileURLToPath(new URL('./server-clients.ts', import.meta.url));

/** Octets of one turn of a radar over `aircraftCount` aircraft on rings, 20 plots a datagram. */
function radarTurn(aircraftCount: number, atMs: number, turn: number): Uint8Array[] {
  const encoder = createEncoder(cat048);
  const timeOfDay = Math.round(timeOfDayS(atMs) * 128) / 128;
  const datagrams: Uint8Array[] = [];
  for (let first = 0; first < aircraftCount; first += 20) {
    const records = Array.from({ length: Math.min(20, aircraftCount - first) }, (_, k) => {
      const i = first + k;
      // A circle at 0.125 NM/s: what an aircraft of 450 kt flies.
      const rho = 10 + ((i * 7) % 230);
      const theta = ((((i * 360) / aircraftCount + (turn * 4 * 0.125 * 57.2958) / rho) % 360) * 65_536) / 360;
      return {
        i010: { sac: 1, sic: 1 },
        i140: { timeOfDay },
        i020: { typ: 5, simulated: false, rdpChain: false, spi: false, fieldMonitor: false },
        i040: { rho, theta: ((Math.round(theta) % 65_536) * 360) / 65_536 },
        i070: { invalid: false, garbled: false, notExtracted: false, mode3A: '1234' },
        i090: { invalid: false, garbled: false, flightLevel: 350 },
        i220: { aircraftAddress: 0x700000 + i },
        i240: { aircraftIdentification: 'BENCH1' },
      };
    });
    datagrams.push(encoder.encode(records));
  }
  return datagrams;
}

/** Radar octets → decode → tracker → picture, in one process, as fast as it goes. */
function benchPipeline(aircraftCount: number): Figure {
  const clock = createReplayClock(START_MS, 1);
  const log = createLog('silent');
  const limits = { plotsPerSensorMax: 1_000_000, packetCountMax: 100_000 };
  const node = createMemberNode({ member: MEMBER, clock, sites: [SITE], limits, log });
  const turns = Array.from({ length: 25 }, (_, turn) => ({
    atMs: START_MS + turn * 4_000,
    datagrams: radarTurn(aircraftCount, START_MS + turn * 4_000, turn),
  }));
  let startMs = 0;
  let before = 0;
  for (const [turn, { atMs, datagrams }] of turns.entries()) {
    if (turn === 5) {
      // Tracks exist and code is warm from here.
      startMs = performance.now();
      before = node.counters().plots;
    }
    for (const bytes of datagrams)
      node.push({ kind: 'asterix', source: 'udp', receivedAtMs: atMs + 100, bytes });
    while (node.step(atMs + 200)) {
      // Each step is bounded.
    }
    clock.set(atMs + 200);
    node.tracks(atMs + 200);
  }
  const seconds = (performance.now() - startMs) / 1000;
  const { plots, tracks } = node.counters();
  return {
    name: `server.pipeline ${aircraftCount} aircraft, octets to picture`,
    unit: 'plots/s',
    value: (plots - before) / seconds,
    tracks,
  };
}

/** A node with aircraft that report once a second, for as long as it is fed. */
function startFed(aircraftCount: number): { readonly node: MemberNode; readonly stop: () => void } {
  const node = createMemberNode({ member: MEMBER, clock: createLiveClock(), log: createLog('silent') });
  const encoder = createEncoder(cat021);
  const startMs = Date.now();
  const step = 180 / 2 ** 30;
  const onGrid = (deg: number): number => Math.round(deg / step) * step;
  const timer = setInterval(() => {
    const nowMs = Date.now();
    const flownDeg = ((nowMs - startMs) / 1000) * 0.003;
    for (let i = 0; i < aircraftCount; i++) {
      const lat = onGrid(35 + ((i * 0.05) % 20));
      const lon = onGrid(65 + ((i * 0.37) % 20) + flownDeg);
      const bytes = encoder.encode([
        {
          i010: { sac: 1, sic: 1 },
          i073: { positionReceived: Math.round(timeOfDayS(nowMs) * 128) / 128 },
          i131: { lat, lon },
          i080: { targetAddress: 0x700000 + i },
          i145: { flightLevel: 350 },
          i170: { targetIdentification: `BNCH${i}` },
        },
      ]);
      node.push({ kind: 'asterix', source: 'udp', receivedAtMs: nowMs, bytes });
    }
  }, 1_000);
  const runner = startRunner(node);
  return {
    node,
    stop() {
      clearInterval(timer);
      runner.stop();
    },
  };
}

/** CPU seconds of this process while `work` lasts. */
async function cpuOf(
  work: () => Promise<unknown>,
): Promise<{ readonly cpuS: number; readonly wallS: number }> {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpuS: (user + system) / 1e6, wallS: (performance.now() - startMs) / 1000 };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Clients on real sockets: what a frame to a client costs the server. */
async function benchFanOut(
  node: MemberNode,
  clientCount: number,
  boxes: 'shared' | 'own',
  report: (figure: Figure) => void,
): Promise<void> {
  const rateHz = 4;
  const server = await serveNodes([node], { port: 0 }, createLog('silent'));
  const idle = await cpuOf(() => sleep(3_000));
  const child = fork(CLIENTS, [server.url, `${clientCount}`, `${rateHz}`, boxes], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const lines = createInterface(child.stdout!);
  const heard = async (): Promise<{
    readonly open: number;
    readonly frames: number;
    readonly octets: number;
  }> => JSON.parse(String((await once(lines, 'line'))[0])) as never;
  while ((await heard()).open < clientCount) {
    // Connecting.
  }
  const first = await heard();
  let last = first;
  const busy = await cpuOf(async () => {
    for (let i = 0; i < 5; i++) last = await heard();
  });
  child.disconnect();
  await once(child, 'exit');
  const { framesSkipped } = server.stats().stream;
  await server.close();

  const frames = last.frames - first.frames;
  const cpuS = busy.cpuS - (idle.cpuS / idle.wallS) * busy.wallS;
  const what = `${clientCount} clients, ${node.counters().tracks} tracks, ${boxes === 'own' ? 'a box each' : 'one picture'}`;
  report({
    name: `server.stream ${what}`,
    unit: 'frames/s per core',
    value: frames / cpuS,
    framesPerS: frames / busy.wallS,
    cpuShare: cpuS / busy.wallS,
    octetsPerFrame: (last.octets - first.octets) / frames,
    framesSkipped,
  });
}

export const bench: Bench = async (report) => {
  report(benchPipeline(1_000));
  report(benchPipeline(10_000));
  const { node, stop } = startFed(500);
  await sleep(4_000);
  await benchFanOut(node, 200, 'shared', report);
  await benchFanOut(node, 200, 'own', report);
  stop();
};
