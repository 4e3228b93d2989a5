/**
 * Questions to one polygon of an {@link EdgeTable}. Edges lie in chunks of neighbours with a box
 * each, so that a border of thousands of corners costs its few near ones. Callers bring the
 * longitude of what they ask about into the polygon's own, unwrapped range.
 */
export interface EdgeTable {
  /** x1, y1, x2, y2 of every edge, degrees of longitude and latitude. */
  readonly edges: Float64Array;
  /** First edge of every chunk, and the count of edges at the end. */
  readonly chunkStart: Int32Array;
  /** West, south, east, north of every chunk. */
  readonly chunkBox: Float64Array;
}

/** Whether the polygon of chunks `from … to − 1` contains (x, y). */
export function partContains(table: EdgeTable, from: number, to: number, x: number, y: number): boolean {
  const { edges, chunkStart, chunkBox } = table;
  let inside = false;
  for (let c = from; c < to; c++) {
    if (y < chunkBox[c * 4 + 1]! || y > chunkBox[c * 4 + 3]! || x > chunkBox[c * 4 + 2]!) continue;
    const end = chunkStart[c + 1]! * 4;
    for (let i = chunkStart[c]! * 4; i < end; i += 4) {
      const y1 = edges[i + 1]!;
      const y2 = edges[i + 3]!;
      if (y1 > y !== y2 > y) {
        const x1 = edges[i]!;
        if (x < x1 + ((y - y1) * (edges[i + 2]! - x1)) / (y2 - y1)) inside = !inside;
      }
    }
  }
  return inside;
}

/**
 * Appends to `out` where the straight way from (x0, y0) to (x1, y1) crosses edges, as fractions
 * 0 … 1 of the way, in no order; a way through a corner may cross there twice.
 */
export function partCrossings(
  table: EdgeTable,
  from: number,
  to: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  out: number[],
): void {
  const { edges, chunkStart, chunkBox } = table;
  const dx = x1 - x0;
  const dy = y1 - y0;
  const west = Math.min(x0, x1);
  const east = Math.max(x0, x1);
  const south = Math.min(y0, y1);
  const north = Math.max(y0, y1);
  for (let c = from; c < to; c++) {
    if (chunkBox[c * 4]! > east || chunkBox[c * 4 + 2]! < west) continue;
    if (chunkBox[c * 4 + 1]! > north || chunkBox[c * 4 + 3]! < south) continue;
    const end = chunkStart[c + 1]! * 4;
    for (let i = chunkStart[c]! * 4; i < end; i += 4) {
      const ax = edges[i]!;
      const ay = edges[i + 1]!;
      const ex = edges[i + 2]! - ax;
      const ey = edges[i + 3]! - ay;
      const cross = dx * ey - dy * ex;
      // Parallel ways compare false below: 0/0 and x/0 are no fraction of the way.
      const s = ((ax - x0) * ey - (ay - y0) * ex) / cross;
      const u = ((ax - x0) * dy - (ay - y0) * dx) / cross;
      if (s >= 0 && s <= 1 && u >= 0 && u <= 1) out.push(s);
    }
  }
}

/** Square of the distance (m²) from (x, y) to the nearest edge; `lonM`, `latM` are the metres of a degree there. */
export function partDistance2(
  table: EdgeTable,
  from: number,
  to: number,
  x: number,
  y: number,
  lonM: number,
  latM: number,
): number {
  const { edges, chunkStart, chunkBox } = table;
  let best = Number.POSITIVE_INFINITY;
  for (let c = from; c < to; c++) {
    const boxX = Math.max(chunkBox[c * 4]! - x, 0, x - chunkBox[c * 4 + 2]!) * lonM;
    const boxY = Math.max(chunkBox[c * 4 + 1]! - y, 0, y - chunkBox[c * 4 + 3]!) * latM;
    if (boxX * boxX + boxY * boxY >= best) continue;
    const end = chunkStart[c + 1]! * 4;
    for (let i = chunkStart[c]! * 4; i < end; i += 4) {
      const ax = (edges[i]! - x) * lonM;
      const ay = (edges[i + 1]! - y) * latM;
      const ex = (edges[i + 2]! - x) * lonM - ax;
      const ey = (edges[i + 3]! - y) * latM - ay;
      const e2 = ex * ex + ey * ey;
      const t = e2 > 0 ? Math.min(1, Math.max(0, -(ax * ex + ay * ey) / e2)) : 0;
      const px = ax + t * ex;
      const py = ay + t * ey;
      const d2 = px * px + py * py;
      if (d2 < best) best = d2;
    }
  }
  return best;
}
