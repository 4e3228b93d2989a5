import { decodeLzw } from './lzw.ts';
import type { TerrainTile } from './tile.ts';

/** Inflates a zlib stream; passed in, because platforms bring their own. Throws on bad data. */
export type Inflate = (bytes: Uint8Array) => Uint8Array;

/** Samples read at most: a whole degree at one arc second four times over. */
const samplesMax = 60_000_000;

const TYPE_SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/**
 * Reads a GeoTIFF of ground heights: one band of 16- or 32-bit integers or floats, geographic
 * coordinates (degrees), strips or tiles, uncompressed, LZW or (with `inflate`) deflate, horizontal
 * predictor for integers. Heights are taken as metres.
 *
 * @returns The tile, or why it cannot be read.
 */
export function readGeoTiff(bytes: Uint8Array, inflate?: Inflate): TerrainTile | string {
  try {
    return read(bytes, inflate);
  } catch (error) {
    // Offsets beyond the end of a cut or hostile file: DataView throws, and the file is no tile.
    return `not readable: ${error instanceof Error ? error.message : 'unknown error'}`;
  }
}

type Tags = ReadonlyMap<number, readonly number[]>;

function read(bytes: Uint8Array, inflate: Inflate | undefined): TerrainTile | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = view.getUint16(0);
  if (order !== 0x49_49 && order !== 0x4d_4d) return 'not a TIFF file';
  const little = order === 0x49_49;
  if (view.getUint16(2, little) !== 42) return 'only classic TIFF is read, not BigTIFF';
  const { tags, noData } = readTags(view, view.getUint32(4, little), little);
  const one = (tag: number, fallback: number): number => tags.get(tag)?.[0] ?? fallback;
  const columns = one(256, 0);
  const rows = one(257, 0);
  const bits = one(258, 1);
  const compression = one(259, 1);
  const format = one(339, 1);
  const predictor = one(317, 1);
  if (columns < 2 || rows < 2 || columns * rows > samplesMax)
    return `${columns} × ${rows} samples are not read`;
  if (one(277, 1) !== 1) return 'more than one band';
  const sample = sampleReader(bits, format);
  if (!sample) return `samples of ${bits} bits, format ${format}, are not read`;
  if (predictor !== 1 && !(predictor === 2 && format !== 3)) return `predictor ${predictor} is not read`;
  if (![1, 5, 8, 32_946].includes(compression)) return `compression ${compression} is not read`;
  if (compression >= 8 && !inflate) return 'deflate needs an inflate function';
  const place = placeOf(tags);
  if (typeof place === 'string') return place;

  const tiled = tags.has(324);
  const blockColumns = tiled ? one(322, columns) : columns;
  const blockRows = tiled ? one(323, rows) : Math.min(one(278, rows), rows);
  const offsets = tags.get(tiled ? 324 : 273) ?? [];
  const sizes = tags.get(tiled ? 325 : 279) ?? [];
  const across = Math.ceil(columns / blockColumns);
  const octets = bits / 8;
  const heights = new Float32Array(columns * rows).fill(Number.NaN);
  for (const [i, offset] of offsets.entries()) {
    const top = Math.floor(i / across) * blockRows;
    const left = (i % across) * blockColumns;
    const height = tiled ? blockRows : Math.min(blockRows, rows - top);
    const size = sizes[i] ?? 0;
    if (offset + size > bytes.length) return `block ${i} lies beyond the end of the file`;
    const packed = bytes.subarray(offset, offset + size);
    const wanted = blockColumns * height * octets;
    const raw = compression === 1 ? packed : compression === 5 ? decodeLzw(packed, wanted) : inflate!(packed);
    if (!raw || raw.length < wanted) return `block ${i} is broken`;
    const block = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    for (let r = 0; r < height && top + r < rows; r++) {
      let sum = 0;
      for (let c = 0; c < blockColumns; c++) {
        let value = sample(block, (r * blockColumns + c) * octets, little);
        if (predictor === 2) {
          sum += value;
          value = wrapSample(sum, bits, format);
        }
        if (left + c < columns && value !== noData) heights[(top + r) * columns + left + c] = value;
      }
    }
  }
  return { ...place, columns, rows, sampleM: (row, column) => heights[row * columns + column]! };
}

function readTags(view: DataView, at: number, little: boolean): { tags: Tags; noData: number } {
  const tags = new Map<number, number[]>();
  let noData = Number.NaN;
  const count = view.getUint16(at, little);
  for (let i = 0; i < count; i++) {
    const entry = at + 2 + i * 12;
    const tag = view.getUint16(entry, little);
    const type = view.getUint16(entry + 2, little);
    const length = view.getUint32(entry + 4, little);
    const size = TYPE_SIZES[type] ?? 0;
    if (size === 0 || length > 1_000_000) continue;
    const from = size * length <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    if (type === 2) {
      let text = '';
      for (let k = 0; k < length; k++) text += String.fromCodePoint(view.getUint8(from + k));
      if (tag === 42_113) noData = Number.parseFloat(text);
      continue;
    }
    const values: number[] = [];
    for (let k = 0; k < length; k++) values.push(numberAt(view, from + k * size, type, little));
    tags.set(tag, values);
  }
  return { tags, noData };
}

function numberAt(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
      return view.getUint32(at, little);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    default:
      return view.getUint8(at);
  }
}

function sampleReader(
  bits: number,
  format: number,
): ((view: DataView, at: number, little: boolean) => number) | undefined {
  if (bits === 16 && format === 2) return (view, at, little) => view.getInt16(at, little);
  if (bits === 16 && format === 1) return (view, at, little) => view.getUint16(at, little);
  if (bits === 32 && format === 2) return (view, at, little) => view.getInt32(at, little);
  if (bits === 32 && format === 3) return (view, at, little) => view.getFloat32(at, little);
  return undefined;
}

/** Sums of the horizontal predictor run over in the width of the sample. */
function wrapSample(sum: number, bits: number, format: number): number {
  if (bits === 32) return sum | 0;
  return format === 2 ? (sum << 16) >> 16 : sum & 0xff_ff;
}

function placeOf(
  tags: Tags,
): Pick<TerrainTile, 'westDeg' | 'northDeg' | 'lonStepDeg' | 'latStepDeg'> | string {
  const scale = tags.get(33_550);
  const tie = tags.get(33_922);
  if (!scale || !tie || !(scale[0]! > 0) || !(scale[1]! > 0))
    return 'no place: pixel scale and tie point are needed';
  const keys = tags.get(34_735) ?? [];
  let model = 2;
  let raster = 1;
  for (let i = 4; i + 3 < keys.length; i += 4) {
    if (keys[i] === 1024) model = keys[i + 3]!;
    if (keys[i] === 1025) raster = keys[i + 3]!;
  }
  if (model !== 2) return 'only geographic coordinates (degrees) are read';
  // A pixel that is an area is measured at its middle, half a step in from its corner.
  const half = raster === 2 ? 0 : 0.5;
  return {
    westDeg: tie[3]! + (half - tie[0]!) * scale[0]!,
    northDeg: tie[4]! - (half - tie[1]!) * scale[1]!,
    lonStepDeg: scale[0]!,
    latStepDeg: scale[1]!,
  };
}
