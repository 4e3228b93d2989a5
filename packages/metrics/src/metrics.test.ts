import fc from 'fast-check';
import { munkres } from 'munkres';
import { describe, expect, it } from 'vitest';
import {
  EN_ROUTE,
  assign,
  createFlatMap,
  scorePerformance,
  scorePicture,
  setDistance,
  type ObjectState,
  type PerformanceSample,
} from './index.ts';

const at = (id: string, x: number, y = 0): ObjectState => ({ id, x, y, vx: 0, vy: 100 });

describe('assign', () => {
  it('finds the greatest gain, as the Hungarian method does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 5, maxLength: 5 }), {
          minLength: 1,
          maxLength: 5,
        }),
        (gains) => {
          const edges = gains.flatMap((line, row) => line.map((gain, column) => ({ row, column, gain })));
          const { rows, columns } = assign(gains.length, 5, edges);
          const total = rows.reduce((sum, row, k) => sum + gains[row]![columns[k]!]!, 0);
          const best = munkres(gains.map((line) => line.map((gain) => 1000 - gain))).reduce(
            (sum, [row, column]) => sum + gains[row]![column]!,
            0,
          );
          expect(total).toBe(best);
          expect(new Set(columns).size).toBe(columns.length);
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });

  it('leaves alone what gains nothing', () => {
    expect(
      assign(2, 2, [
        { row: 0, column: 1, gain: 3 },
        { row: 1, column: 0, gain: 0 },
      ]),
    ).toEqual({
      rows: [0],
      columns: [1],
    });
  });
});

describe('set distance', () => {
  it('adds localisation, missed and false parts', () => {
    const {
      gospa,
      localisation,
      missed,
      false: extra,
      ospa,
    } = setDistance([at('a', 0), at('b', 10_000)], [at('1', 300), at('2', 50_000)], 2000, 2);
    expect(localisation).toBeCloseTo(300 ** 2, 6);
    expect(missed).toBe(2000 ** 2 / 2);
    expect(extra).toBe(2000 ** 2 / 2);
    expect(gospa).toBeCloseTo(Math.sqrt(300 ** 2 + 2000 ** 2), 9);
    expect(ospa).toBeCloseTo(Math.sqrt((300 ** 2 + 2000 ** 2) / 2), 9);
  });

  it('is 0 of nothing from nothing', () => {
    expect(setDistance([], [], 2000, 2)).toMatchObject({ gospa: 0, ospa: 0 });
  });
});

describe('picture score', () => {
  it('counts switches, gaps, doubles and false tracks', () => {
    const shown: ObjectState[][] = [
      [at('1', 10)],
      [],
      [at('2', 10)],
      [at('2', 10), at('3', 20)],
      [at('2', 10), at('9', 90_000)],
    ];
    const frames = shown.map((tracks, k) => ({ timeS: k * 4, truths: [at('a', 0)], tracks }));
    expect(scorePicture(frames, { fromS: 0, toS: 16, stepS: 4 })).toMatchObject({
      times: 5,
      completeness: 4 / 5,
      ambiguity: 5 / 4,
      spuriousness: 1 / 6,
      identitySwitches: 1,
      fragmentations: 1,
      falseTracks: 1,
      falseTrackS: 4,
      initiationDelayS: 0,
      positionRmse: 10,
      longestSegment: 3 / 5,
    });
  });
});

describe('flat map', () => {
  it('keeps distance and direction from its origin', () => {
    const map = createFlatMap(42.85, 74.6);
    expect(map.toFlat(42.85, 74.6)).toEqual([0, 0]);
    const [x, y] = map.toFlat(43.85, 74.6);
    expect(x).toBeCloseTo(0, 6);
    expect(y).toBeCloseTo((6_371_000 * Math.PI) / 180, 3);
  });
});

describe('surveillance performance', () => {
  const sample = (timeS: number, errorEastM: number): PerformanceSample => ({
    timeS,
    errorEastM,
    errorNorthM: 0,
    errorHeightM: timeS === 0 ? 100 : 0,
    turning: timeS >= 40,
    codeCorrect: timeS === 0 ? undefined : true,
    addressCorrect: timeS !== 40,
    latencyS: 0.5,
  });

  it('measures update, gaps, accuracy, codes and false reports', () => {
    const samples = [sample(0, 30), sample(8, 40), sample(40, 100)];
    const target = { fromS: 0, toS: 48, samples, multipleS: [8] };
    expect(scorePerformance([target], 1, EN_ROUTE)).toEqual({
      updateProbability: 3 / 6,
      longGapShare: 1 / 4,
      longestGapS: 32,
      horizontalRmsM: Math.sqrt((30 ** 2 + 40 ** 2 + 100 ** 2) / 3),
      horizontalRmsSteadyM: Math.sqrt((30 ** 2 + 40 ** 2) / 2),
      horizontalRmsTurnM: 100,
      horizontalP95M: 94,
      verticalRmsM: Math.sqrt(100 ** 2 / 3),
      heightCorrect: 2 / 3,
      codeCorrect: 1,
      addressCorrect: 2 / 3,
      falseShare: 1 / 5,
      multipleShare: 1 / 5,
      latencyMeanS: 0.5,
      latencyP95S: 0.5,
    });
  });
});
