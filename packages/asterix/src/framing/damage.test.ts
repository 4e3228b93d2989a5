import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FramingDamage } from './damage.ts';
import { datagramsOf, type Framing } from './file.ts';
import { finalFrame } from './final.ts';
import { fromHex, toHex } from './hex.ts';

//                   CAT LEN
const A = fromHex('30 0008 80 0102 AAAA');
const B = fromHex('22 0006 80 0102');
const concat = (...parts: readonly ArrayLike<number>[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => Array.from(part)));

function read(file: Uint8Array, framing: Framing) {
  const damages: FramingDamage[] = [];
  const datagrams = Array.from(
    datagramsOf(file, framing, (damage) => damages.push(damage)),
    ({ bytes }) => toHex(bytes),
  );
  return { datagrams, damages };
}
const GOOD_A = toHex(A);
const GOOD_B = toHex(B);

describe('raw blocks', () => {
  const noise = fromHex('FF0001 FF0002 00');

  it('are found again behind octets that are none, which are handed on to be rejected', () => {
    expect(read(concat(A, B, noise, A, B, A), 'raw').datagrams).toEqual([
      GOOD_A,
      GOOD_B,
      toHex(noise),
      GOOD_A,
      GOOD_B,
      GOOD_A,
    ]);
  });

  it('are found again inside a block that says it is longer than it is', () => {
    const wrong = Uint8Array.from(A);
    wrong[2] = 19;
    expect(read(concat(A, B, A, wrong, A, B, A, B), 'raw').datagrams).toEqual([
      GOOD_A,
      GOOD_B,
      GOOD_A,
      toHex(wrong),
      GOOD_A,
      GOOD_B,
      GOOD_A,
      GOOD_B,
    ]);
  });

  it('end with what is cut', () => {
    expect(read(concat(A, B, A.subarray(0, 5)), 'raw').datagrams).toEqual([
      GOOD_A,
      GOOD_B,
      toHex(A.subarray(0, 5)),
    ]);
  });

  it('give every octet of any file once', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (file) => {
        expect(read(file, 'raw').datagrams.join('')).toBe(toHex(file));
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});

describe('FINAL', () => {
  const frame = finalFrame(A, 1);

  it('tells of a damaged frame and reads the next', () => {
    const bad = Uint8Array.from(frame);
    bad[1] = 7;
    expect(read(concat(frame, bad, frame), 'final')).toEqual({
      datagrams: [GOOD_A, GOOD_A],
      damages: [{ offset: frame.length, length: frame.length, reason: 'bad-frame' }],
    });
  });

  it('tells of a frame that is cut', () => {
    expect(read(concat(frame, frame.subarray(0, 11)), 'final')).toEqual({
      datagrams: [GOOD_A],
      damages: [{ offset: frame.length, length: 11, reason: 'truncated' }],
    });
  });
});

describe('pcap', () => {
  const le = (value: number): number[] => [
    value & 255,
    (value >> 8) & 255,
    (value >> 16) & 255,
    value >>> 24,
  ];
  // Raw IP (101), so that a packet is a bare UDP datagram in IPv4.
  const head = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, ...le(0), ...le(0), ...le(65_535), ...le(101)];
  const udp = [...fromHex('4E20 2198'), 0, 8 + A.length, 0, 0, ...A];
  const ip = [
    ...fromHex('4500'),
    0,
    20 + udp.length,
    ...fromHex('0007 0000 4011 0000 0A000001 EF010203'),
    ...udp,
  ];
  const packet = (atS: number): number[] => [...le(atS), ...le(0), ...le(ip.length), ...le(ip.length), ...ip];

  it('tells of a packet whose length cannot be and reads the next', () => {
    const bad = packet(1001);
    bad[11] = 0x7f;
    expect(read(concat(head, packet(1000), bad, packet(1002), packet(1003)), 'pcap')).toEqual({
      datagrams: [GOOD_A, GOOD_A, GOOD_A],
      damages: [{ offset: head.length + bad.length, length: bad.length, reason: 'bad-frame' }],
    });
  });

  it('tells of a packet that is cut', () => {
    const cut = packet(1001).slice(0, -3);
    expect(read(concat(head, packet(1000), cut), 'pcap')).toEqual({
      datagrams: [GOOD_A],
      damages: [{ offset: head.length + packet(1000).length, length: cut.length, reason: 'truncated' }],
    });
  });

  it('tells of a header that is cut', () => {
    expect(read(Uint8Array.from(head.slice(0, 20)), 'pcap').damages).toEqual([
      { offset: 0, length: 20, reason: 'truncated' },
    ]);
  });
});

describe.each(['final', 'pcap', 'pcapng'] as const)('%s', (framing) => {
  const marks = { final: [], pcap: [0xd4, 0xc3, 0xb2, 0xa1], pcapng: [0x0a, 0x0d, 0x0d, 0x0a] };

  it('survives any octets and reports damage in order, within the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        const file = concat(marks[framing], octets);
        let at = 0;
        for (const { offset, length } of read(file, framing).damages) {
          expect(offset).toBeGreaterThanOrEqual(at);
          expect(length).toBeGreaterThan(0);
          at = offset + length;
        }
        expect(at).toBeLessThanOrEqual(file.length);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
});
