import type { Position } from 'geojson';

const POLE_LAT_DEG = -90;

/**
 * A ring without leaps: what lies beyond the antimeridian gets longitudes beyond ±180, which the
 * map wraps. Drawn as it comes, a ring that crosses it would run back round the whole world. One
 * that goes round the pole is closed along it.
 */
export function unwrapRing(ring: readonly Position[]): Position[] {
  let turnDeg = 0;
  const unwrapped = ring.map(([lonDeg, latDeg], i): Position => {
    const stepDeg = i === 0 ? 0 : lonDeg! - ring[i - 1]![0]!;
    if (stepDeg > 180) turnDeg -= 360;
    else if (stepDeg < -180) turnDeg += 360;
    return [lonDeg! + turnDeg, latDeg!];
  });
  const [first] = unwrapped;
  if (turnDeg === 0 || first === undefined) return unwrapped;
  // The only land round a pole is Antarctica.
  return [...unwrapped, [unwrapped.at(-1)![0]!, POLE_LAT_DEG], [first[0]!, POLE_LAT_DEG], first];
}

export function wrapLonDeg(lonDeg: number): number {
  return lonDeg - 360 * Math.round(lonDeg / 360);
}
