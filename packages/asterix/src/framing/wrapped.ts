/** Octets before each block: length of wrapper and block (2), the recorder's time (4). */
const WRAPPER_SIZE = 6;
const BLOCK_HEADER_SIZE = 3;

/**
 * The blocks of a datagram in which a distribution system (ORADIS) has put a wrapper before each one, or undefined
 * when it is not such a chain from end to end: both lengths must agree for every block, which no plain block does.
 */
export function unwrapBlocks(datagram: Uint8Array): Uint8Array[] | undefined {
  const blocks: Uint8Array[] = [];
  let p = 0;
  while (p + WRAPPER_SIZE + BLOCK_HEADER_SIZE <= datagram.length) {
    const length = (datagram[p]! << 8) | datagram[p + 1]!;
    const block = p + WRAPPER_SIZE;
    const blockLength = (datagram[block + 1]! << 8) | datagram[block + 2]!;
    if (blockLength < BLOCK_HEADER_SIZE || length !== WRAPPER_SIZE + blockLength) return undefined;
    blocks.push(datagram.subarray(block, p + length));
    p += length;
  }
  return p === datagram.length && blocks.length > 0 ? blocks : undefined;
}
