/** Packets of pcap and pcapng files. */
import type { Damaged } from './damage.ts';

export interface CapturedFrame {
  readonly linkType: number;
  readonly frame: Uint8Array;
  readonly capturedAtMs: number;
}

const PCAP_HEADER_SIZE = 24;
const PCAP_RECORD_SIZE = 16;
/** Of tcpdump's own limit for a packet; more is a damaged file. */
const PACKET_SIZE_MAX = 262_144;

const MAGICS: Readonly<Record<number, { readonly littleEndian: boolean; readonly perSecond: number }>> = {
  0xa1b2c3d4: { littleEndian: false, perSecond: 1e6 },
  0xd4c3b2a1: { littleEndian: true, perSecond: 1e6 },
  0xa1b23c4d: { littleEndian: false, perSecond: 1e9 },
  0x4d3cb2a1: { littleEndian: true, perSecond: 1e9 },
};

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const isPcap = (head: Uint8Array): boolean => head.length >= 4 && view(head).getUint32(0) in MAGICS;
export const isPcapng = (head: Uint8Array): boolean =>
  head.length >= 4 && view(head).getUint32(0) === 0x0a0d0d0a;

/** Packets of one capture are hardly further apart; a header that says so is none. */
const GAP_S_MAX = 86_400;

/** Packets of a pcap file. One with a length that cannot be is passed over, up to the next that follows in time. */
export function* pcapFrames(file: Uint8Array, damaged?: Damaged): Generator<CapturedFrame> {
  if (file.length < PCAP_HEADER_SIZE) {
    damaged?.({ offset: 0, length: file.length, reason: 'truncated' });
    return;
  }
  const data = view(file);
  const magic = MAGICS[data.getUint32(0)];
  if (magic === undefined) return;
  const { littleEndian, perSecond } = magic;
  const linkType = data.getUint32(20, littleEndian) & 0x0fff_ffff;
  let lastS = Number.NaN;

  /** End of the packet whose header is at `p`; -1 where none can be, the file's length + 1 where it is cut. */
  const packetEnd = (p: number): number => {
    if (p + PCAP_RECORD_SIZE > file.length) return file.length + 1;
    const size = data.getUint32(p + 8, littleEndian);
    return size > PACKET_SIZE_MAX ? -1 : Math.min(p + PCAP_RECORD_SIZE + size, file.length + 1);
  };
  const isNear = (p: number): boolean =>
    p + PCAP_RECORD_SIZE <= file.length &&
    !(Math.abs(data.getUint32(p, littleEndian) - lastS) > GAP_S_MAX) &&
    data.getUint32(p + 4, littleEndian) < perSecond;
  /** Whether a packet begins at `p`: one in time, with another behind it or the end of the file. */
  const isPacket = (p: number): boolean => {
    const end = packetEnd(p);
    return isNear(p) && end > 0 && (end === file.length || (isNear(end) && packetEnd(end) > 0));
  };

  for (let p = PCAP_HEADER_SIZE; p < file.length;) {
    const end = packetEnd(p);
    if (end < 0 || end > file.length) {
      let next = p + 1;
      while (next < file.length && !isPacket(next)) next++;
      damaged?.({ offset: p, length: next - p, reason: next === file.length ? 'truncated' : 'bad-frame' });
      p = next;
      continue;
    }
    lastS = data.getUint32(p, littleEndian);
    const capturedAtMs = lastS * 1000 + (data.getUint32(p + 4, littleEndian) * 1000) / perSecond;
    yield { linkType, frame: file.subarray(p + PCAP_RECORD_SIZE, end), capturedAtMs };
    p = end;
  }
}

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const OPTION_TIME_RESOLUTION = 9;
const INTERFACE_COUNT_MAX = 1024;

interface Interface {
  readonly linkType: number;
  readonly ticksPerSecond: number;
}

function ticksPerSecond(data: DataView, options: number, end: number, littleEndian: boolean): number {
  for (let p = options; p + 4 <= end;) {
    const code = data.getUint16(p, littleEndian);
    const length = data.getUint16(p + 2, littleEndian);
    if (code === 0 || p + 4 + length > end) break;
    if (code === OPTION_TIME_RESOLUTION && length === 1) {
      const value = data.getUint8(p + 4);
      return (value & 0x80) === 0 ? 10 ** value : 2 ** (value & 0x7f);
    }
    p += 4 + ((length + 3) & ~3);
  }
  return 1e6;
}

/** Packets of a pcapng file. Its blocks have no mark to find step again by: the first that cannot be ends the file. */
export function* pcapngFrames(file: Uint8Array, damaged?: Damaged): Generator<CapturedFrame> {
  const data = view(file);
  let littleEndian = false;
  let interfaces: Interface[] = [];
  for (let p = 0; p < file.length;) {
    if (p + 12 > file.length) {
      damaged?.({ offset: p, length: file.length - p, reason: 'truncated' });
      return;
    }
    const isSection = data.getUint32(p) === SECTION_HEADER;
    if (isSection) {
      littleEndian = data.getUint32(p + 8) === 0x4d3c2b1a;
      interfaces = [];
    }
    const type = isSection ? SECTION_HEADER : data.getUint32(p, littleEndian);
    const length = data.getUint32(p + 4, littleEndian);
    const end = p + length;
    if (length < 12 || (length & 3) !== 0 || end > file.length) {
      const isCut = length >= 12 && (length & 3) === 0;
      damaged?.({ offset: p, length: file.length - p, reason: isCut ? 'truncated' : 'bad-frame' });
      return;
    }
    if (type === INTERFACE && length >= 20 && interfaces.length < INTERFACE_COUNT_MAX) {
      const linkType = data.getUint16(p + 8, littleEndian);
      interfaces.push({ linkType, ticksPerSecond: ticksPerSecond(data, p + 16, end - 4, littleEndian) });
    } else if (type === ENHANCED_PACKET && length >= 32) {
      const from = interfaces[data.getUint32(p + 8, littleEndian)];
      const size = data.getUint32(p + 20, littleEndian);
      if (from !== undefined && p + 28 + size <= end - 4) {
        const ticks = data.getUint32(p + 12, littleEndian) * 2 ** 32 + data.getUint32(p + 16, littleEndian);
        const capturedAtMs = (ticks / from.ticksPerSecond) * 1000;
        yield { linkType: from.linkType, frame: file.subarray(p + 28, p + 28 + size), capturedAtMs };
      }
    } else if (type === SIMPLE_PACKET && length >= 16 && interfaces[0] !== undefined) {
      const size = Math.min(data.getUint32(p + 8, littleEndian), length - 16);
      const { linkType } = interfaces[0];
      yield { linkType, frame: file.subarray(p + 12, p + 12 + size), capturedAtMs: Number.NaN };
    }
    p = end;
  }
}
