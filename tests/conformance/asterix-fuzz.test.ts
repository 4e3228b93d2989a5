import { expect, it } from 'vitest';
import { fuzz } from '../fuzz/asterix.fuzz.ts';

it('stands a short run of the fuzzer', () => {
  expect(fuzz({ runs: 30_000, seed: 7 })).toContain('no finding');
});
