import type { LonLat } from '../instrument/schema.ts';

/**
 * A ring compiled for fast containment: edges are sorted into bands of latitude, so that a point
 * looks at the few edges of its own band. Edges are straight in longitude and latitude; the ring may
 * cross the antimeridian, not enclose a pole.
 */
export interface Polygon {
  readonly westDeg: number;
  readonly eastDeg: number;
  readonly southDeg: number;
  readonly northDeg: number;
  readonly bandPerDeg: number;
  /** Edges of band `b` are `edges[start[b]] … edges[start[b + 1] - 1]`. */
  readonly start: Uint32Array;
  readonly edges: Uint32Array;
  /** Edge i goes from vertex i to vertex i + 1; both arrays have one entry more than there are edges. */
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
}

/** Two bands for each edge keep about two edges in a band whatever the ring's form. */
const BANDS_PER_EDGE = 2;

export function compilePolygon(ring: readonly LonLat[]): Polygon {
  const { lonDeg, latDeg } = unwrap(ring);
  const edgeCount = lonDeg.length - 1;
  const southDeg = Math.min(...latDeg);
  const northDeg = Math.max(...latDeg);
  const bandCount = edgeCount * BANDS_PER_EDGE;
  const bandPerDeg = bandCount / (northDeg - southDeg);
  const bands: number[][] = Array.from({ length: bandCount }, () => []);
  for (let edge = 0; edge < edgeCount; edge++) {
    const a = bandOf(Math.min(latDeg[edge]!, latDeg[edge + 1]!), southDeg, bandPerDeg, bandCount);
    const b = bandOf(Math.max(latDeg[edge]!, latDeg[edge + 1]!), southDeg, bandPerDeg, bandCount);
    for (let band = a; band <= b; band++) bands[band]!.push(edge);
  }
  const start = new Uint32Array(bandCount + 1);
  for (const [band, edges] of bands.entries()) start[band + 1] = start[band]! + edges.length;
  return {
    westDeg: Math.min(...lonDeg),
    eastDeg: Math.max(...lonDeg),
    southDeg,
    northDeg,
    bandPerDeg,
    start,
    edges: Uint32Array.from(bands.flat()),
    lonDeg,
    latDeg,
  };
}

/**
 * Whether a point is inside. Points on an edge belong to one side of it only, so that two rings that
 * share a border never both hold a point; NaN is outside.
 */
export function insidePolygon(polygon: Polygon, latDeg: number, lonDeg: number): boolean {
  if (!(latDeg >= polygon.southDeg && latDeg <= polygon.northDeg)) return false;
  const lon = lonDeg - 360 * Math.floor((lonDeg - polygon.westDeg) / 360);
  if (!(lon <= polygon.eastDeg)) return false;
  const { start, edges, lonDeg: x, latDeg: y } = polygon;
  const band = bandOf(latDeg, polygon.southDeg, polygon.bandPerDeg, start.length - 1);
  const end = start[band + 1]!;
  let inside = false;
  for (let i = start[band]!; i < end; i++) {
    const edge = edges[i]!;
    const y1 = y[edge]!;
    const y2 = y[edge + 1]!;
    if (y1 > latDeg === y2 > latDeg) continue;
    const x1 = x[edge]!;
    if (lon < x1 + ((x[edge + 1]! - x1) * (latDeg - y1)) / (y2 - y1)) inside = !inside;
  }
  return inside;
}

/** What makes a ring no polygon, or undefined. */
export function polygonProblem(ring: readonly LonLat[]): string | undefined {
  const { lonDeg, latDeg } = unwrap(ring);
  const edgeCount = lonDeg.length - 1;
  if (edgeCount < 3) return 'a polygon has at least three corners';
  if (Math.abs(lonDeg[edgeCount]! - lonDeg[0]!) > 1) return 'a polygon cannot enclose a pole';
  if (Math.max(...lonDeg) - Math.min(...lonDeg) >= 360) return 'a polygon is narrower than 360 degrees';
  for (let i = 0; i < edgeCount; i++) {
    if (lonDeg[i] === lonDeg[i + 1] && latDeg[i] === latDeg[i + 1]) return `corner ${i} is repeated`;
  }
  for (let i = 0; i < edgeCount; i++) {
    for (let k = i + 2; k < edgeCount; k++) {
      const neighbours = i === 0 && k === edgeCount - 1;
      if (!neighbours && crosses(lonDeg, latDeg, i, k)) return `its edges ${i} and ${k} cross or touch`;
    }
  }
  return undefined;
}

function bandOf(latDeg: number, southDeg: number, bandPerDeg: number, bandCount: number): number {
  const band = Math.floor((latDeg - southDeg) * bandPerDeg);
  return band < 0 ? 0 : band >= bandCount ? bandCount - 1 : band;
}

/** Longitudes made continuous along the ring, the ring closed. */
function unwrap(ring: readonly LonLat[]): { lonDeg: Float64Array; latDeg: Float64Array } {
  const [firstLon, firstLat] = ring[0]!;
  const [lastLon, lastLat] = ring.at(-1)!;
  const closed = ring.length > 1 && firstLon === lastLon && firstLat === lastLat;
  const corners = closed ? ring : [...ring, ring[0]!];
  const lonDeg = Float64Array.from(corners, ([lon]) => lon);
  const latDeg = Float64Array.from(corners, ([, lat]) => lat);
  for (let i = 1; i < lonDeg.length; i++) {
    while (lonDeg[i]! - lonDeg[i - 1]! > 180) lonDeg[i]! -= 360;
    while (lonDeg[i]! - lonDeg[i - 1]! < -180) lonDeg[i]! += 360;
  }
  return { lonDeg, latDeg };
}

function crosses(x: Float64Array, y: Float64Array, i: number, k: number): boolean {
  const side = (a: number, b: number, c: number) =>
    Math.sign((x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!));
  const within = (a: number, b: number, c: number) =>
    Math.min(x[a]!, x[b]!) <= x[c]! &&
    x[c]! <= Math.max(x[a]!, x[b]!) &&
    Math.min(y[a]!, y[b]!) <= y[c]! &&
    y[c]! <= Math.max(y[a]!, y[b]!);
  const s1 = side(i, i + 1, k);
  const s2 = side(i, i + 1, k + 1);
  const s3 = side(k, k + 1, i);
  const s4 = side(k, k + 1, i + 1);
  if (s1 * s2 < 0 && s3 * s4 < 0) return true;
  return (
    (s1 === 0 && within(i, i + 1, k)) ||
    (s2 === 0 && within(i, i + 1, k + 1)) ||
    (s3 === 0 && within(k, k + 1, i)) ||
    (s4 === 0 && within(k, k + 1, i + 1))
  );
}
