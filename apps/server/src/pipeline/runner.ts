import type { MemberNode } from './member-node.ts';

/** How often a live node works off its input when idle; the latency it adds is half of this. */
const STEP_INTERVAL_MS = 50;

export interface Runner {
  stop(): void;
}

/** Steps a live node by its clock; one with work left is stepped again as soon as sockets were read. */
export function startRunner(node: MemberNode): Runner {
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;

  function step(): void {
    const startMs = performance.now();
    const isBusy = node.step(node.clock.nowMs());
    if (isBusy) immediate = setImmediate(step);
    else timer = setTimeout(step, Math.max(0, STEP_INTERVAL_MS - (performance.now() - startMs)));
  }
  timer = setTimeout(step, STEP_INTERVAL_MS);

  return {
    stop() {
      clearTimeout(timer);
      clearImmediate(immediate);
    },
  };
}
