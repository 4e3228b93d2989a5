import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CprFrame,
  decodeCprGlobalAirborne,
  decodeCprGlobalSurface,
  decodeCprLocal,
  encodeCpr,
  longitudeZones,
} from './index.ts';

const frame = (odd: boolean, cprLat: number, cprLon: number): CprFrame => ({ odd, cprLat, cprLon });

describe('published positions', () => {
  it('decodes an airborne pair, each message at its own time', () => {
    const even = frame(false, 93000, 51372);
    const odd = frame(true, 74158, 50194);
    const position = decodeCprGlobalAirborne(even, odd, 'even')!;
    expect(position.latDeg).toBeCloseTo(52.2572, 4);
    expect(position.lonDeg).toBeCloseTo(3.91937, 5);
    expect(decodeCprGlobalAirborne(even, odd, 'odd')!.latDeg).toBeCloseTo(52.26578, 5);
    expect(decodeCprLocal(even, false, { latDeg: 52.258, lonDeg: 3.918 })!.lonDeg).toBeCloseTo(3.91937, 5);
  });

  it('decodes a surface pair near a reference', () => {
    const even = frame(false, 115609, 116941);
    const odd = frame(true, 39199, 110269);
    const position = decodeCprGlobalSurface(even, odd, 'odd', { latDeg: 51.99, lonDeg: 4.375 })!;
    expect(position.latDeg).toBeCloseTo(52.320607, 5);
    expect(position.lonDeg).toBeCloseTo(4.734735, 5);
  });

  it.each([
    [0, 59],
    [10.4704713, 58],
    [-10.4704, 59],
    [52.2, 36],
    [86.6, 2],
    [87, 2],
    [87.0001, 1],
    [90, 1],
  ])('counts the zones at %d°', (latDeg, zones) => {
    expect(longitudeZones(latDeg)).toBe(zones);
  });
});

const latDeg = fc.double({ min: -89.9, max: 89.9, noNaN: true });
const lonDeg = fc.double({ min: -180, max: 179.999, noNaN: true });
/** Metres per degree; half a step of the code is 2.6 m airborne, 0.6 m on the surface. */
const M = 111_320;

function errorM(a: { latDeg: number; lonDeg: number }, b: { latDeg: number; lonDeg: number }): number {
  let dLon = Math.abs(a.lonDeg - b.lonDeg);
  if (dLon > 180) dLon = 360 - dLon;
  return Math.hypot((a.latDeg - b.latDeg) * M, dLon * M * Math.cos((a.latDeg * Math.PI) / 180));
}

describe('every position on Earth', () => {
  it('survives encoding and global decoding', () => {
    fc.assert(
      fc.property(latDeg, lonDeg, fc.boolean(), (latDeg, lonDeg, newestOdd) => {
        const even = encodeCpr(latDeg, lonDeg, false, false);
        const odd = encodeCpr(latDeg, lonDeg, true, false);
        const position = decodeCprGlobalAirborne(even, odd, newestOdd ? 'odd' : 'even');
        // At a change of zones the pair may straddle it; then there is no answer, never a wrong one.
        if (position) expect(errorM({ latDeg, lonDeg }, position)).toBeLessThan(6);
        else expect(longitudeZones(latDeg - 1e-4)).not.toBe(longitudeZones(latDeg + 1e-4));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it('survives encoding and local decoding', () => {
    fc.assert(
      fc.property(latDeg, lonDeg, fc.boolean(), fc.boolean(), (latDeg, lonDeg, odd, surface) => {
        const reference = { latDeg: latDeg + (surface ? 0.1 : 0.9) * (latDeg > 0 ? -1 : 1), lonDeg };
        const position = decodeCprLocal(encodeCpr(latDeg, lonDeg, odd, surface), surface, reference)!;
        expect(errorM({ latDeg, lonDeg }, position)).toBeLessThan(surface ? 1.5 : 6);
      }),
      { numRuns: 20_000, seed: 2 },
    );
  });

  it('survives encoding and global surface decoding near a reference', () => {
    fc.assert(
      fc.property(latDeg, lonDeg, (latDeg, lonDeg) => {
        const even = encodeCpr(latDeg, lonDeg, false, true);
        const odd = encodeCpr(latDeg, lonDeg, true, true);
        const reference = { latDeg: latDeg * 0.999, lonDeg };
        const position = decodeCprGlobalSurface(even, odd, 'odd', reference);
        if (position) expect(errorM({ latDeg, lonDeg }, position)).toBeLessThan(1.5);
      }),
      { numRuns: 20_000, seed: 3 },
    );
  });
});
