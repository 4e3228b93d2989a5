/**
 * The 24-bit parity of Mode S. It is linear, so the syndrome of a message is the XOR of what each
 * octet contributes at its place; one table row per place makes that independent loads.
 *
 * @see ICAO Annex 10 Volume IV, 3.1.2.3.3 (error protection).
 */
const POLYNOMIAL = 0xfff409; // x^24 + x^23 + … + x^10 + x^3 + 1, without the leading term
const LONG_SIZE = 14;

/** Row r: what an octet contributes that has r octets behind it. Rows 0…2 are the parity field itself. */
const CONTRIBUTION = buildContributions();

function buildContributions(): Int32Array {
  const table = new Int32Array(LONG_SIZE * 256);
  for (let value = 0; value < 256; value++) {
    for (let row = 0; row < 3; row++) table[row * 256 + value] = value << (8 * row);
    let remainder = value << 16;
    for (let row = 3; row < LONG_SIZE; row++) {
      for (let bit = 0; bit < 8; bit++) {
        remainder <<= 1;
        if (remainder & 0x1000000) remainder ^= 0x1000000 | POLYNOMIAL;
      }
      table[row * 256 + value] = remainder;
    }
  }
  return table;
}

/**
 * Syndrome of a whole message (7 or 14 octets): 0 for an intact DF17/18/19, the interrogator code for
 * DF11, the aircraft address for formats with address/parity.
 */
export function syndrome(bytes: Uint8Array): number {
  const last = bytes.length - 1;
  let sum = 0;
  for (let i = 0; i <= last; i++) sum ^= CONTRIBUTION[(last - i) * 256 + bytes[i]!]!;
  return sum;
}

/** Syndrome that one wrong bit causes; `bit` counts from 0 at the front of a message of `size` octets. */
export function bitSyndrome(bit: number, size: number): number {
  return CONTRIBUTION[(size - 1 - (bit >> 3)) * 256 + (0x80 >> (bit & 7))]!;
}

/** Sets the last three octets so that the syndrome of `bytes` becomes `overlay` (address or interrogator code). */
export function sealParity(bytes: Uint8Array, overlay: number): Uint8Array {
  const at = bytes.length - 3;
  bytes.fill(0, at);
  const parity = syndrome(bytes) ^ overlay;
  bytes[at] = parity >> 16;
  bytes[at + 1] = parity >> 8;
  bytes[at + 2] = parity;
  return bytes;
}
