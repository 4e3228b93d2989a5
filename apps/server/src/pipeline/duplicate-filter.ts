/** Two networks carry a radar's datagrams twice, and a capture can hold both; their delays differ by less. */
const WINDOW_MS = 2_000;
/** Datagrams remembered; about a thousand a second are many for one node. */
const COUNT_MAX = 8_192;

/** Recognises a datagram that came before; told apart by 53 bits of hash. */
export interface DuplicateFilter {
  /** Whether the same octets came within the last two seconds. */
  isDuplicate(bytes: Uint8Array, atMs: number): boolean;
}

export function createDuplicateFilter(): DuplicateFilter {
  /** When each datagram came, oldest first. */
  const seen = new Map<number, number>();
  return {
    isDuplicate(bytes, atMs) {
      for (const [hash, seenMs] of seen) {
        if (seen.size <= COUNT_MAX && atMs - seenMs <= WINDOW_MS) break;
        seen.delete(hash);
      }
      const hash = hashOf(bytes);
      if (seen.has(hash)) return true;
      seen.set(hash, atMs);
      return false;
    },
  };
}

/** Two FNV-1a hashes of different start, as one integer of 53 bits. */
function hashOf(bytes: Uint8Array): number {
  let a = 0x811c9dc5;
  let b = 0x9747b28c ^ bytes.length;
  for (const octet of bytes) {
    a = Math.imul(a ^ octet, 0x01000193);
    b = Math.imul(b ^ octet, 0x01000193);
    b ^= b >>> 15;
  }
  return (a >>> 0) * 0x200000 + (b >>> 11);
}
