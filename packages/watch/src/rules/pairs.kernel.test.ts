import { expect, it } from 'vitest';
import { createPairScratch, visitNearPairs } from './pairs.kernel.ts';

it('visits every pair that comes near, as a comparison of all pairs at all times does', () => {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  for (const [centreLat, centreLon] of [
    [42, 74],
    [0, 179.9],
    [-80, -180],
    [89.5, 0],
  ] as const) {
    const n = 300;
    const column = (f: () => number): Float64Array => Float64Array.from({ length: n }, f);
    const cos = Math.cos((centreLat * Math.PI) / 180);
    const columns = {
      latDeg: column(() => Math.min(89.9, centreLat + (random() - 0.5) * 3)),
      lonDeg: column(() => centreLon + ((random() - 0.5) * 3) / cos),
      latRate: column(() => (random() - 0.5) * 0.004),
      lonRate: column(() => ((random() - 0.5) * 0.004) / cos),
      heightM: column(() => random() * 3000),
      climbMps: column(() => (random() - 0.5) * 20),
    };
    const visited = new Set<number>();
    const scratch = createPairScratch();
    visitNearPairs(columns, n, 120, 15, 9000 + 320 * 15, 250 + 10 * 15, scratch, (a, b) =>
      visited.add(Math.min(a, b) * n + Math.max(a, b)),
    );
    let near = 0;
    for (let a = 0; a < n; a++) {
      for (let b = a + 1; b < n; b++) {
        for (let t = 0; t <= 120; t += 2) {
          const lat = (columns.latDeg[a]! + columns.latDeg[b]!) / 2;
          const dy =
            (columns.latDeg[b]! + columns.latRate[b]! * t - columns.latDeg[a]! - columns.latRate[a]! * t) *
            111_195;
          const dx =
            (columns.lonDeg[b]! + columns.lonRate[b]! * t - columns.lonDeg[a]! - columns.lonRate[a]! * t) *
            111_195 *
            Math.cos((lat * Math.PI) / 180);
          const dz =
            columns.heightM[b]! + columns.climbMps[b]! * t - columns.heightM[a]! - columns.climbMps[a]! * t;
          if (Math.hypot(dx, dy) < 8500 && Math.abs(dz) < 250) {
            near += 1;
            expect(visited.has(a * n + b)).toBe(true);
            break;
          }
        }
      }
    }
    expect(near).toBeGreaterThan(10);
    expect(visited.size).toBeLessThan((n * (n - 1)) / 4);
  }
});
