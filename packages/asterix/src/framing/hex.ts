import { AsterixError } from '../errors.ts';

/** Octets written as text: two hex digits each, white space between is free, one packet a line or one in all. */

const digit = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
};
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** Text of hex digits and white space, with an even number of digits on each line. */
export function isHexText(head: Uint8Array): boolean {
  let digits = 0;
  for (const code of head) {
    if (digit(code) >= 0) digits++;
    else if (!isSpace(code)) return false;
  }
  return digits >= 6;
}

/** Packets of a hex text: one for each line that holds digits. A digit without partner ends its line. */
export function* hexPackets(text: Uint8Array): Generator<Uint8Array> {
  let octets: number[] = [];
  let high = -1;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text[i]! : 10;
    const value = digit(code);
    if (value >= 0) {
      if (high < 0) high = value;
      else {
        octets.push(high * 16 + value);
        high = -1;
      }
    } else if (code === 10 && octets.length > 0) {
      yield Uint8Array.from(octets);
      octets = [];
      high = -1;
    }
  }
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

export const toHex = (bytes: Uint8Array): string => {
  let text = '';
  for (const octet of bytes) text += HEX[octet]!;
  return text;
};

/** Octets of hex digits; white space between them is free. @throws {AsterixError} `ASTERIX_ERR_VALUE` for anything else. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/gu, '');
  if (digits.length % 2 !== 0 || /[^0-9a-f]/iu.test(digits))
    throw new AsterixError('ASTERIX_ERR_VALUE', 'hex: pairs of the digits 0-9 and a-f are needed');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16),
  );
}
