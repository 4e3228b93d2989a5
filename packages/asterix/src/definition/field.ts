import { AsterixError } from '../errors.ts';

/** Octets of a field too wide for a number (a Comm-B register, an unknown expansion), each 0…255. */
export type Octets = readonly number[];

/** What each code of a field means; codes without a meaning are reserved. */
export type Meanings = Readonly<Record<number, string>>;

/** What a field's bits stand for, apart from its width. */
interface Scale {
  /** Value of the least significant bit, in `unit`. Fields without one are plain integers. */
  readonly lsb?: number;
  readonly unit?: Unit;
  /** Range the standard states for the value. Checked by the lint, not on decoding: senders exceed it. */
  readonly min?: number;
  readonly max?: number;
}

/** Units as the standard gives them; `FL` is 100 ft. */
export type Unit =
  | 's' | 'ms' | 'ns' | 'fs' | 'NM' | 'm' | 'm2' | 'ft' | 'FL' | 'deg' | 'deg/s' | 'NM/s' | 'kt' | 'm/s' | 'm/s2'
  | 'ft/min' | 'Mach' | 'MHz' | 'dB' | 'dBm' | 'dBm2' | 'dBµV' | 'hPa' | 'degC' | '%'; // prettier-ignore

export type FieldKind =
  | 'uint'
  | 'int'
  | 'flag'
  | 'choice'
  | 'octal'
  | 'callsign'
  | 'ascii'
  | 'octets'
  | 'spare'
  | 'cases';

/** Never there at run time: carries the type a field or layout decodes to. */
export declare const valueType: unique symbol;

/** Bits of an item with one meaning. `Value` is what they decode to. */
export interface Field<Value = unknown> extends Scale {
  readonly kind: FieldKind;
  readonly bits: number;
  readonly meanings?: Meanings;
  /** For `cases`: the field of the same group whose value chooses, and the field for each of its values. */
  readonly by?: string;
  readonly cases?: Readonly<Record<number, Field<number>>>;
  readonly [valueType]?: Value;
}

export interface SpareField extends Field<number> {
  readonly kind: 'spare';
}

export type ValueOf<T> = T extends Field<infer Value> ? Value : never;

function widthChecked(bits: number, bitsMax: number): number {
  if (Number.isInteger(bits) && bits >= 1 && bits <= bitsMax) return bits;
  throw new AsterixError('ASTERIX_ERR_DEFINITION', `a field of ${bits} bits; 1 to ${bitsMax} are possible`);
}

/** Unsigned number of 1 to 53 bits. */
export const uint = (bits: number, scale: Scale = {}): Field<number> => ({
  kind: 'uint',
  bits: widthChecked(bits, 53),
  ...scale,
});

/** Signed number, two's complement, of 2 to 32 bits. */
export const int = (bits: number, scale: Scale = {}): Field<number> => ({
  kind: 'int',
  bits: widthChecked(bits, 32),
  ...scale,
});

/** One bit as a boolean; the texts say what 0 and 1 mean where the name does not. */
export const flag = (meaningOf0?: string, meaningOf1?: string): Field<boolean> => ({
  kind: 'flag',
  bits: 1,
  ...(meaningOf0 !== undefined && meaningOf1 !== undefined && { meanings: { 0: meaningOf0, 1: meaningOf1 } }),
});

/** A code; decodes to its number, whose text is in `meanings` (an array counts from 0). */
export const choice = (bits: number, meanings: Meanings | readonly string[]): Field<number> => ({
  kind: 'choice',
  bits: widthChecked(bits, 32),
  meanings,
});

/** A code written in octal digits, three bits each: `'7500'`. */
export const octal = (bits: 6 | 12): Field<string> => ({ kind: 'octal', bits });

/** Characters of six bits (ICAO Annex 10 IA-5 subset), without trailing spaces. Undefined codes keep a character of their own. */
export const callsign = (characters: number): Field<string> => ({ kind: 'callsign', bits: characters * 6 });

/** Characters of eight bits, without trailing spaces. */
export const ascii = (characters: number): Field<string> => ({ kind: 'ascii', bits: characters * 8 });

/** Octets without further meaning here. */
export const octets = (count: number): Field<Octets> => ({ kind: 'octets', bits: count * 8 });

/** Bits that should be zero. When they are not, the record keeps them, so that encoding gives the same octets. */
export const spare = (bits: number): SpareField => ({ kind: 'spare', bits: widthChecked(bits, 53) });

/** A number whose scale depends on another field of the same group; other values of `by` leave a plain integer. */
export const cases = (
  bits: number,
  by: string,
  fields: Readonly<Record<number, Field<number>>>,
): Field<number> => ({ kind: 'cases', bits: widthChecked(bits, 32), by, cases: fields });
