import { expect, it } from 'vitest';
import { runRegionDemo } from './watch-region.ts';

it('the truth bears out nine alerts in ten of the region demo', () => {
  // Four runs of half an hour are in `npm run bench -- watch`.
  const { alerts, nuisances } = runRegionDemo(1, 900);
  expect(alerts).toBeGreaterThan(20);
  expect(nuisances.length / alerts).toBeLessThan(0.1);
});
