/** Generates the loop that writes chosen fields of each record of a block into columns and skips all else. */
import type { Category, Uap } from '../definition/category.ts';
import type { Field } from '../definition/field.ts';
import { gap } from '../definition/layout.ts';
import type { Compound, Extended, Fields, Layout } from '../definition/layout.ts';
import { compile, fieldExpression } from './compile-read.ts';
import { bitsExpression, octetsAt } from './source.ts';

/** Where a projection stands. `columns` may be replaced by longer ones between calls. */
export interface ProjectionState {
  row: number;
  rowCountMax: number;
  columns: Float64Array[];
  offsets: Uint32Array;
}

/**
 * Projects records from `start` on, `recordCountMax` at most. Returns where it stopped: `end` when all went well,
 * the start of the first record not understood, or of the first for which no row was left.
 */
export type BlockProjector = (
  bytes: Uint8Array,
  start: number,
  end: number,
  state: ProjectionState,
  recordCountMax: number,
) => number;

/** Column of a path inside an item: `''` is the item's own value. */
type Wanted = ReadonlyMap<string, readonly number[]>;

/** More than any block holds: makes the end check fail. */
const NEVER = 100_000;

/** Value of a field as a number: codes of octal and six-bit text are packed. */
function columnExpression(field: Field, p: string, bit: number, values: ReadonlyMap<string, string>): string {
  switch (field.kind) {
    case 'flag':
      return bitsExpression(octetsAt(p), bit, 1);
    case 'octal':
    case 'callsign':
      return bitsExpression(octetsAt(p), bit, field.bits);
    default:
      return fieldExpression(field, p, bit, values);
  }
}

/** Assignments of the wanted fields of a group. */
function assignments(fields: Fields, p: string, wanted: Wanted): string {
  let out = '';
  let bit = 0;
  const values = new Map<string, string>();
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind !== 'octets' && field.kind !== 'ascii') {
      const value = columnExpression(field, p, bit, values);
      values.set(name, value);
      for (const column of wanted.get(name) ?? []) out += `c${column}[r] = ${value}; `;
    }
    bit += field.bits;
  }
  return out;
}

const below = (wanted: Wanted, name: string): Wanted =>
  new Map(
    [...wanted]
      .filter(([path]) => path === name || path.startsWith(`${name}.`))
      .map(([path, columns]) => [path === name ? '' : path.slice(name.length + 1), columns]),
  );

const columnsOf = (wanted: Wanted): number[] => [...wanted.values()].flat();
const absent = (wanted: Wanted): string =>
  columnsOf(wanted)
    .map((column) => `c${column}[r] = NaN; `)
    .join('');

/** Tables of summed sizes by presence octet; equal ones are shared. */
function createTables() {
  const tables: Uint32Array[] = [];
  return {
    tables,
    add(sizeOfBit: (bit: number) => number): string {
      const table = Uint32Array.from({ length: 256 }, (_, octet) => {
        let sum = 0;
        for (let bit = 0; bit < 8; bit++) if ((octet & (0x80 >> bit)) !== 0) sum += sizeOfBit(bit);
        return sum;
      });
      const known = tables.findIndex((other) => other.every((size, i) => size === table[i]));
      return `T${known >= 0 ? known : tables.push(table) - 1}`;
    },
  };
}
type Tables = ReturnType<typeof createTables>;

interface Step {
  readonly layout: Layout | undefined;
  readonly wanted: Wanted;
}

/** Reads presence octets into `${m}0` … and passes or reads the announced members. */
function membersSource(
  steps: readonly Step[],
  perOctet: number,
  presenceSize: number | undefined,
  m: string,
  tables: Tables,
): string {
  const octetCount = presenceSize ?? Math.ceil(steps.length / 7);
  const read = (i: number): string => `if (p >= end) return start; ${m}${i} = b[p]; p += 1;`;
  let out = `${Array.from({ length: octetCount }, (_, i) => `let ${m}${i} = 0;`).join(' ')}\n`;
  if (presenceSize === undefined) {
    out += read(0);
    for (let i = 1; i < octetCount; i++) out += ` if ((${m}${i - 1} & 1) !== 0) { ${read(i)}`;
    out += ` if ((${m}${octetCount - 1} & 1) !== 0) return start;${' }'.repeat(octetCount - 1)}\n`;
  } else {
    for (let i = 0; i < octetCount; i++) out += read(i);
  }
  for (let i = 0; i < octetCount; i++) {
    // Runs of unwanted members of known size cost one look-up instead of a branch each.
    let run: (Step | undefined)[] = [];
    let mask = 0;
    const flush = (): void => {
      if (mask === 0) return;
      const held = run;
      const table = tables.add((bit) => {
        const step = held[bit];
        if ((mask & (0x80 >> bit)) === 0) return 0;
        return step?.layout === undefined || step.layout === gap || !('size' in step.layout)
          ? NEVER
          : step.layout.size;
      });
      const full = perOctet === 7 ? 254 : 255;
      const index = mask === full && perOctet === 8 ? `${m}${i}` : `${m}${i} & ${mask}`;
      out += `p += ${table}[${index}];\n`;
      run = [];
      mask = 0;
    };
    for (let bit = 0; bit < perOctet; bit++) {
      const step = steps[i * perOctet + bit];
      const fixedSize =
        step?.layout !== undefined && (step.layout.kind === 'fixed' || step.layout.kind === 'single');
      const passable = step?.layout === undefined || step.layout === gap || fixedSize;
      if (step?.layout === undefined || (passable && step.wanted.size === 0)) {
        run[bit] = step;
        mask |= 0x80 >> bit;
        continue;
      }
      flush();
      const test = `(${m}${i} & ${0x80 >> bit}) !== 0`;
      const otherwise = step.wanted.size === 0 ? '' : ` else { ${absent(step.wanted)} }`;
      out += `if (${test}) {\n${memberSource(step.layout, step.wanted, `${m}${i}_${bit}_`, tables)}}${otherwise}\n`;
    }
    flush();
  }
  return out;
}

function extendedSource(layout: Extended, wanted: Wanted, tables: Tables): string {
  void tables;
  const { parts } = layout;
  const plain = !layout.closed && parts.every(({ size }) => size === 1);
  if (wanted.size === 0 && plain)
    return 'do { if (p >= end) return start; p += 1; } while ((b[p - 1] & 1) !== 0);\n';
  const pieces = parts.map(({ fields }) => new Map([...wanted].filter(([name]) => name in fields)));
  let out = '';
  let depth = 0;
  for (const [i, part] of parts.entries()) {
    out += `if (p + ${part.size} > end) return start; ${assignments(part.fields, 'p', pieces[i]!)} p += ${part.size};\n`;
    if (i === parts.length - 1) {
      if (!layout.closed)
        out +=
          'if ((b[p - 1] & 1) !== 0) do { if (p >= end) return start; p += 1; } while ((b[p - 1] & 1) !== 0);\n';
      break;
    }
    const later = pieces
      .slice(i + 1)
      .map(absent)
      .join('');
    out += `if ((b[p - 1] & 1) === 0) { ${later} } else {\n`;
    depth++;
  }
  return `${out}${'}'.repeat(depth)}\n`;
}

function compoundSource(layout: Compound, wanted: Wanted, m: string, tables: Tables): string {
  const steps = Object.entries(layout.items).map(([name, member]) => ({
    layout: member,
    wanted: below(wanted, name),
  }));
  return membersSource(steps, layout.presenceSize === undefined ? 7 : 8, layout.presenceSize, m, tables);
}

/** Statements that read what is wanted of a member and move `p` behind it. */
function memberSource(layout: Layout, wanted: Wanted, m: string, tables: Tables): string {
  switch (layout.kind) {
    case 'fixed':
      return `if (p + ${layout.size} > end) return start; ${assignments(layout.fields, 'p', wanted)} p += ${layout.size};\n`;
    case 'single':
      return `if (p + ${layout.size} > end) return start; ${assignments({ '': layout.field }, 'p', wanted)} p += ${layout.size};\n`;
    case 'extended':
      return extendedSource(layout, wanted, tables);
    case 'repeated':
      return `if (p >= end) return start; p += 1 + b[p] * ${layout.element.size};\n`;
    case 'repeatedFx':
      return `do { p += ${layout.size}; if (p > end) return start; } while ((b[p - 1] & 1) !== 0);\n`;
    case 'compound':
      return compoundSource(layout, wanted, m, tables);
    case 'explicit':
      // Content that is not what it should be does not spoil the record, so nothing inside can be wanted.
      return 'if (p >= end || b[p] === 0) return start; p += b[p];\n';
  }
}

/** @throws {EvalError} where code generation is forbidden. */
export function compiledProjector(category: Category, uap: Uap, paths: readonly string[]): BlockProjector {
  const tables = createTables();
  const wanted = new Map<string, number[]>();
  for (const [column, path] of paths.entries()) wanted.set(path, [...(wanted.get(path) ?? []), column]);
  const steps = uap.map((key) => ({
    layout: key === '' || key === 'rfs' ? undefined : category.items[key]!,
    wanted: key === '' ? new Map<string, number[]>() : below(wanted, key),
  }));
  const members = membersSource(steps, 7, undefined, 'm', tables);
  const masks = Array.from({ length: Math.ceil(uap.length / 7) }, (_, i) => `m${i}`).join(' | ');
  const outside = absent(new Map([...wanted].filter(([path]) => !uap.includes(path.split('.')[0]!))));
  const source = `'use strict';
return function project(b, start, end, t, countMax) {
let r = t.row; const rowMax = t.rowCountMax, offsets = t.offsets;
${paths.map((_, i) => `const c${i} = t.columns[${i}];`).join(' ')}
for (; start < end && r < rowMax && countMax > 0; countMax -= 1) {
let p = start;
${members}
if (p > end || ((${masks}) & 254) === 0) return start;
${outside}offsets[r] = start; r += 1; t.row = r; start = p;
}
return start;
};`;
  return compile(
    source,
    Object.fromEntries(tables.tables.map((table, i) => [`T${i}`, table])),
  ) as BlockProjector;
}
