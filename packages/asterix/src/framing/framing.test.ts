import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex as hex } from './hex.ts';
import { pcapngFrames } from './capture.ts';
import { datagramsOf, detectFraming } from './file.ts';
import { finalFrame } from './final.ts';
import { createUdpReader } from './ip.ts';

const BLOCK = hex('30 000E F0 01 02 0A 80 00 A0 10 00 40 00');

const repeat = (octet: number, count: number): number[] => Array.from({ length: count }, () => octet);
const uint16 = (value: number): number[] => [value >> 8, value & 255];
const uint32le = (value: number): number[] => [
  value & 255,
  (value >> 8) & 255,
  (value >> 16) & 255,
  value >>> 24,
];

const udp = (payload: Uint8Array): number[] => [
  ...uint16(20_000),
  ...uint16(8600),
  ...uint16(8 + payload.length),
  0,
  0,
  ...payload,
];
function ipv4(payload: readonly number[], fragment = 0): number[] {
  const header = [
    0x45,
    0,
    ...uint16(20 + payload.length),
    0,
    7,
    ...uint16(fragment),
    64,
    17,
    0,
    0,
    10,
    0,
    0,
    1,
    239,
    1,
    2,
    3,
  ];
  return [...header, ...payload];
}
const ethernet = (payload: readonly number[], tags: readonly number[] = []): Uint8Array =>
  new Uint8Array([...repeat(1, 12), ...tags, 0x08, 0x00, ...payload]);

function pcap(frames: readonly Uint8Array[], linkType = 1): Uint8Array {
  const head = [
    0xd4,
    0xc3,
    0xb2,
    0xa1,
    2,
    0,
    4,
    0,
    ...repeat(0, 8),
    ...uint32le(65_535),
    ...uint32le(linkType),
  ];
  const packets = frames.flatMap((frame) => [
    ...uint32le(1000),
    ...uint32le(500_000),
    ...uint32le(frame.length),
    ...uint32le(frame.length),
    ...frame,
  ]);
  return new Uint8Array([...head, ...packets]);
}

const bytesOf = (file: Uint8Array): Uint8Array[] =>
  [...datagramsOf(file)].map(({ bytes }) => Uint8Array.from(bytes));

describe('framing', () => {
  it('cuts raw files into blocks and hands on what is no block', () => {
    const file = new Uint8Array([...BLOCK, ...BLOCK, 1, 0, 200, 7]);
    expect(detectFraming(file)).toBe('raw');
    expect(bytesOf(file)).toEqual([BLOCK, BLOCK, new Uint8Array([1, 0, 200, 7])]);
  });

  it('reads FINAL frames and goes on behind a damaged one', () => {
    const frame = finalFrame(BLOCK, 3600.25, 2);
    const damaged = frame.slice();
    damaged[0] = 9;
    const file = new Uint8Array([...frame, ...damaged, ...frame]);
    expect(detectFraming(file)).toBe('final');
    expect([...datagramsOf(file)]).toEqual([
      { bytes: BLOCK, recordedTimeOfDayS: 3600.25 },
      { bytes: BLOCK, recordedTimeOfDayS: 3600.25 },
    ]);
  });

  it('reads hex text, one packet a line', () => {
    const file = new TextEncoder().encode('30 00 05 00 01\n\n3000050002\r\n');
    expect(detectFraming(file)).toBe('hex');
    expect(bytesOf(file)).toEqual([hex('3000050001'), hex('3000050002')]);
  });

  it('reads UDP out of pcap: Ethernet, VLAN, Linux cooked and raw IP', () => {
    const packet = ipv4(udp(BLOCK));
    const expected = { bytes: BLOCK, capturedAtMs: 1_000_500, port: 8600, source: '10.0.0.1' };
    const cooked = new Uint8Array([...repeat(0, 14), 0x08, 0x00, ...packet]);
    const files = [
      pcap([ethernet(packet)]),
      pcap([ethernet(packet, [0x81, 0x00, 0, 5])]),
      pcap([ethernet(packet, [0x88, 0xa8, 0, 5, 0x81, 0x00, 0, 6])]),
      pcap([cooked], 113),
      pcap([new Uint8Array(packet)], 101),
    ];
    for (const file of files) {
      expect(detectFraming(file)).toBe('pcap');
      expect([...datagramsOf(file)]).toEqual([expected]);
    }
  });

  it('puts IPv4 fragments together in any order, and drops what never becomes whole', () => {
    const datagram = udp(BLOCK);
    const first = ethernet(ipv4(datagram.slice(0, 16), 0x2000));
    const second = ethernet(ipv4(datagram.slice(16), 2));
    expect(bytesOf(pcap([first, second]))).toEqual([BLOCK]);
    expect(bytesOf(pcap([second, second, first]))).toEqual([BLOCK]);
    expect(bytesOf(pcap([second]))).toEqual([]);
  });

  it('holds no more unfinished datagrams than allowed', () => {
    const reader = createUdpReader({ pendingCountMax: 2 });
    for (let id = 0; id < 5; id++) {
      const frame = ipv4(udp(BLOCK).slice(0, 16), 0x2000);
      frame[5] = id;
      reader.read(new Uint8Array(frame), 101);
    }
    expect(reader.stats).toMatchObject({ fragments: 5, fragmentsGivenUp: 3 });
  });

  it('reads pcapng with a time resolution of its own', () => {
    const frame = ethernet(ipv4(udp(BLOCK)));
    const padded = [...frame, ...repeat(0, (4 - (frame.length & 3)) & 3)];
    const block = (type: number, body: readonly number[]): number[] => {
      const length = uint32le(12 + body.length);
      return [...uint32le(type), ...length, ...body, ...length];
    };
    const file = new Uint8Array([
      ...block(0x0a0d0d0a, [0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0, ...repeat(0xff, 8)]),
      ...block(1, [1, 0, 0, 0, 0, 0, 4, 0, 9, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0]),
      ...block(6, [
        ...uint32le(0),
        ...uint32le(0),
        ...uint32le(77_500),
        ...uint32le(frame.length),
        ...uint32le(frame.length),
        ...padded,
      ]),
    ]);
    expect(detectFraming(file)).toBe('pcapng');
    expect([...datagramsOf(file)]).toEqual([
      { bytes: BLOCK, capturedAtMs: 77_500, port: 8600, source: '10.0.0.1' },
    ]);
    expect([...pcapngFrames(file.subarray(0, file.length - 1))]).toEqual([]);
  });

  it('survives any octets under any framing', () => {
    const starts = [
      [],
      [0xd4, 0xc3, 0xb2, 0xa1],
      [0x0a, 0x0d, 0x0d, 0x0a],
      [...finalFrame(BLOCK, 0)],
      [...pcap([ethernet(ipv4(udp(BLOCK)))]).subarray(0, 60)],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const file = new Uint8Array([...start, ...rest]);
        for (const framing of ['raw', 'final', 'pcap', 'pcapng', 'hex'] as const)
          for (const { bytes } of datagramsOf(file, framing))
            expect(bytes.length).toBeLessThanOrEqual(file.length);
        detectFraming(file);
      }),
      { numRuns: 3000, seed: 9 },
    );
  });
});
