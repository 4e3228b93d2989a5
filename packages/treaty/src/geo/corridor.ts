import { RAD_PER_DEG, geodeticToEcef } from '@commonsky/model';
import type { LonLat } from '../instrument/schema.ts';

/**
 * Everything within a distance of a line, compiled: the line as short chords in earth-centred
 * coordinates, in groups that one sphere test skips. A single point makes a circle.
 *
 * The line is straight in longitude and latitude between its points, like polygon edges. Distances
 * are within 5 m of the geodesic up to 300 km, and 0.02 % up to 2000 km.
 */
export interface Corridor {
  readonly chordMax: number;
  /** x, y, z of the points of the line, m. */
  readonly points: Float64Array;
  /** x, y, z of the middle and the radius of each group of {@link GROUP} chords, m. */
  readonly groups: Float64Array;
}

const GROUP = 16;
/** A chord this long leaves the surface by 2 m. */
const STEP_M = 10_000;
const M_PER_DEG = 111_320;
/** The smallest radius of curvature of the ellipsoid: chords come out short, never long. */
const RADIUS_MIN_M = 6_335_439;

export function compileCorridor(line: readonly LonLat[], widthKm: number): Corridor {
  const points = densify(line);
  const chordCount = points.length / 3 - 1;
  const groups: number[] = [];
  for (let first = 0; first <= chordCount; first += GROUP) {
    const last = Math.min(first + GROUP, chordCount);
    groups.push(...boundingSphere(points, first, last));
    if (last === chordCount) break;
  }
  const widthM = widthKm * 1000;
  return {
    chordMax: 2 * RADIUS_MIN_M * Math.sin(widthM / (2 * RADIUS_MIN_M)),
    points,
    groups: Float64Array.from(groups),
  };
}

const here = new Float64Array(3);

/** Whether a point on the ellipsoid is within the corridor; NaN is not. */
export function insideCorridor(corridor: Corridor, latDeg: number, lonDeg: number): boolean {
  geodeticToEcef(latDeg * RAD_PER_DEG, lonDeg * RAD_PER_DEG, 0, here);
  const x = here[0]!;
  const y = here[1]!;
  const z = here[2]!;
  const { chordMax, points, groups } = corridor;
  const chordMax2 = chordMax * chordMax;
  const last = points.length / 3 - 1;
  for (let group = 0; group < groups.length; group += 4) {
    const reach = chordMax + groups[group + 3]!;
    const d2 = squared(x - groups[group]!, y - groups[group + 1]!, z - groups[group + 2]!);
    if (!(d2 <= reach * reach)) continue;
    const first = (group / 4) * GROUP;
    const end = Math.min(first + GROUP, last);
    for (let i = first; i < Math.max(end, first + 1); i++) {
      if (distance2ToChord(points, i, Math.min(i + 1, last), x, y, z) <= chordMax2) return true;
    }
  }
  return false;
}

function distance2ToChord(p: Float64Array, i: number, k: number, x: number, y: number, z: number): number {
  const ax = p[3 * i]!;
  const ay = p[3 * i + 1]!;
  const az = p[3 * i + 2]!;
  const dx = p[3 * k]! - ax;
  const dy = p[3 * k + 1]! - ay;
  const dz = p[3 * k + 2]! - az;
  const length2 = squared(dx, dy, dz);
  const along = length2 === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy + (z - az) * dz) / length2;
  const t = along < 0 ? 0 : along > 1 ? 1 : along;
  return squared(x - ax - t * dx, y - ay - t * dy, z - az - t * dz);
}

function densify(line: readonly LonLat[]): Float64Array {
  const out: number[] = [];
  const push = (lonDeg: number, latDeg: number) => {
    geodeticToEcef(latDeg * RAD_PER_DEG, lonDeg * RAD_PER_DEG, 0, here);
    out.push(...here);
  };
  push(...line[0]!);
  for (let i = 1; i < line.length; i++) {
    const [fromLon, fromLat] = line[i - 1]!;
    const [toLon, toLat] = line[i]!;
    // The short way round, so that a line may cross the antimeridian.
    const dLon = toLon - fromLon - 360 * Math.round((toLon - fromLon) / 360);
    const dLat = toLat - fromLat;
    const steps = Math.max(1, Math.ceil((Math.hypot(dLon, dLat) * M_PER_DEG) / STEP_M));
    for (let s = 1; s <= steps; s++) push(fromLon + (dLon * s) / steps, fromLat + (dLat * s) / steps);
  }
  return Float64Array.from(out);
}

function boundingSphere(points: Float64Array, first: number, last: number): [number, number, number, number] {
  const mean = [0, 1, 2].map((axis) => (points[3 * first + axis]! + points[3 * last + axis]!) / 2);
  let radius2 = 0;
  for (let i = first; i <= last; i++) {
    radius2 = Math.max(
      radius2,
      squared(points[3 * i]! - mean[0]!, points[3 * i + 1]! - mean[1]!, points[3 * i + 2]! - mean[2]!),
    );
  }
  return [mean[0]!, mean[1]!, mean[2]!, Math.sqrt(radius2)];
}

function squared(x: number, y: number, z: number): number {
  return x * x + y * y + z * z;
}
