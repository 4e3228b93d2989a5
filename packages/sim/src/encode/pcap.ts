/** Where a datagram comes from and goes to, as people write it. */
export interface Datagram {
  readonly atMs: number;
  readonly bytes: Uint8Array;
  /** IPv4 as four octets. */
  readonly source: readonly [number, number, number, number];
  readonly destination: readonly [number, number, number, number];
  readonly sourcePort: number;
  readonly destinationPort: number;
}

const LINKTYPE_ETHERNET = 1;
const ETHERNET_SIZE = 14;
const IP_SIZE = 20;
const UDP_SIZE = 8;
const RECORD_SIZE = 16;
/** Head of a capture file (libpcap 2.4, microseconds, big-endian). */
export function encodePcapHeader(): Uint8Array {
  const header = new Uint8Array(24);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0xa1b2c3d4);
  view.setUint16(4, 2);
  view.setUint16(6, 4);
  view.setUint32(16, 262_144);
  view.setUint32(20, LINKTYPE_ETHERNET);
  return header;
}

/** One record of a capture file: the datagram in UDP, IPv4 and Ethernet. Borrowed: `bytes` is copied. */
export function encodePcapRecord({
  atMs,
  bytes,
  source,
  destination,
  sourcePort,
  destinationPort,
}: Datagram): Uint8Array {
  const udpSize = UDP_SIZE + bytes.length;
  const frameSize = ETHERNET_SIZE + IP_SIZE + udpSize;
  const record = new Uint8Array(RECORD_SIZE + frameSize);
  const view = new DataView(record.buffer);
  const seconds = Math.floor(atMs / 1000);
  view.setUint32(0, seconds);
  view.setUint32(4, Math.floor((atMs - seconds * 1000) * 1000));
  view.setUint32(8, frameSize);
  view.setUint32(12, frameSize);

  // Locally administered addresses that end like the IP addresses.
  const ethernet = RECORD_SIZE;
  record.set([2, 0, ...destination, 2, 0, ...source], ethernet);
  view.setUint16(ethernet + 12, 0x0800);

  const ip = ethernet + ETHERNET_SIZE;
  view.setUint16(ip, 0x4500);
  view.setUint16(ip + 2, IP_SIZE + udpSize);
  view.setUint16(ip + 8, 0x4011);
  record.set(source, ip + 12);
  record.set(destination, ip + 16);
  let sum = 0;
  for (let at = 0; at < IP_SIZE; at += 2) sum += view.getUint16(ip + at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  view.setUint16(ip + 10, ~sum & 0xffff);

  const udp = ip + IP_SIZE;
  view.setUint16(udp, sourcePort);
  view.setUint16(udp + 2, destinationPort);
  view.setUint16(udp + 4, udpSize);
  // Checksum 0: not computed, which IPv4 allows.
  record.set(bytes, udp + UDP_SIZE);
  return record;
}
