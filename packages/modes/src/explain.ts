import { bits56 } from './bits.ts';
import { type CommBCandidate, explainCommB } from './comm-b.ts';
import { formatSquawk } from './code13.ts';
import { decodeModes } from './decode.ts';
import { type LayoutField, meLayout, registerLayout } from './explain-layouts.ts';
import { bytesFromHex, formatAddress } from './hex.ts';
import type { ModesMessage, SurveillanceReply } from './message.ts';
import { syndrome } from './parity.ts';

/** One field of a message, as the standard draws it. */
export interface ExplainedField {
  /** The standard's short name where it has one. */
  readonly name: string;
  /** First and last bit, counted from 1 over the whole message. */
  readonly from: number;
  readonly to: number;
  /** The bits as a number. */
  readonly raw: number;
  /** In words, with unit; empty for spare bits. */
  readonly meaning: string;
}

export interface Explanation {
  /** What it is, in one line. */
  readonly title: string;
  readonly fields: readonly ExplainedField[];
  /** The message as `decodeModes` gives it; undefined when it is none. */
  readonly message: ModesMessage | undefined;
  /** Comm-B replies: the registers that the MB field can be, best first. */
  readonly candidates: readonly CommBCandidate[];
}

const FORMATS: Record<number, string> = {
  0: 'short air-air surveillance (ACAS)',
  4: 'surveillance, altitude reply',
  5: 'surveillance, identity reply',
  11: 'all-call reply',
  16: 'long air-air surveillance (ACAS)',
  17: 'extended squitter',
  18: 'extended squitter of a sender without transponder',
  19: 'military extended squitter',
  20: 'Comm-B, altitude reply',
  21: 'Comm-B, identity reply',
  24: 'Comm-D, extended length message',
};

/** A register is laid out when it is at least likelier than all others together. */
const LIKELY = 0.5;

const CAPABILITY = [
  'level 1',
  'reserved',
  'reserved',
  'reserved',
  'level 2 or above, on the ground',
  'level 2 or above, airborne',
  'level 2 or above, airborne or on the ground',
  'downlink request or flight status say more',
];

const CONTROL = [
  'ADS-B with ICAO address',
  'ADS-B with another address',
  'TIS-B, fine',
  'TIS-B, coarse',
  'TIS-B and ADS-R management',
  'TIS-B, fine, with another address',
  'ADS-R, rebroadcast',
  'reserved',
];

const FLIGHT_STATUS = [
  'airborne',
  'on the ground',
  'alert, airborne',
  'alert, on the ground',
  'alert and SPI',
  'SPI, no alert',
  'reserved',
  'not assigned',
];

/**
 * Takes a message apart: every field with its bits, its raw value and its meaning.
 *
 * @param hex 14 or 28 hexadecimal digits; spaces and the `*…;` of AVR are ignored.
 * @returns Undefined when the text is not such a number. A damaged message is explained as far as its
 *   format goes, and its parity field says so.
 */
export function explainModes(hex: string): Explanation | undefined {
  const bytes = bytesFromHex(hex.replaceAll(/[*;]/g, ''));
  if (bytes === undefined || (bytes.length !== 7 && bytes.length !== 14)) return undefined;
  const decoded = decodeModes(bytes);
  const message = decoded.df === undefined ? undefined : decoded;
  const df = bytes[0]! >> 3 >= 24 ? 24 : bytes[0]! >> 3;
  const fields: ExplainedField[] = [];
  const field = (name: string, from: number, count: number, meaning: string | ((raw: number) => string)) => {
    const raw = readBits(bytes, from, count);
    const text = typeof meaning === 'string' ? meaning : meaning(raw);
    fields.push({ name, from, to: from + count - 1, raw, meaning: text });
  };

  const title = `DF${df}, ${FORMATS[df] ?? 'reserved format'}`;
  if (df === 24) field('DF', 1, 2, title);
  else field('DF', 1, 5, title);
  let candidates: CommBCandidate[] = [];
  const last = bytes.length * 8;
  if (message !== undefined) {
    explainHead(message, field);
    if (message.df === 20 || message.df === 21) {
      candidates = explainCommB(message.high, message.low, { altitudeFt: message.altitudeFt });
      const best = candidates[0];
      if (best && best.probability >= LIKELY)
        explainHalves(message.high, message.low, registerLayout(best.register), fields);
      else field('MB', 33, 56, message.high === 0 && message.low === 0 ? 'empty' : 'register not recognised');
    } else if (message.df === 17 || message.df === 18 || message.df === 19) {
      explainHalves(message.high, message.low, meLayout(message.me), fields);
    }
  } else if (last > 29) field('data', 6, last - 29, 'not decoded');
  field(parityName(df), last - 23, 24, explainParity(df, syndrome(bytes), message));
  return { title, fields, message, candidates };
}

/** Up to 56 bits of a message as a number. */
function readBits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let bit = from - 1; bit < from - 1 + count; bit++)
    value = value * 2 + ((bytes[bit >> 3]! >> (7 - (bit & 7))) & 1);
  return value;
}

type Field = (name: string, from: number, count: number, meaning: string | ((raw: number) => string)) => void;

const NONE = () => '';
const yesNo = (raw: number) => (raw === 1 ? 'yes' : 'no');

function explainHead(message: ModesMessage, field: Field): void {
  switch (message.df) {
    case 0:
    case 16:
      field('VS', 6, 1, message.onGround ? 'on the ground' : 'airborne');
      if (message.df === 0) field('CC', 7, 1, (raw) => `cross-link capability: ${yesNo(raw)}`);
      field('spare', message.df === 0 ? 8 : 7, message.df === 0 ? 1 : 2, NONE);
      field('SL', 9, 3, (raw) => (raw === 0 ? 'ACAS not operating' : `ACAS sensitivity level ${raw}`));
      field('spare', 12, 2, NONE);
      field('RI', 14, 4, replyInformation);
      field('spare', 18, 2, NONE);
      field('AC', 20, 13, altitude(message.altitudeFt));
      if (message.df === 16) field('MV', 33, 56, 'ACAS coordination');
      break;
    case 4:
    case 5:
    case 20:
    case 21:
      explainSurveillance(message, field);
      break;
    case 11:
      field('CA', 6, 3, CAPABILITY[message.capability]!);
      field('AA', 9, 24, `address ${formatAddress(message.address)}`);
      break;
    case 17:
    case 18:
    case 19:
      if (message.df === 17) field('CA', 6, 3, CAPABILITY[message.control]!);
      else if (message.df === 18) field('CF', 6, 3, CONTROL[message.control]!);
      else field('AF', 6, 3, message.control === 0 ? 'ADS-B' : 'military use');
      field('AA', 9, 24, `address ${formatAddress(message.address)} (${message.source})`);
      break;
    case 24:
      field('spare', 3, 1, NONE);
      field('KE', 4, 1, message.acknowledgement ? 'acknowledgement of an uplink' : 'downlink');
      field('ND', 5, 4, `segment ${message.segment}`);
      field('MD', 9, 80, 'ten octets of the message');
  }
}

function explainSurveillance(message: SurveillanceReply, field: Field): void {
  field('FS', 6, 3, FLIGHT_STATUS[message.flightStatus]!);
  field('DR', 9, 5, (raw) => (raw === 0 ? 'no downlink request' : `downlink request ${raw}`));
  field('UM', 14, 6, (raw) => (raw === 0 ? 'no utility message' : `utility message ${raw}`));
  if (message.squawk === undefined) field('AC', 20, 13, altitude(message.altitudeFt));
  else field('ID', 20, 13, `squawk ${formatSquawk(message.squawk)}`);
}

function altitude(altitudeFt: number | undefined): string {
  return altitudeFt === undefined ? 'altitude not available' : `${altitudeFt} ft`;
}

function replyInformation(raw: number): string {
  if (raw === 0) return 'no ACAS';
  if (raw >= 2 && raw <= 4)
    return ['', '', 'no resolution', 'vertical-only resolution', 'both resolutions'][raw]!;
  if (raw >= 9 && raw <= 14)
    return (
      ['up to 75', '75 to 150', '150 to 300', '300 to 600', '600 to 1,200', 'above 1,200'][raw - 9]! + ' kt'
    );
  return raw === 8 ? 'no maximum airspeed' : 'not assigned';
}

function parityName(df: number): string {
  return df === 11 || (df >= 17 && df <= 19) ? 'PI' : 'AP';
}

function explainParity(df: number, remainder: number, message: ModesMessage | undefined): string {
  if (message === undefined) return `damaged: remainder ${formatAddress(remainder)}`;
  if (df === 11) {
    return remainder === 0
      ? 'parity right, no interrogator code'
      : `parity right with interrogator code ${remainder}`;
  }
  return parityName(df) === 'PI'
    ? 'parity right'
    : `address ${formatAddress(remainder)}, if an aircraft has it`;
}

function explainHalves(
  high: number,
  low: number,
  layout: readonly LayoutField[],
  fields: ExplainedField[],
): void {
  for (const { name, from, count, meaning } of layout) {
    const raw =
      count <= 28
        ? bits56(high, low, from, count)
        : bits56(high, low, from, count - 28) * 2 ** 28 + bits56(high, low, from + count - 28, 28);
    fields.push({ name, from: from + 32, to: from + 31 + count, raw, meaning: meaning(raw) });
  }
}
