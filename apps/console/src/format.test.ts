import { M_PER_FL, MPS_PER_FTMIN, MPS_PER_KT } from '@commonsky/model';
import { describe, expect, it } from 'vitest';
import {
  angleOf,
  formatAge,
  formatAngle,
  formatClimb,
  formatLevel,
  formatName,
  formatPosition,
  formatSpeed,
  formatTime,
  formatTrend,
  UNKNOWN,
} from './format.ts';

const nobody = { address: undefined, mode3a: undefined, callsign: undefined };

describe('names', () => {
  it.each([
    [{ ...nobody, callsign: 'KGZ123', address: 0x60_1001, mode3a: 0o2000 }, 'KGZ123'],
    [{ ...nobody, address: 0x00_1001, mode3a: 0o2000 }, '001001'],
    [{ ...nobody, mode3a: 0o20 }, 'A0020'],
    [nobody, '#17'],
  ])('%o is %s', (identity, name) => expect(formatName(identity, 17)).toBe(name));
});

describe('levels and trends', () => {
  it.each([
    [350 * M_PER_FL, '350'],
    [8.4 * M_PER_FL, '008'],
    [-2 * M_PER_FL, '-02'],
    [-0.2 * M_PER_FL, '000'],
    [Number.NaN, UNKNOWN],
  ])('%d m is FL %s', (altitudeM, level) => expect(formatLevel(altitudeM)).toBe(level));

  it.each([
    [1500, '↑'],
    [-1500, '↓'],
    [100, '='],
    [Number.NaN, ''],
  ])('%d ft/min is %s', (rate, trend) => expect(formatTrend(rate * MPS_PER_FTMIN)).toBe(trend));

  it('rounds climb to 50 ft/min and signs it', () => {
    expect(formatClimb(1_980 * MPS_PER_FTMIN)).toBe('+2,000');
    expect(formatClimb(-640 * MPS_PER_FTMIN)).toBe('-650');
    expect(formatClimb(0)).toBe('0');
  });
});

describe('angles, speeds, times, places', () => {
  it('calls north 360', () => {
    expect(formatAngle(0)).toBe('360');
    expect(formatAngle(359.7)).toBe('360');
    expect(formatAngle(-90)).toBe('270');
    expect(formatAngle(5)).toBe('005');
    expect(angleOf(-1, 0)).toBe(270);
  });
  it('speaks knots', () => expect(formatSpeed(450 * MPS_PER_KT)).toBe('450'));
  it('gives ages in one glance', () => {
    expect([0, 4_440, 9_990, 61_000, 125_000, Number.NaN].map(formatAge)).toEqual([
      '0.0 s',
      '4.4 s',
      '10 s',
      '61 s',
      '2 min',
      UNKNOWN,
    ]);
  });
  it('shows UTC', () => expect(formatTime(Date.UTC(2026, 10, 22, 3, 4, 5))).toBe('03:04:05'));
  it('carries minutes over into degrees', () => {
    expect(formatPosition(42.999_99, -74.6)).toBe('43°00.0′N 074°36.0′W');
    expect(formatPosition(-0.5, 7.25)).toBe('00°30.0′S 007°15.0′E');
  });
});
