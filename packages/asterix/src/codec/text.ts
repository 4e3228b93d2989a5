/**
 * Characters and codes. Both directions are one to one, so that what was received is sent again unchanged: six-bit
 * codes that ICAO leaves undefined become the characters the IA-5 alphabet has there (`@`, `[`, `!` …).
 */

const sixBitCharacter = (code: number): string => String.fromCharCode(code < 32 ? code + 64 : code);
const SIX_BIT: readonly string[] = Array.from({ length: 64 }, (_, code) => sixBitCharacter(code));

/** All octal codes of four digits; interned, so that a record costs no string. */
export const OCTAL_4: readonly string[] = Array.from({ length: 4096 }, (_, code) =>
  code.toString(8).padStart(4, '0'),
);

/**
 * Aircraft identifications repeat from scan to scan. The last string of each slot is kept beside its octets;
 * the slots are fixed in number and the result never depends on them.
 */
const SLOTS = 4096;
const slotOf = (high: number, low: number): number =>
  (Math.imul(high ^ Math.imul(low, 0x9e3779b1), 0x85ebca6b) >>> 20) & (SLOTS - 1);

const slotHigh = new Int32Array(SLOTS).fill(-1);
const slotLow = new Int32Array(SLOTS).fill(-1);
const slotText: string[] = Array.from({ length: SLOTS }, () => '');

/** The same for up to eight octets of text; an empty slot has no count. */
const asciiHigh = new Int32Array(SLOTS);
const asciiLow = new Int32Array(SLOTS);
const asciiCount = new Uint8Array(SLOTS);
const asciiText: string[] = Array.from({ length: SLOTS }, () => '');

/** Eight characters of six bits, without trailing spaces. */
export function readCallsign8(bytes: Uint8Array, at: number): string {
  const high = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
  const low = (bytes[at + 3]! << 16) | (bytes[at + 4]! << 8) | bytes[at + 5]!;
  const slot = slotOf(high, low);
  if (slotHigh[slot] === high && slotLow[slot] === low) return slotText[slot]!;
  const text = (sixBits(high) + sixBits(low)).replace(/ +$/u, '');
  slotHigh[slot] = high;
  slotLow[slot] = low;
  slotText[slot] = text;
  return text;
}

const sixBits = (word: number): string =>
  SIX_BIT[word >> 18]! + SIX_BIT[(word >> 12) & 63]! + SIX_BIT[(word >> 6) & 63]! + SIX_BIT[word & 63]!;

/** The text packed in 48 bits, as a projected column holds it. `NaN` (absent) is `undefined`. */
export function callsignOf(packed: number): string | undefined {
  if (Number.isNaN(packed)) return undefined;
  const high = Math.floor(packed / 2 ** 24);
  return (sixBits(high) + sixBits(packed - high * 2 ** 24)).replace(/ +$/u, '');
}

/** Code of a character, or -1. */
function sixBitCode(unit: number): number {
  if (unit >= 64 && unit < 96) return unit - 64;
  return unit >= 32 && unit < 64 ? unit : -1;
}

/** Writes `count` six-bit characters, padded with spaces; false when the text does not fit. */
export function writeCallsign(text: unknown, count: number, bytes: Uint8Array, at: number): boolean {
  if (typeof text !== 'string' || text.length > count || text.endsWith(' ')) return false;
  let accumulator = 0;
  let held = 0;
  for (let i = 0; i < count; i++) {
    const code = i < text.length ? sixBitCode(text.charCodeAt(i)) : 32;
    if (code < 0) return false;
    accumulator = (accumulator << 6) | code;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = accumulator >> held;
      accumulator &= (1 << held) - 1;
    }
  }
  return true;
}

/** Characters of eight bits, without trailing spaces. */
export function readAscii(bytes: Uint8Array, at: number, count: number): string {
  if (count > 8) return asciiAt(bytes, at, count);
  let high = 0;
  let low = 0;
  for (let i = 0; i < count; i++) {
    high = (high << 8) | (low >>> 24);
    low = (low << 8) | bytes[at + i]!;
  }
  const slot = slotOf(high, low);
  if (asciiHigh[slot] === high && asciiLow[slot] === low && asciiCount[slot] === count)
    return asciiText[slot]!;
  const text = asciiAt(bytes, at, count);
  asciiHigh[slot] = high;
  asciiLow[slot] = low;
  asciiCount[slot] = count;
  asciiText[slot] = text;
  return text;
}

function asciiAt(bytes: Uint8Array, at: number, count: number): string {
  let end = count;
  while (end > 0 && bytes[at + end - 1] === 32) end--;
  let text = '';
  for (let i = 0; i < end; i++) text += String.fromCharCode(bytes[at + i]!);
  return text;
}

export function writeAscii(text: unknown, count: number, bytes: Uint8Array, at: number): boolean {
  if (typeof text !== 'string' || text.length > count || text.endsWith(' ')) return false;
  for (let i = 0; i < count; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : 32;
    if (unit > 255) return false;
    bytes[at + i] = unit;
  }
  return true;
}

export function readOctets(bytes: Uint8Array, at: number, count: number): number[] {
  const octets: number[] = [];
  for (let i = 0; i < count; i++) octets.push(bytes[at + i]!);
  return octets;
}

export function writeOctets(octets: unknown, count: number, bytes: Uint8Array, at: number): boolean {
  if (!Array.isArray(octets) || octets.length !== count) return false;
  for (let i = 0; i < count; i++) {
    const octet: unknown = octets[i];
    if (typeof octet !== 'number' || (octet & 255) !== octet) return false;
    bytes[at + i] = octet;
  }
  return true;
}

/** Octal digits to a number, or -1. */
export function octalCode(text: unknown, digits: number): number {
  if (typeof text !== 'string' || text.length !== digits) return -1;
  let code = 0;
  for (let i = 0; i < digits; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 7) return -1;
    code = code * 8 + digit;
  }
  return code;
}
