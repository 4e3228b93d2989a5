/**
 * The Beast binary stream: ESC, type, 48-bit timestamp, signal level, message; an ESC inside is doubled.
 *
 * @see the Mode-S Beast data format description (wiki.jetvision.de).
 */
import { ModesError } from './error.ts';

const ESC = 0x1a;
const HEADER_SIZE = 7;

export type BeastKind = 'mode-ac' | 'mode-s-short' | 'mode-s-long' | 'status';

const FIRST_TYPE = 0x31;
const KINDS: readonly BeastKind[] = ['mode-ac', 'mode-s-short', 'mode-s-long', 'status'];
const SIZES = [2, 7, 14, 14] as const;

export interface BeastFrame {
  readonly kind: BeastKind;
  /**
   * 48 bits as sent: ticks of 12 MHz, or of a GPS-synchronised receiver the time of day (see
   * {@link gpsTimeOfDayS}).
   */
  readonly timestamp: number;
  /** Amplitude, 0…255 of full scale; 0 where the receiver does not measure it. */
  readonly signal: number;
  /** 2 (mode A/C), 7, or 14 octets. */
  readonly bytes: Uint8Array;
}

export interface BeastReaderStats {
  /** Frames given out. */
  frames: number;
  /** Frames cut short by the start of another. */
  truncated: number;
  /** ESC followed by a type not known here; its content is passed over. */
  unknown: number;
  /** Octets passed over while looking for a frame. */
  skipped: number;
}

export interface BeastReader {
  readonly stats: Readonly<BeastReaderStats>;
  /**
   * Takes the next chunk of the stream, cut anywhere. `visit` gets each complete frame; the frame and its
   * octets are reused for the next one, so copy what is to be kept.
   */
  forEach(chunk: Uint8Array, visit: (frame: BeastFrame) => void): void;
  /** The same, with frames of their own. */
  push(chunk: Uint8Array): BeastFrame[];
}

// What the next octet is.
const HUNT = 0; // anything: no frame is open
const TYPE = 1; // follows an ESC outside a frame
const BODY = 2; // inside a frame
const ESCAPED = 3; // follows an ESC inside a frame

/** A parser of one stream. Keeps at most one unfinished frame. */
export function createBeastReader(): BeastReader {
  const stats: BeastReaderStats = { frames: 0, truncated: 0, unknown: 0, skipped: 0 };
  const body = new Uint8Array(HEADER_SIZE + 14);
  const views = SIZES.map((size) => body.subarray(HEADER_SIZE, HEADER_SIZE + size));
  const frame: { -readonly [K in keyof BeastFrame]: BeastFrame[K] } = {
    kind: 'mode-ac',
    timestamp: 0,
    signal: 0,
    bytes: views[0]!,
  };
  let state = HUNT;
  let type = 0;
  let have = 0;

  function forEach(chunk: Uint8Array, visit: (frame: BeastFrame) => void): void {
    let at = 0;
    while (at < chunk.length) {
      if (state === BODY) {
        at = fill(chunk, at);
        if (have === HEADER_SIZE + SIZES[type]!) give(visit);
        continue;
      }
      const octet = chunk[at++]!;
      if (state === HUNT) {
        if (octet === ESC) state = TYPE;
        else stats.skipped++;
      } else if (state === ESCAPED && octet === ESC) {
        body[have++] = octet;
        state = BODY;
        if (have === HEADER_SIZE + SIZES[type]!) give(visit);
      } else {
        if (state === ESCAPED) stats.truncated++;
        openFrame(octet);
      }
    }
  }

  /** Takes octets of the frame up to its end, the next ESC that is not doubled, or the end of the chunk. */
  function fill(chunk: Uint8Array, from: number): number {
    const size = HEADER_SIZE + SIZES[type]!;
    let at = from;
    let filled = have;
    while (filled < size && at < chunk.length) {
      const octet = chunk[at++]!;
      if (octet === ESC) {
        if (chunk[at] !== ESC) {
          state = ESCAPED;
          break;
        }
        at++;
      }
      body[filled++] = octet;
    }
    have = filled;
    return at;
  }

  /** `octet` follows an ESC that is not doubled: a frame starts, or something unknown. */
  function openFrame(octet: number): void {
    type = octet - FIRST_TYPE;
    have = 0;
    if (type >= 0 && type < KINDS.length) {
      state = BODY;
      return;
    }
    // ESC ESC out here is a doubled octet of content being passed over.
    if (octet === ESC) stats.skipped += 2;
    else stats.unknown++;
    state = HUNT;
  }

  function give(visit: (frame: BeastFrame) => void): void {
    state = HUNT;
    stats.frames++;
    frame.kind = KINDS[type]!;
    frame.timestamp =
      ((body[0]! << 16) | (body[1]! << 8) | body[2]!) * 0x1000000 +
      ((body[3]! << 16) | (body[4]! << 8) | body[5]!);
    frame.signal = body[6]!;
    frame.bytes = views[type]!;
    visit(frame);
  }

  return {
    stats,
    forEach,
    push(chunk) {
      const frames: BeastFrame[] = [];
      forEach(chunk, (borrowed) => frames.push({ ...borrowed, bytes: borrowed.bytes.slice() }));
      return frames;
    },
  };
}

/**
 * One frame as it goes over the stream; the type follows from the number of octets (2, 7 or 14).
 *
 * @throws {ModesError} `MODES_ERR_FRAME_SIZE` for any other number.
 */
export function encodeBeast(frame: Omit<BeastFrame, 'kind'>): Uint8Array {
  const { length } = frame.bytes;
  const type = SIZES.findIndex((size) => size === length);
  if (type < 0) {
    throw new ModesError('MODES_ERR_FRAME_SIZE', `a Beast frame holds 2, 7 or 14 octets, not ${length}`);
  }
  const content = new Uint8Array(HEADER_SIZE + frame.bytes.length);
  for (let i = 5, rest = frame.timestamp; i >= 0; i--, rest = Math.floor(rest / 256)) content[i] = rest % 256;
  content[6] = frame.signal;
  content.set(frame.bytes, HEADER_SIZE);
  const out = new Uint8Array(2 + 2 * content.length);
  out[0] = ESC;
  out[1] = FIRST_TYPE + type;
  let size = 2;
  for (const octet of content) {
    out[size++] = octet;
    if (octet === ESC) out[size++] = ESC;
  }
  return out.subarray(0, size);
}

export const TICKS_PER_S = 12_000_000;

/** Time of day (s UTC) in the timestamp of a GPS-synchronised receiver: 18 bits of seconds, 30 of nanoseconds. */
export function gpsTimeOfDayS(timestamp: number): number {
  const seconds = Math.floor(timestamp / 0x40000000);
  return seconds + (timestamp - seconds * 0x40000000) / 1e9;
}

/** The inverse of {@link gpsTimeOfDayS}. */
export function gpsTimestamp(timeOfDayS: number): number {
  const seconds = Math.floor(timeOfDayS);
  return seconds * 0x40000000 + Math.round((timeOfDayS - seconds) * 1e9);
}

/** Level in dB below full scale; undefined where the receiver gave none. */
export function signalDbfs(signal: number): number | undefined {
  return signal === 0 ? undefined : 20 * Math.log10(signal / 255);
}

/**
 * Whether octets look like a Beast stream: at least two frames, and most octets within frames. A start or
 * an end inside a frame is allowed for.
 */
export function looksLikeBeast(head: Uint8Array): boolean {
  const reader = createBeastReader();
  reader.forEach(head, () => undefined);
  const { frames, truncated, unknown, skipped } = reader.stats;
  return frames >= 2 && truncated + unknown <= frames / 2 && skipped * 2 < head.length;
}
