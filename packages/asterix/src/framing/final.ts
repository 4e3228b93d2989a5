import type { Damaged } from './damage.ts';

/**
 * FINAL recordings: each frame is a length of two octets (counting header, payload and trailer), an error code, a
 * board and a line number, a recording day, a time of three octets in 1/100 s of the day, the payload, and `A5` four times.
 */
const HEADER_SIZE = 8;
const TRAILER_SIZE = 4;
const TRAILER = 0xa5;

export interface FinalFrame {
  readonly bytes: Uint8Array;
  /** Seconds of the recorder's day; FINAL has no date. */
  readonly recordedTimeOfDayS: number;
  /** Line on which it was recorded. */
  readonly line: number;
}

function frameEnd(file: Uint8Array, p: number): number {
  if (p + HEADER_SIZE + TRAILER_SIZE > file.length) return -1;
  const end = p + ((file[p]! << 8) | file[p + 1]!);
  if (end < p + HEADER_SIZE + TRAILER_SIZE || end > file.length) return -1;
  for (let i = 1; i <= TRAILER_SIZE; i++) if (file[end - i] !== TRAILER) return -1;
  return end;
}

export const isFinal = (head: Uint8Array): boolean => frameEnd(head, 0) > 0;

/** Frames; a damaged one is skipped up to the next trailer. */
export function* finalFrames(file: Uint8Array, damaged?: Damaged): Generator<FinalFrame> {
  for (let p = 0; p < file.length;) {
    const end = frameEnd(file, p);
    if (end < 0) {
      const next = nextFrame(file, p);
      damaged?.({ offset: p, length: next - p, reason: next === file.length ? 'truncated' : 'bad-frame' });
      p = next;
      continue;
    }
    const hundredths = (file[p + 5]! << 16) | (file[p + 6]! << 8) | file[p + 7]!;
    yield {
      bytes: file.subarray(p + HEADER_SIZE, end - TRAILER_SIZE),
      recordedTimeOfDayS: hundredths / 100,
      line: file[p + 3]!,
    };
    p = end;
  }
}

/** Octet after the next trailer; a frame can begin only there. */
function nextFrame(file: Uint8Array, from: number): number {
  let run = 0;
  for (let p = from; p < file.length; p++) {
    run = file[p] === TRAILER ? run + 1 : 0;
    if (run >= TRAILER_SIZE && file[p + 1] !== TRAILER) return p + 1;
  }
  return file.length;
}

/** One frame around a payload. */
export function finalFrame(payload: Uint8Array, recordedTimeOfDayS: number, line = 0): Uint8Array {
  const size = HEADER_SIZE + payload.length + TRAILER_SIZE;
  const frame = new Uint8Array(size);
  const hundredths = Math.round(recordedTimeOfDayS * 100);
  frame.set([size >> 8, size & 255, 0, line, 0, hundredths >> 16, (hundredths >> 8) & 255, hundredths & 255]);
  frame.set(payload, HEADER_SIZE);
  frame.fill(TRAILER, size - TRAILER_SIZE);
  return frame;
}
