import { BLOCK_HEADER_SIZE } from '../decoder.ts';

export interface BlockScannerOptions {
  /** Categories that may come; another one means that the stream has lost step. */
  readonly categories: Iterable<number>;
  /** Whether these octets, of an expected category and of the length they tell, are a good block. Asked only to find step again. */
  readonly isBlock: (block: Uint8Array) => boolean;
  /** Longest block; longer ones count as lost step. */
  readonly blockSizeMax?: number;
  /** Longest block tried while step is lost: bounds the work for each octet. */
  readonly searchSizeMax?: number;
}

export interface BlockScanner {
  /** Whole blocks in the stream so far, in octets of their own. What is unfinished waits for more. */
  push(chunk: Uint8Array): Uint8Array[];
  readonly stats: {
    readonly blocks: number;
    /** Octets left out because no block began at them. */
    readonly skippedSize: number;
    readonly resynchronisations: number;
  };
}

/**
 * Cuts a TCP stream into data blocks. Blocks follow each other without a mark between, so one wrong length loses step;
 * then octets are skipped until one begins a block that decodes without a fault.
 */
export function createBlockScanner(options: BlockScannerOptions): BlockScanner {
  const { isBlock, blockSizeMax = 65_535, searchSizeMax = 4096 } = options;
  const expected = new Set(options.categories);
  const stats = { blocks: 0, skippedSize: 0, resynchronisations: 0 };
  let held = new Uint8Array(0);
  let inStep = true;

  /** Length of the block that may begin at `p`; 0 when none can, -1 when its header is unfinished. */
  function lengthAt(bytes: Uint8Array, p: number, sizeMax: number): number {
    if (!expected.has(bytes[p]!)) return 0;
    if (p + BLOCK_HEADER_SIZE > bytes.length) return -1;
    const length = (bytes[p + 1]! << 8) | bytes[p + 2]!;
    return length > BLOCK_HEADER_SIZE && length <= sizeMax ? length : 0;
  }

  /** First octet from `start` on that begins a good block, or from which one may still come. */
  function findStep(bytes: Uint8Array, start: number): number {
    let hope = bytes.length;
    for (let p = start; p < bytes.length; p++) {
      const length = lengthAt(bytes, p, searchSizeMax);
      if (length === 0) continue;
      if (length < 0 || p + length > bytes.length) hope = Math.min(hope, p);
      else if (isBlock(bytes.subarray(p, p + length))) {
        inStep = true;
        stats.resynchronisations++;
        return p;
      }
    }
    return hope;
  }

  return {
    stats,
    push(chunk) {
      const bytes = new Uint8Array(held.length + chunk.length);
      bytes.set(held);
      bytes.set(chunk, held.length);
      const blocks: Uint8Array[] = [];
      let p = 0;
      while (p < bytes.length) {
        const length = inStep ? lengthAt(bytes, p, blockSizeMax) : 0;
        if (length > 0 && p + length <= bytes.length) {
          blocks.push(bytes.slice(p, p + length));
          stats.blocks++;
          p += length;
        } else if (length !== 0) break;
        else {
          inStep = false;
          const found = findStep(bytes, p);
          stats.skippedSize += found - p;
          p = found;
          if (!inStep) break;
        }
      }
      held = bytes.slice(p);
      return blocks;
    },
  };
}
