import { expect, it } from 'vitest';
import { unwrapRing } from './antimeridian.ts';

it('leaves a ring that does not cross as it is', () => {
  const ring = [
    [10, 0],
    [20, 0],
    [20, 10],
    [10, 0],
  ];
  expect(unwrapRing(ring)).toEqual(ring);
});

it('lets a ring that crosses go on beyond 180°', () => {
  const ring = [
    [178, -17],
    [-178, -17],
    [-178, -16],
    [178, -16],
    [178, -17],
  ];
  expect(unwrapRing(ring)).toEqual([
    [178, -17],
    [182, -17],
    [182, -16],
    [178, -16],
    [178, -17],
  ]);
});

it('closes a ring round the pole along it', () => {
  const ring = [
    [0, -70],
    [120, -70],
    [-120, -70],
    [0, -70],
  ];
  expect(unwrapRing(ring)).toEqual([
    [0, -70],
    [120, -70],
    [240, -70],
    [360, -70],
    [360, -90],
    [0, -90],
    [0, -70],
  ]);
});
