import { createTrackFrameDecoder, createTrackFrameEncoder, M_PER_FL, type Track } from '@commonsky/model';
import { describe, expect, it } from 'vitest';
import { createFilter } from './filter.ts';
import { labelLines } from './map/label-text.ts';
import { sortRows } from './ui/track-order.ts';

const NOW_MS = Date.UTC(2026, 10, 22);

function track(number: number, fields: Partial<Track>): Track {
  return {
    number,
    status: 'confirmed',
    atMs: NOW_MS,
    lastPlotMs: NOW_MS - 1_000,
    bornMs: NOW_MS,
    latDeg: 42,
    lonDeg: 75,
    pressureAltitudeM: Number.NaN,
    geometricHeightM: Number.NaN,
    eastMps: 0,
    northMps: 231.5,
    verticalMps: Number.NaN,
    accuracyM: 50,
    pEastEast: 1,
    pEastNorth: 0,
    pNorthNorth: 1,
    modeProbabilities: [1, 0, 0],
    address: undefined,
    mode3a: undefined,
    callsign: undefined,
    onGround: undefined,
    spi: false,
    contributions: [],
    ...fields,
  };
}

const decoder = createTrackFrameDecoder();
const { picture } = decoder;
decoder.decode(
  createTrackFrameEncoder().encode(
    [
      track(1, {
        callsign: 'KGZ123',
        address: 0x60_1001,
        pressureAltitudeM: 350 * M_PER_FL,
        verticalMps: 10,
      }),
      track(2, { mode3a: 0o7700, pressureAltitudeM: 90 * M_PER_FL, verticalMps: 0 }),
      track(3, { eastMps: Number.NaN, lastPlotMs: NOW_MS - 31_000 }),
      track(4, { callsign: 'AAA1', pressureAltitudeM: 200 * M_PER_FL, status: 'coasting' }),
    ],
    NOW_MS,
  ),
);
const ALL = [0, 1, 2, 3];

describe('filter', () => {
  it.each([
    ['', [1, 2, 3, 4]],
    ['kgz', [1]],
    ['601001', [1]],
    ['7700', [2]],
    ['emergency', [2]],
    ['FL100-300', [4]],
    ['fl000-400 a', [2, 4]],
    ['3', [1, 3]],
    ['nobody', []],
    ['pending', [1, 2, 3, 4]],
    ['suspect,pending kgz', [1]],
    ['suspect', []],
  ])('%s', (text, numbers) => {
    const isShown = createFilter(text);
    expect(ALL.filter((row) => isShown(picture, row)).map((row) => picture.number[row])).toEqual(numbers);
  });
});

describe('order', () => {
  it.each([
    ['name', true, [4, 1, 2, 3]],
    ['name', false, [3, 2, 1, 4]],
    ['level', true, [2, 4, 1, 3]],
    ['level', false, [1, 4, 2, 3]],
    ['age', false, [3, 1, 2, 4]],
  ] as const)('by %s, rising %s', (column, isUp, numbers) =>
    expect(sortRows(picture, ALL, column, isUp).map((row) => picture.number[row])).toEqual(numbers),
  );
});

describe('label', () => {
  it.each([
    [0, 'minimal', ['KGZ123']],
    [0, 'standard', ['KGZ123', '350↑ 450']],
    [0, 'full', ['KGZ123', '350↑ 450', '---- +1,950']],
    [1, 'minimal', ['EMERGENCY', 'A7700']],
    [2, 'standard', ['#3 31 s', '–    –']],
    [3, 'minimal', ['AAA1 CST']],
  ] as const)('of row %i, %s', (row, level, lines) => expect(labelLines(picture, row, level)).toEqual(lines));

  it('begins with the alert', () => {
    expect(labelLines(picture, 0, 'minimal', 'AIRSPACE 95s')).toEqual(['AIRSPACE 95s', 'KGZ123']);
  });
});
