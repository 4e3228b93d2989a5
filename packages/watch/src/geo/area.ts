import { degreeSize, wrapDeg } from './local.ts';
import type { Position } from './position.ts';
import { circle } from './sphere.ts';

/** Corners in either direction, not repeated at the end; edges are straight in longitude and latitude (RFC 7946). */
export type Ring = readonly Position[];

/** Rings of one polygon: a place is inside when a ray from it crosses all rings an odd number of times. */
export type Part = readonly Ring[];

/** A place is in the area when it is inside any part. */
export interface Area {
  readonly parts: readonly Part[];
}

/** Corners without repeats, with longitudes that run on across the antimeridian instead of jumping. */
export function tidyRing(corners: readonly Position[]): Position[] {
  const ring: Position[] = [];
  for (const [lon, lat] of corners) {
    const last = ring.at(-1);
    const next: Position = last ? [last[0] + wrapDeg(lon - last[0]), lat] : [lon, lat];
    if (!last || next[0] !== last[0] || next[1] !== last[1]) ring.push(next);
  }
  const [first] = ring;
  const last = ring.at(-1);
  if (first && last && ring.length > 1 && last[1] === first[1] && wrapDeg(last[0] - first[0]) === 0)
    ring.pop();
  return ring;
}

/**
 * All places within `halfWidthM` of a line (a border, an airway): the union of a rectangle for each
 * leg and a circle for each point, so that a sharp bend needs no offset curve.
 */
export function corridor(line: readonly Position[], halfWidthM: number): Area {
  const points = unwrapLine(line);
  const parts: Part[] = points.map((point) => [circle(point, halfWidthM)]);
  for (let i = 1; i < points.length; i++) {
    const [lonA, latA] = points[i - 1]!;
    const [lonB, latB] = points[i]!;
    const { lonM, latM } = degreeSize((latA + latB) / 2);
    const east = (lonB - lonA) * lonM;
    const north = (latB - latA) * latM;
    const length = Math.hypot(east, north);
    if (length === 0) continue;
    const dLon = ((-north / length) * halfWidthM) / lonM;
    const dLat = ((east / length) * halfWidthM) / latM;
    parts.push([
      [
        [lonA + dLon, latA + dLat],
        [lonB + dLon, latB + dLat],
        [lonB - dLon, latB - dLat],
        [lonA - dLon, latA - dLat],
      ],
    ]);
  }
  return { parts };
}

function unwrapLine(line: readonly Position[]): Position[] {
  const points: Position[] = [];
  for (const [lon, lat] of line) {
    const last = points.at(-1);
    points.push(last ? [last[0] + wrapDeg(lon - last[0]), lat] : [lon, lat]);
  }
  return points;
}
