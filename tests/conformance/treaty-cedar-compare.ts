import { compileFilter, createTreaties, decide } from '@commonsky/treaty';
import { createOracle } from './treaty-cedar-oracle.ts';
import { createRandom, END_MS, randomItem, randomTreaties, START_MS } from './treaty-random.ts';

const DECISIONS_PER_TREATY = 500;

export interface Comparison {
  decisions: number;
  released: number;
  /** Too near an edge for the oracle's geometry. */
  skipped: number;
  disagreements: string[];
}

/** Compares the compiled filter with Cedar on `runs` random decisions. */
export function compareWithCedar({ runs, seed }: { runs: number; seed: number }): Comparison {
  const random = createRandom(seed);
  const result: Comparison = { decisions: 0, released: 0, skipped: 0, disagreements: [] };
  for (let done = 0; done < runs; done += DECISIONS_PER_TREATY) {
    const { instruments, events } = randomTreaties(random);
    const treaties = createTreaties(instruments, events);
    const scope = {
      provider: 'aa',
      recipient: 'bb',
      fromMs: START_MS,
      expiresMs: END_MS,
    };
    const filter = compileFilter(treaties, { ...scope, epoch: 1 });
    const judge = createOracle(treaties, scope);
    for (let i = 0; i < DECISIONS_PER_TREATY; i++) {
      const { item, nowMs } = randomItem(random, instruments);
      const truth = judge(item, nowMs);
      if (typeof truth === 'string') {
        result.skipped++;
        continue;
      }
      const ours = decide(filter, item, nowMs);
      result.decisions++;
      if (truth.release) result.released++;
      // The article named must be one that Cedar lets decide, too.
      const agree = ours.release
        ? truth.release && truth.rules.includes(ours.terms.rules[0]!)
        : !truth.release;
      if (!agree && result.disagreements.length < 10) {
        result.disagreements.push(JSON.stringify({ ours, truth, item, nowMs, instruments, events }));
      }
    }
  }
  return result;
}
