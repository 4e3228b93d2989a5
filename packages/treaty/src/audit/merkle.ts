import { concat, equalBytes } from '../trust/bytes.ts';
import type { Crypto } from '../trust/crypto.ts';

/**
 * Merkle hash trees as certificate transparency builds them: leaves and nodes are hashed under
 * different prefixes, and a tree of n leaves splits at the largest power of two below n.
 *
 * @see RFC 6962, section 2.1.
 */
const LEAF = Uint8Array.of(0);
/** Prefix and two children; hashing is synchronous, so one is enough for all. */
const node = new Uint8Array(65);
node[0] = 1;

export function leafHash(data: Uint8Array, crypto: Crypto): Uint8Array {
  return crypto.sha256(concat(LEAF, data));
}

/** Root over leaf hashes; of none: the hash of nothing. */
export function merkleRoot(leaves: readonly Uint8Array[], crypto: Crypto): Uint8Array {
  if (leaves.length === 0) return crypto.sha256(new Uint8Array());
  // Level by level; a last node without a sibling moves up, which is the same tree as the recursive one.
  let level = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      above.push(i + 1 < level.length ? nodeHash(level[i]!, level[i + 1]!, crypto) : level[i]!);
    }
    level = above;
  }
  return level[0]!;
}

/** The siblings from leaf `index` up to the root: with them, one leaf is proven without the others. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number, crypto: Crypto): Uint8Array[] {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError(`no leaf ${index} of ${leaves.length}`);
  const proof: Uint8Array[] = [];
  let level = leaves;
  let at = index;
  while (level.length > 1) {
    const sibling = level[at ^ 1];
    if (sibling !== undefined) proof.push(sibling);
    const above: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      above.push(i + 1 < level.length ? nodeHash(level[i]!, level[i + 1]!, crypto) : level[i]!);
    }
    level = above;
    at >>= 1;
  }
  return proof;
}

/** Whether `proof` leads from the leaf at `index` of `count` to `root`. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  count: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
  crypto: Crypto,
): boolean {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < count)) return false;
  let hash = leaf;
  let at = index;
  let last = count - 1;
  let used = 0;
  while (last > 0) {
    if (at % 2 === 1 || at < last) {
      const sibling = proof[used++];
      if (sibling === undefined) return false;
      hash = at % 2 === 1 ? nodeHash(sibling, hash, crypto) : nodeHash(hash, sibling, crypto);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return used === proof.length && equalBytes(hash, root);
}

function nodeHash(left: Uint8Array, right: Uint8Array, crypto: Crypto): Uint8Array {
  node.set(left, 1);
  node.set(right, 33);
  return crypto.sha256(node);
}
