import Flatbush from 'flatbush';
import type { Area } from './area.ts';
import { degreeSize } from './local.ts';
import { type EdgeTable, partContains, partCrossings, partDistance2 } from './part.kernel.ts';

const CHUNK_EDGES = 16;

/** Stretch of a way inside an area, as fractions 0 … 1 of the way. */
export interface InsideStretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Many areas, asked by place. What a question costs depends on the polygons whose box it touches,
 * not on how many there are.
 */
export interface AreaIndex {
  /** Calls `visit` once for every area whose box touches the given one; west ≤ east, any turn of the earth. */
  near(west: number, south: number, east: number, north: number, visit: (area: number) => void): void;
  contains(area: number, lonDeg: number, latDeg: number): boolean;
  /** Distance to the nearest boundary, m, whether inside or outside. */
  boundaryM(area: number, lonDeg: number, latDeg: number): number;
  /** Where a straight way runs inside the area, in order, without overlaps. */
  stretches(area: number, lon0: number, lat0: number, lon1: number, lat1: number): InsideStretch[];
}

export function createAreaIndex(areas: readonly Area[]): AreaIndex {
  const table = layOut(areas);
  const { partBox, partArea, partChunk, areaPart } = table;
  const partCount = partArea.length;
  const tree = partCount > 0 ? new Flatbush(partCount) : undefined;
  for (let p = 0; p < partCount; p++) {
    tree!.add(partBox[p * 4]!, partBox[p * 4 + 1]!, partBox[p * 4 + 2], partBox[p * 4 + 3]);
  }
  tree?.finish();
  // Parts of the antimeridian lie beyond ±180: a question has to be asked on every turn the parts reach.
  const turns = tree ? turnsBetween(tree.minX, tree.maxX) : [];

  // Marks areas already visited by this question; a counter saves clearing the marks.
  const visited = new Float64Array(areas.length);
  let question = 0;

  /** Longitude moved by whole turns into the box of part `p`, or as near to it as it gets. */
  const intoPart = (p: number, lonDeg: number): number => {
    const middle = (partBox[p * 4]! + partBox[p * 4 + 2]!) / 2;
    return lonDeg + 360 * Math.round((middle - lonDeg) / 360);
  };

  return {
    near(west, south, east, north, visit) {
      if (!tree) return;
      question += 1;
      for (const turn of turns) {
        if (west + turn > tree.maxX || east + turn < tree.minX) continue;
        tree.search(west + turn, south, east + turn, north, (p) => {
          const area = partArea[p]!;
          if (visited[area] !== question) {
            visited[area] = question;
            visit(area);
          }
          return false;
        });
      }
    },

    contains(area, lonDeg, latDeg) {
      for (let p = areaPart[area]!; p < areaPart[area + 1]!; p++) {
        if (partContains(table, partChunk[p]!, partChunk[p + 1]!, intoPart(p, lonDeg), latDeg)) return true;
      }
      return false;
    },

    boundaryM(area, lonDeg, latDeg) {
      const { lonM, latM } = degreeSize(latDeg);
      let best = Number.POSITIVE_INFINITY;
      for (let p = areaPart[area]!; p < areaPart[area + 1]!; p++) {
        const x = intoPart(p, lonDeg);
        best = Math.min(best, partDistance2(table, partChunk[p]!, partChunk[p + 1]!, x, latDeg, lonM, latM));
      }
      return Math.sqrt(best);
    },

    stretches(area, lon0, lat0, lon1, lat1) {
      const found: { from: number; to: number }[] = [];
      for (let p = areaPart[area]!; p < areaPart[area + 1]!; p++) {
        const [from, to] = [partChunk[p]!, partChunk[p + 1]!];
        const x0 = intoPart(p, lon0);
        const x1 = x0 + lon1 - lon0;
        const cuts = [0, 1];
        partCrossings(table, from, to, x0, lat0, x1, lat1, cuts);
        cuts.sort((a, b) => a - b);
        for (let i = 1; i < cuts.length; i++) {
          const a = cuts[i - 1]!;
          const b = cuts[i]!;
          const middle = (a + b) / 2;
          // Asking the middle, instead of counting crossings, is right at corners too.
          if (
            b > a &&
            partContains(table, from, to, x0 + middle * (x1 - x0), lat0 + middle * (lat1 - lat0))
          ) {
            found.push({ from: a, to: b });
          }
        }
      }
      return joined(found);
    },
  };
}

function joined(stretches: { from: number; to: number }[]): InsideStretch[] {
  if (stretches.length < 2) return stretches;
  stretches.sort((a, b) => a.from - b.from);
  const out = [stretches[0]!];
  for (const next of stretches.slice(1)) {
    const last = out.at(-1)!;
    if (next.from <= last.to) last.to = Math.max(last.to, next.to);
    else out.push(next);
  }
  return out;
}

function turnsBetween(minX: number, maxX: number): number[] {
  const turns: number[] = [];
  // Questions come from −180 … 180 and may reach half a turn further.
  for (let turn = -1; turn <= 1; turn++) {
    if (360 * turn + 360 >= minX && 360 * turn - 360 <= maxX) turns.push(360 * turn);
  }
  return turns;
}

interface Layout extends EdgeTable {
  readonly partBox: Float64Array;
  readonly partArea: Int32Array;
  /** First chunk of every part, and the count of chunks at the end. */
  readonly partChunk: Int32Array;
  /** First part of every area, and the count of parts at the end. */
  readonly areaPart: Int32Array;
}

function layOut(areas: readonly Area[]): Layout {
  const edges: number[] = [];
  const chunkStart: number[] = [];
  const chunkBox: number[] = [];
  const partBox: number[] = [];
  const partArea: number[] = [];
  const partChunk: number[] = [];
  const areaPart: number[] = [];
  for (const [area, { parts }] of areas.entries()) {
    areaPart.push(partArea.length);
    for (const rings of parts) {
      partArea.push(area);
      partChunk.push(chunkStart.length);
      const firstEdge = edges.length / 4;
      for (const ring of rings) {
        for (const [i, [x, y]] of ring.entries()) {
          const [nextX, nextY] = ring[(i + 1) % ring.length]!;
          edges.push(x, y, nextX, nextY);
        }
      }
      const endEdge = edges.length / 4;
      for (let e = firstEdge; e < endEdge; e += CHUNK_EDGES) {
        chunkStart.push(e);
        chunkBox.push(...boxOf(edges, e, Math.min(e + CHUNK_EDGES, endEdge)));
      }
      partBox.push(...boxOf(edges, firstEdge, endEdge));
    }
  }
  areaPart.push(partArea.length);
  partChunk.push(chunkStart.length);
  chunkStart.push(edges.length / 4);
  return {
    edges: Float64Array.from(edges),
    chunkStart: Int32Array.from(chunkStart),
    chunkBox: Float64Array.from(chunkBox),
    partBox: Float64Array.from(partBox),
    partArea: Int32Array.from(partArea),
    partChunk: Int32Array.from(partChunk),
    areaPart: Int32Array.from(areaPart),
  };
}

function boxOf(edges: readonly number[], from: number, to: number): [number, number, number, number] {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (let i = from * 4; i < to * 4; i += 2) {
    west = Math.min(west, edges[i]!);
    east = Math.max(east, edges[i]!);
    south = Math.min(south, edges[i + 1]!);
    north = Math.max(north, edges[i + 1]!);
  }
  return [west, south, east, north];
}
