import { pcapFileHeader, pcapPacket } from '@commonsky/asterix';

/** A capture file with each payload as a UDP datagram to port 8600, for other programs to read. */
export function pcapOf(payloads: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([
    pcapFileHeader(),
    ...payloads.map((payload, i) => pcapPacket(payload, i * 1000, 8600)),
  ]);
}
