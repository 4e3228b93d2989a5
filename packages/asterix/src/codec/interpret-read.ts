/** Reads records by walking the definition: the reference for the compiled readers, and their stand-in where code generation is forbidden. */
import { uapChoiceOf, uapsOf } from '../definition/category.ts';
import type { Category, Items, RandomField, Uap } from '../definition/category.ts';
import type { Field } from '../definition/field.ts';
import { gap } from '../definition/layout.ts';
import type { Compound, Explicit, Extended, Fields, Layout, RepeatedFx } from '../definition/layout.ts';
import { badLength, cut, emptyRecord, tooLong, unknownItem, unknownProfile, unread } from './issue.ts';
import type { ReadState } from './issue.ts';
import { scaled, scalingOf } from './scale.ts';
import { OCTAL_4, readAscii, readCallsign8, readOctets } from './text.ts';

/** Reads one record from `start`; `end` is the end of its block. Items, or undefined with `state.fault`. */
export type RecordReader = (
  bytes: Uint8Array,
  start: number,
  end: number,
  state: ReadState,
) => Record<string, unknown> | undefined;

/** Unsigned number of up to 53 bits that begins `bit` bits after octet `at`. */
export function readBits(bytes: Uint8Array, at: number, bit: number, count: number): number {
  let value = 0;
  let position = at * 8 + bit;
  for (let left = count; left > 0;) {
    const free = 8 - (position & 7);
    const take = Math.min(free, left);
    const chunk = (bytes[position >> 3]! >> (free - take)) & ((1 << take) - 1);
    value = value * 2 ** take + chunk;
    position += take;
    left -= take;
  }
  return value;
}

function readNumber(field: Field, raw: number): number {
  const signed = field.kind === 'int' && raw >= 2 ** (field.bits - 1) ? raw - 2 ** field.bits : raw;
  return scaled(signed, scalingOf(field));
}

function readField(field: Field, bytes: Uint8Array, at: number, bit: number, group: Record<string, unknown>) {
  switch (field.kind) {
    case 'uint':
    case 'int':
    case 'choice':
      return readNumber(field, readBits(bytes, at, bit, field.bits));
    case 'spare':
      return readBits(bytes, at, bit, field.bits) || undefined;
    case 'flag':
      return readBits(bytes, at, bit, 1) === 1;
    case 'octal': {
      const code = readBits(bytes, at, bit, field.bits);
      return field.bits === 12 ? OCTAL_4[code] : code.toString(8).padStart(field.bits / 3, '0');
    }
    case 'callsign':
      return readCallsign8(bytes, at + (bit >> 3));
    case 'ascii':
      return readAscii(bytes, at + (bit >> 3), field.bits >> 3);
    case 'octets':
      return readOctets(bytes, at + (bit >> 3), field.bits >> 3);
    case 'cases': {
      const chosen = field.cases?.[Number(group[field.by!])];
      const raw = readBits(bytes, at, bit, field.bits);
      return chosen === undefined ? raw : readNumber(chosen, raw);
    }
  }
}

function readFields(fields: Fields, bytes: Uint8Array, at: number, into: Record<string, unknown>): void {
  let bit = 0;
  for (const [name, field] of Object.entries(fields)) {
    const value = readField(field, bytes, at, bit, into);
    if (value !== undefined) into[name] = value;
    bit += field.bits;
  }
}

function readExtended(
  layout: Extended,
  bytes: Uint8Array,
  p: number,
  end: number,
  state: ReadState,
  item: string,
) {
  const value: Record<string, unknown> = {};
  for (const [index, part] of layout.parts.entries()) {
    if (p + part.size > end) return cut(state, p, part.size, end - p, item);
    readFields(part.fields, bytes, p, value);
    p += part.size;
    state.at = p;
    const last = index === layout.parts.length - 1;
    if ((last && layout.closed) || (bytes[p - 1]! & 1) === 0) return value;
  }
  const more: number[] = [];
  do {
    if (p >= end) return cut(state, p, 1, 0, item);
    more.push(bytes[p]!);
  } while ((bytes[p++]! & 1) === 1);
  state.at = p;
  value['more'] = more;
  return value;
}

function readRepeatedFx(
  layout: RepeatedFx,
  bytes: Uint8Array,
  p: number,
  end: number,
  state: ReadState,
  item: string,
) {
  const values: unknown[] = [];
  do {
    if (p + layout.size > end) return cut(state, p, layout.size, end - p, item);
    const value: Record<string, unknown> = {};
    readFields(layout.fields, bytes, p, value);
    values.push(layout.bare ? value['value'] : value);
    p += layout.size;
  } while ((bytes[p - 1]! & 1) === 1);
  state.at = p;
  return values;
}

function readCompound(
  layout: Compound,
  bytes: Uint8Array,
  p: number,
  end: number,
  state: ReadState,
  item: string,
) {
  const members = Object.entries(layout.items);
  const { presenceSize } = layout;
  const perOctet = presenceSize === undefined ? 7 : 8;
  const octetsMax = presenceSize ?? Math.ceil(members.length / 7);
  const presence = p;
  for (let count = 1; ; count++) {
    if (p >= end) return cut(state, p, 1, 0, item);
    const octet = bytes[p++]!;
    if (presenceSize === undefined ? (octet & 1) === 0 : count === presenceSize) break;
    if (count === octetsMax) return tooLong(state, p, item);
  }
  const presenceEnd = p;
  const value: Record<string, unknown> = {};
  for (let bit = 0; bit < (presenceEnd - presence) * perOctet; bit++) {
    if ((bytes[presence + Math.floor(bit / perOctet)]! & (0x80 >> (bit % perOctet))) === 0) continue;
    const member = members[bit];
    if (member === undefined || member[1] === gap) return unknownItem(state, p, bit + 1, item);
    const content = readLayout(member[1], bytes, p, end, state, `${item}.${member[0]}`);
    if (content === undefined) return undefined;
    value[member[0]] = content;
    p = state.at;
  }
  state.at = p;
  return value;
}

function readExplicit(
  layout: Explicit,
  bytes: Uint8Array,
  p: number,
  end: number,
  state: ReadState,
  item: string,
) {
  if (p >= end) return cut(state, p, 1, 0, item);
  const length = bytes[p]!;
  if (length === 0) return badLength(state, p, length, item);
  const contentEnd = p + length;
  if (contentEnd > end) return cut(state, p, length, end - p, item);
  if (layout.content !== undefined) {
    const value = readCompound(layout.content, bytes, p + 1, contentEnd, state, item);
    if (value !== undefined && state.at === contentEnd) return value;
    unread(state, p, item);
  }
  state.at = contentEnd;
  return { octets: readOctets(bytes, p + 1, length - 1) };
}

/** The value of an item, or undefined with `state.fault`; `state.at` is the octet after it. */
export function readLayout(
  layout: Layout,
  bytes: Uint8Array,
  p: number,
  end: number,
  state: ReadState,
  item: string,
): unknown {
  switch (layout.kind) {
    case 'fixed': {
      if (p + layout.size > end) return cut(state, p, layout.size, end - p, item);
      const value: Record<string, unknown> = {};
      readFields(layout.fields, bytes, p, value);
      state.at = p + layout.size;
      return value;
    }
    case 'single':
      if (p + layout.size > end) return cut(state, p, layout.size, end - p, item);
      state.at = p + layout.size;
      return readField(layout.field, bytes, p, 0, {});
    case 'extended':
      return readExtended(layout, bytes, p, end, state, item);
    case 'repeated': {
      if (p >= end) return cut(state, p, 1, 0, item);
      const count = bytes[p]!;
      const size = count * layout.element.size;
      if (p + 1 + size > end) return cut(state, p + 1, size, end - p - 1, item);
      const values: unknown[] = [];
      for (let at = p + 1; at < p + 1 + size; at += layout.element.size)
        values.push(readLayout(layout.element, bytes, at, end, state, item));
      state.at = p + 1 + size;
      return values;
    }
    case 'repeatedFx':
      return readRepeatedFx(layout, bytes, p, end, state, item);
    case 'compound':
      return readCompound(layout, bytes, p, end, state, item);
    case 'explicit':
      return readExplicit(layout, bytes, p, end, state, item);
  }
}

function readRandom(items: Items, uap: Uap, bytes: Uint8Array, p: number, end: number, state: ReadState) {
  if (p >= end) return cut(state, p, 1, 0, 'rfs');
  const count = bytes[p++]!;
  const fields: RandomField[] = [];
  for (let i = 0; i < count; i++) {
    if (p >= end) return cut(state, p, 1, 0, 'rfs');
    const frn = bytes[p++]!;
    const item = uap[frn - 1];
    if (item === undefined || item === '' || item === 'rfs') return unknownItem(state, p - 1, frn, 'rfs');
    const value = readLayout(items[item]!, bytes, p, end, state, `rfs.${item}`);
    if (value === undefined) return undefined;
    fields.push({ item, value });
    p = state.at;
  }
  state.at = p;
  return fields;
}

/** Presence octets of a record: where they end, or -1 with `state.fault`. */
function presenceEndOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  octetsMax: number,
  state: ReadState,
): number {
  let p = start;
  for (;;) {
    if (p >= end) {
      cut(state, p, 1, 0, 'fspec');
      return -1;
    }
    if ((bytes[p++]! & 1) === 0) return p;
    if (p - start === octetsMax) {
      tooLong(state, p, 'fspec');
      return -1;
    }
  }
}

/** Reader for one profile. */
export function interpretedReader(category: Category, uap: Uap): RecordReader {
  const { items } = category;
  const octetsMax = Math.ceil(uap.length / 7);
  return (bytes, start, end, state) => {
    let p = presenceEndOf(bytes, start, end, octetsMax, state);
    if (p < 0) return undefined;
    const presenceEnd = p;
    const record: Record<string, unknown> = {};
    let empty = true;
    for (let bit = 0; bit < (presenceEnd - start) * 7; bit++) {
      if ((bytes[start + Math.floor(bit / 7)]! & (0x80 >> (bit % 7))) === 0) continue;
      empty = false;
      const key = uap[bit];
      if (key === undefined || key === '') return unknownItem(state, p, bit + 1, 'fspec');
      const value =
        key === 'rfs'
          ? readRandom(items, uap, bytes, p, end, state)
          : readLayout(items[key]!, bytes, p, end, state, key);
      if (value === undefined) return undefined;
      record[key] = value;
      p = state.at;
    }
    if (empty) return emptyRecord(state, start);
    state.at = p;
    return record;
  };
}

/**
 * Chooses among profiles by the code at the start of one item. The items before it are the same in all profiles,
 * so its place is known before the profile is.
 */
export function withProfiles(category: Category, readerOf: (uap: Uap) => RecordReader): RecordReader {
  const choice = uapChoiceOf(category);
  const [first] = uapsOf(category);
  if (choice === undefined) return readerOf(first!);
  const readers = new Map(Object.entries(choice.uaps).map(([code, uap]) => [Number(code), readerOf(uap)]));
  const bit = choice.uaps[0]!.indexOf(choice.item);
  const probe: ReadState = { at: 0, fault: undefined, unread: [] };
  return (bytes, start, end, state) => {
    let code = 0;
    const presenceEnd = presenceEndOf(bytes, start, end, 36, probe);
    if (presenceEnd >= 0 && (bytes[start]! & (0x80 >> bit)) !== 0) {
      let p = presenceEnd;
      for (let before = 0; before < bit; before++) {
        if ((bytes[start]! & (0x80 >> before)) === 0) continue;
        const key = choice.uaps[0]![before]!;
        if (readLayout(category.items[key]!, bytes, p, end, probe, key) === undefined) break;
        p = probe.at;
      }
      if (p < end) code = readBits(bytes, p, 0, choice.bits);
    }
    const reader = readers.get(code);
    return reader === undefined
      ? unknownProfile(state, start, code, choice.item)
      : reader(bytes, start, end, state);
  };
}
