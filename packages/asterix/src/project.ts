import { compiledProjector } from './codec/compile-project.ts';
import type { BlockProjector, ProjectionState } from './codec/compile-project.ts';
import { withProfiles } from './codec/interpret-read.ts';
import type { RecordReader } from './codec/interpret-read.ts';
import { createReadState } from './codec/issue.ts';
import type { DecodeIssue } from './codec/issue.ts';
import { octalCode, writeCallsign } from './codec/text.ts';
import { BLOCK_HEADER_SIZE, blockEnd, plain, readerOf } from './decoder.ts';
import { uapChoiceOf, uapsOf } from './definition/category.ts';
import type { Category, RecordOf } from './definition/category.ts';
import type { Field } from './definition/field.ts';
import type { Fields, Layout } from './definition/layout.ts';
import { AsterixError } from './errors.ts';

type Leaf = number | boolean | string;
/** `Depth` bounds the recursion for the compiler: item, part, part of the part, field. */
type PathsOf<T, Depth extends 1[] = []> = T extends Leaf
  ? ''
  : T extends readonly unknown[]
    ? never
    : Depth['length'] extends 4
      ? never
      : {
          [K in keyof T & string]-?: K extends 'spare' | 'more' | 'octets'
            ? never
            : Join<K, PathsOf<NonNullable<T[K]>, [...Depth, 1]>>;
        }[keyof T & string];
type Join<K extends string, P> = P extends '' ? K : P extends string ? `${K}.${P}` : never;

/** `'i040.rho'`, `'i380.magneticHeading'` …: the fields of a category that a column can hold. */
export type FieldPath<C extends Category> = PathsOf<Omit<RecordOf<C>, 'rfs' | 're' | 'sp'>>;

export interface Projection<K extends string> {
  /**
   * Reads all records of this category in a datagram; blocks of others are passed over. Returns the rows added.
   * Records not understood become issues, exactly as `decode` reports them.
   */
  read(bytes: Uint8Array, issues?: DecodeIssue[]): number;
  /**
   * One number per record: `NaN` when absent, 0 or 1 for flags, the code for octal text, and 48 bits that
   * `callsignOf` unpacks for identifications. Replaced by longer ones when rows run out; read it after `read`.
   */
  readonly columns: Readonly<Record<K, Float64Array>>;
  /** Offset of each record in the bytes it came from. */
  readonly offsets: Uint32Array;
  readonly count: number;
  /** Starts over at row 0; keeps the arrays. */
  clear(): void;
}

export interface ProjectionOptions {
  /** Rows to begin with. */
  readonly rowCount?: number;
  /** Rows at most; the rest of a datagram is reported and left. */
  readonly rowCountMax?: number;
  readonly compile?: boolean;
}

function fieldAt(layout: Layout, path: readonly string[]): Field | undefined {
  const [name, ...rest] = path;
  const inFields = (fields: Fields): Field | undefined => (rest.length === 0 ? fields[name!] : undefined);
  switch (layout.kind) {
    case 'single':
      return name === undefined ? layout.field : undefined;
    case 'fixed':
      return inFields(layout.fields);
    case 'extended':
      return layout.parts.map(({ fields }) => inFields(fields)).find((field) => field !== undefined);
    case 'compound': {
      const member = layout.items[name!];
      return member === undefined ? undefined : fieldAt(member, rest);
    }
    default:
      return undefined;
  }
}

function checkedPath(category: Category, path: string): string {
  const [item, ...rest] = path.split('.');
  const layout = category.items[item!];
  const field = layout === undefined ? undefined : fieldAt(layout, rest);
  if (field !== undefined && field.kind !== 'octets' && field.kind !== 'ascii' && field.kind !== 'spare')
    return path;
  throw new AsterixError(
    'ASTERIX_ERR_OPTION',
    `category ${category.category} has no field ${path} that a column can hold`,
  );
}

const packed = new Uint8Array(6);

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return Number.NaN;
  const code = octalCode(value, 4);
  if (code >= 0) return code;
  writeCallsign(value, 8, packed, 0);
  return packed.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** Stand-in for the compiled projector: decodes the record and picks. */
function interpretedProjector(read: RecordReader, paths: readonly string[]): BlockProjector {
  const steps = paths.map((path) => path.split('.'));
  const readState = createReadState();
  return (bytes, start, end, state, recordCountMax) => {
    let p = start;
    for (let left = recordCountMax; p < end && state.row < state.rowCountMax && left > 0; left--) {
      const items = read(bytes, p, end, readState);
      readState.unread = [];
      if (items === undefined) return p;
      for (const [column, names] of steps.entries()) {
        let value: unknown = items;
        for (const name of names) value = (value as Record<string, unknown> | undefined)?.[name];
        state.columns[column]![state.row] = numberOf(value);
      }
      state.offsets[state.row++] = p;
      p = readState.at;
    }
    return p;
  };
}

/** A projector that takes all profiles, each record by its own. */
function projectorOf(category: Category, paths: readonly string[], compileAllowed: boolean): BlockProjector {
  if (compileAllowed) {
    try {
      const choice = uapChoiceOf(category);
      if (choice === undefined) return compiledProjector(category, uapsOf(category)[0]!, paths);
      return profileProjector(category, paths);
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
    }
  }
  return interpretedProjector(readerOf(category, false), paths);
}

function profileProjector(category: Category, paths: readonly string[]): BlockProjector {
  let target!: ProjectionState;
  const readState = createReadState();
  const projectOne = withProfiles(category, (uap) => {
    const project = compiledProjector(category, uap, paths);
    return (bytes, start, end, state) => {
      const rows = target.row;
      state.at = project(bytes, start, end, target, 1);
      return target.row > rows ? {} : undefined;
    };
  });
  return (bytes, start, end, state, recordCountMax) => {
    target = state;
    let p = start;
    for (let left = recordCountMax; p < end && state.row < state.rowCountMax && left > 0; left--) {
      if (projectOne(bytes, p, end, readState) === undefined) return p;
      p = readState.at;
    }
    return p;
  };
}

/**
 * Chosen fields of one category straight into columns, without objects between.
 * @throws {AsterixError} `ASTERIX_ERR_OPTION` for a path the category does not have.
 */
export function project<const C extends Category, const K extends string>(
  category: C,
  columns: Readonly<Record<K, FieldPath<C>>>,
  options: ProjectionOptions = {},
): Projection<K> {
  const { rowCount = 1024, rowCountMax = 1 << 20, compile: compileAllowed = true } = options;
  const names = Object.keys(columns) as K[];
  const paths = names.map((name) => checkedPath(category, (columns as Readonly<Record<K, string>>)[name]));
  const projector = projectorOf(category, paths, compileAllowed);
  const thorough = interpretedProjector(readerOf(category, compileAllowed), paths);
  const readState = createReadState();
  const state: ProjectionState = {
    row: 0,
    rowCountMax: rowCount,
    columns: names.map(() => new Float64Array(rowCount)),
    offsets: new Uint32Array(rowCount),
  };

  function grow(): boolean {
    if (state.rowCountMax >= rowCountMax) return false;
    state.rowCountMax = Math.min(state.rowCountMax * 2, rowCountMax);
    state.columns = state.columns.map((column) => {
      const longer = new Float64Array(state.rowCountMax);
      longer.set(column);
      return longer;
    });
    const offsets = new Uint32Array(state.rowCountMax);
    offsets.set(state.offsets);
    state.offsets = offsets;
    return true;
  }

  /**
   * Reads the block again from its start to say why its record at `fault` was not understood, and takes back the rows
   * of records behind an expansion field of doubtful length, as the decoder does.
   */
  function explain(
    bytes: Uint8Array,
    start: number,
    fault: number,
    end: number,
    firstRow: number,
    issues: DecodeIssue[] | undefined,
  ): void {
    const read = readerOf(category, compileAllowed);
    for (let p = start, rows = 1; p < fault; rows++) {
      read(bytes, p, end, readState);
      p = readState.at;
      if (readState.unread.length === 0) continue;
      state.row = Math.min(state.row, firstRow + rows);
      break;
    }
    read(bytes, fault, end, readState);
    readState.unread = [];
    issues?.push({ ...readState.fault!, block: start - BLOCK_HEADER_SIZE, category: category.category });
  }

  function readBlock(bytes: Uint8Array, start: number, end: number, issues: DecodeIssue[] | undefined): void {
    const firstRow = state.row;
    let p = start;
    while (p < end) {
      p = projector(bytes, p, end, state, Number.MAX_SAFE_INTEGER);
      if (p >= end) return;
      if (state.row >= state.rowCountMax) {
        if (grow()) continue;
        issues?.push({
          code: 'limit',
          offset: p,
          block: start - BLOCK_HEADER_SIZE,
          category: category.category,
          limit: rowCountMax,
        });
        return;
      }
      // A record that the projector has no code for (random fields), or one not understood.
      const next = thorough(bytes, p, end, state, 1);
      if (next === p) {
        explain(bytes, start, p, end, firstRow, issues);
        return;
      }
      p = next;
    }
  }

  return {
    read(octets, issues) {
      const bytes = plain(octets);
      const before = state.row;
      let block = 0;
      do {
        const end = blockEnd(bytes, block, issues);
        if (end < 0) break;
        if (bytes[block] === category.category) readBlock(bytes, block + BLOCK_HEADER_SIZE, end, issues);
        block = end;
      } while (block < bytes.length);
      return state.row - before;
    },
    get columns() {
      return Object.fromEntries(names.map((name, i) => [name, state.columns[i]!])) as Record<K, Float64Array>;
    },
    get offsets() {
      return state.offsets;
    },
    get count() {
      return state.row;
    },
    clear() {
      state.row = 0;
    },
  };
}
