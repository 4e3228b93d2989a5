/**
 * Pairs truths with tracks for the greatest total gain; a pair whose gain is not positive is never
 * made. The sparse graph falls into small components, each solved exactly.
 */
export interface Pairing {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** One possible pair. */
export interface Edge {
  readonly row: number;
  readonly column: number;
  readonly gain: number;
}

/** @param edges At most one per pair; those with gain ≤ 0 are ignored. Pairs come in order of rows. */
export function assign(rowCount: number, columnCount: number, edges: readonly Edge[]): Pairing {
  const parent = Int32Array.from({ length: rowCount + columnCount }, (_, k) => k);
  const root = (start: number): number => {
    let k = start;
    while (parent[k] !== k) {
      parent[k] = parent[parent[k]!]!;
      k = parent[k]!;
    }
    return k;
  };
  const useful = edges.filter((edge) => edge.gain > 0);
  for (const { row, column } of useful) parent[root(row)] = root(rowCount + column);
  const components = new Map<number, Edge[]>();
  for (const edge of useful) {
    const key = root(edge.row);
    const component = components.get(key);
    if (component) component.push(edge);
    else components.set(key, [edge]);
  }
  const mate = new Int32Array(rowCount).fill(-1);
  for (const component of components.values()) solveComponent(component, mate);
  const rows = [...mate.keys()].filter((row) => mate[row]! >= 0);
  return { rows, columns: rows.map((row) => mate[row]!) };
}

function solveComponent(edges: readonly Edge[], mate: Int32Array): void {
  if (edges.length === 1) {
    mate[edges[0]!.row] = edges[0]!.column;
    return;
  }
  const rows = [...new Set(edges.map((edge) => edge.row))];
  const columns = [...new Set(edges.map((edge) => edge.column))];
  const rowPlace = new Map(rows.map((row, k) => [row, k]));
  const columnPlace = new Map(columns.map((column, k) => [column, k]));
  // One column of its own for each row means "stays alone", at no gain.
  const width = columns.length + rows.length;
  const cost = new Float64Array(rows.length * width).fill(Number.POSITIVE_INFINITY);
  for (const { row, column, gain } of edges) {
    cost[rowPlace.get(row)! * width + columnPlace.get(column)!] = -gain;
  }
  for (let k = 0; k < rows.length; k++) cost[k * width + columns.length + k] = 0;
  const chosen = shortestPaths(cost, rows.length, width);
  for (const [k, column] of chosen.entries()) {
    if (column < columns.length) mate[rows[k]!] = columns[column]!;
  }
}

/** Minimum-cost assignment of every row by shortest augmenting paths (Jonker & Volgenant); column of each row. */
function shortestPaths(cost: Float64Array, rowCount: number, columnCount: number): Int32Array {
  // Row and column 0 of u, v, owner are a sentinel: the row being placed.
  const u = new Float64Array(rowCount + 1);
  const v = new Float64Array(columnCount + 1);
  const owner = new Int32Array(columnCount + 1);
  const way = new Int32Array(columnCount + 1);
  for (let row = 1; row <= rowCount; row++) {
    owner[0] = row;
    let column = 0;
    const least = new Float64Array(columnCount + 1).fill(Number.POSITIVE_INFINITY);
    const done = new Uint8Array(columnCount + 1);
    do {
      done[column] = 1;
      const from = owner[column]!;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= columnCount; j++) {
        if (done[j] === 1) continue;
        const reduced = cost[(from - 1) * columnCount + j - 1]! - u[from]! - v[j]!;
        if (reduced < least[j]!) {
          least[j] = reduced;
          way[j] = column;
        }
        if (least[j]! < delta) {
          delta = least[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= columnCount; j++) {
        if (done[j] === 1) {
          u[owner[j]!] = u[owner[j]!]! + delta;
          v[j] = v[j]! - delta;
        } else least[j] = least[j]! - delta;
      }
      column = next;
    } while (owner[column] !== 0);
    while (column !== 0) {
      const before = way[column]!;
      owner[column] = owner[before]!;
      column = before;
    }
  }
  const chosen = new Int32Array(rowCount);
  for (let j = 1; j <= columnCount; j++) if (owner[j] !== 0) chosen[owner[j]! - 1] = j - 1;
  return chosen;
}
