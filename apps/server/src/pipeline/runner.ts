import type { MemberNode } from './member-node.ts';

/** How often a live node works off its input when idle; the latency it adds is half of this. */
const STEP_INTERVAL_MS = 50;

export interface Runner {
  readonly stats: { readonly steps: number; readonly stepMsMax: number };
  stop(): void;
}

/** Steps a live node by its clock; one with work left is stepped again as soon as sockets were read. */
export function startRunner(node: MemberNode): Runner {
  const stats = { steps: 0, stepMsMax: 0 };
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;

  function step(): void {
    const startMs = performance.now();
    const isBusy = node.step(node.clock.nowMs());
    const tookMs = performance.now() - startMs;
    stats.steps++;
    stats.stepMsMax = Math.max(stats.stepMsMax, tookMs);
    if (isBusy) immediate = setImmediate(step);
    else timer = setTimeout(step, Math.max(0, STEP_INTERVAL_MS - tookMs));
  }
  timer = setTimeout(step, STEP_INTERVAL_MS);

  return {
    stats,
    stop() {
      clearTimeout(timer);
      clearImmediate(immediate);
    },
  };
}
