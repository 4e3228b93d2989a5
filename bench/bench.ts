/** One figure. Extra keys (input size, ratio to a peer …) are welcome; `environment` is added by the runner. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly [detail: string]: string | number | boolean;
}

/** What every `bench/NAME.bench.ts` exports as `bench`. */
export type Bench = (report: (figure: Figure) => void) => Promise<void> | void;

/** Runs `work` (which returns how many items it did) a few times after a warm-up; the median rate in items/s. */
export function medianRate(work: () => number, runs = 5): number {
  work();
  const rates = Array.from({ length: runs }, () => {
    const startMs = performance.now();
    const count = work();
    return (count * 1000) / (performance.now() - startMs);
  });
  return rates.sort((a, b) => a - b)[runs >> 1]!;
}
