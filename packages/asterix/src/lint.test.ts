import { describe, expect, it } from 'vitest';
import { editions } from './all.ts';
import { defineCategory } from './definition/category.ts';
import { int, uint } from './definition/field.ts';
import { fixed } from './definition/layout.ts';
import { lintCategory } from './lint.ts';

const withField = (field: ReturnType<typeof uint>) =>
  defineCategory({
    category: 10, edition: 'test', source: 'test', title: 'test', uap: ['i202'],
    items: { i202: fixed(field.bits / 8, { vx: field }) }, titles: {},
  }); // prettier-ignore

/**
 * Fields with far more room than their stated range, each judged by hand: the standard gives an operational range to a
 * field that is wider for historical reasons (32-bit positions of 180/2^25, flight levels to 1500, Mach to 4.096).
 */
const ROOMY = new Set([
  '4 i170.cpw.altitude', '4 i170.cpw.lat', '4 i170.cpw.lon', '4 i170.cpc.z', '4 i171.cpw.altitude', '4 i171.cpw.lat',
  '4 i171.cpw.lon', '4 i171.cpl.z', '11 i090.measuredFlightLevel', '11 i093.ctba', '19 i600.lat', '20 i041.lat',
  '20 i041.lon', '21 i130.lat', '21 i130.lon', '21 i131.lat', '21 i145.flightLevel', '21 i220.temperature', '32 i480.value',
  '48 re.plotCharacteristics.signalClutterRatio', '48 re.generic.radarCrossSection.rcsdb', '62 i105.lat', '62 i105.lon',
  '62 i135.barometricAltitude', '62 i136.flightLevel', '62 i380.machNumber', '62 i380.weather.temperature',
  '62 i390.clearedFlightLevel', '205 i050.lat', '205 i050.lon', '205 i130.lat', '205 i130.lon', '205 i200.signalElevation',
]); // prettier-ignore

describe('lint', () => {
  it('catches an LSB four times too small: what a specification source says of I010/202', () => {
    const wrong = withField(int(16, { lsb: 1 / 16, unit: 'm/s', min: -8192, max: 8192 }));
    expect(lintCategory(wrong)).toEqual([
      expect.objectContaining({
        path: 'i202.vx',
        severity: 'error',
        message: 'stated to 8192, but 16 bits of 0.0625 reach -2048 to 2048',
      }),
      expect.objectContaining({
        path: 'i202.vx',
        severity: 'error',
        message: 'stated from -8192, but 16 bits of 0.0625 reach -2048 to 2048',
      }),
    ]);
    expect(lintCategory(withField(int(16, { lsb: 1 / 4, unit: 'm/s', min: -8192, max: 8192 })))).toEqual([]);
  });

  it('notices an LSB four times too large, and codes beyond the bits', () => {
    expect(lintCategory(withField(uint(16, { lsb: 1 / 32, unit: 'NM', max: 512 })))).toMatchObject([
      { severity: 'notice' },
    ]);
    expect(lintCategory(withField({ kind: 'choice', bits: 8, meanings: { 256: 'never' } }))).toMatchObject([
      { severity: 'error' },
    ]);
  });

  it('finds nothing wrong in any edition of any category', () => {
    const findings = editions.flatMap((edition) => lintCategory(edition));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const roomy = new Set(findings.map(({ category, path }) => `${category} ${path}`));
    expect([...roomy].filter((field) => !ROOMY.has(field))).toEqual([]);
    expect([...ROOMY].filter((field) => !roomy.has(field))).toEqual([]);
  });
});
