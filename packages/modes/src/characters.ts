import { bits56 } from './bits.ts';

/** The 6-bit characters of ICAO Annex 10 Volume IV, table 3-9; `#` stands for codes it leaves undefined. */
const ALPHABET = '#ABCDEFGHIJKLMNOPQRSTUVWXYZ##### ###############0123456789######';

/**
 * The aircraft identification in bits 9…56 of a register (BDS 0,8 and 2,0), trimmed at the end;
 * undefined when empty or when it contains a character that is not defined: such a field is not an
 * identification.
 */
export function identification56(high: number, low: number): string | undefined {
  let text = '';
  let length = 0;
  for (let i = 0; i < 8; i++) {
    const code = bits56(high, low, 9 + 6 * i, 6);
    const character = ALPHABET[code]!;
    if (character === '#') {
      // Some transponders fill an empty field with zeros; after text it is a fault.
      if (code !== 0 || length > 0) return undefined;
      continue;
    }
    text += character;
    if (character !== ' ') length = i + 1;
  }
  return length === 0 ? undefined : text.slice(0, length).trimStart();
}

/** Letters and digits from bit `from` on (BDS 2,1), trimmed; undefined when empty or not characters. */
export function registration56(high: number, low: number, from: number, count: number): string | undefined {
  let text = '';
  for (let i = 0; i < count; i++) {
    const character = ALPHABET[bits56(high, low, from + 6 * i, 6)]!;
    if (character === '#') return undefined;
    text += character;
  }
  return text.trim() || undefined;
}

/** Code of one character; anything outside the alphabet becomes a space. */
export function characterCode(character: string): number {
  const code = ALPHABET.indexOf(character);
  return code > 0 && character !== '#' ? code : 32;
}
