import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BeastFrame,
  bytesFromHex,
  createBeastReader,
  encodeBeast,
  gpsTimeOfDayS,
  gpsTimestamp,
  hexFromBytes,
  looksLikeAvr,
  looksLikeBeast,
} from './index.ts';

//                       ESC 3  timestamp      sig message, with an ESC inside doubled
const WIRE = bytesFromHex('1a33 0037f0981a1a15 49  8d4840d6202cc371c32c1a1a576098')!;
const FRAME = {
  kind: 'mode-s-long',
  timestamp: 0x37f0981a15,
  signal: 0x49,
  hex: '8d4840d6202cc371c32c1a576098',
};

const plain = ({ bytes, ...rest }: BeastFrame) => ({ ...rest, hex: hexFromBytes(bytes) });

describe('the Beast stream', () => {
  it('reads a frame, however the stream is cut', () => {
    for (let cut = 0; cut <= WIRE.length; cut++) {
      const reader = createBeastReader();
      const frames = [...reader.push(WIRE.subarray(0, cut)), ...reader.push(WIRE.subarray(cut))];
      expect(frames.map(plain)).toEqual([FRAME]);
    }
  });

  it('writes it back octet by octet', () => {
    const [frame] = createBeastReader().push(WIRE);
    expect(hexFromBytes(encodeBeast(frame!))).toBe(hexFromBytes(WIRE));
  });

  it('starts again at the next frame when one is cut short', () => {
    const reader = createBeastReader();
    const stream = Uint8Array.from([...WIRE.subarray(0, 12), ...WIRE, 1, 2, 3, 0x1a, 0x99, 7, ...WIRE]);
    expect(reader.push(stream).map(plain)).toEqual([FRAME, FRAME]);
    expect(reader.stats).toEqual({ frames: 2, truncated: 1, unknown: 1, skipped: 4 });
  });

  it('reads back what it wrote, in any chunks', () => {
    const frames = fc.array(
      fc.record({
        timestamp: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
        signal: fc.nat(255),
        bytes: fc.oneof(...[2, 7, 14].map((size) => fc.uint8Array({ minLength: size, maxLength: size }))),
      }),
    );
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 40 }), (frames, chunkSize) => {
        const stream = Uint8Array.from(frames.flatMap((frame) => [...encodeBeast(frame)]));
        const reader = createBeastReader();
        const read: BeastFrame[] = [];
        for (let at = 0; at < stream.length; at += chunkSize)
          read.push(...reader.push(stream.subarray(at, at + chunkSize)));
        expect(read.map(({ timestamp, signal, bytes }) => ({ timestamp, signal, bytes }))).toEqual(frames);
      }),
      { numRuns: 500, seed: 1090 },
    );
  });

  it('refuses to write what is no frame', () => {
    expect(() => encodeBeast({ timestamp: 0, signal: 0, bytes: new Uint8Array(5) })).toThrow(
      expect.objectContaining({ code: 'MODES_ERR_FRAME_SIZE' }),
    );
  });

  it('tells GPS time of day', () => {
    expect(gpsTimeOfDayS(gpsTimestamp(86_399.25))).toBe(86_399.25);
  });

  it('is told from other streams', () => {
    expect(
      looksLikeBeast(Uint8Array.from([...WIRE.subarray(9), ...WIRE, ...WIRE, ...WIRE.subarray(0, 9)])),
    ).toBe(true);
    expect(looksLikeBeast(bytesFromHex('30000ef001020a8000a010004000')!)).toBe(false);
    expect(looksLikeAvr('*8D4840D6202CC371C32CE0576098;\n')).toBe(true);
    expect(looksLikeAvr('@0037F0981A008D4840D6202CC371C32CE0576098;')).toBe(true);
    expect(looksLikeAvr('MSG,8,1,1,400159,1')).toBe(false);
  });
});
