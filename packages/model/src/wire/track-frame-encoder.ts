import type { Track } from '../track.ts';
import type { StandardIdentity } from '../watch.ts';
import { OctetWriter } from './octets.ts';
import {
  CALLSIGN_LENGTH_MAX,
  FIELD,
  FRAME_HEADER_SIZE,
  FRAME_MAGIC,
  FRAME_VERSION,
  identityFlags,
  POSITION_PER_DEG,
  QUANTISED_MAX,
  SPEED_PER_MPS,
  TICK_MS,
  TRACK_COUNT_MAX,
  TRACK_FLAG,
  type TrackIdentity,
} from './track-frame.ts';
import { ABSENT, clearRow, createTrackRows, moveRow, reserveColumns } from './track-rows.ts';

/** No row takes more: 14 integers of at most 5 octets, 4 single ones and the callsign. */
const ROW_SIZE_MAX = 14 * 5 + 4 + CALLSIGN_LENGTH_MAX;

export interface TrackFrameEncoder {
  /**
   * The frame that turns the client's picture into `tracks`. Send every frame made, in order; after
   * one was thrown away, ask for a key frame.
   *
   * @param tracks One client's picture, predicted to `pictureMs`; any order. Borrowed.
   * @returns Octets that are the caller's to keep.
   */
  encode(tracks: readonly Track[], pictureMs: number): Uint8Array<ArrayBuffer>;
  /** Makes the next frame stand on its own. The first one does anyway. */
  requestKeyFrame(): void;
  readonly stats: {
    /** Tracks not sent because the picture was full. */
    readonly dropped: number;
    /** Tracks not sent because their position or number cannot be written. */
    readonly unwritable: number;
  };
}

export interface TrackFrameOptions {
  readonly trackCountMax?: number;
  /** Who a track is found to be; the frames say nothing of it when absent. */
  readonly identityOf?: (track: Track) => StandardIdentity | undefined;
}

/** Remembers what one client last saw and writes the differences; layout in track-frame.ts. */
export function createTrackFrameEncoder(options: TrackFrameOptions = {}): TrackFrameEncoder {
  const trackCountMax = options.trackCountMax ?? TRACK_COUNT_MAX;
  const stats = { dropped: 0, unwritable: 0 };
  const out = new OctetWriter();
  const rows = createTrackRows();
  const rowOfNumber = new Map<number, number>();
  /** Row i's track in this frame; undefined when it has gone. */
  const trackOfRow: (Track | undefined)[] = [];
  let count = 0;
  let sequence = 0;
  let baseTick = 0;
  let isKeyWanted = true;

  function removeGone(): void {
    let above = count;
    for (let row = count - 1; row >= 0; row--) {
      if (trackOfRow[row] !== undefined) continue;
      out.reserve(ROW_SIZE_MAX);
      out.unsigned(above - row);
      above = row;
      rowOfNumber.delete(rows.number[row]!);
      const last = --count;
      if (row === last) continue;
      moveRow(rows, last, row);
      trackOfRow[row] = trackOfRow[last];
      rowOfNumber.set(rows.number[row]!, row);
    }
    out.reserve(1);
    out.u8(0);
  }

  function writeChanged(): void {
    let below = -1;
    for (let row = 0; row < count; row++) {
      const track = trackOfRow[row]!;
      const mask = changedFields(track, row);
      if (mask !== 0) {
        out.reserve(ROW_SIZE_MAX);
        out.unsigned(row - below);
        out.u8(mask);
        below = row;
      }
      writeFields(track, row, mask);
    }
    out.reserve(1);
    out.u8(0);
  }

  function writeAdded(added: readonly Track[]): void {
    for (const track of added) {
      if (rowOfNumber.has(track.number)) continue; // listed twice
      if (count >= trackCountMax) {
        stats.dropped++;
        continue;
      }
      const row = count++;
      reserveColumns(rows, count);
      clearRow(rows, row, track.number);
      rowOfNumber.set(track.number, row);
      const mask = changedFields(track, row) | FIELD.position;
      out.reserve(ROW_SIZE_MAX);
      out.u8(mask);
      out.unsigned(track.number);
      writeFields(track, row, mask);
      rows.latitudeStep[row] = 0; // it did not fly here from 0° N 0° E
      rows.longitudeStep[row] = 0;
    }
    out.reserve(1);
    out.u8(0);
  }

  function changedFields(track: Track, row: number): number {
    let mask = 0;
    if (
      quantisePosition(track.latDeg) !== rows.latitude[row]! + rows.latitudeStep[row]! ||
      quantisePosition(track.lonDeg) !== rows.longitude[row]! + rows.longitudeStep[row]!
    )
      mask |= FIELD.position;
    if (
      quantise(track.eastMps * SPEED_PER_MPS) !== rows.east[row] ||
      quantise(track.northMps * SPEED_PER_MPS) !== rows.north[row]
    )
      mask |= FIELD.velocity;
    if (quantise(track.pressureAltitudeM) !== rows.altitude[row]) mask |= FIELD.altitude;
    if (quantise(track.verticalMps * SPEED_PER_MPS) !== rows.vertical[row]) mask |= FIELD.vertical;
    if (accuracyCode(track.accuracyM) !== rows.accuracy[row]) mask |= FIELD.accuracy;
    if (flagsOf(track, options.identityOf?.(track)) !== rows.flags[row]) mask |= FIELD.flags;
    if (lastPlotTick(track) !== rows.lastPlot[row]) mask |= FIELD.lastPlot;
    const identity = rows.identity[row]!;
    if (
      track.address !== identity.address ||
      track.mode3a !== identity.mode3a ||
      track.callsign !== identity.callsign
    )
      mask |= FIELD.identity;
    return mask;
  }

  function writeFields(track: Track, row: number, mask: number): void {
    const latitude = quantisePosition(track.latDeg);
    const longitude = quantisePosition(track.lonDeg);
    const latitudeStep = latitude - rows.latitude[row]!;
    const longitudeStep = longitude - rows.longitude[row]!;
    if (mask & FIELD.position) {
      out.signed(latitudeStep - rows.latitudeStep[row]!);
      out.signed(longitudeStep - rows.longitudeStep[row]!);
    }
    rows.latitude[row] = latitude;
    rows.longitude[row] = longitude;
    rows.latitudeStep[row] = latitudeStep;
    rows.longitudeStep[row] = longitudeStep;
    if (mask & FIELD.velocity) {
      writeNumber(rows.east, row, quantise(track.eastMps * SPEED_PER_MPS));
      writeNumber(rows.north, row, quantise(track.northMps * SPEED_PER_MPS));
    }
    if (mask & FIELD.altitude) writeNumber(rows.altitude, row, quantise(track.pressureAltitudeM));
    if (mask & FIELD.vertical) writeNumber(rows.vertical, row, quantise(track.verticalMps * SPEED_PER_MPS));
    if (mask & FIELD.accuracy) out.u8((rows.accuracy[row] = accuracyCode(track.accuracyM)));
    if (mask & FIELD.flags) out.u8((rows.flags[row] = flagsOf(track, options.identityOf?.(track))));
    if (mask & FIELD.lastPlot) writeNumber(rows.lastPlot, row, lastPlotTick(track));
    if (mask & FIELD.identity) {
      rows.identity[row] = { address: track.address, mode3a: track.mode3a, callsign: track.callsign };
      writeIdentity(track);
    }
  }

  function writeNumber(column: Int32Array, row: number, value: number): void {
    const previous = column[row]!;
    column[row] = value;
    if (value === ABSENT) {
      out.u8(0);
      return;
    }
    const difference = previous === ABSENT ? value : value - previous;
    out.unsigned(((difference << 1) ^ (difference >> 31)) + 1);
  }

  function writeIdentity({ address, mode3a, callsign = '' }: TrackIdentity): void {
    out.unsigned(address === undefined ? 0 : address + 1);
    out.unsigned(mode3a === undefined ? 0 : mode3a + 1);
    const length = Math.min(callsign.length, CALLSIGN_LENGTH_MAX);
    out.u8(length);
    for (let i = 0; i < length; i++) {
      const code = callsign.charCodeAt(i);
      out.u8(code < 0x80 ? code : 0x3f);
    }
  }

  function lastPlotTick(track: Track): number {
    return quantise(Math.floor(track.lastPlotMs / TICK_MS) - baseTick);
  }

  function writeHeader(pictureMs: number): void {
    const header = new DataView(new ArrayBuffer(FRAME_HEADER_SIZE));
    header.setUint8(0, FRAME_MAGIC);
    header.setUint8(1, FRAME_VERSION);
    header.setUint8(2, isKeyWanted ? 1 : 0);
    header.setUint32(4, sequence, true);
    header.setFloat64(8, pictureMs, true);
    out.clear();
    for (let i = 0; i < FRAME_HEADER_SIZE; i++) out.u8(header.getUint8(i));
  }

  return {
    stats,
    encode(tracks, pictureMs) {
      sequence = (sequence + 1) >>> 0;
      writeHeader(pictureMs);
      if (isKeyWanted) {
        isKeyWanted = false;
        count = 0;
        rowOfNumber.clear();
        baseTick = Math.floor(pictureMs / TICK_MS);
      }
      trackOfRow.length = 0;
      trackOfRow.length = count;
      const added: Track[] = [];
      for (const track of tracks) {
        if (!isWritable(track)) {
          stats.unwritable++;
          continue;
        }
        const row = rowOfNumber.get(track.number);
        if (row === undefined) added.push(track);
        else trackOfRow[row] = track;
      }
      removeGone();
      writeChanged();
      writeAdded(added);
      trackOfRow.length = 0; // keeps no tracks alive
      return out.take();
    },
    requestKeyFrame() {
      isKeyWanted = true;
    },
  };
}

function isWritable({ number, latDeg, lonDeg }: Track): boolean {
  return number >>> 0 === number && Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180;
}

function quantisePosition(deg: number): number {
  return Math.round(deg * POSITION_PER_DEG);
}

function quantise(value: number): number {
  if (Number.isNaN(value)) return ABSENT;
  return Math.max(-QUANTISED_MAX, Math.min(QUANTISED_MAX, Math.round(value)));
}

function accuracyCode(accuracyM: number): number {
  if (Number.isNaN(accuracyM)) return 0;
  return Math.min(255, 1 + Math.round(4 * Math.log2(Math.max(1, accuracyM))));
}

function flagsOf({ status, onGround, spi }: Track, identity: StandardIdentity | undefined): number {
  return (
    (status === 'coasting' ? TRACK_FLAG.coasting : 0) |
    (onGround === true ? TRACK_FLAG.onGround : 0) |
    (onGround === false ? TRACK_FLAG.airborne : 0) |
    (spi ? TRACK_FLAG.spi : 0) |
    identityFlags(identity)
  );
}
