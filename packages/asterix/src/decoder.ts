import { compiledReader } from './codec/compile-read.ts';
import { interpretedReader, withProfiles } from './codec/interpret-read.ts';
import type { RecordReader } from './codec/interpret-read.ts';
import { createReadState } from './codec/issue.ts';
import type { DecodeIssue } from './codec/issue.ts';
import type { Category, RecordOf } from './definition/category.ts';
import { AsterixError } from './errors.ts';

/** A decoded record of category `C`. */
export interface DecodedRecord<C extends Category = Category> {
  readonly category: C['category'];
  readonly edition: string;
  /** First octet of the record in what was given to `decode`. */
  readonly offset: number;
  /** Octets of the record. */
  readonly length: number;
  readonly items: RecordOf<C>;
}

/** One type for each category, told apart by `category`. */
export type AnyRecord<C extends Category> = C extends Category ? DecodedRecord<C> : never;

export interface Decoded<C extends Category> {
  readonly records: AnyRecord<C>[];
  readonly issues: DecodeIssue[];
}

/** Uses another edition for blocks of one source or port. The first rule that fits counts. */
export interface EditionRule<C extends Category> {
  readonly use: C;
  readonly sac?: number;
  readonly sic?: number;
  readonly port?: number;
}

export interface DecoderOptions<C extends Category> {
  /** At most one edition of each category; others come in through `rules`. */
  readonly categories: readonly C[];
  readonly rules?: readonly EditionRule<NoInfer<C> | Category>[];
  /** Records of one call (of one block for the iterator); the rest of its input is reported and left. */
  readonly recordCountMax?: number;
  /** False walks the definitions instead of compiling them: slower, and possible under every content-security policy. */
  readonly compile?: boolean;
}

/** What is known of where octets came from, to choose the edition by. */
export interface Origin {
  readonly port?: number;
}

export interface Decoder<C extends Category> {
  /**
   * Decodes a datagram of one or several data blocks. Never throws on octets. What was read is in `records`, in
   * wire order; where a block was not understood, `issues` says, the rest of that block is left, and the next
   * block is read. Values are in the units of the standard.
   *
   * @param bytes Borrowed: neither kept nor changed.
   */
  decode(bytes: Uint8Array, origin?: Origin): Decoded<C>;
  /** Decodes record by record and keeps none; issues go to `issues` when it is given. */
  records(bytes: Uint8Array, origin?: Origin, issues?: DecodeIssue[]): IterableIterator<AnyRecord<C>>;
}

/** More records than any datagram has: an octet of presence bits and one of content is the least a record can be. */
const RECORD_COUNT_MAX = 1_000_000;
export const BLOCK_HEADER_SIZE = 3;

const readers = new WeakMap<Category, { compiled?: RecordReader; interpreted?: RecordReader }>();

/** Compiled on first use, once per definition; walks the definition where compiling is forbidden. */
export function readerOf(category: Category, compileAllowed = true): RecordReader {
  let known = readers.get(category);
  if (known === undefined) readers.set(category, (known = {}));
  if (compileAllowed) {
    try {
      return (known.compiled ??= withProfiles(category, (uap) => compiledReader(category, uap)));
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
    }
  }
  return (known.interpreted ??= withProfiles(category, (uap) => interpretedReader(category, uap)));
}

/** SAC and SIC of the first record of a block, where item 010 opens the profile; else -1. */
function sourceOf(bytes: Uint8Array, start: number, end: number): number {
  let p = start;
  if (p >= end || (bytes[p]! & 0x80) === 0) return -1;
  while (p < end && (bytes[p]! & 1) === 1) p++;
  return p + 3 <= end ? (bytes[p + 1]! << 8) | bytes[p + 2]! : -1;
}

function categoryMap<C extends Category>(categories: readonly C[]): (C | undefined)[] {
  const map: (C | undefined)[] = Array.from({ length: 256 });
  for (const category of categories) {
    if (map[category.category] !== undefined) {
      throw new AsterixError(
        'ASTERIX_ERR_OPTION',
        `two editions of category ${category.category}: name one in categories, the other in rules`,
      );
    }
    map[category.category] = category;
  }
  return map;
}

/** @throws {AsterixError} `ASTERIX_ERR_OPTION` when a category is there twice. */
export function createDecoder<const C extends Category>(options: DecoderOptions<C>): Decoder<C> {
  const { rules = [], recordCountMax = RECORD_COUNT_MAX, compile: compileAllowed = true } = options;
  const byCategory = categoryMap(options.categories);
  const state = createReadState();

  function editionOf(bytes: Uint8Array, start: number, end: number, port: number | undefined): C | undefined {
    const category = bytes[start - BLOCK_HEADER_SIZE]!;
    if (rules.length > 0) {
      const source = sourceOf(bytes, start, end);
      for (const { use, sac, sic, port: rulePort } of rules) {
        if (use.category !== category) continue;
        if (rulePort !== undefined && rulePort !== port) continue;
        if (sac !== undefined && sac !== source >> 8) continue;
        if (sic !== undefined && (source < 0 || sic !== (source & 255))) continue;
        return use as C;
      }
    }
    return byCategory[category];
  }

  /** Appends the records of the block between `start` and `end`; false when the limit is reached. */
  function readBlock(
    bytes: Uint8Array,
    start: number,
    end: number,
    definition: C,
    records: AnyRecord<C>[],
    issues: DecodeIssue[],
  ): boolean {
    const { category, edition } = definition;
    const read = readerOf(definition, compileAllowed);
    // Records behind an expansion field of doubtful length count only if the block then ends as it should.
    let doubtfulFrom = Number.POSITIVE_INFINITY;
    let offset = start + BLOCK_HEADER_SIZE;
    while (offset < end) {
      if (records.length >= recordCountMax) {
        issues.push({ code: 'limit', offset, block: start, category, limit: recordCountMax });
        return false;
      }
      const items = read(bytes, offset, end, state);
      if (items === undefined) {
        issues.push({ ...state.fault!, block: start, category });
        state.unread = [];
        if (records.length > doubtfulFrom) records.length = doubtfulFrom;
        break;
      }
      records.push({
        category,
        edition,
        offset,
        length: state.at - offset,
        items,
      } as unknown as AnyRecord<C>);
      if (state.unread.length > 0) {
        for (const issue of state.unread) issues.push({ ...issue, block: start, category });
        state.unread = [];
        doubtfulFrom = Math.min(doubtfulFrom, records.length);
      }
      offset = state.at;
    }
    return true;
  }

  /** Reads the block at `start` and returns where it ends, or the end of input when nothing can follow. */
  function next(
    bytes: Uint8Array,
    start: number,
    origin: Origin | undefined,
    records: AnyRecord<C>[],
    issues: DecodeIssue[],
  ): number {
    const end = blockEnd(bytes, start, issues);
    if (end < 0) return bytes.length;
    const definition = editionOf(bytes, start + BLOCK_HEADER_SIZE, end, origin?.port);
    if (definition === undefined) {
      issues.push({
        code: 'unknown-category',
        offset: start,
        block: start,
        category: bytes[start]!,
        length: end - start,
      });
      return end;
    }
    return readBlock(bytes, start, end, definition, records, issues) ? end : bytes.length;
  }

  return {
    decode(octets, origin) {
      const bytes = plain(octets);
      const records: AnyRecord<C>[] = [];
      const issues: DecodeIssue[] = [];
      let block = 0;
      do block = next(bytes, block, origin, records, issues);
      while (block < bytes.length);
      return { records, issues };
    },
    *records(octets, origin, issues = []) {
      const bytes = plain(octets);
      let block = 0;
      do {
        // One block at a time: what is held is bounded by a block.
        const records: AnyRecord<C>[] = [];
        block = next(bytes, block, origin, records, issues);
        yield* records;
      } while (block < bytes.length);
    },
  };
}

/**
 * The same octets as a plain Uint8Array. Generated readers that met Node's Buffer as well as Uint8Array are
 * optimised badly: 3 to 8 times slower, measured.
 */
export function plain(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array
    ? bytes
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where the block at `start` ends, or -1 with an issue. */
export function blockEnd(bytes: Uint8Array, start: number, issues: DecodeIssue[] | undefined): number {
  const have = bytes.length - start;
  if (have < BLOCK_HEADER_SIZE) {
    issues?.push({ code: 'truncated', offset: start, block: start, need: BLOCK_HEADER_SIZE, have });
    return -1;
  }
  const category = bytes[start]!;
  const length = (bytes[start + 1]! << 8) | bytes[start + 2]!;
  if (length < BLOCK_HEADER_SIZE) {
    issues?.push({ code: 'bad-length', offset: start, block: start, category, length });
    return -1;
  }
  if (length > have) {
    issues?.push({ code: 'truncated', offset: start, block: start, category, need: length, have });
    return -1;
  }
  return start + length;
}
