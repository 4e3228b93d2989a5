import { describe, expect, it } from 'vitest';
import { createIntegrityCounter, type IntegrityReport } from './integrity-counter.ts';

const base = { address: 0x60_10_00, onGround: false, groundSpeedMps: 220 };
const good = (s: number): IntegrityReport => ({
  ...base,
  atMs: s * 1000,
  nacp: 9,
  noPosition: false,
  position: { latDeg: 42, lonDeg: 74 },
});
const lost = (s: number): IntegrityReport => ({
  ...base,
  atMs: s * 1000,
  nacp: undefined,
  noPosition: true,
  position: undefined,
});
const poor = (s: number): IntegrityReport => ({ ...good(s), nacp: 1 });

describe('integrity counter', () => {
  it('is bad from 17 lost messages on, which begin to count 10 s after the last good fix', () => {
    const counter = createIntegrityCounter();
    counter.observe(good(0));
    for (let s = 1; s <= 10; s++) expect(counter.observe(lost(s)).counter).toBe(0);
    for (let n = 1; n <= 25; n++) {
      const { counter: value, bad } = counter.observe(n % 2 === 0 ? poor(10 + n) : lost(10 + n));
      expect([value, bad]).toEqual([Math.min(n, 20), n >= 17]);
    }
    expect(counter.observe(good(40))).toMatchObject({ counter: 19, bad: true });
    for (let n = 2; n <= 4; n++) counter.observe(good(39 + n));
    expect(counter.of(base.address)).toMatchObject({
      counter: 16,
      bad: false,
      good: { atMs: 43_000, latDeg: 42 },
    });
  });

  it.each<[string, IntegrityReport[], Partial<IntegrityReport>?]>([
    ['never had a fix', []],
    ['is slow', [{ ...good(0) }], { groundSpeedMps: 20 }],
    ['is on the ground', [{ ...good(0) }], { onGround: true }],
    ['lost it long ago', [{ ...good(-1000) }]],
  ])('does not count an aircraft that %s', (_, before, change = {}) => {
    const counter = createIntegrityCounter();
    for (const report of before) counter.observe(report);
    for (let s = 20; s < 60; s++) expect(counter.observe({ ...lost(s), ...change }).counter).toBe(0);
  });

  it('forgets after 15 minutes without a good fix', () => {
    const counter = createIntegrityCounter();
    counter.observe(good(0));
    for (let s = 20; s < 60; s++) counter.observe(lost(s));
    expect(counter.observe(lost(901)).counter).toBe(0);
  });
});
