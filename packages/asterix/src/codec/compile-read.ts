/** Generates the source of a record reader from a definition and compiles it. Same results as interpret-read.ts, by test. */
import type { Category, Uap } from '../definition/category.ts';
import type { Field } from '../definition/field.ts';
import { gap } from '../definition/layout.ts';
import type { Compound, Extended, Fields, Layout } from '../definition/layout.ts';
import type { RecordReader } from './interpret-read.ts';
import { badLength, cut, emptyRecord, tooLong, unknownItem, unread } from './issue.ts';
import { scalingOf } from './scale.ts';
import { bitsExpression, number, octetsAt, text } from './source.ts';
import type { OctetAt } from './source.ts';
import { OCTAL_4, readAscii, readCallsign8, readOctets } from './text.ts';

/** What generated readers call. */
const HELPERS = {
  cut,
  tooLong,
  unknownItem,
  badLength,
  emptyRecord,
  unread,
  OCTAL_4,
  readAscii,
  readCallsign8,
  readOctets,
};

function numberExpression(field: Field, octet: OctetAt, bit: number): string {
  const raw = bitsExpression(octet, bit, field.bits, field.kind === 'int');
  const { multiply, divide } = scalingOf(field);
  if (divide !== 1) return `(${raw}) / ${number(divide)}`;
  return multiply === 1 ? raw : `(${raw}) * ${number(multiply)}`;
}

/** Octets up to this many are written out as a literal; more go through a loop. */
const LITERAL_OCTETS_MAX = 16;

/** Expression for a field; `values` holds the expressions of the fields before it in the group. */
export function fieldExpression(
  field: Field,
  p: string,
  bit: number,
  values: ReadonlyMap<string, string>,
  octet: OctetAt = octetsAt(p),
): string {
  const at = bit >> 3;
  switch (field.kind) {
    case 'uint':
    case 'int':
    case 'choice':
      return numberExpression(field, octet, bit);
    case 'spare':
      return bitsExpression(octet, bit, field.bits);
    case 'flag':
      return `(${octet(at)} & ${0x80 >> (bit & 7)}) !== 0`;
    case 'octal': {
      const code = bitsExpression(octet, bit, field.bits);
      return field.bits === 12
        ? `OCTAL_4[${code}]`
        : `(${code}).toString(8).padStart(${field.bits / 3}, '0')`;
    }
    case 'callsign':
      return `readCallsign8(b, ${p} + ${at})`;
    case 'ascii':
      return `readAscii(b, ${p} + ${at}, ${field.bits >> 3})`;
    case 'octets': {
      const count = field.bits >> 3;
      if (count > LITERAL_OCTETS_MAX) return `readOctets(b, ${p} + ${at}, ${count})`;
      return `[${Array.from({ length: count }, (_, i) => octet(at + i)).join(', ')}]`;
    }
    case 'cases': {
      const by = values.get(field.by!)!;
      const alternatives = Object.entries(field.cases!).map(
        ([code, chosen]) => `+(${by}) === ${code} ? ${numberExpression(chosen, octet, bit)} : `,
      );
      return `(${alternatives.join('')}${bitsExpression(octet, bit, field.bits)})`;
    }
  }
}

/** What reads a group: statements that name its octets, the properties, statements for spare bits that are not zero. */
interface Group {
  readonly octets: string;
  readonly literal: Property[];
  readonly spares: string;
}

/**
 * Reads each octet once, into `q` and its distance from `p`: flags share octets, and until the engine has optimised
 * the code, an octet costs as much as all the rest of a flag.
 */
function group(fields: Fields, offset = 0): Group {
  const used = new Set<number>();
  const octet = (k: number): string => {
    used.add(offset + k);
    return `q${offset + k}`;
  };
  const literal: Property[] = [];
  let spares = '';
  const values = new Map<string, string>();
  let bit = 0;
  for (const [name, field] of Object.entries(fields)) {
    const value = fieldExpression(field, offset === 0 ? 'p' : `p + ${offset}`, bit, values, octet);
    if (field.kind === 'spare') {
      spares += `if ((${value}) !== 0) v.${name} = ${value}; `;
    } else {
      literal.push([name, value]);
      values.set(name, value);
    }
    bit += field.bits;
  }
  const read = octetsAt('p');
  const octets = Array.from(used, (k) => `const q${k} = ${read(k)}; `).join('');
  return { octets, literal, spares };
}

type Property = readonly [name: string, value: string];

/** Collects generated functions; equal bodies share one. */
function createLibrary() {
  const names = new Map<string, string>();
  const shapes = new Map<string, string>();
  return {
    /**
     * Expression for an object with these properties. Constructors that share Object's prototype make plain objects
     * whose shape the engine settles once; the object literals of V8 13 lose their optimised code again and again
     * when a property is now a whole number and now a fraction (measured: a third of the speed).
     */
    object(properties: readonly Property[]): string {
      const parameters = properties.map((_, i) => `a${i}`).join(', ');
      const sets = properties.map(([name], i) => `this.${name} = a${i};`).join(' ');
      const source = `(${parameters}) { ${sets} }`;
      const shape = shapes.get(source) ?? `K${shapes.size}`;
      shapes.set(source, shape);
      return `new ${shape}(${properties.map(([, value]) => value).join(', ')})`;
    },
    /** Expression for an object with these properties, all undefined: most members of a wide one are absent. */
    empty(names: readonly string[]): string {
      const source = `() { ${names.map((name) => `this.${name} = undefined;`).join(' ')} }`;
      const shape = shapes.get(source) ?? `K${shapes.size}`;
      shapes.set(source, shape);
      return `new ${shape}()`;
    },
    add(parameters: string, body: string): string {
      const source = `(${parameters}) { ${body} }`;
      const known = names.get(source);
      if (known !== undefined) return known;
      const name = `f${names.size}`;
      names.set(source, name);
      return name;
    },
    source: (): string =>
      [
        ...[...shapes].map(
          ([source, name]) => `function ${name}${source} ${name}.prototype = Object.prototype;`,
        ),
        ...[...names].map(([source, name]) => `function ${name}${source}`),
      ].join('\n'),
  };
}
type Library = ReturnType<typeof createLibrary>;

/** Expression for the value of a layout of known size at `p`, all its octets being there. */
function fixedExpression(layout: Layout & { kind: 'fixed' | 'single' }, p: string, library: Library): string {
  if (layout.kind === 'single') return fieldExpression(layout.field, p, 0, new Map());
  const { octets, literal, spares } = group(layout.fields);
  const value = library.object(literal);
  const body =
    spares === '' ? `${octets}return ${value};` : `${octets}const v = ${value}; ${spares}return v;`;
  return `${library.add('b, p', body)}(b, ${p})`;
}

function extendedBody(layout: Extended, library: Library): string {
  const out: string[] = [];
  const literal: Property[] = [];
  let spares = '';
  let offset = 0;
  for (const [index, part] of layout.parts.entries()) {
    out.push(
      `if (p + ${offset + part.size} > end) return cut(s, p + ${offset}, ${part.size}, end - p - ${offset}, item);`,
    );
    const read = group(part.fields, offset);
    out.push(read.octets);
    // Each value is written once and named: every number of parts makes an object of its own.
    for (const [name, value] of read.literal) {
      out.push(`const x${literal.length} = ${value};`);
      literal.push([name, `x${literal.length}`]);
    }
    spares += read.spares;
    offset += part.size;
    const done = `s.at = p + ${offset}; const v = ${library.object(literal)}; ${spares} return v;`;
    if (layout.closed && index === layout.parts.length - 1) {
      out.push(done);
      return out.join('\n');
    }
    out.push(`if ((b[p + ${offset - 1}] & 1) === 0) { ${done} }`);
  }
  out.push(
    `const v = ${library.object(literal)}; ${spares} const more = []; p += ${offset};`,
    'do { if (p >= end) return cut(s, p, 1, 0, item); more.push(b[p]); p += 1; } while ((b[p - 1] & 1) === 1);',
    's.at = p; v.more = more; return v;',
  );
  return out.join('\n');
}

/** Statements that read presence octets into `m0`, `m1` … and move `p` behind them. */
function presence(count: number, fixedSize: boolean, item: string): string {
  const names = Array.from({ length: count }, (_, i) => `m${i}`);
  const read = (i: number): string => `if (p >= end) return cut(s, p, 1, 0, ${item}); m${i} = b[p]; p += 1;`;
  let out = `let ${names.map((name) => `${name} = 0`).join(', ')};\n`;
  if (fixedSize) return out + names.map((_, i) => read(i)).join('\n');
  for (let i = 0; i < count; i++) {
    out += i === 0 ? read(0) : ` if ((m${i - 1} & 1) === 1) { ${read(i)}`;
  }
  return `${out} if ((m${count - 1} & 1) === 1) return tooLong(s, p, ${item});${' }'.repeat(count - 1)}\n`;
}

/** Statement for one announced item: sets its variable and moves `p`, or returns. */
function memberStatement(variable: string, layout: Layout, path: string, library: Library): string {
  if (layout.kind === 'fixed' || layout.kind === 'single') {
    return `if (p + ${layout.size} > end) return cut(s, p, ${layout.size}, end - p, ${text(path)});
${variable} = ${fixedExpression(layout, 'p', library)}; p += ${layout.size};`;
  }
  return `${variable} = ${variableReader(layout, library, path)}(b, p, end, s); if (${variable} === undefined) return; p = s.at;`;
}

interface Announced {
  readonly name: string;
  /** Statement that sets a variable to the item and moves `p`, or returns. */
  readonly read: (variable: string) => string;
}

/**
 * Statements that read what the presence bits `m0`, `m1` … announce and return it as one object. Items wait in
 * variables and the object is made last, when all of it is known: set one by one, each would be stored twice, and
 * with the collector's write barrier.
 */
function announced(
  octetCount: number,
  perOctet: number,
  library: Library,
  item: string,
  memberOf: (bit: number) => Announced | undefined,
): string {
  const names: string[] = [];
  let out = '';
  for (let index = 0; index < octetCount; index++) {
    let tests = '';
    for (let place = 0; place < perOctet; place++) {
      const bit = index * perOctet + place;
      const member = memberOf(bit);
      let statement = `return unknownItem(s, p, ${bit + 1}, ${item});`;
      if (member !== undefined) {
        names.push(member.name);
        statement = `{ ${member.read(`o.${member.name}`)} }`;
      }
      tests += `if ((m${index} & ${0x80 >> place}) !== 0) ${statement}\n`;
    }
    // An octet without items is passed over at once: wide compounds are mostly empty.
    out += `if (m${index} > ${perOctet === 7 ? 1 : 0}) {\n${tests}}\n`;
  }
  return `const o = ${library.empty(names)};\n${out}s.at = p; return o;`;
}

function compoundBody(layout: Compound, library: Library, path: string): string {
  const members = Object.entries(layout.items);
  const fixedSize = layout.presenceSize !== undefined;
  const perOctet = fixedSize ? 8 : 7;
  const octetCount = layout.presenceSize ?? Math.ceil(members.length / 7);
  return (
    presence(octetCount, fixedSize, 'item') +
    announced(octetCount, perOctet, library, 'item', (bit) => {
      const member = members[bit];
      if (member === undefined || member[1] === gap) return undefined;
      const [name, content] = member;
      return { name, read: (variable) => memberStatement(variable, content, `${path}.${name}`, library) };
    })
  );
}

/** Name of the function that reads a layout whose size shows only on reading. */
function variableReader(layout: Layout, library: Library, path: string): string {
  // The path is a constant of each function: made at run time it would cost a string for every value read.
  const add = (source: string): string =>
    library.add('b, p, end, s', `const item = ${text(path)};\n${source}`);
  switch (layout.kind) {
    case 'fixed':
    case 'single':
      return add(
        `if (p + ${layout.size} > end) return cut(s, p, ${layout.size}, end - p, item); s.at = p + ${layout.size}; return ${fixedExpression(layout, 'p', library)};`,
      );
    case 'extended':
      return add(extendedBody(layout, library));
    case 'repeated': {
      const { size } = layout.element;
      return add(`if (p >= end) return cut(s, p, 1, 0, item);
const count = b[p], size = count * ${size}; p += 1;
if (p + size > end) return cut(s, p, size, end - p, item);
const values = new Array(count);
for (let i = 0; i < count; i++) { values[i] = ${fixedExpression(layout.element, 'p', library)}; p += ${size}; }
s.at = p; return values;`);
    }
    case 'repeatedFx': {
      const { octets, literal, spares } = group(layout.fields);
      const value = layout.bare ? literal[0]![1] : library.object(literal);
      return add(`const values = [];
do {
if (p + ${layout.size} > end) return cut(s, p, ${layout.size}, end - p, item);
${octets}const v = ${value}; ${spares}values.push(v); p += ${layout.size};
} while ((b[p - 1] & 1) === 1);
s.at = p; return values;`);
    }
    case 'compound':
      return add(compoundBody(layout, library, path));
    case 'explicit': {
      const content =
        layout.content === undefined ? undefined : variableReader(layout.content, library, path);
      const known =
        content === undefined
          ? ''
          : `const v = ${content}(b, p + 1, p + length, s);
if (v !== undefined && s.at === p + length) return v;
unread(s, p, item);`;
      return add(`if (p >= end) return cut(s, p, 1, 0, item);
const length = b[p];
if (length === 0) return badLength(s, p, length, item);
if (p + length > end) return cut(s, p, length, end - p, item);
${known}
s.at = p + length; return ${library.object([['octets', 'readOctets(b, p + 1, length - 1)']])};`);
    }
  }
}

function randomReader(category: Category, uap: Uap, library: Library): string {
  const cases = uap.flatMap((key, index) =>
    key === '' || key === 'rfs'
      ? []
      : [
          `case ${index + 1}: item = ${text(key)}; value = ${variableReader(category.items[key]!, library, `rfs.${key}`)}(b, p, end, s); break;`,
        ],
  );
  return library.add(
    'b, p, end, s',
    `if (p >= end) return cut(s, p, 1, 0, 'rfs');
const count = b[p], fields = []; p += 1;
for (let i = 0; i < count; i++) {
if (p >= end) return cut(s, p, 1, 0, 'rfs');
const frn = b[p]; p += 1; let item, value;
switch (frn) { ${cases.join('\n')} default: return unknownItem(s, p - 1, frn, 'rfs'); }
if (value === undefined) return; fields.push({ item, value }); p = s.at; }
s.at = p; return fields;`,
  );
}

function recordBody(category: Category, uap: Uap, library: Library): string {
  const octetCount = Math.ceil(uap.length / 7);
  const masks = Array.from({ length: octetCount }, (_, i) => `m${i}`).join(' | ');
  return `let p = start;
${presence(octetCount, false, "'fspec'")}
if (((${masks}) & 254) === 0) return emptyRecord(s, start);
${announced(octetCount, 7, library, "'fspec'", (bit) => {
  const key = uap[bit];
  if (key === undefined || key === '') return undefined;
  return {
    name: key,
    read: (variable) =>
      key === 'rfs'
        ? `${variable} = ${randomReader(category, uap, library)}(b, p, end, s); if (${variable} === undefined) return; p = s.at;`
        : memberStatement(variable, category.items[key]!, key, library),
  };
})}`;
}

/** Source of a module function that returns the reader of one profile. */
function readerSource(category: Category, uap: Uap): string {
  const library = createLibrary();
  const body = recordBody(category, uap, library);
  return `'use strict';\n${library.source()}\nreturn function readRecord(b, start, end, s) {\n${body}\n};`;
}

/** Compiles a function whose body is `source`, with these names in scope. @throws {EvalError} where code generation is forbidden. */
export function compile(source: string, scope: Readonly<Record<string, unknown>>): unknown {
  // oxlint-disable-next-line no-new-func, no-implied-eval -- the source is made from checked definitions, never from input
  return new Function(...Object.keys(scope), source)(...Object.values(scope)) as unknown;
}

/** @throws {EvalError} where code generation is forbidden. */
export function compiledReader(category: Category, uap: Uap): RecordReader {
  return compile(readerSource(category, uap), HELPERS) as RecordReader;
}
