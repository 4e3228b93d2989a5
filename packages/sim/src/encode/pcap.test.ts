import { datagramsOf, detectFraming } from '@commonsky/asterix';
import { expect, it } from 'vitest';
import { encodePcapHeader, encodePcapRecord } from './pcap.ts';

it('writes captures that the reader of recordings gives back', () => {
  const bytes = Uint8Array.of(0x30, 0, 5, 0x80, 1);
  const record = encodePcapRecord({
    atMs: 1_767_225_600_123.456,
    bytes,
    source: [192, 0, 2, 1],
    destination: [239, 255, 0, 1],
    sourcePort: 50_000,
    destinationPort: 8600,
  });
  const file = Uint8Array.from([...encodePcapHeader(), ...record]);
  expect(detectFraming(file)).toBe('pcap');
  const [datagram, ...rest] = [...datagramsOf(file, 'pcap')];
  expect(rest).toEqual([]);
  expect(datagram).toMatchObject({ bytes, port: 8600 });
  expect(datagram!.capturedAtMs).toBeCloseTo(1_767_225_600_123.456, 2);
});
