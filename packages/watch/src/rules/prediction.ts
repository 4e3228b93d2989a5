import type { AlertPrediction, Track } from '@commonsky/model';
import type { KnownHeight } from '../airspace/vertical.ts';
import { type Path, pathOf } from './volume-entry.ts';

/** How far a straight prediction may be off, 1σ. */
export interface PathNoise {
  readonly headingSigmaDeg: number;
  readonly speedSigmaMps: number;
  readonly climbSigmaMps: number;
}

/** A turning track is not predicted further than this. */
const TURNING_LOOK_AHEAD_S = 45;

/** How far a straight prediction of this track is worth anything: its own filter says when it does not fly straight. */
export function trustedS(track: Track, lookAheadS: number): number {
  return track.modeProbabilities[0] < 0.5 ? Math.min(lookAheadS, TURNING_LOOK_AHEAD_S) : lookAheadS;
}

const NOMINAL_WEIGHT = 0.4;
/** Sigma points lie this many σ out, so that the spread of the points has the variance of the noise. */
const SPREAD = Math.sqrt(6 / 2 / (1 - NOMINAL_WEIGHT));

/**
 * How sure an event on the straight path is: the path and six neighbours (heading, speed, climb,
 * each to both sides) are asked when the event happens, as an unscented transform does.
 *
 * @param eventS Seconds until the event on a path; undefined when it does not happen.
 */
export function predictEvent(
  track: Track,
  height: KnownHeight | undefined,
  noise: PathNoise,
  atMs: number,
  nominalS: number,
  eventS: (path: Path) => number | undefined,
): AlertPrediction {
  const speed = Math.hypot(track.eastMps, track.northMps);
  const heading = (noise.headingSigmaDeg * SPREAD * Math.PI) / 180;
  const faster = speed > 0 ? (noise.speedSigmaMps * SPREAD) / speed : 0;
  const climb = noise.climbSigmaMps * SPREAD;
  const { eastMps: e, northMps: n, verticalMps } = track;
  const vertical = Number.isNaN(verticalMps) ? 0 : verticalMps;
  const [sin, cos] = [Math.sin(heading), Math.cos(heading)];
  const neighbours = [
    pathOf(track, height, e * cos + n * sin, n * cos - e * sin),
    pathOf(track, height, e * cos - n * sin, n * cos + e * sin),
    pathOf(track, height, e * (1 + faster), n * (1 + faster)),
    pathOf(track, height, e * Math.max(0, 1 - faster), n * Math.max(0, 1 - faster)),
    pathOf(track, height, e, n, vertical + climb),
    pathOf(track, height, e, n, vertical - climb),
  ];
  const weight = (1 - NOMINAL_WEIGHT) / neighbours.length;
  let probability = NOMINAL_WEIGHT;
  let sum = NOMINAL_WEIGHT * nominalS;
  let squares = NOMINAL_WEIGHT * nominalS * nominalS;
  for (const path of neighbours) {
    const s = eventS(path);
    if (s === undefined) continue;
    probability += weight;
    sum += weight * s;
    squares += weight * s * s;
  }
  const mean = sum / probability;
  return {
    atMs: atMs + nominalS * 1000,
    sigmaS: Math.sqrt(Math.max(0, squares / probability - mean * mean)),
    probability,
  };
}
