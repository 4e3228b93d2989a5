import { compileFilter, createTreaties, decide } from '@commonsky/treaty';
import { expect, it } from 'vitest';
import { compareWithCedar } from './treaty-cedar-compare.ts';

it('decides as Cedar does, over random treaties, things and moments', () => {
  const { decisions, released, disagreements } = compareWithCedar({ runs: 4000, seed: 6 });
  expect(disagreements[0]).toBeUndefined();
  expect(decisions).toBeGreaterThan(3900);
  // A comparison in which hardly anything passes would prove little.
  expect(released / decisions).toBeGreaterThan(0.05);
});

it('denies what makes it fail', () => {
  const filter = compileFilter(createTreaties([], []), {
    provider: 'aa',
    recipient: 'bb',
    epoch: 1,
    fromMs: 0,
    expiresMs: 1e6,
  });
  expect(decide(filter, null as never, 1)).toEqual({ release: false, reason: 'error', rule: undefined });
});
