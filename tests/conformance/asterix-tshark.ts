/** Runs tshark over datagrams and compares its value of every field with ours. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createDecoder, toHex } from '@commonsky/asterix';
import type { Category, Fields, Layout } from '@commonsky/asterix';
import { editions } from '@commonsky/asterix/all';

/** Leaf values of one record in wire order, by item: `'040'` → `[16, 90]`. */
export type Leaves = Map<string, { readonly name: string; readonly value: string }[]>;

/** The editions that Debian's tshark 4.0 dissects. */
const TSHARK_EDITIONS: Readonly<Record<number, string>> = {
  1: '1.4', 2: '1.1', 4: '1.12', 8: '1.3', 9: '2.1', 10: '1.1', 11: '1.3', 15: '1.1', 16: '1.0', 18: '1.7', 19: '1.3', 20: '1.10',
  21: '2.6', 23: '1.3', 25: '1.5', 32: '1.1', 34: '1.29', 48: '1.31', 62: '1.19', 63: '1.6', 65: '1.5', 240: '1.3', 247: '1.3',
}; // prettier-ignore

const tsharkEditions: readonly Category[] = editions.filter(
  ({ category, edition }) => TSHARK_EDITIONS[category] === edition,
);

/** Structure of tshark's output that is no value of a field. */
const NO_VALUE = /^asterix\.(?:category|length|message|fspec|FX|counter|re_field_len|spare)$/u;

function push(leaves: Leaves, item: string, name: string, value: string): void {
  const list = leaves.get(item);
  if (list === undefined) leaves.set(item, [{ name, value }]);
  else list.push({ name, value });
}

/** A record by where it is: number of the datagram, and offset in it. */
export interface Located {
  readonly datagram: number;
  readonly offset: number;
  readonly leaves: Leaves;
}

/** Ethernet, IPv4 and UDP headers before the payload. */
const PAYLOAD_AT = 42;

/** Records that tshark finds in a capture file, in order. */
async function* tsharkRecords(file: string): AsyncGenerator<Located> {
  const arguments_ = ['-r', file, '-d', 'udp.port==8600,asterix', '-T', 'pdml', '-J', 'asterix'];
  const process = spawn('tshark', arguments_, { stdio: ['ignore', 'pipe', 'ignore'] });
  let record: Located | undefined;
  let datagram = -1;
  for await (const line of createInterface({ input: process.stdout })) {
    if (line.startsWith('<packet>')) datagram++;
    const name = /<field name="(asterix\.\w+)"/u.exec(line)?.[1];
    if (name === undefined) {
      if (record !== undefined && line.includes('</packet>')) {
        yield record;
        record = undefined;
      }
      continue;
    }
    if (name === 'asterix.message') {
      if (record !== undefined) yield record;
      record = { datagram, offset: Number(/pos="(\d+)"/u.exec(line)![1]) - PAYLOAD_AT, leaves: new Map() };
      continue;
    }
    if (NO_VALUE.test(name) || !line.endsWith('/>')) continue;
    const item = /^asterix\.\d{3}_(\w+?)_/u.exec(name)?.[1];
    if (item === undefined) continue;
    push(record!.leaves, item, name, /show="([^"]*)"/u.exec(line)![1]!);
  }
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return Array.isArray(value) ? `0x${toHex(Uint8Array.from(value as number[]))}` : String(value);
}

function fieldLeaves(
  fields: Fields,
  value: Record<string, unknown>,
  item: string,
  path: string,
  leaves: Leaves,
): void {
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind === 'spare') continue;
    const one = value[name];
    const where = name === 'value' ? path : `${path}.${name}`;
    if (name === 'register' && typeof one === 'number') {
      push(leaves, item, where, String(one >> 4));
      push(leaves, item, where, String(one & 15));
    } else if (field.kind === 'octal') push(leaves, item, where, String(Number.parseInt(String(one), 8)));
    else push(leaves, item, where, shown(one));
  }
}

function layoutLeaves(layout: Layout, value: unknown, item: string, path: string, leaves: Leaves): void {
  const bag = value as Record<string, unknown>;
  switch (layout.kind) {
    case 'fixed':
      return fieldLeaves(layout.fields, bag, item, path, leaves);
    case 'single':
      return fieldLeaves({ value: layout.field }, { value }, item, path, leaves);
    case 'extended':
      for (const { fields } of layout.parts)
        if (Object.keys(fields).some((name) => bag[name] !== undefined))
          fieldLeaves(fields, bag, item, path, leaves);
      return undefined;
    case 'repeated':
      for (const element of value as unknown[]) layoutLeaves(layout.element, element, item, path, leaves);
      return undefined;
    case 'repeatedFx':
      for (const element of value as unknown[])
        fieldLeaves(
          layout.fields,
          layout.bare ? { value: element } : (element as Record<string, unknown>),
          item,
          path,
          leaves,
        );
      return undefined;
    case 'compound':
      for (const [name, member] of Object.entries(layout.items))
        if (bag[name] !== undefined) layoutLeaves(member, bag[name], item, `${path}.${name}`, leaves);
      return undefined;
    case 'explicit':
      if (layout.content !== undefined && bag['octets'] === undefined)
        layoutLeaves(layout.content, bag, item, path, leaves);
      else push(leaves, item, path, shown(bag['octets']));
      return undefined;
  }
}

/** Our records of a datagram, in tshark's terms. */
function ourRecords(): (bytes: Uint8Array, datagram: number) => (Located & { readonly category: number })[] {
  const decoder = createDecoder({ categories: tsharkEditions });
  const definitions = new Map(tsharkEditions.map((definition) => [definition.category, definition]));
  return (bytes, datagram) =>
    decoder.decode(bytes).records.map(({ category, offset, items }) => {
      const leaves: Leaves = new Map();
      for (const [key, value] of Object.entries(items)) {
        if (value === undefined) continue;
        const layout = definitions.get(category)!.items[key];
        if (layout !== undefined)
          layoutLeaves(layout, value, key.replace(/^i/u, '').toUpperCase(), key, leaves);
      }
      return { category, datagram, offset, leaves };
    });
}

const numeric = (text: string): number => (text === '' ? Number.NaN : Number(text));

/** Equal as text, as padded text, or as numbers to the 15 digits that tshark prints. */
function agree(ours: string, theirs: string): boolean {
  if (ours === theirs || ours === theirs.trimEnd()) return true;
  if (ours.startsWith('0x')) return theirs.replace(/^0x0*/u, '').toLowerCase() === ours.replace(/^0x0*/u, '');
  const [a, b] = [numeric(ours), numeric(theirs)];
  return Math.abs(a - b) <= 1e-13 * Math.max(Math.abs(a), Math.abs(b)) + 5e-13;
}

export interface Disagreement {
  /** `048 i090.flightLevel`, `062 i340: number of values`, `062 records only ours` … */
  readonly subject: string;
  count: number;
  readonly ours: string;
  readonly theirs: string;
}
export interface Comparison {
  readonly records: number;
  readonly values: number;
  readonly disagreements: ReadonlyMap<string, Disagreement>;
}

/** Compares every value of every record of these datagrams; `file` is the capture file that holds them. */
export async function compareWithTshark(datagrams: readonly Uint8Array[], file: string): Promise<Comparison> {
  const disagreements = new Map<string, Disagreement>();
  const note = (subject: string, ours: string, theirs: string): void => {
    const known = disagreements.get(subject);
    if (known === undefined) disagreements.set(subject, { subject, count: 1, ours, theirs });
    else known.count++;
  };
  const show = (list: { readonly name: string; readonly value: string }[]): string =>
    list
      .map(({ name, value }) => `${name}=${value}`)
      .join(' ')
      .slice(0, 300);
  const read = ourRecords();
  const waiting = new Map<string, ReturnType<typeof read>[number]>();
  let next = 0;
  let records = 0;
  let values = 0;
  const missed = (upTo: number): void => {
    for (const [key, record] of waiting) {
      if (record.datagram >= upTo) continue;
      note(`${String(record.category).padStart(3, '0')} record only ours`, key, '');
      waiting.delete(key);
    }
  };
  for await (const theirs of tsharkRecords(file)) {
    for (; next <= theirs.datagram; next++)
      for (const record of read(datagrams[next]!, next))
        waiting.set(`${record.datagram}:${record.offset}`, record);
    missed(theirs.datagram);
    const key = `${theirs.datagram}:${theirs.offset}`;
    const ours = waiting.get(key);
    const category = String(datagrams[theirs.datagram]![0]).padStart(3, '0');
    if (ours === undefined) {
      note(`${category} record only theirs`, '', key);
      continue;
    }
    waiting.delete(key);
    records++;
    for (const item of new Set([...ours.leaves.keys(), ...theirs.leaves.keys()])) {
      const a = ours.leaves.get(item) ?? [];
      const b = theirs.leaves.get(item) ?? [];
      if (a.length !== b.length) {
        note(`${category} ${item}: number of values`, show(a), show(b));
        continue;
      }
      values += a.length;
      for (const [i, { name, value }] of a.entries())
        if (!agree(value, b[i]!.value)) note(`${category} ${name}`, value, b[i]!.value);
    }
  }
  for (; next < datagrams.length; next++)
    for (const record of read(datagrams[next]!, next))
      waiting.set(`${record.datagram}:${record.offset}`, record);
  missed(Number.POSITIVE_INFINITY);
  return { records, values, disagreements };
}
