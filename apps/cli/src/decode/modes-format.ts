import {
  looksLikeAvr,
  looksLikeBeast,
  looksLikeRawHex,
  looksLikeSbs,
  parseRawHexLine,
} from '@commonsky/modes';

/** Recordings of Mode S messages, and of what other decoders made of them. */
export type ModesFormat = 'beast' | 'avr' | 'hex' | 'sbs' | 'aircraft-json' | 'opensky';

/** Tells the format by the first octets of a file; undefined when it is none of these. */
export function detectModes(head: Uint8Array): ModesFormat | undefined {
  if (looksLikeBeast(head)) return 'beast';
  const text = new TextDecoder('latin1').decode(head);
  if (/^\s*\{[^]*"states"\s*:/.test(text)) return 'opensky';
  if (/^\s*\{[^]*"(?:aircraft|now)"\s*:/.test(text)) return 'aircraft-json';
  if (looksLikeAvr(text)) return 'avr';
  if (looksLikeSbs(text)) return 'sbs';
  return looksLikeRawHex(text) && !isAsterixHex(text) ? 'hex' : undefined;
}

/** A line of octets whose second and third give its length is an ASTERIX block. */
function isAsterixHex(text: string): boolean {
  const line = text.split(/[\r\n]+/).find((candidate) => candidate !== '') ?? '';
  const bytes = parseRawHexLine(line)?.bytes;
  return bytes !== undefined && ((bytes[1]! << 8) | bytes[2]!) === bytes.length;
}
