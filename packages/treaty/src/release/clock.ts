/** What a node's two clocks say at one moment, and how wrong the first may be. */
export interface ClockReading {
  /** UTC ms. */
  readonly wallMs: number;
  /** A clock that only runs forward, ms since any moment. */
  readonly steadyMs: number;
  /** Error of the wall clock as far as known (from NTP or GNSS), ms; undefined when nobody says. */
  readonly errorMs?: number;
}

export type ClockProblem = 'unknown' | 'error-too-large' | 'stepped-back' | 'stepped-forward';

/** NTP slews a clock by at most 500 ppm; twice that is no longer drift. */
const DRIFT_MAX = 0.001;

/**
 * Watches the wall clock against a steady one. A node whose clock cannot be trusted releases
 * nothing: expiry of a treaty is a matter of time.
 */
export function createClockGuard({
  errorMsMax,
  stepMsMax,
}: {
  readonly errorMsMax: number;
  readonly stepMsMax: number;
}) {
  let offsetMs = Number.NaN;
  let lastSteadyMs = 0;
  return {
    /** Undefined when the clock can be trusted. A step stays a problem until {@link accept}. */
    check({ wallMs, steadyMs, errorMs }: ClockReading): ClockProblem | undefined {
      if (!Number.isFinite(wallMs) || !Number.isFinite(steadyMs)) return 'unknown';
      if (errorMs !== undefined && !(Math.abs(errorMs) <= errorMsMax)) return 'error-too-large';
      if (Number.isNaN(offsetMs)) {
        offsetMs = wallMs - steadyMs;
        lastSteadyMs = steadyMs;
      }
      const stepMs = wallMs - steadyMs - offsetMs;
      if (stepMs < -stepMsMax) return 'stepped-back';
      if (stepMs > stepMsMax) return 'stepped-forward';
      // Slow drift is followed, so that it never adds up to a step; many small steps still do.
      const driftMs = DRIFT_MAX * Math.max(0, steadyMs - lastSteadyMs);
      offsetMs += Math.max(-driftMs, Math.min(driftMs, stepMs));
      lastSteadyMs = steadyMs;
      return undefined;
    },
    /** Someone who knows the time says that the new wall clock is right. */
    accept({ wallMs, steadyMs }: ClockReading): void {
      offsetMs = wallMs - steadyMs;
      lastSteadyMs = steadyMs;
    },
  };
}
