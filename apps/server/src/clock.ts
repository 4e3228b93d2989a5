/** The node's only source of time. Everything behind the edge gets its moments from here. */
export interface Clock {
  /** UTC ms of the picture. */
  nowMs(): number;
  /** Recorded time per wall time: 1 live, 0 when a replay has ended. */
  readonly speed: number;
  readonly replay: boolean;
}

export function createLiveClock(): Clock {
  return { nowMs: () => Date.now(), speed: 1, replay: false };
}

export interface ReplayClock extends Clock {
  /** Moves the picture forward; a replay's time moves only when its input has. */
  set(atMs: number): void;
  /** Freezes the picture at its last moment. */
  end(): void;
}

/** A clock that stands at `startMs` until it is set. */
export function createReplayClock(startMs: number, speed: number): ReplayClock {
  let atMs = startMs;
  let current = speed;
  return {
    nowMs: () => atMs,
    get speed() {
      return current;
    },
    replay: true,
    set(toMs) {
      atMs = Math.max(atMs, toMs);
    },
    end() {
      current = 0;
    },
  };
}
