/**
 * Spatial hash of rows by a point in space (m): chained buckets over cubic cells. Two cells may share
 * a bucket, so a visitor must do its own distance test; `visited` keeps it from seeing a row twice.
 */
export interface Grid {
  readonly cellM: number;
  heads: Int32Array;
  next: Int32Array;
  count: number;
}

export function createGrid(cellM: number): Grid {
  return { cellM, heads: new Int32Array(1024).fill(-1), next: new Int32Array(1024), count: 0 };
}

/** Empties the grid and makes room for rows 0 … rowCapacity − 1. */
export function clearGrid(grid: Grid, rowCapacity: number, expected: number): void {
  let size = grid.heads.length;
  while (size < 2 * expected) size *= 2;
  if (size !== grid.heads.length) grid.heads = new Int32Array(size);
  grid.heads.fill(-1);
  if (grid.next.length < rowCapacity) grid.next = new Int32Array(rowCapacity);
  grid.count = 0;
}

function bucketOf(grid: Grid, ix: number, iy: number, iz: number): number {
  let h = Math.imul(ix, 0x9e3779b1) + Math.imul(iy, 0x85ebca6b) + Math.imul(iz, 0xc2b2ae35);
  // Neighbouring cells differ in few bits: spread them (Murmur3's finaliser, first half).
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h ^= h >>> 13;
  return h & (grid.heads.length - 1);
}

export function insertRow(grid: Grid, row: number, x: number, y: number, z: number): void {
  const { cellM } = grid;
  const b = bucketOf(grid, Math.floor(x / cellM), Math.floor(y / cellM), Math.floor(z / cellM));
  grid.next[row] = grid.heads[b]!;
  grid.heads[b] = row;
  grid.count++;
}

/**
 * Rows in the cells that a cube of half-side `radiusM` about the point touches, written to `out`
 * (caller owns it; at most its length are written). `visited[row] === mark` means seen already.
 */
export function collectRows(
  grid: Grid,
  x: number,
  y: number,
  z: number,
  radiusM: number,
  visited: Int32Array,
  mark: number,
  out: Int32Array,
  at: number,
): number {
  if (grid.count === 0) return at;
  const k = 1 / grid.cellM;
  const x1 = Math.floor((x + radiusM) * k);
  const y1 = Math.floor((y + radiusM) * k);
  const z1 = Math.floor((z + radiusM) * k);
  let count = at;
  for (let ix = Math.floor((x - radiusM) * k); ix <= x1; ix++) {
    for (let iy = Math.floor((y - radiusM) * k); iy <= y1; iy++) {
      for (let iz = Math.floor((z - radiusM) * k); iz <= z1; iz++) {
        for (let row = grid.heads[bucketOf(grid, ix, iy, iz)]!; row >= 0; row = grid.next[row]!) {
          if (visited[row] === mark || count >= out.length) continue;
          visited[row] = mark;
          out[count++] = row;
        }
      }
    }
  }
  return count;
}
