import type { Plot } from '@commonsky/model';
import { type BoundedQueue, createBoundedQueue } from './bounded-queue.ts';

/**
 * Plots between decoding and tracking, one bounded queue a sensor: one that floods the node costs
 * itself its oldest plots, never its neighbours.
 */
export interface PlotQueue {
  readonly length: number;
  /** Plots lost to the bound since the start. */
  readonly shed: number;
  shedOf(sensorId: string): number;
  push(plot: Plot): void;
  /** Up to `countMax` plots, an equal share of every waiting sensor, oldest measurement first. */
  take(countMax: number): Plot[];
}

export function createPlotQueue(plotsPerSensorMax: number): PlotQueue {
  // Bounded by the registry's limit on sensors: only plots of registered sensors come here.
  const queues = new Map<string, BoundedQueue<Plot>>();

  function total(field: 'length' | 'shed'): number {
    let sum = 0;
    for (const queue of queues.values()) sum += queue[field];
    return sum;
  }

  return {
    get length() {
      return total('length');
    },
    get shed() {
      return total('shed');
    },
    shedOf: (sensorId) => queues.get(sensorId)?.shed ?? 0,
    push(plot) {
      let queue = queues.get(plot.sensorId);
      if (queue === undefined) {
        queue = createBoundedQueue(plotsPerSensorMax);
        queues.set(plot.sensorId, queue);
      }
      queue.push(plot);
    },
    take(countMax) {
      const plots: Plot[] = [];
      let waiting = [...queues.values()].filter((queue) => queue.length > 0);
      while (waiting.length > 0 && plots.length < countMax) {
        const share = Math.max(1, Math.floor((countMax - plots.length) / waiting.length));
        for (const queue of waiting) {
          for (let i = 0; i < share && plots.length < countMax && queue.length > 0; i++) {
            plots.push(queue.shift()!);
          }
        }
        waiting = waiting.filter((queue) => queue.length > 0);
      }
      return plots.sort((a, b) => a.measuredAtMs - b.measuredAtMs);
    },
  };
}
