import { STANDARD_IDENTITIES, type TrackPicture } from '@commonsky/model';
import { shownIdentity } from './identity.ts';
import { mercatorPerM, mercatorX, mercatorY } from './map/mercator.ts';
import { type Freshness, freshnessOf, kindOf, type TargetKind } from './target.ts';

/** Order of the marks inside symbols in the shaders; shapes and colours go by STANDARD_IDENTITIES. */
export const KINDS = ['addressed', 'coded', 'primary', 'ground'] as const satisfies readonly TargetKind[];
export const FRESHNESSES = ['current', 'coasting', 'stale'] as const satisfies readonly Freshness[];

/** Positions are carried on for this long after the last frame, in seconds of picture time at speed 1. */
const CARRY_ON_S_MAX = 3;

/**
 * The picture as the map needs it: row i of the columns is row i of the picture. Positions are
 * mercator at the picture's time, velocities mercator a second.
 */
export interface Scene {
  readonly count: number;
  readonly picture: TrackPicture;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly velocityX: Float64Array;
  readonly velocityY: Float64Array;
  /** Index into KINDS. */
  readonly kind: Uint8Array;
  /** Index into STANDARD_IDENTITIES. */
  readonly identity: Uint8Array;
  /** Index into FRESHNESSES. */
  readonly freshness: Uint8Array;
  /** 1 for tracks that the filter keeps out of the foreground. */
  readonly isDimmed: Uint8Array;
  readonly rowOf: (number: number) => number | undefined;
}

export interface SceneSource {
  readonly scene: Scene;
  update(
    picture: TrackPicture,
    rowOf: (number: number) => number | undefined,
    isShown: (row: number) => boolean,
    receivedAtMs: number,
    speed: number,
  ): void;
  /** Seconds that positions have to be carried on at `nowMs` (clock of `receivedAtMs`). */
  carryOnS(nowMs: number): number;
}

const NOTHING: TrackPicture = {
  count: 0,
  pictureMs: Number.NaN,
  number: new Uint32Array(0),
  latDeg: new Float64Array(0),
  lonDeg: new Float64Array(0),
  eastMps: new Float32Array(0),
  northMps: new Float32Array(0),
  pressureAltitudeM: new Float32Array(0),
  verticalMps: new Float32Array(0),
  accuracyM: new Float32Array(0),
  lastPlotMs: new Float64Array(0),
  flags: new Uint8Array(0),
  identity: [],
};

export function createScene(): SceneSource {
  const scene: { -readonly [K in keyof Scene]: Scene[K] } = {
    count: 0,
    picture: NOTHING,
    ...createColumns(0),
    rowOf: rowOfNothing,
  };
  let receivedAtMs = 0;
  let speed = 1;
  return {
    scene,
    update(picture, rowOf, isShown, atMs, factor) {
      if (scene.x.length < picture.count) Object.assign(scene, createColumns(picture.number.length));
      scene.count = picture.count;
      scene.picture = picture;
      scene.rowOf = rowOf;
      receivedAtMs = atMs;
      speed = factor;
      for (let row = 0; row < picture.count; row++) {
        const latDeg = picture.latDeg[row]!;
        const perM = mercatorPerM(latDeg);
        const flags = picture.flags[row]!;
        const ageMs = picture.pictureMs - picture.lastPlotMs[row]!;
        scene.x[row] = mercatorX(picture.lonDeg[row]!);
        scene.y[row] = mercatorY(latDeg);
        scene.velocityX[row] = known(picture.eastMps[row]!) * perM;
        scene.velocityY[row] = -known(picture.northMps[row]!) * perM;
        scene.kind[row] = KINDS.indexOf(kindOf(picture.identity[row]!, flags));
        scene.identity[row] = STANDARD_IDENTITIES.indexOf(shownIdentity(flags));
        scene.freshness[row] = FRESHNESSES.indexOf(freshnessOf(flags, ageMs));
        scene.isDimmed[row] = isShown(row) ? 0 : 1;
      }
    },
    carryOnS: (nowMs) => Math.max(0, Math.min(CARRY_ON_S_MAX, (nowMs - receivedAtMs) / 1000)) * speed,
  };
}

function createColumns(capacity: number) {
  return {
    x: new Float64Array(capacity),
    y: new Float64Array(capacity),
    velocityX: new Float64Array(capacity),
    velocityY: new Float64Array(capacity),
    kind: new Uint8Array(capacity),
    identity: new Uint8Array(capacity),
    freshness: new Uint8Array(capacity),
    isDimmed: new Uint8Array(capacity),
  };
}

function rowOfNothing(): undefined {
  return undefined;
}

/** A target of unknown velocity stays where it is drawn. */
function known(mps: number): number {
  return Number.isNaN(mps) ? 0 : mps;
}
