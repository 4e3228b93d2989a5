/** Items per second of the clock, and of processor time: on a machine shared with others the two differ. */
export interface Rate {
  readonly wall: number;
  readonly cpu: number;
}

/** Adds up the parts of a run that count. */
export interface Stopwatch {
  /** Times `work`, which returns how many items it did. */
  time(work: () => number): void;
  rate(): Rate;
}

export function createStopwatch(): Stopwatch {
  let count = 0;
  let wallMs = 0;
  let cpuMs = 0;
  return {
    time(work) {
      const cpuBefore = process.cpuUsage();
      const startMs = performance.now();
      count += work();
      wallMs += performance.now() - startMs;
      const { user, system } = process.cpuUsage(cpuBefore);
      cpuMs += (user + system) / 1000;
    },
    rate: () => ({ wall: (count * 1000) / wallMs, cpu: (count * 1000) / cpuMs }),
  };
}

export function median(rates: readonly Rate[]): Rate {
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
  return { wall: middle(rates.map(({ wall }) => wall)), cpu: middle(rates.map(({ cpu }) => cpu)) };
}

/** Median of a few runs after one that warms up. */
export function medianRate(run: (watch: Stopwatch) => void, runs = 5): Rate {
  run(createStopwatch());
  return median(
    Array.from({ length: runs }, () => {
      const watch = createStopwatch();
      run(watch);
      return watch.rate();
    }),
  );
}
