import type { Position } from 'geojson';

/** Douglas–Peucker on degrees: keeps the ends and every point further than `toleranceDeg` off the chord. */
export function simplifyLine(line: readonly Position[], toleranceDeg: number): Position[] {
  if (line.length < 3) return [...line];
  const isKept = new Uint8Array(line.length);
  isKept[0] = 1;
  isKept[line.length - 1] = 1;
  const spans: [number, number][] = [[0, line.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    let farthest = -1;
    let distanceMax = toleranceDeg;
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToChord(line[i]!, line[from]!, line[to]!);
      if (distance > distanceMax) {
        distanceMax = distance;
        farthest = i;
      }
    }
    if (farthest < 0) continue;
    isKept[farthest] = 1;
    spans.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, i) => isKept[i] === 1);
}

function distanceToChord(p: Position, a: Position, b: Position): number {
  const dx = b[0]! - a[0]!;
  const dy = b[1]! - a[1]!;
  const lengthSquared = dx * dx + dy * dy;
  const along =
    lengthSquared === 0
      ? 0
      : Math.max(0, Math.min(1, ((p[0]! - a[0]!) * dx + (p[1]! - a[1]!) * dy) / lengthSquared));
  return Math.hypot(p[0]! - a[0]! - along * dx, p[1]! - a[1]! - along * dy);
}

/** Chaikin's corner cutting: takes the staircase of a coarse grid out of shores and rivers. */
export function smoothLine(line: readonly Position[], turns: number): Position[] {
  const isRing = line.length > 3 && samePlace(line[0]!, line.at(-1)!);
  let points = [...line];
  for (let turn = 0; turn < turns; turn++) {
    const cut = points.slice(1).flatMap((b, i) => {
      const a = points[i]!;
      return [between(a, b, 0.25), between(a, b, 0.75)];
    });
    points = isRing ? [...cut, cut[0]!] : [points[0]!, ...cut, points.at(-1)!];
  }
  return points;
}

function between(a: Position, b: Position, share: number): Position {
  return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share];
}

function samePlace(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Shoelace area (deg², positive anticlockwise) and centroid of a closed ring. */
export function ringMoments(ring: readonly Position[]): { area: number; centroid: Position } {
  let doubled = 0;
  let x = 0;
  let y = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    const cross = ax * by - bx * ay;
    doubled += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return { area: doubled / 2, centroid: [x / (3 * doubled), y / (3 * doubled)] };
}
