import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Registry } from 'prom-client';
import type { MemberNode, NodeCounters } from '../pipeline/member-node.ts';
import type { StreamStats } from '../api/websocket.ts';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  close(): void;
}

/** What goes only up is a counter; the rest of {@link NodeCounters} are gauges. */
const COUNTERS: Readonly<Partial<Record<keyof NodeCounters, string>>> = {
  packets: 'Packets received',
  packetsShed: 'Packets lost to the bound of the input queue',
  duplicates: 'ASTERIX datagrams that came twice, by two networks',
  records: 'ASTERIX records decoded',
  messages: 'Mode S messages decoded',
  plots: 'Plots made',
  plotsShed: 'Plots lost to the bound of a sensor queue, oldest first',
  plotsStale: 'Plots that came too late to be used',
  plotsUnused: 'Plots without a place, or of test targets',
  rejects: 'Pieces of input refused',
  sensorsRefused: 'Messages of sensors beyond the number a node keeps',
  internalErrors: 'Packets that met a fault of ours',
};
const GAUGES: Readonly<Partial<Record<keyof NodeCounters, string>>> = {
  packetsWaiting: 'Packets waiting to be decoded',
  plotsWaiting: 'Plots waiting to be tracked',
  tracks: 'Tracks in the picture',
};

/** Prometheus metrics, read from the parts' own counters when asked and at no other time. */
export function createMetrics(nodes: Iterable<MemberNode>, stream: Readonly<StreamStats>): Metrics {
  const registry = new Registry();
  const loopDelay = monitorEventLoopDelay({ resolution: 20 });
  loopDelay.enable();
  const all = [...nodes];

  for (const [key, help] of Object.entries(COUNTERS)) {
    registry.registerMetric(
      new Counter({
        name: `commonsky_${snake(key)}_total`,
        help,
        labelNames: ['member'],
        registers: [],
        collect() {
          this.reset();
          for (const node of all) this.inc({ member: node.info.id }, read(node, key));
        },
      }),
    );
  }
  for (const [key, help] of Object.entries(GAUGES)) {
    registry.registerMetric(
      new Gauge({
        name: `commonsky_${snake(key)}`,
        help,
        labelNames: ['member'],
        registers: [],
        collect() {
          for (const node of all) this.set({ member: node.info.id }, read(node, key));
        },
      }),
    );
  }
  const plain: readonly (readonly [name: string, help: string, read: () => number])[] = [
    ['commonsky_stream_clients', 'WebSocket clients', () => stream.clients],
    ['commonsky_stream_frames', 'Track frames sent', () => stream.frames],
    ['commonsky_stream_frame_octets', 'Octets of track frames sent', () => stream.frameOctets],
    ['commonsky_stream_frames_skipped', 'Track frames slow clients did not get', () => stream.framesSkipped],
    ['commonsky_stream_clients_refused', 'Connections refused', () => stream.clientsRefused],
    ['commonsky_stream_messages_refused', 'Messages of clients refused', () => stream.messagesRefused],
    ['commonsky_stream_clients_dropped', 'Clients closed for not reading', () => stream.clientsDropped],
    ['process_resident_memory_bytes', 'Resident memory', () => process.memoryUsage.rss()],
    ['nodejs_heap_used_bytes', 'JavaScript heap in use', () => process.memoryUsage().heapUsed],
    [
      'nodejs_event_loop_delay_p99_seconds',
      'Event loop delay, 99th percentile',
      () => loopDelay.percentile(99) / 1e9,
    ],
  ];
  for (const [name, help, read] of plain) {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read());
        },
      }),
    );
  }

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    close: () => loopDelay.disable(),
  };
}

function read(node: MemberNode, key: string): number {
  return node.counters()[key as keyof NodeCounters];
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
