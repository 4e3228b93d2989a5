import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track } from '../track.ts';
import { createTrackFrameDecoder, type TrackPicture } from './track-frame-decoder.ts';
import { createTrackFrameEncoder } from './track-frame-encoder.ts';
import { STANDARD_IDENTITIES, type StandardIdentity } from '../watch.ts';
import { standardIdentityOf, TRACK_FLAG } from './track-frame.ts';

const PICTURE_MS = Date.UTC(2026, 10, 22, 12);

function track(number: number, fields: Partial<Track> = {}): Track {
  return {
    number,
    status: 'confirmed',
    atMs: PICTURE_MS,
    lastPlotMs: PICTURE_MS - 1_000,
    bornMs: PICTURE_MS - 60_000,
    latDeg: 42.5,
    lonDeg: 76.25,
    pressureAltitudeM: Number.NaN,
    geometricHeightM: Number.NaN,
    eastMps: 200,
    northMps: 0,
    verticalMps: Number.NaN,
    accuracyM: Number.NaN,
    pEastEast: Number.NaN,
    pEastNorth: Number.NaN,
    pNorthNorth: Number.NaN,
    modeProbabilities: [Number.NaN, Number.NaN, Number.NaN],
    address: undefined,
    mode3a: undefined,
    callsign: undefined,
    onGround: undefined,
    spi: false,
    contributions: [],
    ...fields,
  };
}

function crowd(count: number): Track[] {
  return Array.from({ length: count }, (_, i) => track(i + 1));
}

function unknownOr(arbitrary: fc.Arbitrary<number>): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(Number.NaN), arbitrary);
}

/** The picture as rows in order of track number, so that two can be compared whole. */
function tableOf(picture: TrackPicture): object[] {
  return Array.from({ length: picture.count }, (_, row) => ({
    number: picture.number[row]!,
    latDeg: picture.latDeg[row],
    lonDeg: picture.lonDeg[row],
    eastMps: picture.eastMps[row],
    northMps: picture.northMps[row],
    pressureAltitudeM: picture.pressureAltitudeM[row],
    verticalMps: picture.verticalMps[row],
    accuracyM: picture.accuracyM[row],
    lastPlotMs: picture.lastPlotMs[row],
    flags: picture.flags[row],
    ...picture.identity[row],
  })).sort((a, b) => a.number - b.number);
}

function tableOfKeyFrame(tracks: readonly Track[], pictureMs: number): object[] {
  const decoder = createTrackFrameDecoder();
  expect(decoder.decode(createTrackFrameEncoder().encode(tracks, pictureMs))).toBeUndefined();
  return tableOf(decoder.picture);
}

const hex = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(' ');

describe('layout', () => {
  const encoder = createTrackFrameEncoder();
  const decoder = createTrackFrameDecoder();

  it('writes a key frame with everything known of one track', () => {
    const flight = track(7, {
      latDeg: 0.000_001,
      lonDeg: -0.000_002,
      eastMps: 0.1,
      northMps: -0.1,
      pressureAltitudeM: 2,
      verticalMps: 0,
      accuracyM: 1,
      onGround: false,
      address: 1,
      mode3a: 0o7000,
      callsign: 'AB',
    });
    const frame = encoder.encode([flight], PICTURE_MS);
    expect(hex(frame)).toBe(
      [
        'c5 01 01 00 01 00 00 00 00 00 20 0a 32 20 7a 42', // version 1, key, sequence 1, time
        '00 00', //       none removed, none changed
        'ff 07', //       all fields of new track 7
        '02 03', //       1 and −2 millionths of a degree
        '03 02', //       0.1 and −0.1 m/s
        '05 01', //       2 m, level
        '01 04', //       1 m accurate, airborne
        '14', //          last plot −10 tenths of a second
        '02 81 1c 02 41 42', // address 1, code 7000, "AB"
        '00', //          no more
      ].join(' '),
    );
    expect(decoder.decode(frame)).toBeUndefined();
    expect(tableOf(decoder.picture)).toEqual([
      {
        number: 7,
        latDeg: 0.000_001,
        lonDeg: -0.000_002,
        eastMps: Math.fround(0.1),
        northMps: Math.fround(-0.1),
        pressureAltitudeM: 2,
        verticalMps: 0,
        accuracyM: 1,
        lastPlotMs: PICTURE_MS - 1_000,
        flags: TRACK_FLAG.airborne,
        address: 1,
        mode3a: 0o7000,
        callsign: 'AB',
      },
    ]);
  });

  it('writes nothing for a track that flies straight on', () => {
    const encoder = createTrackFrameEncoder();
    const decoder = createTrackFrameDecoder();
    for (let second = 0; second < 4; second++) {
      const frame = encoder.encode([track(1, { lonDeg: 76 + second * 0.002 })], PICTURE_MS + second * 1000);
      expect(decoder.decode(frame)).toBeUndefined();
      expect(decoder.picture.lonDeg[0]).toBe(76 + second * 0.002);
      if (second > 1) expect(hex(frame.subarray(16))).toBe('00 00 00');
    }
  });
});

describe('stream', () => {
  const anyTrack = fc
    .record({
      number: fc.integer({ min: 0, max: 12 }),
      status: fc.constantFrom('confirmed', 'coasting'),
      latDeg: fc.double({ min: -90, max: 90, noNaN: true }),
      lonDeg: fc.double({ min: -180, max: 180, noNaN: true }),
      eastMps: unknownOr(fc.double({ min: -4000, max: 4000, noNaN: true })),
      northMps: unknownOr(fc.double({ min: -1e12, max: 1e12, noNaN: true })),
      pressureAltitudeM: unknownOr(fc.integer({ min: -400, max: 20_000 })),
      verticalMps: unknownOr(fc.double({ min: -50, max: 50, noNaN: true })),
      accuracyM: unknownOr(fc.double({ min: 0, noNaN: true })),
      lastPlotMs: fc.integer({ min: PICTURE_MS - 1e9, max: PICTURE_MS + 1e9 }),
      address: fc.option(fc.integer({ min: 0, max: 0xff_ffff }), { nil: undefined }),
      mode3a: fc.option(fc.integer({ min: 0, max: 0o7777 }), { nil: undefined }),
      callsign: fc.option(fc.string({ minLength: 1, maxLength: 20 }), { nil: undefined }),
      onGround: fc.option(fc.boolean(), { nil: undefined }),
      spi: fc.boolean(),
    })
    .map((fields) => track(fields.number, fields as Partial<Track>));
  const anyPicture = fc.uniqueArray(anyTrack, { selector: (t) => t.number, maxLength: 13 });

  it('of delta frames gives the same picture as key frames', () => {
    fc.assert(
      fc.property(fc.array(anyPicture, { maxLength: 12 }), (pictures) => {
        const encoder = createTrackFrameEncoder();
        const decoder = createTrackFrameDecoder();
        for (const [i, tracks] of pictures.entries()) {
          const pictureMs = PICTURE_MS + i * 1_000;
          expect(decoder.decode(encoder.encode(tracks, pictureMs))).toBeUndefined();
          expect(tableOf(decoder.picture)).toEqual(tableOfKeyFrame(tracks, pictureMs));
          for (let row = 0; row < decoder.picture.count; row++)
            expect(decoder.rowOf(decoder.picture.number[row]!)).toBe(row);
        }
      }),
      { numRuns: 300, seed: 62 },
    );
  });

  it('keeps positions to half a millionth of a degree and velocities to 0.05 m/s', () => {
    const exact = track(1, { latDeg: 42.123_456_49, lonDeg: -179.999_999_51, eastMps: 123.456 });
    const [row] = tableOfKeyFrame([exact], PICTURE_MS) as [
      { latDeg: number; lonDeg: number; eastMps: number },
    ];
    expect(Math.abs(row.latDeg - exact.latDeg)).toBeLessThanOrEqual(0.51e-6);
    expect(Math.abs(row.lonDeg - exact.lonDeg)).toBeLessThanOrEqual(0.51e-6);
    expect(Math.abs(row.eastMps - exact.eastMps)).toBeLessThanOrEqual(0.051);
  });

  it('heals with a key frame after a lost one, and says which was missing', () => {
    const encoder = createTrackFrameEncoder();
    const decoder = createTrackFrameDecoder();
    decoder.decode(encoder.encode([track(1)], PICTURE_MS));
    encoder.encode([track(1), track(2)], PICTURE_MS + 1_000);
    expect(decoder.decode(encoder.encode([track(2)], PICTURE_MS + 2_000))).toEqual({
      code: 'sequence',
      expected: 2,
      got: 3,
    });
    expect(decoder.picture.count).toBe(1);
    encoder.requestKeyFrame();
    expect(decoder.decode(encoder.encode([track(2)], PICTURE_MS + 3_000))).toBeUndefined();
    expect(Array.from(decoder.picture.number.subarray(0, 1))).toEqual([2]);
  });
});

describe('standard identity', () => {
  it('travels with the flags and leaves them as they are, whatever it changes to', () => {
    const anyIdentity = fc.option(fc.constantFrom(...STANDARD_IDENTITIES), { nil: undefined });
    const anyStep = fc.record({
      identity: anyIdentity,
      onGround: fc.option(fc.boolean(), { nil: undefined }),
      spi: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 8 }), (steps) => {
        let identity: StandardIdentity | undefined;
        const encoder = createTrackFrameEncoder({ identityOf: () => identity });
        const plain = createTrackFrameEncoder();
        const [decoder, plainDecoder] = [createTrackFrameDecoder(), createTrackFrameDecoder()];
        for (const step of steps) {
          identity = step.identity;
          const tracks = [track(1, step)];
          expect(decoder.decode(encoder.encode(tracks, PICTURE_MS))).toBeUndefined();
          plainDecoder.decode(plain.encode(tracks, PICTURE_MS));
          const flags = decoder.picture.flags[0]!;
          expect(standardIdentityOf(flags)).toBe(identity);
          expect(flags & 0x0f).toBe(plainDecoder.picture.flags[0]);
        }
      }),
      { numRuns: 200, seed: 12 },
    );
  });
});

describe('limits', () => {
  it('sends no more tracks than the picture holds, and counts the rest', () => {
    const encoder = createTrackFrameEncoder({ trackCountMax: 100 });
    const decoder = createTrackFrameDecoder({ trackCountMax: 100 });
    expect(decoder.decode(encoder.encode(crowd(150), PICTURE_MS))).toBeUndefined();
    expect(decoder.picture.count).toBe(100);
    expect(encoder.stats).toEqual({ dropped: 50, unwritable: 0 });
  });

  it('refuses a frame with more tracks than it may keep', () => {
    const decoder = createTrackFrameDecoder({ trackCountMax: 100 });
    expect(decoder.decode(createTrackFrameEncoder().encode(crowd(101), PICTURE_MS))).toMatchObject({
      code: 'body',
    });
    expect(decoder.picture.count).toBe(0);
  });

  it('leaves out, and counts, what has no place on Earth', () => {
    const encoder = createTrackFrameEncoder();
    const decoder = createTrackFrameDecoder();
    const tracks = [track(1, { latDeg: Number.NaN }), track(2, { lonDeg: 181 }), track(-3), track(4)];
    expect(decoder.decode(encoder.encode(tracks, PICTURE_MS))).toBeUndefined();
    expect(Array.from(decoder.picture.number.subarray(0, decoder.picture.count))).toEqual([4]);
    expect(encoder.stats).toEqual({ dropped: 0, unwritable: 3 });
  });
});

describe('bad octets', () => {
  const encoder = createTrackFrameEncoder();
  const key = encoder.encode([track(1, { callsign: 'KGZ123' }), track(2)], PICTURE_MS);
  const delta = encoder.encode([track(2, { latDeg: 43 }), track(3)], PICTURE_MS + 1_000);

  it.each(Array.from(delta.keys()))('reports a delta frame cut after %i octets', (length) => {
    const decoder = createTrackFrameDecoder();
    decoder.decode(key);
    expect(decoder.decode(delta.subarray(0, length))).toMatchObject({
      code: length < 16 ? 'header' : 'body',
    });
  });

  it('reports octets behind the end', () => {
    expect(createTrackFrameDecoder().decode(Uint8Array.from([...key, 0]))).toMatchObject({ code: 'body' });
  });

  it('survives any octets, and the next key frame', () => {
    const header = Array.from(key.subarray(0, 16));
    const anyBody = fc.uint8Array({ maxLength: 200 }).map((body) => Uint8Array.from([...header, ...body]));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), anyBody), fc.boolean(), (octets, isDelta) => {
        const decoder = createTrackFrameDecoder();
        decoder.decode(key);
        if (isDelta && octets.length >= 16) octets.set([0, 0, 2, 0, 0, 0], 2);
        decoder.decode(octets);
        expect(decoder.picture.count).toBeLessThanOrEqual(200);
        expect(decoder.decode(key)).toBeUndefined();
        expect(decoder.picture.count).toBe(2);
      }),
      { numRuns: 3_000, seed: 62 },
    );
  });
});
