const FILE_HEADER_SIZE = 24;
const PACKET_HEADER_SIZE = 16;
/** Ethernet 14, IPv4 20, UDP 8. */
const HEADERS_SIZE = 42;
const PACKET_SIZE_MAX = 262_144;

/** Beginning of a pcap file of Ethernet frames. */
export function pcapFileHeader(): Uint8Array {
  const header = new Uint8Array(FILE_HEADER_SIZE);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0xa1b2c3d4);
  view.setUint32(4, 0x0002_0004);
  view.setUint32(16, PACKET_SIZE_MAX);
  view.setUint32(20, 1);
  return header;
}

function ipChecksum(header: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < header.length; i += 2) sum += (header[i]! << 8) | header[i + 1]!;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** One packet of a pcap file: the payload in UDP over IPv4, between made-up addresses. At most 65,507 octets. */
export function pcapPacket(payload: Uint8Array, capturedAtMs: number, port: number): Uint8Array {
  const frameSize = HEADERS_SIZE + payload.length;
  const packet = new Uint8Array(PACKET_HEADER_SIZE + frameSize);
  const view = new DataView(packet.buffer);
  view.setUint32(0, Math.floor(capturedAtMs / 1000));
  view.setUint32(4, Math.round((capturedAtMs % 1000) * 1000));
  view.setUint32(8, frameSize);
  view.setUint32(12, frameSize);
  const ip = PACKET_HEADER_SIZE + 14;
  packet.set([0x08, 0x00, 0x45, 0], ip - 2);
  view.setUint16(ip + 2, 28 + payload.length);
  packet.set([0, 0, 0x40, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2], ip + 4);
  view.setUint16(ip + 10, ipChecksum(packet.subarray(ip, ip + 20)));
  view.setUint16(ip + 20, port);
  view.setUint16(ip + 22, port);
  view.setUint16(ip + 24, 8 + payload.length);
  packet.set(payload, ip + 28);
  return packet;
}
