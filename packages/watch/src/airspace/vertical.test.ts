import { describe, expect, it } from 'vitest';
import { M_PER_FT } from '@commonsky/model';
import { parseLimit } from './limit-text.ts';
import {
  amslFt,
  flightLevel,
  GROUND,
  limitOnAxis,
  seaLevelPressureAltitudeM,
  UNLIMITED,
} from './vertical.ts';

describe('vertical limits', () => {
  it('QNH moves altitudes against flight levels by the ISA: 27 ft a hectopascal near sea level', () => {
    expect(seaLevelPressureAltitudeM(1013.25)).toBeCloseTo(0, 9);
    // ICAO Doc 7488: 1000 hPa lies at 110.88 m, 1030 hPa at −138.6 m.
    expect(seaLevelPressureAltitudeM(1000)).toBeCloseTo(110.88, 1);
    expect(seaLevelPressureAltitudeM(1030)).toBeCloseTo(-138.7, 0);
    const low = { qnhHPa: () => 990 };
    const altitude = limitOnAxis(amslFt(5000), 'upper', 'pressure', 42, 74, low).valueM;
    expect(altitude / M_PER_FT).toBeCloseTo(5000 + 640, -1);
    expect(limitOnAxis(flightLevel(100), 'lower', 'amsl', 42, 74, low).valueM / M_PER_FT).toBeCloseTo(
      10_000 - 640,
      -1,
    );
  });

  it('ground comes from the terrain; without it a volume grows, never shrinks', () => {
    const agl = { reference: 'agl', valueM: 300 } as const;
    expect(limitOnAxis(agl, 'upper', 'amsl', 42, 74, { groundM: () => 1500 })).toEqual({
      valueM: 1800,
      groundUnknown: false,
    });
    expect(limitOnAxis(agl, 'lower', 'amsl', 42, 74, {})).toEqual({ valueM: 300, groundUnknown: true });
    expect(limitOnAxis(agl, 'upper', 'amsl', 42, 74, { highestGroundM: 4500 })).toEqual({
      valueM: 4800,
      groundUnknown: true,
    });
    expect(limitOnAxis(agl, 'upper', 'amsl', 42, 74, { groundM: () => Number.NaN }).valueM).toBe(9149);
    expect(limitOnAxis(GROUND, 'lower', 'amsl', 42, 74, {})).toEqual({
      valueM: Number.NEGATIVE_INFINITY,
      groundUnknown: false,
    });
    expect(limitOnAxis(UNLIMITED, 'upper', 'pressure', 42, 74, {}).valueM).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    ['GND', GROUND],
    ['sfc', GROUND],
    ['UNL', UNLIMITED],
    ['UNLTD', UNLIMITED],
    ['FL195', flightLevel(195)],
    ['FL 65', flightLevel(65)],
    ['2000FT MSL', amslFt(2000)],
    ['5000', amslFt(5000)],
    ['3600m MSL', { reference: 'amsl', valueM: 3600 }],
    ['1500 ft AGL', { reference: 'agl', valueM: 1500 * M_PER_FT }],
    ['300M ASFC', { reference: 'agl', valueM: 300 }],
    ['high up', undefined],
  ])('reads %s', (text, limit) => {
    expect(parseLimit(text)).toEqual(limit);
  });
});
