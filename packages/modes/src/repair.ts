import { bitSyndrome } from './parity.ts';

const SHORT_BITS = 56;
const LONG_BITS = 112;
/** The format field itself is never mended: another format has other rules. */
const FIRST_BIT = 5;

export interface Repaired {
  readonly bytes: Uint8Array;
  readonly bitCount: 1 | 2;
}

/** Syndrome → the bits that cause it, packed as first + 256 × (second + 1). */
type Corrections = ReadonlyMap<number, number>;

const corrections = new Map<number, Corrections>();

/** Built when first asked for: most users never repair. */
function correctionsFor(bits: number, bitCount: 1 | 2): Corrections {
  const key = bits * 2 + bitCount;
  const known = corrections.get(key);
  if (known) return known;
  const table = new Map<number, number>();
  const size = bits / 8;
  for (let first = FIRST_BIT; first < bits; first++) {
    const one = bitSyndrome(first, size);
    if (bitCount === 1) table.set(one, first);
    else {
      for (let second = first + 1; second < bits; second++) {
        table.set(one ^ bitSyndrome(second, size), first + 256 * (second + 1));
      }
    }
  }
  corrections.set(key, table);
  return table;
}

/**
 * The message with the fewest wrong bits mended that explain its syndrome, as a copy; undefined if more
 * than `bitsMax` are wrong. The code has distance 6, so an answer of up to two bits is the only one.
 * DF11 is mended only as if no interrogator code were laid over its parity.
 */
export function repairBits(bytes: Uint8Array, syndrome: number, bitsMax: 1 | 2): Repaired | undefined {
  const bits = bytes.length === 7 ? SHORT_BITS : LONG_BITS;
  for (let bitCount = 1 as 1 | 2; bitCount <= bitsMax; bitCount++) {
    const found = correctionsFor(bits, bitCount).get(syndrome);
    if (found === undefined) continue;
    const copy = bytes.slice();
    flip(copy, found & 255);
    if (bitCount === 2) flip(copy, (found >> 8) - 1);
    return { bytes: copy, bitCount };
  }
  return undefined;
}

function flip(bytes: Uint8Array, bit: number): void {
  bytes[bit >> 3]! ^= 0x80 >> (bit & 7);
}
