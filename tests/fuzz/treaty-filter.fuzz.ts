import { compareWithCedar } from '../conformance/treaty-cedar-compare.ts';
import type { Fuzz } from './fuzz.ts';

/** Compiled release filter against Cedar; the first disagreement ends the run. */
export const fuzz: Fuzz = ({ runs, seed }) => {
  const chunk = 50_000;
  const total = { decisions: 0, released: 0, skipped: 0 };
  for (let done = 0; total.decisions < runs; done++) {
    const { disagreements, ...counts } = compareWithCedar({
      runs: Math.min(chunk, runs - total.decisions),
      seed: seed + done,
    });
    if (disagreements.length > 0) throw new Error(`disagreement with Cedar: ${disagreements[0]}`);
    total.decisions += counts.decisions;
    total.released += counts.released;
    total.skipped += counts.skipped;
  }
  return `${total.decisions} decisions, ${total.released} released, ${total.skipped} too near a border to judge, 0 disagreements`;
};
