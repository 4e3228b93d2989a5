/** From link-layer frames to UDP payloads, fragments put together. Pure: no frame makes it throw. */

/** Link types of capture files (tcpdump.org/linktypes). */
const LINK_NULL = 0;
const LINK_ETHERNET = 1;
const LINK_RAW = 101;
const LINK_LOOP = 108;
const LINK_SLL = 113;
const LINK_IPV4 = 228;
const LINK_IPV6 = 229;
const LINK_SLL2 = 276;

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);
const PROTOCOL_UDP = 17;

export interface UdpDatagram {
  readonly bytes: Uint8Array;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Dotted IPv4 address, or the 16 octets of an IPv6 address in hex. */
  readonly source: string;
  readonly destination: string;
}

export interface DefragmenterLimits {
  /** Datagrams with missing fragments held at once; the oldest is given up for a new one. */
  readonly pendingCountMax: number;
}

interface Pending {
  readonly pieces: { readonly offset: number; readonly bytes: Uint8Array }[];
  size: number;
  total: number;
}

const DATAGRAM_SIZE_MAX = 65_535;
/** Fragments of one datagram: at 8 octets each more could not fit, and no network cuts so small. */
const PIECE_COUNT_MAX = 1024;

const uint16 = (b: Uint8Array, p: number): number => (b[p]! << 8) | b[p + 1]!;

/** Reads frames one by one; keeps fragments until their datagram is whole. */
export function createUdpReader(limits: DefragmenterLimits = { pendingCountMax: 64 }) {
  const pending = new Map<string, Pending>();
  const stats = { datagrams: 0, notUdp: 0, malformed: 0, fragments: 0, fragmentsGivenUp: 0 };

  function udp(b: Uint8Array, source: string, destination: string): UdpDatagram | undefined {
    const length = b.length < 8 ? 0 : uint16(b, 4);
    if (length < 8 || length > b.length) {
      stats.malformed++;
      return undefined;
    }
    stats.datagrams++;
    return {
      bytes: b.subarray(8, length),
      sourcePort: uint16(b, 0),
      destinationPort: uint16(b, 2),
      source,
      destination,
    };
  }

  /** The whole datagram once its last missing piece is there. */
  function assemble(key: string, offset: number, bytes: Uint8Array, more: boolean): Uint8Array | undefined {
    stats.fragments++;
    let held = pending.get(key);
    if (held === undefined) {
      if (pending.size >= limits.pendingCountMax) giveUp(pending.keys().next().value!);
      held = { pieces: [], size: 0, total: -1 };
      pending.set(key, held);
    }
    if (offset + bytes.length > DATAGRAM_SIZE_MAX || held.pieces.length >= PIECE_COUNT_MAX) {
      giveUp(key);
      return undefined;
    }
    if (
      held.pieces.some(
        (piece) => offset < piece.offset + piece.bytes.length && piece.offset < offset + bytes.length,
      )
    ) {
      // A repeated piece changes nothing; one that overlaps otherwise is an old attack, and what came first stays.
      return undefined;
    }
    held.pieces.push({ offset, bytes: bytes.slice() });
    held.size += bytes.length;
    if (!more) held.total = offset + bytes.length;
    if (held.size !== held.total) return undefined;
    pending.delete(key);
    const whole = new Uint8Array(held.total);
    for (const piece of held.pieces) {
      if (piece.offset + piece.bytes.length > held.total) {
        stats.malformed++;
        return undefined;
      }
      whole.set(piece.bytes, piece.offset);
    }
    return whole;
  }

  function giveUp(key: string): void {
    stats.fragmentsGivenUp += pending.get(key)?.pieces.length ?? 0;
    pending.delete(key);
  }

  function ipv4(b: Uint8Array): UdpDatagram | undefined {
    const headerSize = (b[0]! & 15) * 4;
    const total = b.length < 20 ? 0 : uint16(b, 2);
    // Segmentation by the network card leaves a length of 0 in captures made on the sender.
    const end = total === 0 ? b.length : total;
    if (b.length < 20 || headerSize < 20 || end < headerSize || end > b.length) {
      stats.malformed++;
      return undefined;
    }
    if (b[9] !== PROTOCOL_UDP) {
      stats.notUdp++;
      return undefined;
    }
    const source = b.subarray(12, 16).join('.');
    const destination = b.subarray(16, 20).join('.');
    const payload = b.subarray(headerSize, end);
    const more = (b[6]! & 0x20) !== 0;
    const offset = (uint16(b, 6) & 0x1fff) * 8;
    if (!more && offset === 0) return udp(payload, source, destination);
    const whole = assemble(`${source}>${destination}#${uint16(b, 4)}`, offset, payload, more);
    return whole === undefined ? undefined : udp(whole, source, destination);
  }

  function ipv6(b: Uint8Array): UdpDatagram | undefined {
    const end = b.length < 40 ? 0 : 40 + uint16(b, 4);
    if (end === 0 || end > b.length) {
      stats.malformed++;
      return undefined;
    }
    let next = b[6]!;
    let p = 40;
    // Hop-by-hop, routing and destination options may stand before UDP; each tells its own length.
    while ((next === 0 || next === 43 || next === 60) && p + 8 <= end) {
      next = b[p]!;
      p += (b[p + 1]! + 1) * 8;
    }
    if (next !== PROTOCOL_UDP || p > end) {
      stats.notUdp++;
      return undefined;
    }
    const hex = (at: number): string =>
      Array.from(b.subarray(at, at + 16), (octet) => octet.toString(16).padStart(2, '0')).join('');
    return udp(b.subarray(p, end), hex(8), hex(24));
  }

  function ip(b: Uint8Array): UdpDatagram | undefined {
    const version = b.length === 0 ? 0 : b[0]! >> 4;
    if (version === 4) return ipv4(b);
    if (version === 6) return ipv6(b);
    stats.notUdp++;
    return undefined;
  }

  function byEthertype(b: Uint8Array, typeAt: number): UdpDatagram | undefined {
    let p = typeAt;
    while (p + 2 <= b.length && VLAN_TAGS.has(uint16(b, p))) p += 4;
    const type = p + 2 <= b.length ? uint16(b, p) : 0;
    if (type === ETHERTYPE_IPV4 || type === ETHERTYPE_IPV6) return ip(b.subarray(p + 2));
    stats.notUdp++;
    return undefined;
  }

  return {
    stats,
    /** The datagram that this frame completes, if it does. Its bytes are borrowed from the frame unless it was fragmented. */
    read(frame: Uint8Array, linkType: number): UdpDatagram | undefined {
      switch (linkType) {
        case LINK_ETHERNET:
          return byEthertype(frame, 12);
        case LINK_SLL:
          return byEthertype(frame, 14);
        case LINK_SLL2:
          return frame.length >= 20 ? ip(frame.subarray(20)) : undefined;
        case LINK_NULL:
        case LINK_LOOP:
          return ip(frame.subarray(4));
        case LINK_RAW:
        case LINK_IPV4:
        case LINK_IPV6:
        case 12:
        case 14:
          return ip(frame);
        default:
          stats.notUdp++;
          return undefined;
      }
    },
  };
}
