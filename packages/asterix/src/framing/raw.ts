const HEADER_SIZE = 3;
/** Blocks that must follow each other before step counts as found again. */
const CHAIN_COUNT = 3;
/** The same before any block has shown which categories the file holds. */
const BLIND_CHAIN_COUNT = 5;

/** End of the block that begins at `p`; -1 where none can. */
function blockEnd(file: Uint8Array, p: number): number {
  if (p + HEADER_SIZE > file.length) return -1;
  const length = (file[p + 1]! << 8) | file[p + 2]!;
  return length > HEADER_SIZE && p + length <= file.length ? p + length : -1;
}

/** Whether so many blocks follow each other from `p` on, or fewer up to the end of the file; the first of a category seen before. */
function isChain(file: Uint8Array, p: number, seen: ReadonlySet<number>): boolean {
  if (seen.size > 0 && !seen.has(file[p]!)) return false;
  const count = seen.size > 0 ? CHAIN_COUNT : BLIND_CHAIN_COUNT;
  for (let i = 0; i < count; i++) {
    if (p === file.length) return i > 0;
    p = blockEnd(file, p);
    if (p < 0) return false;
  }
  return true;
}

/**
 * Blocks of a file one by one. Blocks follow each other without a mark between, so one wrong length loses step: then the
 * octets up to the next chain of blocks are yielded as they are, so that decoding them reports why.
 */
export function* rawBlocks(file: Uint8Array): Generator<Uint8Array> {
  const seen = new Set<number>();
  let p = 0;
  while (p < file.length) {
    const end = blockEnd(file, p);
    if (end > 0) seen.add(file[p]!);
    const isFollowed = end === file.length || (end > 0 && blockEnd(file, end) > 0);
    if (isFollowed) {
      yield file.subarray(p, end);
      p = end;
      continue;
    }
    // What follows is no block: this one's length may be what is wrong, so blocks may lie inside it.
    let step = p + 1;
    while (step < file.length && !isChain(file, step, seen)) step++;
    if (end > 0 && step >= end) step = end;
    yield file.subarray(p, step);
    p = step;
  }
}
