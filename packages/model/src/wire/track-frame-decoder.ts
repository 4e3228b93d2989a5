import { OctetReader } from './octets.ts';
import {
  CALLSIGN_LENGTH_MAX,
  FIELD,
  FRAME_HEADER_SIZE,
  FRAME_MAGIC,
  FRAME_VERSION,
  POSITION_PER_DEG,
  SPEED_PER_MPS,
  TICK_MS,
  TRACK_COUNT_MAX,
  type TrackIdentity,
} from './track-frame.ts';
import { ABSENT, clearRow, createTrackRows, moveRow, reserveColumns, type TrackRows } from './track-rows.ts';

/** A client's picture: column i of every array belongs to row i < `count`; rows move between frames. */
export interface TrackPicture {
  readonly count: number;
  /** UTC ms that positions are predicted to; NaN before the first frame. */
  readonly pictureMs: number;
  readonly number: Uint32Array;
  readonly latDeg: Float64Array;
  readonly lonDeg: Float64Array;
  readonly eastMps: Float32Array;
  readonly northMps: Float32Array;
  readonly pressureAltitudeM: Float32Array;
  readonly verticalMps: Float32Array;
  readonly accuracyM: Float32Array;
  /** UTC ms of the newest plot, to 0.1 s. */
  readonly lastPlotMs: Float64Array;
  /** Bits of TRACK_FLAG. */
  readonly flags: Uint8Array;
  readonly identity: readonly TrackIdentity[];
}

export type TrackFrameIssue =
  /** Not a frame of this version; the picture is as it was. */
  | { readonly code: 'header'; readonly size: number }
  /** A frame is missing before this one; the picture is as it was and waits for a key frame. */
  | { readonly code: 'sequence'; readonly expected: number; readonly got: number }
  /** Body cut short, too long or senseless; the picture is empty and waits for a key frame. */
  | { readonly code: 'body'; readonly offset: number };

export interface TrackFrameDecoder {
  /** The picture after the last good frame. Owned by the decoder: read it before the next `decode`. */
  readonly picture: TrackPicture;
  /** Applies one frame. Never throws on bad octets: says what is wrong, and the next key frame heals. */
  decode(frame: Uint8Array): TrackFrameIssue | undefined;
  /** Row of a track number in the picture, or undefined. */
  readonly rowOf: (number: number) => number | undefined;
}

/** Rebuilds the picture that a {@link createTrackFrameEncoder} describes; layout in track-frame.ts. */
export function createTrackFrameDecoder(
  options: { readonly trackCountMax?: number } = {},
): TrackFrameDecoder {
  const trackCountMax = options.trackCountMax ?? TRACK_COUNT_MAX;
  const rows = createTrackRows();
  const rowOfNumber = new Map<number, number>();
  const picture = {
    count: 0,
    pictureMs: Number.NaN,
    number: rows.number,
    latDeg: new Float64Array(rows.number.length),
    lonDeg: new Float64Array(rows.number.length),
    eastMps: new Float32Array(rows.number.length),
    northMps: new Float32Array(rows.number.length),
    pressureAltitudeM: new Float32Array(rows.number.length),
    verticalMps: new Float32Array(rows.number.length),
    accuracyM: new Float32Array(rows.number.length),
    lastPlotMs: new Float64Array(rows.number.length),
    flags: rows.flags,
    identity: rows.identity,
  };
  /** Sequence the next delta frame must have; undefined while waiting for a key frame. */
  let expected: number | undefined;
  let baseTick = 0;

  function clear(): void {
    picture.count = 0;
    rows.identity.length = 0;
    rowOfNumber.clear();
  }

  /** Each list returns false as soon as something in it cannot be. */
  function readRemoved(input: OctetReader): boolean {
    let row = picture.count;
    for (let distance = input.unsigned(); distance !== 0; distance = input.unsigned()) {
      row -= distance;
      if (row < 0) return false;
      rowOfNumber.delete(rows.number[row]!);
      const last = --picture.count;
      if (row !== last) {
        moveRow(rows, last, row);
        rowOfNumber.set(rows.number[row]!, row);
      }
      rows.identity.length = last;
    }
    return !input.failed;
  }

  function flyOn(): void {
    for (let row = 0; row < picture.count; row++) {
      rows.latitude[row] = rows.latitude[row]! + rows.latitudeStep[row]!;
      rows.longitude[row] = rows.longitude[row]! + rows.longitudeStep[row]!;
    }
  }

  function readChanged(input: OctetReader): boolean {
    flyOn();
    let row = -1;
    for (let distance = input.unsigned(); distance !== 0; distance = input.unsigned()) {
      row += distance;
      if (row >= picture.count) return false;
      readFields(input, rows, row, input.u8());
    }
    return !input.failed;
  }

  function readAdded(input: OctetReader): boolean {
    for (let mask = input.u8(); mask !== 0; mask = input.u8()) {
      const number = input.unsigned();
      if (picture.count >= trackCountMax || rowOfNumber.has(number) || input.failed) return false;
      const row = picture.count++;
      reserveColumns(rows, picture.count);
      clearRow(rows, row, number);
      rowOfNumber.set(number, row);
      readFields(input, rows, row, mask);
      rows.latitudeStep[row] = 0;
      rows.longitudeStep[row] = 0;
    }
    return !input.failed;
  }

  /** Quantised rows to the units of the picture; false when a position is not on Earth. */
  function fillPicture(): boolean {
    reserveColumns(picture, rows.number.length);
    picture.number = rows.number;
    picture.flags = rows.flags;
    for (let row = 0; row < picture.count; row++) {
      const latDeg = rows.latitude[row]! / POSITION_PER_DEG;
      const lonDeg = rows.longitude[row]! / POSITION_PER_DEG;
      if (Math.abs(latDeg) > 90 || Math.abs(lonDeg) > 180) return false;
      picture.latDeg[row] = latDeg;
      picture.lonDeg[row] = lonDeg;
      picture.eastMps[row] = toNumber(rows.east[row]!, 1 / SPEED_PER_MPS);
      picture.northMps[row] = toNumber(rows.north[row]!, 1 / SPEED_PER_MPS);
      picture.pressureAltitudeM[row] = toNumber(rows.altitude[row]!, 1);
      picture.verticalMps[row] = toNumber(rows.vertical[row]!, 1 / SPEED_PER_MPS);
      const accuracy = rows.accuracy[row]!;
      picture.accuracyM[row] = accuracy === 0 ? Number.NaN : 2 ** ((accuracy - 1) / 4);
      picture.lastPlotMs[row] = baseTick * TICK_MS + toNumber(rows.lastPlot[row]!, TICK_MS);
    }
    return true;
  }

  return {
    picture,
    rowOf: (number) => rowOfNumber.get(number),
    decode(frame) {
      const size = frame.length;
      if (size < FRAME_HEADER_SIZE || frame[0] !== FRAME_MAGIC || frame[1] !== FRAME_VERSION)
        return { code: 'header', size };
      const header = new DataView(frame.buffer, frame.byteOffset, FRAME_HEADER_SIZE);
      const isKey = header.getUint8(2) === 1;
      const sequence = header.getUint32(4, true);
      const pictureMs = header.getFloat64(8, true);
      if (header.getUint8(2) > 1 || !Number.isFinite(pictureMs)) return { code: 'header', size };
      if (!isKey && sequence !== expected) {
        const issue = { code: 'sequence', expected: expected ?? 0, got: sequence } as const;
        expected = undefined;
        return issue;
      }
      if (isKey) {
        clear();
        baseTick = Math.floor(pictureMs / TICK_MS);
      }
      expected = (sequence + 1) >>> 0;
      const input = new OctetReader(frame, FRAME_HEADER_SIZE);
      const isGood = readRemoved(input) && readChanged(input) && readAdded(input);
      if (!isGood || input.offset !== size || !fillPicture()) {
        clear();
        expected = undefined;
        return { code: 'body', offset: input.offset };
      }
      picture.pictureMs = pictureMs;
      return undefined;
    },
  };
}

/** Positions have flown on already: what is read corrects both the place and the step. */
function readFields(input: OctetReader, rows: TrackRows, row: number, mask: number): void {
  if (mask & FIELD.position) {
    const latitude = input.signed();
    const longitude = input.signed();
    rows.latitude[row] = rows.latitude[row]! + latitude;
    rows.longitude[row] = rows.longitude[row]! + longitude;
    rows.latitudeStep[row] = rows.latitudeStep[row]! + latitude;
    rows.longitudeStep[row] = rows.longitudeStep[row]! + longitude;
  }
  if (mask & FIELD.velocity) {
    readNumber(input, rows.east, row);
    readNumber(input, rows.north, row);
  }
  if (mask & FIELD.altitude) readNumber(input, rows.altitude, row);
  if (mask & FIELD.vertical) readNumber(input, rows.vertical, row);
  if (mask & FIELD.accuracy) rows.accuracy[row] = input.u8();
  if (mask & FIELD.flags) rows.flags[row] = input.u8();
  if (mask & FIELD.lastPlot) readNumber(input, rows.lastPlot, row);
  if (mask & FIELD.identity) rows.identity[row] = readIdentity(input);
}

function readNumber(input: OctetReader, column: Int32Array, row: number): void {
  const code = input.unsigned();
  if (code === 0) {
    column[row] = ABSENT;
    return;
  }
  const zigzag = code - 1;
  const difference = (zigzag >>> 1) ^ -(zigzag & 1);
  const previous = column[row]!;
  column[row] = previous === ABSENT ? difference : previous + difference;
}

function readIdentity(input: OctetReader): TrackIdentity {
  const address = input.unsigned();
  const mode3a = input.unsigned();
  const length = Math.min(input.u8(), CALLSIGN_LENGTH_MAX);
  let callsign = '';
  for (let i = 0; i < length; i++) callsign += String.fromCharCode(input.u8());
  return {
    address: address === 0 ? undefined : address - 1,
    mode3a: mode3a === 0 ? undefined : mode3a - 1,
    callsign: callsign === '' ? undefined : callsign,
  };
}

function toNumber(quantised: number, unit: number): number {
  return quantised === ABSENT ? Number.NaN : quantised * unit;
}
