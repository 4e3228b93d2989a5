import { compiledWriter } from './codec/compile-write.ts';
import { interpretedWriter, writerWithProfiles } from './codec/interpret-write.ts';
import type { RecordWriter } from './codec/interpret-write.ts';
import { BLOCK_HEADER_SIZE, plain } from './decoder.ts';
import type { Category, RecordOf } from './definition/category.ts';
import { AsterixError } from './errors.ts';

/** A length field of two octets can tell no more. */
export const BLOCK_SIZE_MAX = 65_535;
/** The longest record that a block can hold is written in the room behind the block's limit, then refused. */
const SCRATCH_SIZE = BLOCK_SIZE_MAX + 1;

const writers = new WeakMap<Category, { compiled?: RecordWriter; interpreted?: RecordWriter }>();

function writerOf(category: Category, compileAllowed: boolean): RecordWriter {
  let known = writers.get(category);
  if (known === undefined) writers.set(category, (known = {}));
  if (compileAllowed) {
    try {
      return (known.compiled ??= writerWithProfiles(category, (uap) => compiledWriter(category, uap)));
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
    }
  }
  return (known.interpreted ??= writerWithProfiles(category, (uap) => interpretedWriter(category, uap)));
}

export interface Encoder<C extends Category> {
  /**
   * One data block with these records, in octets of its own.
   * @throws {AsterixError} `ASTERIX_ERR_VALUE` naming item, value and reason when a value cannot be represented;
   *   `ASTERIX_ERR_SIZE` when the block would exceed 65,535 octets.
   */
  encode(records: readonly RecordOf<C>[]): Uint8Array;
  /** As `encode`, into `target` at `offset`; returns the octet after the block. `ASTERIX_ERR_SIZE` also when it does not fit. */
  encodeInto(records: readonly RecordOf<C>[], target: Uint8Array, offset: number): number;
}

export function createEncoder<const C extends Category>(
  category: C,
  options: { readonly compile?: boolean } = {},
): Encoder<C> {
  const write = writerOf(category, options.compile ?? true);
  let scratch: Uint8Array | undefined;

  function encodeInto(records: readonly RecordOf<C>[], into: Uint8Array, offset: number): number {
    const target = plain(into);
    let p = offset + BLOCK_HEADER_SIZE;
    for (const items of records) {
      p = write(items, target, p);
      if (p > target.length || p - offset > BLOCK_SIZE_MAX)
        throw new AsterixError('ASTERIX_ERR_SIZE', `a block of ${records.length} records does not fit`);
    }
    if (p > target.length) throw new AsterixError('ASTERIX_ERR_SIZE', 'no room for a block');
    target[offset] = category.category;
    target[offset + 1] = (p - offset) >> 8;
    target[offset + 2] = (p - offset) & 255;
    return p;
  }

  return {
    encodeInto,
    encode(records) {
      scratch ??= new Uint8Array(SCRATCH_SIZE);
      return scratch.slice(0, encodeInto(records, scratch, 0));
    },
  };
}
