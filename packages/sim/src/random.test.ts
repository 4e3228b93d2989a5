import { expect, it } from 'vitest';
import { createRandom } from './random.ts';

function draw(seed: number, name: string): number[] {
  const random = createRandom(seed, name);
  return Array.from({ length: 5 }, () => random.uniform());
}

it('repeats itself for equal seed and name, and differs for others', () => {
  expect(draw(1, 'a')).toEqual(draw(1, 'a'));
  expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
  expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
});

it('has the moments it promises', () => {
  const random = createRandom(7, 'moments');
  const count = 200_000;
  let sum = 0;
  let sumSquares = 0;
  let uniforms = 0;
  for (let i = 0; i < count; i++) {
    const z = random.normal();
    sum += z;
    sumSquares += z * z;
    uniforms += random.uniform();
  }
  expect(sum / count).toBeCloseTo(0, 1.9);
  expect(sumSquares / count).toBeCloseTo(1, 1.7);
  expect(uniforms / count).toBeCloseTo(0.5, 2);
});

it.each([0, 0.3, 4, 49, 400])('has Poisson counts of mean and variance %f', (mean) => {
  const random = createRandom(3, 'poisson');
  const count = 20_000;
  let sum = 0;
  let sumSquares = 0;
  for (let i = 0; i < count; i++) {
    const n = random.poisson(mean);
    sum += n;
    sumSquares += n * n;
  }
  const average = sum / count;
  const tolerance = 4 * Math.sqrt(mean / count);
  expect(Math.abs(average - mean)).toBeLessThanOrEqual(tolerance);
  expect(Math.abs(sumSquares / count - average * average - mean)).toBeLessThanOrEqual(0.06 * mean + 1e-9);
});
