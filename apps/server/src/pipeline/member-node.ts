import {
  type ClockStatus,
  type FeedStatus,
  type MemberInfo,
  type Sensor,
  type SensorStatus,
  type SourceRejects,
  type Track,
  type TrackDetails,
} from '@commonsky/model';
import { createTracker, type TrackerConfig } from '@commonsky/tracker';
import type { Clock } from '../clock.ts';
import type { Site } from '../config/site.ts';
import type { Log } from '../observe/log.ts';
import type { Feed, Packet, PacketSink } from '../ingest/feed.ts';
import { createJointStage, type JointStage } from '../joint/joint-stage.ts';
import { createBoundedQueue } from './bounded-queue.ts';
import { createDecodeStage } from './decode.ts';
import { createLatencyMeter } from './latency-meter.ts';
import { PIPELINE_LIMITS, type PipelineLimits } from './limits.ts';
import { createPlotQueue } from './plot-queue.ts';
import { createRejectLog } from './rejects.ts';
import { createSensorRegistry } from './sensor-registry.ts';
import { toTrackDetails } from './track-details.ts';
import { createWatchStage, type WatchStage } from '../watch/watch-stage.ts';

export interface MemberNodeOptions {
  readonly member: MemberInfo;
  readonly clock: Clock;
  readonly sensors?: readonly Sensor[];
  readonly sites?: readonly Site[];
  readonly limits?: Partial<PipelineLimits>;
  readonly tracker?: Partial<TrackerConfig>;
  readonly log: Log;
}

export interface NodeCounters {
  readonly packets: number;
  readonly packetsShed: number;
  readonly packetsWaiting: number;
  readonly duplicates: number;
  readonly records: number;
  readonly messages: number;
  readonly plots: number;
  readonly plotsShed: number;
  readonly plotsWaiting: number;
  readonly rejects: number;
  readonly sensorsRefused: number;
  readonly internalErrors: number;
  readonly plotsStale: number;
  readonly plotsUnused: number;
  readonly tracks: number;
}

/**
 * One member's pipeline: packets → decode → plots → tracker → picture. Synchronous and without a
 * clock of its own: edges push packets, a runner calls `step`, the API reads.
 */
export interface MemberNode extends PacketSink {
  readonly info: MemberInfo;
  readonly clock: Clock;
  readonly watch: WatchStage;
  readonly joint: JointStage;
  addFeed(feed: Feed): void;
  /** Makes plots of this Mode S source's messages, under this sensor. */
  bindSource(source: string, sensor: Sensor): void;
  /** Works off what waits, up to the limits of one step. True when something still waits. */
  step(nowMs: number): boolean;
  /** The picture at `atMs`, joint when there are partners; the same array until the next step or another moment. */
  tracks(atMs: number): readonly Track[];
  track(number: number, atMs: number): TrackDetails | undefined;
  /** Tracks of our own sensors alone, under the tracker's numbers. */
  ownTracks(atMs: number): readonly Track[];
  clockStatus(): ClockStatus;
  sensors(): SensorStatus[];
  feeds(): FeedStatus[];
  rejects(): SourceRejects[];
  counters(): NodeCounters;
  close(): Promise<void>;
}

export function createMemberNode(options: MemberNodeOptions): MemberNode {
  const { member: info, clock, log } = options;
  const limits = { ...PIPELINE_LIMITS, ...options.limits };
  const tracker = createTracker(options.tracker);
  const watch = createWatchStage(info.id, log);
  const joint = createJointStage(info.id);
  const registry = createSensorRegistry(info.id, options.sites ?? [], (sensor) => {
    tracker.addSensor(sensor);
    watch.watch.useSensor(sensor);
    log.info({ sensor }, 'sensor new or changed');
  });
  for (const sensor of options.sensors ?? []) registry.set(sensor);
  const packets = createBoundedQueue<Packet>(limits.packetCountMax);
  const plots = createPlotQueue(limits.plotsPerSensorMax);
  const rejects = createRejectLog();
  const decode = createDecodeStage(registry, rejects, log, (aircraft, message) =>
    watch.message(aircraft, message),
  );
  const latency = createLatencyMeter();
  const feeds: Feed[] = [];
  const count = { packets: 0, plots: 0 };
  let lastPacketMs: number | undefined;
  let picture: { readonly atMs: number; readonly tracks: readonly Track[] } | undefined;

  function pictureAt(atMs: number): readonly Track[] {
    if (picture?.atMs !== atMs) picture = { atMs, tracks: joint.tracks(atMs, tracker.tracks(atMs)) };
    return picture.tracks;
  }

  return {
    info,
    clock,
    watch,
    joint,
    addFeed: (feed) => void feeds.push(feed),
    bindSource: (source, sensor) => decode.bindSource(source, registry.set(sensor)),
    push(packet) {
      count.packets++;
      lastPacketMs = packet.receivedAtMs;
      packets.push(packet);
    },
    reject: (source, atMs, reason, detail, bytes) => rejects.add(source, atMs, reason, detail, bytes),
    step(nowMs) {
      const batch: Packet[] = [];
      while (batch.length < limits.packetsPerStepMax) {
        const packet = packets.shift();
        if (packet === undefined) break;
        batch.push(packet);
      }
      decode.process(batch, (plot) => {
        count.plots++;
        plots.push(plot);
      });
      const taken = plots.take(limits.plotsPerStepMax);
      if (taken.length > 0) {
        tracker.process(taken);
        watch.plots(taken);
        latency.add(taken, nowMs);
      }
      tracker.advance(nowMs);
      picture = undefined;
      watch.step(nowMs, () => {
        pictureAt(nowMs);
        return joint.renumber(tracker.tracks(nowMs));
      });
      return packets.length > 0 || plots.length > 0;
    },
    tracks: pictureAt,
    ownTracks: (atMs) => tracker.tracks(atMs),
    track(number, atMs) {
      const track =
        joint.picture === undefined
          ? tracker.track(number, atMs)
          : pictureAt(atMs).find((each) => each.number === number);
      return track && toTrackDetails(track);
    },
    clockStatus() {
      const pictureMs = clock.nowMs();
      const latencyMs = latency.medianMs();
      const isFed = lastPacketMs !== undefined && pictureMs - lastPacketMs <= limits.staleAfterMs;
      return {
        state: clock.replay ? 'replay' : isFed ? 'live' : 'stale',
        pictureMs,
        ...(latencyMs !== undefined && { latencyMs }),
        // JSON has no Infinity.
        ...(Number.isFinite(clock.speed) && { speed: clock.speed }),
      };
    },
    sensors: () => registry.status(clock.nowMs(), (id) => plots.shedOf(id)),
    feeds: () => feeds.map((feed) => ({ ...feed.status(), rejects: rejects.totalOf(feed.source) })),
    rejects: () => rejects.report(),
    counters: () => ({
      packets: count.packets,
      packetsShed: packets.shed,
      packetsWaiting: packets.length,
      duplicates: decode.stats.duplicates,
      records: decode.stats.records,
      messages: decode.stats.messages,
      plots: count.plots,
      plotsShed: plots.shed + tracker.stats.shedPlots,
      plotsWaiting: plots.length,
      rejects: rejects.total,
      sensorsRefused: registry.unknownRefused,
      internalErrors: decode.stats.internalErrors,
      plotsStale: tracker.stats.rejectedStale,
      plotsUnused: tracker.stats.rejectedWithoutPosition + tracker.stats.rejectedTest,
      tracks: tracker.stats.confirmedCount,
    }),
    async close() {
      await Promise.all(feeds.map((feed) => feed.close()));
    },
  };
}
