import { expect, it } from 'vitest';
import { runBorder } from './joint-border.ts';

it.each([
  ['as granted', { seed: 1 }],
  ['where no ADS-B tells radars how they are turned', { seed: 2, hasReference: false }],
])(
  'border traffic is shown once, under one number, no worse than by the better side: %s',
  (_, options) => {
    const figures = runBorder({ seconds: 1600, ...options });
    expect(figures.commonShare).toBeGreaterThan(0.35);
    expect(figures.crossings).toBeGreaterThan(10);
    expect(figures.wrongMergeS).toBe(0);
    expect(figures.duplicateShare - figures.duplicateShareOfSides).toBeLessThanOrEqual(0.005);
    expect(figures.identityKeptShare).toBeGreaterThanOrEqual(0.99);
    expect(figures.fusedRmsM).toBeLessThanOrEqual(Math.min(figures.ownRmsM, figures.partnerRmsM));
  },
  120_000,
);
