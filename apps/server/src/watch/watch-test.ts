import type { Alert } from '@commonsky/model';
import { createReplayClock } from '../clock.ts';
import type { Site } from '../config/site.ts';
import { openRecording } from '../ingest/open-recording.ts';
import { mergeRecordings, type Recording } from '../ingest/recording.ts';
import { createLog } from '../observe/log.ts';
import { createMemberNode } from '../pipeline/member-node.ts';
import { receiverOf } from '../start-replay.ts';
import type { WatchConfig } from './watch-config.ts';
import { type FileIssue, loadWatchFiles } from './watch-files.ts';

export interface WatchTestOptions {
  readonly files: readonly string[];
  /** Rules and everything they look at. */
  readonly watch: WatchConfig;
  readonly sites?: readonly Site[];
  readonly receiver?: { readonly latDeg: number; readonly lonDeg: number };
  /** As for a replay. */
  readonly startAtMs?: number;
}

export interface WatchTest {
  readonly ruleSetVersion: string;
  /** Every alert that would have been raised: as it was then, and in its last state. */
  readonly alerts: readonly { readonly raised: Alert; readonly last: Alert }[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly trackHours: number;
  readonly issues: readonly FileIssue[];
}

/** Pictures looked at per second of recording; a live watch sees one a second too. */
const STEP_MS = 1_000;
/** A step of recorded time waits for its plots instead of shedding them. */
const PLOTS_PER_SENSOR_MAX = 1_000_000;
/** Packets pushed before the node works them off. */
const PUSH_COUNT_MAX = 512;

/**
 * Runs recordings through pipeline and watch as fast as they go and collects what is raised.
 *
 * @throws {ServerError} for files that cannot be read or understood, and for mistakes in the rules.
 */
export async function testWatch(options: WatchTestOptions): Promise<WatchTest> {
  const { files, sites = [], startAtMs = Date.now() } = options;
  const { issues, apply } = await loadWatchFiles(options.watch);
  const recordings: Recording[] = [];
  for (const file of files) recordings.push(await openRecording(file, startAtMs));
  const clock = createReplayClock(startAtMs, Infinity);
  const node = createMemberNode({
    member: { id: 'replay', name: 'Replay' },
    clock,
    sites,
    limits: { plotsPerSensorMax: PLOTS_PER_SENSOR_MAX },
    log: createLog('silent'),
  });
  for (const [i, recording] of recordings.entries()) {
    const sensor = receiverOf(recording, i, options.receiver);
    if (sensor !== undefined) node.bindSource(recording.source, sensor);
  }
  const alerts = new Map<string, { raised: Alert; last: Alert }>();
  node.watch.subscribe(({ alert }) =>
    alerts.set(alert.id, { raised: alerts.get(alert.id)?.raised ?? alert, last: alert }),
  );
  const packets = mergeRecordings(recordings, ({ source }, { atMs, reason, detail, bytes }) =>
    node.reject(source, atMs, reason, detail, bytes),
  );
  let fromMs = Number.NaN;
  let pictureMs = Number.NaN;
  let trackSeconds = 0;

  function workOff(toMs: number): void {
    while (node.step(toMs)) {
      // Each step is bounded; this takes as many as it needs.
    }
  }

  let waiting = 0;
  for (const { recording, atMs, bytes } of packets) {
    if (Number.isNaN(fromMs)) {
      fromMs = atMs;
      pictureMs = atMs;
      clock.set(atMs);
      apply(node.watch.watch, atMs);
    }
    while (atMs > pictureMs + STEP_MS) {
      pictureMs += STEP_MS;
      workOff(pictureMs);
      clock.set(pictureMs);
      trackSeconds += node.tracks(pictureMs).length;
      waiting = 0;
    }
    node.push({ kind: recording.kind, source: recording.source, receivedAtMs: atMs, bytes });
    if (++waiting < PUSH_COUNT_MAX) continue;
    waiting = 0;
    workOff(atMs);
  }
  if (!Number.isNaN(pictureMs)) workOff(pictureMs + STEP_MS);
  await node.close();
  return {
    ruleSetVersion: node.watch.watch.rules.version,
    alerts: [...alerts.values()].sort((a, b) => a.raised.raisedMs - b.raised.raisedMs),
    fromMs,
    toMs: pictureMs,
    trackHours: trackSeconds / 3_600,
    issues,
  };
}
