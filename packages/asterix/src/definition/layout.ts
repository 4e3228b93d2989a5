import { AsterixError } from '../errors.ts';
import type { Field, Octets, SpareField, ValueOf, valueType } from './field.ts';

export type Fields = Readonly<Record<string, Field>>;

/** How an item lies in octets. `Value` is what it decodes to. */
export type Layout<Value = unknown> =
  | Fixed<Value>
  | Single<Value>
  | Extended<Value>
  | Repeated<Value>
  | RepeatedFx<Value>
  | Compound<Value>
  | Explicit<Value>;

interface Typed<Value> {
  readonly [valueType]?: Value;
}

/** `size` octets, cut into fields that become properties. */
export interface Fixed<Value = unknown> extends Typed<Value> {
  readonly kind: 'fixed';
  readonly size: number;
  readonly fields: Fields;
}
/** One field that fills its octets and is the value itself. */
export interface Single<Value = unknown> extends Typed<Value> {
  readonly kind: 'single';
  readonly size: number;
  readonly field: Field;
}
/** Parts that each end with an extension bit, which says whether the next part follows. */
export interface Extended<Value = unknown> extends Typed<Value> {
  readonly kind: 'extended';
  readonly parts: readonly Part[];
  /** The last part has no extension bit. */
  readonly closed: boolean;
}
export interface Part {
  /** Octets, the extension bit included. */
  readonly size: number;
  readonly fields: Fields;
}
/** An octet that counts, then so many elements. */
export interface Repeated<Value = unknown> extends Typed<Value> {
  readonly kind: 'repeated';
  readonly element: Fixed | Single;
}
/** Elements of which each says in its last bit whether another follows. */
export interface RepeatedFx<Value = unknown> extends Typed<Value> {
  readonly kind: 'repeatedFx';
  /** Octets of an element, the extension bit included. */
  readonly size: number;
  /** Several fields make an element an object; one makes it the value itself. */
  readonly fields: Fields;
  readonly bare: boolean;
}
/** Presence bits, then the items they announce. Keys starting with `gap` are presence bits without an item. */
export interface Compound<Value = unknown> extends Typed<Value> {
  readonly kind: 'compound';
  /** Octets of presence bits when fixed; else each ends with an extension bit. */
  readonly presenceSize: number | undefined;
  readonly items: Readonly<Record<string, Layout>>;
}
/** An octet with the length (itself included), then content: expansion and special purpose fields. */
export interface Explicit<Value = unknown> extends Typed<Value> {
  readonly kind: 'explicit';
  readonly content: Compound | undefined;
}

/** The value of a layout. */
export type LayoutValue<T> = T extends { readonly [valueType]?: infer Value } ? Value : never;

type Named<F> = { [K in keyof F as F[K] extends SpareField ? never : K]: ValueOf<F[K]> };
/** Spare bits appear in a record only when they are not zero. */
type Spares<F> = { [K in keyof F as F[K] extends SpareField ? K : never]?: number | undefined };
type ValuesOf<F> = Readonly<Named<F> & Spares<F>>;
type Absentable<T> = { readonly [K in keyof T]?: T[K] | undefined };
type Flat<T> = { readonly [K in keyof T]: T[K] };
type PartsValue<P extends readonly unknown[]> = P extends readonly [infer Head, ...infer Tail]
  ? Absentable<ValuesOf<Head>> & PartsValue<Tail>
  : unknown;
type CompoundValue<I> = {
  readonly [K in keyof I as K extends `gap${number}` ? never : K]?: LayoutValue<I[K]> | undefined;
};

/** An explicit field whose content is unknown, or is not what its definition says, is kept as `octets`. */
export interface Unread {
  readonly octets?: Octets | undefined;
}

const bitsOf = (fields: Fields): number => Object.values(fields).reduce((sum, { bits }) => sum + bits, 0);

function mustBe(actual: number, expected: number, what: string): void {
  if (actual === expected) return;
  throw new AsterixError('ASTERIX_ERR_DEFINITION', `${what}: fields of ${actual} bits, not ${expected}`);
}

/** @throws {AsterixError} when the fields do not fill the octets. */
export function fixed<const F extends Fields>(size: number, fields: F): Fixed<Flat<ValuesOf<F>>> {
  mustBe(bitsOf(fields), size * 8, `fixed(${size})`);
  return { kind: 'fixed', size, fields };
}

/** One field that is the item's value itself. @throws {AsterixError} unless it fills whole octets. */
export function single<V>(field: Field<V>): Single<V> {
  mustBe(field.bits & 7, 0, 'single');
  return { kind: 'single', size: field.bits / 8, field };
}

function extendedOf<V>(parts: readonly Fields[], closed: boolean): Extended<V> {
  const sized = parts.map((fields, index) => {
    const bits = bitsOf(fields) + (closed && index === parts.length - 1 ? 0 : 1);
    mustBe(bits & 7, 0, `extended part ${index + 1}`);
    return { size: bits / 8, fields };
  });
  return { kind: 'extended', parts: sized, closed };
}

interface MoreOctets {
  /** Octets of extensions that this edition does not define, their extension bits included. */
  readonly more?: Octets | undefined;
}

/** The first part is always there; fields of absent parts are undefined. */
export function extended<const F extends Fields, const P extends readonly Fields[]>(
  first: F,
  ...next: P
): Extended<Flat<ValuesOf<F> & PartsValue<P> & MoreOctets>> {
  return extendedOf([first, ...next], false);
}

/** Like `extended`, but the last part has no extension bit. */
export function extendedClosed<const F extends Fields, const P extends readonly Fields[]>(
  first: F,
  ...next: P
): Extended<Flat<ValuesOf<F> & PartsValue<P>>> {
  return extendedOf([first, ...next], true);
}

export function repeated<V>(element: Fixed<V> | Single<V>): Repeated<readonly V[]> {
  return { kind: 'repeated', element };
}

/** @throws {AsterixError} unless field and extension bit fill whole octets. */
export function repeatedFx<V>(field: Field<V>): RepeatedFx<readonly V[]> {
  mustBe((field.bits + 1) & 7, 0, 'repeatedFx');
  return { kind: 'repeatedFx', size: (field.bits + 1) / 8, fields: { value: field }, bare: true };
}

/** As `repeatedFx`, for elements of several fields. */
export function repeatedFxGroup<const F extends Fields>(fields: F): RepeatedFx<readonly Flat<ValuesOf<F>>[]> {
  mustBe((bitsOf(fields) + 1) & 7, 0, 'repeatedFxGroup');
  return { kind: 'repeatedFx', size: (bitsOf(fields) + 1) / 8, fields, bare: false };
}

export function compound<const I extends Readonly<Record<string, Layout>>>(
  items: I,
): Compound<CompoundValue<I>> {
  return { kind: 'compound', presenceSize: undefined, items };
}

/** A presence bit no item belongs to yet. */
export const gap: Explicit<never> = { kind: 'explicit', content: undefined };

/** Expansion field whose first octets are presence bits without extension. */
export function expansion<const I extends Readonly<Record<string, Layout>>>(
  presenceSize: number,
  items: I,
): Explicit<Flat<CompoundValue<I> & Unread>> {
  return { kind: 'explicit', content: { kind: 'compound', presenceSize, items } };
}

/** Length and content without further meaning here. */
export const explicit: Explicit<Unread> = { kind: 'explicit', content: undefined };
