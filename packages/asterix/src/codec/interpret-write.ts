/** Writes records by walking the definition: the reference for the compiled writers. */
import { uapChoiceOf, uapsOf } from '../definition/category.ts';
import type { Category, Uap } from '../definition/category.ts';
import type { Field } from '../definition/field.ts';
import { gap } from '../definition/layout.ts';
import type { Compound, Explicit, Extended, Fields, Layout } from '../definition/layout.ts';
import { AsterixError } from '../errors.ts';
import { readBits } from './interpret-read.ts';
import { rawRange, scalingOf, unscaled } from './scale.ts';
import { octalCode, writeAscii, writeCallsign, writeOctets } from './text.ts';

/**
 * Writes one record at `p` and returns the octet after it. Writing past the end of `bytes` is harmless and left to
 * the caller to see. @throws {AsterixError} `ASTERIX_ERR_VALUE` for what the item cannot carry.
 */
export type RecordWriter = (items: Record<string, unknown>, bytes: Uint8Array, p: number) => number;

/** Items and what they hold are checked field by field, so the types here say only that there are properties. */
type Bag = Record<string, unknown>;

export function refuse(item: string, name: string, value: unknown, why: string): never {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  const where = name === '' ? item : `${item}.${name}`;
  throw new AsterixError('ASTERIX_ERR_VALUE', `${where}: ${value === undefined ? 'missing' : shown}: ${why}`);
}

function writeBits(bytes: Uint8Array, at: number, bit: number, count: number, value: number): void {
  let position = at * 8 + bit + count - 1;
  let rest = value;
  for (let left = count; left > 0;) {
    const index = position >> 3;
    const place = 7 - (position & 7);
    const take = Math.min(8 - place, left);
    const chunk = rest % 2 ** take;
    const mask = ((1 << take) - 1) << place;
    bytes[index] = (bytes[index]! & ~mask) | (chunk << place);
    rest = Math.floor(rest / 2 ** take);
    position -= take;
    left -= take;
  }
}

function rawOf(field: Field, value: unknown, group: Bag, item: string, name: string): number {
  if (field.kind === 'flag') {
    if (typeof value !== 'boolean') refuse(item, name, value, 'must be true or false');
    return value ? 1 : 0;
  }
  if (field.kind === 'octal') {
    const code = octalCode(value, field.bits / 3);
    return code < 0 ? refuse(item, name, value, `must be ${field.bits / 3} octal digits`) : code;
  }
  if (field.kind === 'spare' && value === undefined) return 0;
  const scale = field.kind === 'cases' ? (field.cases?.[Number(group[field.by!])] ?? field) : field;
  const { min, max } = rawRange(scale);
  if (typeof value !== 'number') refuse(item, name, value, 'must be a number');
  const scaling = scalingOf(scale);
  const raw = unscaled(value, scaling);
  const exact = scaling.multiply !== 1 || scaling.divide !== 1 || raw === value;
  // Written so that NaN is refused too.
  if (raw >= min && raw <= max && exact) return raw < 0 ? raw + 2 ** field.bits : raw;
  return refuse(item, name, value, exact ? `does not fit ${field.bits} bits` : 'must be a whole number');
}

function writeField(
  field: Field,
  value: unknown,
  group: Bag,
  bytes: Uint8Array,
  at: number,
  bit: number,
  item: string,
  name: string,
) {
  const p = at + (bit >> 3);
  const count = field.bits >> 3;
  switch (field.kind) {
    case 'callsign':
      if (!writeCallsign(value, field.bits / 6, bytes, p))
        refuse(item, name, value, 'must be 8 six-bit characters at most, without trailing space');
      return;
    case 'ascii':
      if (!writeAscii(value, count, bytes, p))
        refuse(item, name, value, `must be ${count} characters at most, without trailing space`);
      return;
    case 'octets':
      if (!writeOctets(value, count, bytes, p)) refuse(item, name, value, `must be ${count} octets`);
      return;
    default:
      writeBits(bytes, at, bit, field.bits, rawOf(field, value, group, item, name));
  }
}

function writeFields(
  fields: Fields,
  value: unknown,
  size: number,
  bytes: Uint8Array,
  at: number,
  item: string,
): void {
  if (typeof value !== 'object' || value === null) refuse(item, '', value, 'must be an object');
  const group = value as Bag;
  bytes.fill(0, at, at + size);
  let bit = 0;
  for (const [name, field] of Object.entries(fields)) {
    writeField(field, group[name], group, bytes, at, bit, item, name);
    bit += field.bits;
  }
}

const isMissing = (fields: Fields, value: Bag): boolean =>
  Object.keys(fields).every((name) => value[name] === undefined);

function writeExtended(layout: Extended, value: unknown, bytes: Uint8Array, p: number, item: string): number {
  if (typeof value !== 'object' || value === null) refuse(item, '', value, 'must be an object');
  const bag = value as Bag;
  const more = bag['more'];
  let last = layout.parts.length - 1;
  if (more === undefined) while (last > 0 && isMissing(layout.parts[last]!.fields, bag)) last--;
  for (let i = 0; i <= last; i++) {
    const part = layout.parts[i]!;
    writeFields(part.fields, bag, part.size, bytes, p, item);
    p += part.size;
    if (i < last || more !== undefined) bytes[p - 1]! |= 1;
  }
  if (more === undefined) return p;
  return writeMore(more, bytes, p, item);
}

/** Octets of unknown extensions: all but the last say that another follows. */
export function writeMore(more: unknown, bytes: Uint8Array, p: number, item: string): number {
  if (!Array.isArray(more) || more.length === 0 || !writeOctets(more, more.length, bytes, p))
    return refuse(item, 'more', more, 'must be octets');
  const fits = more.every((octet: number, i) => (octet & 1) === (i < more.length - 1 ? 1 : 0));
  return fits
    ? p + more.length
    : refuse(item, 'more', more, 'all but the last must have their extension bit set');
}

function writeCompound(layout: Compound, value: unknown, bytes: Uint8Array, p: number, item: string): number {
  if (typeof value !== 'object' || value === null) refuse(item, '', value, 'must be an object');
  const bag = value as Bag;
  const members = Object.entries(layout.items);
  const perOctet = layout.presenceSize === undefined ? 7 : 8;
  const lastBit = members.findLastIndex(([name]) => bag[name] !== undefined);
  const presenceSize = layout.presenceSize ?? Math.max(1, Math.ceil((lastBit + 1) / 7));
  const presence = p;
  bytes.fill(0, p, p + presenceSize);
  p += presenceSize;
  for (const [bit, [name, member]] of members.entries()) {
    if (member === gap || bag[name] === undefined) continue;
    bytes[presence + Math.floor(bit / perOctet)]! |= 0x80 >> (bit % perOctet);
    p = writeLayout(member, bag[name], bytes, p, `${item}.${name}`);
  }
  if (layout.presenceSize === undefined) for (let i = 0; i < presenceSize - 1; i++) bytes[presence + i]! |= 1;
  return p;
}

function writeExplicit(layout: Explicit, value: unknown, bytes: Uint8Array, p: number, item: string): number {
  if (typeof value !== 'object' || value === null) refuse(item, '', value, 'must be an object');
  const { octets } = value as Bag;
  let end: number;
  if (octets !== undefined || layout.content === undefined) {
    if (!Array.isArray(octets) || octets.length > 254 || !writeOctets(octets, octets.length, bytes, p + 1))
      return refuse(item, 'octets', octets, 'must be 254 octets at most');
    end = p + 1 + octets.length;
  } else {
    end = writeCompound(layout.content, value, bytes, p + 1, item);
  }
  if (end - p > 255) refuse(item, '', end - p, 'octets: more than a length octet can tell');
  bytes[p] = end - p;
  return end;
}

function writeLayout(layout: Layout, value: unknown, bytes: Uint8Array, p: number, item: string): number {
  switch (layout.kind) {
    case 'fixed':
      writeFields(layout.fields, value, layout.size, bytes, p, item);
      return p + layout.size;
    case 'single':
      writeField(layout.field, value, {}, bytes, p, 0, item, '');
      return p + layout.size;
    case 'extended':
      return writeExtended(layout, value, bytes, p, item);
    case 'repeated': {
      if (!Array.isArray(value) || value.length > 255)
        return refuse(item, '', value, 'must be an array of 255 elements at most');
      bytes[p++] = value.length;
      for (const element of value as unknown[]) p = writeLayout(layout.element, element, bytes, p, item);
      return p;
    }
    case 'repeatedFx': {
      if (!Array.isArray(value) || value.length === 0)
        return refuse(item, '', value, 'must be an array of at least one element');
      for (const element of value as unknown[]) {
        writeFields(layout.fields, layout.bare ? { value: element } : element, layout.size, bytes, p, item);
        p += layout.size;
        bytes[p - 1]! |= 1;
      }
      bytes[p - 1]! &= 0xfe;
      return p;
    }
    case 'compound':
      return writeCompound(layout, value, bytes, p, item);
    case 'explicit':
      return writeExplicit(layout, value, bytes, p, item);
  }
}

export function writeRandom(
  category: Category,
  uap: Uap,
  value: unknown,
  bytes: Uint8Array,
  p: number,
): number {
  if (!Array.isArray(value) || value.length > 255)
    return refuse('rfs', '', value, 'must be an array of 255 fields at most');
  bytes[p++] = value.length;
  for (const { item, value: content } of value as { item: string; value: unknown }[]) {
    const index = uap.indexOf(item);
    if (index < 0 || item === 'rfs' || item === '') refuse('rfs', 'item', item, 'is not in this profile');
    bytes[p] = index + 1;
    p = writeLayout(category.items[item]!, content, bytes, p + 1, `rfs.${item}`);
  }
  return p;
}

export function interpretedWriter(category: Category, uap: Uap): RecordWriter {
  const outside = Object.keys(category.items).filter((key) => !uap.includes(key));
  return (items, bytes, p) => {
    for (const key of outside)
      if (items[key] !== undefined) refuse(key, '', items[key], 'is not in this profile');
    const lastBit = uap.findLastIndex((key) => key !== '' && items[key] !== undefined);
    if (lastBit < 0) refuse('record', '', undefined, 'has no item');
    const presence = p;
    const presenceSize = Math.ceil((lastBit + 1) / 7);
    bytes.fill(0, p, p + presenceSize);
    p += presenceSize;
    for (const [bit, key] of uap.entries()) {
      if (key === '' || items[key] === undefined) continue;
      bytes[presence + Math.floor(bit / 7)]! |= 0x80 >> (bit % 7);
      p =
        key === 'rfs'
          ? writeRandom(category, uap, items[key], bytes, p)
          : writeLayout(category.items[key]!, items[key], bytes, p, key);
    }
    for (let i = 0; i < presenceSize - 1; i++) bytes[presence + i]! |= 1;
    return p;
  };
}

/** Chooses among profiles as {@link withProfiles} does on reading. */
export function writerWithProfiles(category: Category, writerOf: (uap: Uap) => RecordWriter): RecordWriter {
  const choice = uapChoiceOf(category);
  const [first] = uapsOf(category);
  if (choice === undefined) return writerOf(first!);
  const writers = new Map(Object.entries(choice.uaps).map(([code, uap]) => [Number(code), writerOf(uap)]));
  const layout = category.items[choice.item]!;
  const scratch = new Uint8Array(64);
  return (items, bytes, p) => {
    let code = 0;
    if (items[choice.item] !== undefined) {
      writeLayout(layout, items[choice.item], scratch, 0, choice.item);
      code = readBits(scratch, 0, 0, choice.bits);
    }
    const writer = writers.get(code);
    return writer === undefined
      ? refuse(choice.item, '', code, 'chooses no profile')
      : writer(items, bytes, p);
  };
}
