import type { ReplayClock } from '../clock.ts';
import type { Feed } from '../ingest/feed.ts';
import { type MergedPacket, mergeRecordings, type Recording } from '../ingest/recording.ts';
import type { MemberNode } from './member-node.ts';

/** Recorded time between two steps; the same at every speed, so that every speed gives the same tracks. */
const STEP_MS = 100;
/** Nobody waits longer than this for the next packet: recordings of different days follow each other. */
const GAP_MS_MAX = 3_600_000;
/** Packets pushed before the node works them off. */
const PUSH_COUNT_MAX = 512;
/** How often a wall clock looks whether recorded time is due, and how long one turn may then take. */
const TURN_MS = 20;
const TURN_BUDGET_MS = 40;

export interface Replay {
  /** Resolves when the last packet was worked off, or the replay was stopped. */
  readonly finished: Promise<void>;
  readonly progress: ReplayProgress;
  stop(): void;
}

export interface ReplayProgress {
  readonly packets: number;
  /** UTC ms of the recording reached. */
  readonly atMs: number;
  readonly isFinished: boolean;
}

/**
 * Plays recordings into a node in step with a wall clock times `speed`; `Infinity` plays as fast as
 * the node works. A node that cannot keep up makes the replay slower, never shed input.
 */
export function startReplayOf(
  recordings: readonly Recording[],
  node: MemberNode,
  clock: ReplayClock,
  speed: number,
): Replay {
  const packets = mergeRecordings(recordings, ({ source }, { atMs, reason, detail, bytes }) =>
    node.reject(source, atMs, reason, detail, bytes),
  );
  const feeds = new Map(recordings.map((recording) => [recording, createFeed(recording)]));
  for (const { feed } of feeds.values()) node.addFeed(feed);
  const progress = { packets: 0, atMs: clock.nowMs(), isFinished: false };
  const { promise: finished, resolve } = Promise.withResolvers<void>();
  let next = packets.next();
  let dueMs = clock.nowMs();
  let wallMs = performance.now();
  let timer: NodeJS.Timeout | undefined;

  function push({ recording, atMs, bytes }: MergedPacket): void {
    node.push({ kind: recording.kind, source: recording.source, receivedAtMs: atMs, bytes });
    progress.packets++;
    feeds.get(recording)!.count(bytes);
  }

  /** One step of recorded time. */
  function step(): void {
    if (next.done !== true && next.value.atMs - clock.nowMs() > GAP_MS_MAX) {
      clock.set(next.value.atMs);
      dueMs = Math.max(dueMs, clock.nowMs() + STEP_MS);
    }
    const toMs = clock.nowMs() + STEP_MS;
    let waiting = 0;
    while (next.done !== true && next.value.atMs <= toMs) {
      push(next.value);
      if (++waiting === PUSH_COUNT_MAX) {
        drain(next.value.atMs);
        waiting = 0;
      }
      next = packets.next();
    }
    drain(toMs);
    clock.set(toMs);
    progress.atMs = toMs;
  }

  function drain(atMs: number): void {
    while (node.step(atMs)) {
      // Each step is bounded; a replay takes as many as it needs.
    }
  }

  function turn(): void {
    const nowMs = performance.now();
    // Infinity times an instant that took no time would be NaN.
    dueMs = speed === Infinity ? Infinity : dueMs + (nowMs - wallMs) * speed;
    wallMs = nowMs;
    while (next.done !== true && clock.nowMs() + STEP_MS <= dueMs) {
      step();
      if (performance.now() - nowMs < TURN_BUDGET_MS) continue;
      // Behind: what was missed is not made up for in a rush later.
      dueMs = Math.min(dueMs, clock.nowMs() + STEP_MS * speed);
      break;
    }
    if (next.done === true) {
      stop();
      progress.isFinished = true;
      for (const { feed } of feeds.values()) void feed.close();
      return;
    }
    timer = setTimeout(turn, performance.now() - nowMs > TURN_MS ? 0 : TURN_MS);
  }

  function stop(): void {
    clearTimeout(timer);
    clock.end();
    resolve();
  }

  timer = setTimeout(turn, 0);
  return { finished, progress, stop };
}

/** A recording among the node's feeds. */
function createFeed({ source, format }: Recording): {
  readonly feed: Feed;
  readonly count: (bytes: Uint8Array) => void;
} {
  let isOpen = true;
  let receivedCount = 0;
  let receivedSize = 0;
  return {
    count(bytes) {
      receivedCount++;
      receivedSize += bytes.length;
    },
    feed: {
      source,
      status: () => ({
        source,
        state: isOpen ? 'open' : 'closed',
        receivedCount,
        receivedSize,
        note: format,
      }),
      close() {
        isOpen = false;
        return Promise.resolve();
      },
    },
  };
}
