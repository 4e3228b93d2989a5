/**
 * Whether two members hear each other, found by each telling the other which of its beats it heard last.
 * Either direction alone is not enough: what is released to a partner that cannot say so is lost.
 */
export interface Beats {
  /** The next beat to send: own count, and the partner's count heard last. */
  next(nowMs: number): Uint8Array;
  hear(octets: Uint8Array, nowMs: number): void;
  isHeard(nowMs: number): boolean;
  /** Nothing said before counts any more. */
  forget(): void;
}

const SIZE = 16;
/** Beats whose time of sending is remembered. */
const SENT_COUNT_MAX = 64;

/** @param first Count to begin with: a member that starts anew must not be confirmed by echoes of before. */
export function createBeats(awayAfterMs: number, first: number): Beats {
  let count = first;
  let heard = 0;
  let confirmedMs = -Infinity;
  const sentMs = new Map<number, number>();
  return {
    next(nowMs) {
      count += 1;
      sentMs.set(count, nowMs);
      if (sentMs.size > SENT_COUNT_MAX) sentMs.delete(count - SENT_COUNT_MAX);
      const octets = new Uint8Array(SIZE);
      const view = new DataView(octets.buffer);
      view.setFloat64(0, count);
      view.setFloat64(8, heard);
      return octets;
    },
    hear(octets, nowMs) {
      if (octets.length !== SIZE) return;
      const view = new DataView(octets.buffer, octets.byteOffset, SIZE);
      heard = view.getFloat64(0);
      const atMs = sentMs.get(view.getFloat64(8));
      // From when it was sent, not from now: a beat may have waited in some buffer.
      if (atMs !== undefined && atMs <= nowMs) confirmedMs = Math.max(confirmedMs, atMs);
    },
    isHeard: (nowMs) => nowMs - confirmedMs <= awayAfterMs,
    forget() {
      confirmedMs = -Infinity;
      sentMs.clear();
    },
  };
}
