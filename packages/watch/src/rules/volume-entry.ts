import type { Track } from '@commonsky/model';
import type { AirspaceSet } from '../airspace/airspace-set.ts';
import { type KnownHeight, limitOnAxis, type Surroundings } from '../airspace/vertical.ts';
import { degreeSize } from '../geo/local.ts';

/** Climb slower than this is level flight with noise (300 ft/min). */
const LEVEL_MPS = 1.5;

/** A straight flight from where a track is now. */
export interface Path {
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly lonDegPerS: number;
  readonly latDegPerS: number;
  readonly height: KnownHeight | undefined;
  readonly climbMps: number;
}

export function pathOf(
  track: Track,
  height: KnownHeight | undefined,
  eastMps = track.eastMps,
  northMps = track.northMps,
  climbMps = track.verticalMps,
): Path {
  const { lonM, latM } = degreeSize(track.latDeg);
  return {
    lonDeg: track.lonDeg,
    latDeg: track.latDeg,
    lonDegPerS: eastMps / lonM,
    latDegPerS: northMps / latM,
    height,
    climbMps: Math.abs(climbMps) >= LEVEL_MPS ? climbMps : 0,
  };
}

/** Vertical limits of an airspace on the axis of a height. */
export interface Band {
  readonly lowerM: number;
  readonly upperM: number;
  readonly groundUnknown: boolean;
}

export function bandOf(
  airspaces: AirspaceSet,
  area: number,
  axis: KnownHeight['axis'],
  latDeg: number,
  lonDeg: number,
  around: Surroundings,
): Band {
  const { lower, upper } = airspaces.airspaces[area]!;
  const low = limitOnAxis(lower, 'lower', axis, latDeg, lonDeg, around);
  const high = limitOnAxis(upper, 'upper', axis, latDeg, lonDeg, around);
  return {
    lowerM: low.valueM,
    upperM: high.valueM,
    groundUnknown: low.groundUnknown || high.groundUnknown,
  };
}

/**
 * Seconds until the path is inside the airspace while it is active: 0 when it is now, undefined
 * when it never is within `lookAheadS`. A path of unknown height counts as inside at any height.
 */
export function entryS(
  airspaces: AirspaceSet,
  area: number,
  path: Path,
  band: Band,
  atMs: number,
  lookAheadS: number,
  activations: ActiveSpans,
): number | undefined {
  const [fromS, toS] = path.height ? verticalSpan(path, band, lookAheadS) : [0, lookAheadS];
  if (!(toS >= fromS)) return undefined;
  const stretches = airspaces.index.stretches(
    area,
    path.lonDeg,
    path.latDeg,
    path.lonDeg + path.lonDegPerS * lookAheadS,
    path.latDeg + path.latDegPerS * lookAheadS,
  );
  for (const { from, to } of stretches) {
    const start = Math.max(from * lookAheadS, fromS);
    const end = Math.min(to * lookAheadS, toS);
    if (start > end) continue;
    const active = activations(area, atMs, start, end);
    if (active !== undefined) return active;
  }
  return undefined;
}

/** When, within a span of seconds from now, an airspace is first active; undefined when never. */
export type ActiveSpans = (area: number, atMs: number, fromS: number, toS: number) => number | undefined;

export function activeSpansOf(airspaces: AirspaceSet): ActiveSpans {
  return (area, atMs, fromS, toS) => {
    const now = airspaces.stateAt(area, atMs);
    if (now.untilMs >= atMs + toS * 1000) return now.active ? fromS : undefined;
    // Rare: the state changes under way. Walk from change to change.
    for (let t = fromS; t <= toS;) {
      const state = airspaces.stateAfter(area, atMs + t * 1000);
      if (state.active) return t;
      t = (state.untilMs - atMs) / 1000;
    }
    return undefined;
  };
}

function verticalSpan({ height, climbMps }: Path, band: Band, lookAheadS: number): [number, number] {
  const z = height!.valueM;
  if (climbMps === 0) return z >= band.lowerM && z <= band.upperM ? [0, lookAheadS] : [1, 0];
  const a = (band.lowerM - z) / climbMps;
  const b = (band.upperM - z) / climbMps;
  return [Math.max(0, Math.min(a, b)), Math.min(lookAheadS, Math.max(a, b))];
}
