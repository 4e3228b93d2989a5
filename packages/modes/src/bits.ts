/**
 * The 56-bit fields of Mode S (ME, MB, MV) as two 28-bit halves: small integers, so no typed array
 * is made per message and a field costs a shift and a mask. Bits are numbered 1…56 as in the
 * standards, bit 1 first on the air.
 */
export function bits56(high: number, low: number, from: number, count: number): number {
  const end = from + count - 1;
  const mask = (1 << count) - 1;
  if (end <= 28) return (high >>> (28 - end)) & mask;
  if (from > 28) return (low >>> (56 - end)) & mask;
  return ((high << (end - 28)) | (low >>> (56 - end))) & mask;
}

/** One bit of a 56-bit field, as a flag. */
export function flag56(high: number, low: number, bit: number): boolean {
  return bits56(high, low, bit, 1) === 1;
}

/** Two's complement as most Comm-B registers use it: a sign bit followed by `count - 1` bits. */
export function signed56(high: number, low: number, from: number, count: number): number {
  const shift = 32 - count;
  return (bits56(high, low, from, count) << shift) >> shift;
}

/** First half (bits 1…28) of the 56-bit field that starts at octet `offset`. */
export function high28(bytes: Uint8Array, offset: number): number {
  return (
    (bytes[offset]! << 20) |
    (bytes[offset + 1]! << 12) |
    (bytes[offset + 2]! << 4) |
    (bytes[offset + 3]! >> 4)
  );
}

/** Second half (bits 29…56) of the 56-bit field that starts at octet `offset`. */
export function low28(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset + 3]! & 15) << 24) |
    (bytes[offset + 4]! << 16) |
    (bytes[offset + 5]! << 8) |
    bytes[offset + 6]!
  );
}

/** Writes a 56-bit field given as halves into `bytes` at `offset`. */
export function write56(bytes: Uint8Array, offset: number, high: number, low: number): void {
  bytes[offset] = high >> 20;
  bytes[offset + 1] = high >> 12;
  bytes[offset + 2] = high >> 4;
  bytes[offset + 3] = ((high & 15) << 4) | (low >> 24);
  bytes[offset + 4] = low >> 16;
  bytes[offset + 5] = low >> 8;
  bytes[offset + 6] = low;
}
