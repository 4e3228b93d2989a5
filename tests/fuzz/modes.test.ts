import { expect, it } from 'vitest';
import { fuzz } from './modes.fuzz.ts';

it('Mode S survives a short run of its fuzzer', () => {
  expect(fuzz({ runs: 100_000, seed: 7 })).toContain('none shown');
});
