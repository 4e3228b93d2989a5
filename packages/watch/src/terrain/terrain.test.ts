import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGeoTiff } from './geotiff.ts';
import { readHgt } from './hgt.ts';
import { decodeLzw } from './lzw.ts';
import { createRadarHorizon, createTerrain, elevationDeg, smoothHorizonM } from './terrain.ts';
import type { TerrainTile } from './tile.ts';

function hgt(heights: readonly (readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(heights.length ** 2 * 2);
  const view = new DataView(bytes.buffer);
  for (const [i, height] of heights.flat().entries()) view.setInt16(i * 2, height);
  return bytes;
}

const asTile = (result: TerrainTile | string): TerrainTile => {
  if (typeof result === 'string') throw new Error(result);
  return result;
};

describe('HGT', () => {
  it('has rows from north, both edges, voids, and bilinear heights between', () => {
    const terrain = createTerrain([
      asTile(
        readHgt(
          'S01W074.hgt',
          hgt([
            [100, 200, 300],
            [400, 500, 600],
            [700, 800, -32_768],
          ]),
        ),
      ),
    ]);
    expect(terrain.groundM(0, -74)).toBe(100);
    expect(terrain.groundM(-0.5, -73.5)).toBe(500);
    expect(terrain.groundM(-1, -74)).toBe(700);
    expect(terrain.groundM(-0.25, -73.75)).toBe(300);
    expect(terrain.groundM(-0.75, -73.25)).toBeNaN();
    expect(terrain.groundM(0.1, -74)).toBeNaN();
  });

  it('says what is no tile', () => {
    expect(readHgt('x.hgt', new Uint8Array(8))).toBe('x.hgt does not name a corner like N42E074');
    expect(readHgt('N42E074.hgt', new Uint8Array(7))).toContain('not a square');
  });
});

interface TiffOptions {
  readonly little?: boolean;
  readonly compression?: 1 | 5 | 8;
  readonly predictor?: 1 | 2;
  readonly float?: boolean;
  readonly rowsPerStrip?: number;
  readonly noData?: string;
  readonly point?: boolean;
}

/** A TIFF written by hand: header, strips, then one directory. */
function tiff(rows: readonly (readonly number[])[], options: TiffOptions = {}): Uint8Array {
  const {
    little = true,
    compression = 1,
    predictor = 1,
    float = false,
    rowsPerStrip = rows.length,
    noData,
    point = false,
  } = options;
  const columns = rows[0]!.length;
  const octets = float ? 4 : 2;
  const strips: Uint8Array[] = [];
  for (let top = 0; top < rows.length; top += rowsPerStrip) {
    const part = rows.slice(top, top + rowsPerStrip);
    const raw = new Uint8Array(part.length * columns * octets);
    const view = new DataView(raw.buffer);
    for (const [r, row] of part.entries()) {
      for (const [c, height] of row.entries()) {
        const value = predictor === 2 && c > 0 ? height - row[c - 1]! : height;
        const at = (r * columns + c) * octets;
        if (float) view.setFloat32(at, value, little);
        else view.setInt16(at, value, little);
      }
    }
    strips.push(compression === 8 ? deflateSync(raw) : compression === 5 ? lzw(raw) : raw);
  }
  const data: number[] = [0, 0, 0, 0, 0, 0, 0, 0];
  const offsets = strips.map((strip) => {
    const at = data.length;
    data.push(...strip);
    return at;
  });
  const scratch = new DataView(new ArrayBuffer(8));
  const put = (values: readonly number[], size: 2 | 4 | 8): number => {
    if (data.length % 2 === 1) data.push(0);
    const at = data.length;
    for (const value of values) {
      if (size === 2) scratch.setUint16(0, value, little);
      else if (size === 4) scratch.setUint32(0, value, little);
      else scratch.setFloat64(0, value, little);
      for (let i = 0; i < size; i++) data.push(scratch.getUint8(i));
    }
    return at;
  };
  const entries: [tag: number, type: number, values: readonly number[]][] = [
    [256, 3, [columns]],
    [257, 3, [rows.length]],
    [258, 3, [octets * 8]],
    [259, 3, [compression]],
    [273, 4, offsets],
    [277, 3, [1]],
    [278, 3, [rowsPerStrip]],
    [279, 4, strips.map((strip) => strip.length)],
    [317, 3, [predictor]],
    [339, 3, [float ? 3 : 2]],
    [33_550, 12, [0.5, 0.5, 0]],
    [33_922, 12, [0, 0, 0, 74, 43, 0]],
    [34_735, 3, [1, 1, 0, 2, 1024, 0, 1, 2, 1025, 0, 1, point ? 2 : 1]],
    ...(noData === undefined
      ? []
      : [
          [42_113, 2, Array.from(`${noData}\0`, (c) => c.codePointAt(0)!)] as [
            number,
            number,
            readonly number[],
          ],
        ]),
  ];
  const sizes: Record<number, 2 | 4 | 8> = { 3: 2, 4: 4, 12: 8 };
  const placed = entries.map(([tag, type, values]) => {
    if (type === 2) {
      const at = data.length;
      data.push(...values);
      return { tag, type, count: values.length, value: at, inline: false };
    }
    const inline = values.length * sizes[type]! <= 4;
    return {
      tag,
      type,
      count: values.length,
      value: inline ? values[0]! : put(values, sizes[type]!),
      inline,
    };
  });
  if (data.length % 2 === 1) data.push(0);
  const directory = data.length;
  data.push(...Array.from({ length: 2 + placed.length * 12 + 4 }, () => 0));
  const bytes = Uint8Array.from(data);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, little ? 0x49_49 : 0x4d_4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, directory, little);
  view.setUint16(directory, placed.length, little);
  for (const [i, { tag, type, count, value, inline }] of placed.entries()) {
    const at = directory + 2 + i * 12;
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, count, little);
    if (inline && type === 3) view.setUint16(at + 8, value, little);
    else view.setUint32(at + 8, value, little);
  }
  return bytes;
}

/** A plain LZW writer: clears before every code table would fill, so codes stay at 9 bits. */
function lzw(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  const put = (code: number): void => {
    held = (held << 9) | code;
    bits += 9;
    while (bits >= 8) {
      bits -= 8;
      out.push((held >> bits) & 255);
      held &= (1 << bits) - 1;
    }
  };
  for (const [i, byte] of bytes.entries()) {
    if (i % 200 === 0) put(256);
    put(byte);
  }
  put(257);
  if (bits > 0) out.push((held << (8 - bits)) & 255);
  return Uint8Array.from(out);
}

const HEIGHTS = [
  [100, 200, 300],
  [400, -500, 600],
  [700, 800, 900],
];

describe('GeoTIFF', () => {
  it.each<[string, TiffOptions]>([
    ['little-endian', {}],
    ['big-endian, a strip a row', { little: false, rowsPerStrip: 1 }],
    ['LZW', { compression: 5 }],
    ['deflate with predictor', { compression: 8, predictor: 2, rowsPerStrip: 2 }],
    ['floats', { float: true }],
  ])('%s', (_, options) => {
    const tile = asTile(readGeoTiff(tiff(HEIGHTS, options), (bytes) => inflateSync(bytes)));
    expect(HEIGHTS.map((row, r) => row.map((_, c) => tile.sampleM(r, c)))).toEqual(HEIGHTS);
    // Areas are measured at their middle.
    expect([tile.westDeg, tile.northDeg]).toEqual([74.25, 42.75]);
    expect(createTerrain([tile]).groundM(42.75, 74.5)).toBe(150);
  });

  it('points, and heights that are none', () => {
    const tile = asTile(readGeoTiff(tiff(HEIGHTS, { point: true, noData: '-500' })));
    expect([tile.westDeg, tile.northDeg]).toEqual([74, 43]);
    expect(tile.sampleM(1, 1)).toBeNaN();
  });

  it('says why it cannot read a file, and survives any cut and any change of one octet', () => {
    const whole = tiff(HEIGHTS);
    expect(readGeoTiff(tiff(HEIGHTS, { compression: 8 }))).toBe('deflate needs an inflate function');
    expect(readGeoTiff(new Uint8Array(20))).toBe('not a TIFF file');
    // The last four octets point to a next image, which nobody asks for.
    for (let n = 0; n < whole.length - 4; n++)
      expect(typeof readGeoTiff(whole.subarray(0, n))).toBe('string');
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const changed = whole.slice();
        changed[at] = value;
        readGeoTiff(changed);
      }),
      { seed: 10, numRuns: 2000 },
    );
  });

  it('LZW: repeated octets through the code that is not yet known, and any octets without harm', () => {
    // Clear, 7, then entries 258 (77), 259 (777): codes of 9 bits by hand.
    const codes = [256, 7, 258, 259, 257];
    const bits = codes
      .map((code) => code.toString(2).padStart(9, '0'))
      .join('')
      .padEnd(48, '0');
    const bytes = Uint8Array.from(bits.match(/.{8}/gu)!, (octet) => Number.parseInt(octet, 2));
    expect(decodeLzw(bytes, 6)).toEqual(new Uint8Array(6).fill(7));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(100), (any, size) => void decodeLzw(any, size)),
      { seed: 11, numRuns: 2000 },
    );
  });
});

const mountain = (lat: number): number => (lat > 42.45 && lat < 42.46 ? 3000 : 500);

describe('radar horizon', () => {
  it('without terrain is the horizon of a smooth earth', () => {
    const horizon = createRadarHorizon({ latDeg: 42, lonDeg: 74, antennaM: 100 }, () => Number.NaN, {
      rangeMaxM: 200_000,
      azimuths: 8,
    });
    // 4.12 km for every root of a metre.
    expect(smoothHorizonM(100)).toBeCloseTo(41_200, -3);
    expect(horizon.lowestVisibleM(0, 40_000)).toBeLessThan(1);
    // Beyond the horizon d the lowest height in sight is (r − d)² / 2kR.
    const beyond = 150_000 - smoothHorizonM(100);
    expect(horizon.lowestVisibleM(90, 150_000)).toBeCloseTo(beyond ** 2 / (2 * (4 / 3) * 6_371_008.8), 0);
    expect(horizon.horizonDeg(45)).toBeCloseTo(-0.28, 1);
    expect(elevationDeg({ latDeg: 42, lonDeg: 74, antennaM: 100 }, 10_000, 275 + 5.9)).toBeCloseTo(1, 1);
  });

  it('a mountain hides what is behind and below its top', () => {
    const horizon = createRadarHorizon({ latDeg: 42, lonDeg: 74, antennaM: 520 }, mountain, {
      rangeMaxM: 150_000,
      azimuths: 4,
      stepM: 200,
    });
    expect(horizon.horizonDeg(0)).toBeCloseTo((Math.atan((3000 - 520 - 148) / 50_000) * 180) / Math.PI, 1);
    expect(horizon.lowestVisibleM(0, 100_000)).toBeGreaterThan(5000);
    expect(horizon.lowestVisibleM(180, 100_000)).toBeLessThan(1500);
  });
});
