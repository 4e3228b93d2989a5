import type { Plot } from '@commonsky/model';

/** Plots the median is taken over: a few seconds of a small node. */
const SAMPLE_COUNT = 512;

export interface LatencyMeter {
  add(plots: readonly Plot[], nowMs: number): void;
  /** Median of measurement → tracked over the newest plots; undefined before any. */
  medianMs(): number | undefined;
}

export function createLatencyMeter(): LatencyMeter {
  const samples = new Float64Array(SAMPLE_COUNT);
  let count = 0;
  return {
    add(plots, nowMs) {
      for (const plot of plots) samples[count++ % SAMPLE_COUNT] = nowMs - plot.measuredAtMs;
    },
    medianMs() {
      if (count === 0) return undefined;
      const sorted = samples.slice(0, Math.min(count, SAMPLE_COUNT)).sort();
      return Math.round(sorted[sorted.length >> 1]!);
    },
  };
}
