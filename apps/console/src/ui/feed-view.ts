import type { ClockStatus } from '@commonsky/model';
import type { Connection } from '../feed/feed.ts';

/** What the feed's badge and banner say. */
export interface FeedView {
  readonly label: 'LIVE' | 'REPLAY' | 'STALE' | 'OFFLINE' | 'WAITING';
  readonly tone: 'good' | 'notice' | 'bad' | 'quiet';
  readonly detail: string;
}

/** A node says its time every second; after this long without it the picture is not live, whatever was said last. */
const CLOCK_SILENCE_MS_MAX = 4_000;

export function feedView(
  connection: Connection,
  clock: { readonly status: ClockStatus; readonly heardAtMs: number } | undefined,
  nowMs: number,
): FeedView {
  if (connection.state === 'waiting') {
    const seconds = Math.max(0, Math.ceil((connection.retryAtMs - nowMs) / 1000));
    return {
      label: 'OFFLINE',
      tone: 'bad',
      detail: `next try in ${seconds} s, attempt ${connection.attempt}`,
    };
  }
  if (connection.state === 'connecting') {
    if (connection.attempt === 0) return { label: 'WAITING', tone: 'quiet', detail: 'connecting' };
    return { label: 'OFFLINE', tone: 'bad', detail: `connecting, attempt ${connection.attempt}` };
  }
  if (clock === undefined) return { label: 'WAITING', tone: 'quiet', detail: 'for the picture' };
  const silenceMs = nowMs - clock.heardAtMs;
  if (silenceMs > CLOCK_SILENCE_MS_MAX) {
    return { label: 'STALE', tone: 'bad', detail: `node silent for ${Math.round(silenceMs / 1000)} s` };
  }
  const { state, latencyMs, speed } = clock.status;
  if (state === 'stale') return { label: 'STALE', tone: 'bad', detail: 'no input' };
  if (state === 'replay') return { label: 'REPLAY', tone: 'notice', detail: paceText(speed) };
  return { label: 'LIVE', tone: 'good', detail: latencyText(latencyMs) };
}

/** Sensors whose clocks are ahead give plots of the future; a latency cannot be told from them. */
function latencyText(latencyMs: number | undefined): string {
  if (latencyMs === undefined) return '';
  return latencyMs < 0 ? 'sensor clocks ahead' : `latency ${(latencyMs / 1000).toFixed(1)} s`;
}

function paceText(speed: number | undefined): string {
  if (speed === undefined) return 'as fast as it goes';
  return speed === 0 ? 'ended' : `× ${speed}`;
}
