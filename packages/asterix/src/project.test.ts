import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cat001, cat021, cat048, cat062 } from './all.ts';
import { callsignOf } from './codec/text.ts';
import type { DecodeIssue } from './codec/issue.ts';
import { createDecoder } from './decoder.ts';
import { createEncoder } from './encoder.ts';
import { project } from './project.ts';
import { fromHex as hex } from './framing/hex.ts';

const COLUMNS = {
  time: 'i140.timeOfDay',
  rho: 'i040.rho',
  address: 'i220.aircraftAddress',
  code: 'i070.mode3A',
  callsign: 'i240.aircraftIdentification',
  spi: 'i020.spi',
  emergency: 'i020.militaryEmergency',
  doppler: 'i120.calculated.speed',
} as const;

describe('project', () => {
  it.each([true, false])('writes chosen fields into columns (compiled: %s)', (compile) => {
    const block = createEncoder(cat048).encode([
      { i140: { timeOfDay: 1 }, i040: { rho: 2, theta: 3 }, i240: { aircraftIdentification: 'DLH65A' } },
      {
        i220: { aircraftAddress: 0xabcdef },
        i070: { invalid: false, garbled: false, notExtracted: false, mode3A: '7500' },
        i020: { typ: 5, simulated: false, rdpChain: false, spi: true, fieldMonitor: false },
        i120: { calculated: { doubtful: false, speed: -7 } },
      },
    ]);
    const plots = project(cat048, COLUMNS, { rowCount: 1, compile });
    expect(plots.read(block)).toBe(2);
    const { time, rho, address, code, callsign, spi, emergency, doppler } = plots.columns;
    const rows = [time, rho, address, code, spi, emergency, doppler].map((column) => [column[0], column[1]]);
    const NAN = Number.NaN;
    expect(rows).toEqual([
      [1, NAN],
      [2, NAN],
      [NAN, 0xabcdef],
      [NAN, 0o7500],
      [NAN, 1],
      [NAN, NAN],
      [NAN, -7],
    ]);
    expect(callsignOf(callsign[0]!)).toBe('DLH65A');
    expect(callsignOf(callsign[1]!)).toBeUndefined();
    plots.clear();
    expect(plots.count).toBe(0);
  });

  it('refuses a field that is not there or not a number', () => {
    expect(() => project(cat048, { x: 'i040.nothing' as never })).toThrow('has no field i040.nothing');
    expect(() => project(cat048, { x: 'i250.data' as never })).toThrow('has no field i250.data');
  });

  it('reads records with random fields, which have no code of their own', () => {
    //                     FSPEC with RFS: one field, FRN 3 = 040
    const block = hex('01 000C 01 01 02 01 03 10 00 40 00');
    const plots = project(cat001, { rho: 'i040.rho' });
    expect(plots.read(block)).toBe(1);
    expect(plots.columns.rho[0]).toBeNaN();
  });

  it('says when the rows are used up', () => {
    const issues: DecodeIssue[] = [];
    const twice = hex('30 000F 80 01 02 80 01 02 80 01 02 80 01 02');
    const plots = project(cat048, { sac: 'i010.sac' }, { rowCount: 1, rowCountMax: 3 });
    expect(plots.read(twice, issues)).toBe(3);
    expect(issues).toEqual([{ code: 'limit', offset: 12, block: 0, category: 48, limit: 3 }]);
  });

  // Projection skips what is not asked for; what it rejects must still be what the reader rejects.
  const cases = [
    [cat048, project(cat048, COLUMNS), project(cat048, COLUMNS, { compile: false })],
    [
      cat001,
      project(cat001, { rho: 'i040.rho', track: 'i161.trackPlotNumber', end: 'i170.trackEnd' }),
      project(
        cat001,
        { rho: 'i040.rho', track: 'i161.trackPlotNumber', end: 'i170.trackEnd' },
        { compile: false },
      ),
    ],
    [
      cat021,
      project(cat021, { lat: 'i130.lat', nacp: 'i090.nacp', weather: 'i220.windSpeed' }),
      project(cat021, { lat: 'i130.lat', nacp: 'i090.nacp', weather: 'i220.windSpeed' }, { compile: false }),
    ],
    [
      cat062,
      project(cat062, {
        lat: 'i105.lat',
        heading: 'i380.magneticHeading',
        age: 'i290.track',
        alert: 'i080.inconsistentEmergency',
      }),
      project(
        cat062,
        {
          lat: 'i105.lat',
          heading: 'i380.magneticHeading',
          age: 'i290.track',
          alert: 'i080.inconsistentEmergency',
        },
        { compile: false },
      ),
    ],
  ] as const;

  it('gives the rows and issues that decoding gives, for any octets', () => {
    fc.assert(
      fc.property(
        fc.nat(cases.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 120 }),
        (index, content) => {
          const [category, fast, plain] = cases[index]!;
          const block = new Uint8Array([category.category, 0, content.length + 3, ...content]);
          const wanted = createDecoder({ categories: [category] }).decode(block);
          for (const projection of [fast, plain]) {
            projection.clear();
            const issues: DecodeIssue[] = [];
            expect(projection.read(block, issues)).toBe(wanted.records.length);
            expect(issues).toEqual(wanted.issues.filter(({ code }) => code !== 'expansion-unread'));
          }
          const { count } = fast;
          for (const [name, column] of Object.entries(fast.columns))
            expect(column.subarray(0, count)).toEqual(
              (plain.columns as Record<string, Float64Array>)[name]!.subarray(0, count),
            );
        },
      ),
      { numRuns: 10_000, seed: 65 },
    );
  });
});
