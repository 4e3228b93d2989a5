/** Generates the source of a record writer and compiles it. Same octets and refusals as interpret-write.ts, by test. */
import type { Category, Uap } from '../definition/category.ts';
import type { Field } from '../definition/field.ts';
import { gap } from '../definition/layout.ts';
import type { Compound, Extended, Fields, Layout } from '../definition/layout.ts';
import { compile } from './compile-read.ts';
import { refuse, writeMore, writeRandom } from './interpret-write.ts';
import type { RecordWriter } from './interpret-write.ts';
import { rawRange, scalingOf } from './scale.ts';
import { number, property, text } from './source.ts';
import { octalCode, writeAscii, writeCallsign, writeOctets } from './text.ts';

const HELPERS = { refuse, writeMore, writeRandom, octalCode, writeAscii, writeCallsign, writeOctets };

const member = (object: string, name: string): string =>
  /^[a-zA-Z_$][\w$]*$/u.test(name) ? `${object}.${name}` : `${object}[${text(name)}]`;

/** Statement that sets `r` to the raw number of `value`, or refuses. */
function numberStatement(field: Field, r: string, value: string, where: string): string {
  const { min, max } = rawRange(field);
  const { multiply, divide } = scalingOf(field);
  if (multiply === 1 && divide === 1) {
    // Bits of a whole number that do not fit, or no whole number at all: told apart only when refusing.
    const raw = max < 2 ** 31 ? `${value} | 0` : `Math.round(${value})`;
    return `${r} = ${raw}; if (${r} !== ${value} || ${r} < ${min} || ${r} > ${max}) refuseNumber(${where}, ${value}, ${min}, ${max}, ${field.bits});`;
  }
  // One conversion here instead of one for each octet it is cut into.
  const toInteger = field.bits <= 32 ? ` ${r} |= 0;` : '';
  const scaled =
    divide !== 1
      ? `${value} * ${number(divide)}`
      : Number.isInteger(Math.log2(multiply))
        ? `${value} * ${number(1 / multiply)}`
        : `${value} / ${number(multiply)}`;
  return `${r} = typeof ${value} === 'number' ? Math.round(${scaled}) : NaN; if (!(${r} >= ${min} && ${r} <= ${max})) refuse(${where}, ${value}, typeof ${value} === 'number' ? 'does not fit ${field.bits} bits' : 'must be a number');${toInteger}`;
}

function refuseNumber(
  item: string,
  name: string,
  value: unknown,
  min: number,
  max: number,
  bits: number,
): void {
  if (typeof value !== 'number') refuse(item, name, value, 'must be a number');
  const whole = Math.round(value) === value;
  if (!whole || value < min || value > max)
    refuse(item, name, value, whole ? `does not fit ${bits} bits` : 'must be a whole number');
}

interface Piece {
  readonly r: string;
  readonly bit: number;
  readonly bits: number;
}

/** Expression for the octet `index` of a group, out of the raw numbers that share it. */
function octetExpression(pieces: readonly Piece[], index: number): string {
  const terms: string[] = [];
  for (const { r, bit, bits } of pieces) {
    // Position of the piece's lowest bit counted from this octet's lowest bit; positive is left of it.
    const shift = (index + 1) * 8 - (bit + bits);
    if (bit >= (index + 1) * 8 || bit + bits <= index * 8) continue;
    if (shift >= 0) terms.push(shift === 0 ? r : `${r} << ${shift}`);
    else if (bits <= 32) terms.push(`${r} >>> ${-shift}`);
    else
      terms.push(
        -shift < 32 && bits <= 32 ? `${r} >>> ${-shift}` : `Math.floor(${r} / ${2 ** -shift}) % 256`,
      );
  }
  return terms.length === 0 ? '0' : terms.join(' | ');
}

/** Statements that write fields of `o` at `p + base`. `last` is or-ed into the last octet (an extension bit). */
function fieldsStatements(
  fields: Fields,
  size: number,
  base: number,
  item: string,
  valueOf: (name: string) => string,
  last: string,
): string {
  const pieces: Piece[] = [];
  const wide: string[] = [];
  const covered = new Set<number>();
  let out = '';
  let bit = 0;
  let serial = 0;
  for (const [name, field] of Object.entries(fields)) {
    const value = valueOf(name);
    const shownName = value === 'o' || value === 'element' ? '' : name;
    const where = `${item}, ${text(shownName)}`;
    const r = `r${base}_${serial++}`;
    const at = base + (bit >> 3);
    const count = field.bits >> 3;
    const simple = (statement: string): void => {
      out += `let ${r}; ${statement}\n`;
      pieces.push({ r, bit, bits: field.bits });
    };
    const octets = (call: string, why: string): void => {
      wide.push(`if (!${call}) refuse(${where}, ${value}, ${text(why)});`);
      for (let i = 0; i < count; i++) covered.add((bit >> 3) + i);
    };
    switch (field.kind) {
      case 'uint':
      case 'int':
      case 'choice':
        simple(
          numberStatement(field, r, value, where) +
            (field.kind === 'int' && field.bits < 32 ? ` ${r} &= ${2 ** field.bits - 1};` : ''),
        );
        break;
      case 'spare':
        simple(`${r} = 0; if (${value} !== undefined) { ${numberStatement(field, r, value, where)} }`);
        break;
      case 'flag':
        simple(
          `${r} = ${value} === true ? 1 : ${value} === false ? 0 : refuse(${where}, ${value}, 'must be true or false');`,
        );
        break;
      case 'octal':
        simple(
          `${r} = octalCode(${value}, ${field.bits / 3}); if (${r} < 0) refuse(${where}, ${value}, 'must be ${field.bits / 3} octal digits');`,
        );
        break;
      case 'cases': {
        const chain = Object.entries(field.cases!)
          .map(
            ([code, chosen]) =>
              `if (+${valueOf(field.by!)} === ${code}) { ${numberStatement(chosen, r, value, where)} } else `,
          )
          .join('');
        simple(`${chain}{ ${numberStatement({ kind: 'uint', bits: field.bits }, r, value, where)} }`);
        break;
      }
      case 'callsign':
        octets(
          `writeCallsign(${value}, ${field.bits / 6}, b, p + ${at})`,
          'must be 8 six-bit characters at most, without trailing space',
        );
        break;
      case 'ascii':
        octets(
          `writeAscii(${value}, ${count}, b, p + ${at})`,
          `must be ${count} characters at most, without trailing space`,
        );
        break;
      case 'octets':
        octets(`writeOctets(${value}, ${count}, b, p + ${at})`, `must be ${count} octets`);
        break;
    }
    bit += field.bits;
  }
  out += wide.join('\n');
  for (let i = 0; i < size; i++) {
    if (covered.has(i)) continue;
    const extension = i === size - 1 && last !== '' ? ` | ${last}` : '';
    out += `b[p + ${base + i}] = ${octetExpression(pieces, i)}${extension}; `;
  }
  return out;
}

const MUST_BE_OBJECT = `if (typeof o !== 'object' || o === null) refuse(item, '', o, 'must be an object');\n`;

function extendedBody(layout: Extended): string {
  const presents = layout.parts.map(({ fields }) =>
    Object.keys(fields)
      .map((name) => `${member('o', name)} !== undefined`)
      .join(' || '),
  );
  const lastIndex = layout.parts.length - 1;
  let out = `${MUST_BE_OBJECT}const more = ${layout.closed ? 'undefined' : 'o.more'};\n`;
  // Whether a part is followed by another one.
  for (let i = lastIndex; i >= 1; i--) {
    const later = i === lastIndex ? 'more !== undefined' : `x${i + 1} === 1`;
    out += `const x${i} = ${later} || ${presents[i]!} ? 1 : 0;\n`;
  }
  let offset = 0;
  for (const [i, part] of layout.parts.entries()) {
    if (i > 0) out += `if (x${i} === 0) return p + ${offset};\n`;
    const extension = i < lastIndex ? `x${i + 1}` : layout.closed ? '' : '(more === undefined ? 0 : 1)';
    out += fieldsStatements(part.fields, part.size, offset, 'item', (name) => member('o', name), extension);
    offset += part.size;
  }
  return `${out}\nreturn more === undefined ? p + ${offset} : writeMore(more, b, p + ${offset}, item);`;
}

function createLibrary() {
  const names = new Map<string, string>();
  return {
    add(body: string): string {
      const known = names.get(body);
      if (known !== undefined) return known;
      const name = `w${names.size}`;
      names.set(body, name);
      return name;
    },
    source: (): string =>
      [...names].map(([body, name]) => `function ${name}(o, b, p) {\n${body}\n}`).join('\n'),
  };
}
type Library = ReturnType<typeof createLibrary>;

function compoundBody(layout: Compound, library: Library, path: string): string {
  const members = Object.entries(layout.items);
  const fixedSize = layout.presenceSize !== undefined;
  return (
    MUST_BE_OBJECT +
    presenceBody(
      members.map(([name, item]) =>
        item === gap
          ? undefined
          : {
              name,
              write: (value: string) => `${writer(item, library, `${path}.${name}`)}(${value}, b, p)`,
            },
      ),
      fixedSize ? 8 : 7,
      layout.presenceSize,
    )
  );
}

interface Member {
  readonly name: string;
  readonly write: (value: string) => string;
}

/** Presence bits are gathered first, because their number decides where the first member goes. */
function presenceBody(
  members: readonly (Member | undefined)[],
  perOctet: number,
  presenceSize: number | undefined,
): string {
  const octetCount = presenceSize ?? Math.ceil(members.length / perOctet);
  let out = '';
  for (let i = 0; i < octetCount; i++) {
    const bits = members
      .slice(i * perOctet, (i + 1) * perOctet)
      .flatMap((m, bit) =>
        m === undefined ? [] : [`(${member('o', m.name)} === undefined ? 0 : ${0x80 >> bit})`],
      );
    out += `let m${i} = ${bits.length === 0 ? '0' : bits.join(' | ')};\n`;
  }
  if (presenceSize === undefined) {
    for (let i = octetCount - 2; i >= 0; i--) out += `if (m${i + 1} !== 0) m${i} |= 1;\n`;
    out += 'b[p] = m0; p += 1;\n';
    for (let i = 1; i < octetCount; i++) out += `if (m${i} !== 0) { b[p] = m${i}; p += 1; }\n`;
  } else {
    for (let i = 0; i < octetCount; i++) out += `b[p] = m${i}; p += 1;\n`;
  }
  for (const [bit, m] of members.entries()) {
    if (m === undefined) continue;
    out += `if ((m${Math.floor(bit / perOctet)} & ${0x80 >> (bit % perOctet)}) !== 0) p = ${m.write(member('o', m.name))};\n`;
  }
  return `${out}return p;`;
}

/** Name of the function `(value, bytes, p) → p` that writes a layout. */
function writer(layout: Layout, library: Library, path: string): string {
  const add = (source: string): string => library.add(`const item = ${text(path)};\n${source}`);
  switch (layout.kind) {
    case 'fixed':
      return add(
        `${MUST_BE_OBJECT}${fieldsStatements(layout.fields, layout.size, 0, 'item', (name) => member('o', name), '')}\nreturn p + ${layout.size};`,
      );
    case 'single':
      return add(
        `${fieldsStatements({ value: layout.field }, layout.size, 0, 'item', () => 'o', '')}\nreturn p + ${layout.size};`,
      );
    case 'extended':
      return add(extendedBody(layout));
    case 'repeated':
      return add(`if (!Array.isArray(o) || o.length > 255) refuse(item, '', o, 'must be an array of 255 elements at most');
b[p] = o.length; p += 1;
for (let i = 0; i < o.length; i++) p = ${writer(layout.element, library, path)}(o[i], b, p);
return p;`);
    case 'repeatedFx': {
      const value = layout.bare ? () => 'element' : (name: string) => member('element', name);
      return add(`if (!Array.isArray(o) || o.length === 0) refuse(item, '', o, 'must be an array of at least one element');
for (let i = 0; i < o.length; i++) { const element = o[i];
${layout.bare ? '' : MUST_BE_OBJECT.replaceAll(/\bo\b/gu, 'element')}
${fieldsStatements(layout.fields, layout.size, 0, 'item', value, '(i < o.length - 1 ? 1 : 0)')}
p += ${layout.size}; }
return p;`);
    }
    case 'compound':
      return add(compoundBody(layout, library, path));
    case 'explicit': {
      const raw = `if (!Array.isArray(o.octets) || o.octets.length > 254 || !writeOctets(o.octets, o.octets.length, b, p + 1)) refuse(item, 'octets', o.octets, 'must be 254 octets at most');
end = p + 1 + o.octets.length;`;
      const known =
        layout.content === undefined
          ? raw
          : `if (o.octets !== undefined) { ${raw} } else end = ${writer(layout.content, library, path)}(o, b, p + 1);`;
      return add(`${MUST_BE_OBJECT}let end; ${known}
if (end - p > 255) refuse(item, '', end - p, 'octets: more than a length octet can tell');
b[p] = end - p; return end;`);
    }
  }
}

function writerSource(category: Category, uap: Uap): string {
  const library = createLibrary();
  const members = uap.map((key): Member | undefined => {
    if (key === '') return undefined;
    if (key === 'rfs') return { name: key, write: (value) => `writeRandom(category, uap, ${value}, b, p)` };
    return {
      name: key,
      write: (value) => `${writer(category.items[key]!, library, key)}(${value}, b, p)`,
    };
  });
  const outside = Object.keys(category.items).filter((key) => !uap.includes(key));
  const body = presenceBody(members, 7, undefined);
  const checks = outside.map(
    (key) =>
      `if (o.${property(key)} !== undefined) refuse(${text(key)}, '', o.${key}, 'is not in this profile');`,
  );
  const empty = `if (m0 === 0) refuse('record', '', undefined, 'has no item');\n`;
  return `'use strict';\n${library.source()}\nreturn function writeRecord(o, b, p) {\n${checks.join('\n')}\n${body.replace('b[p] = m0; p += 1;\n', `${empty}b[p] = m0; p += 1;\n`)}\n};`;
}

/** @throws {EvalError} where code generation is forbidden. */
export function compiledWriter(category: Category, uap: Uap): RecordWriter {
  return compile(writerSource(category, uap), { ...HELPERS, refuseNumber, category, uap }) as RecordWriter;
}
