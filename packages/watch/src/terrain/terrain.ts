import Flatbush from 'flatbush';
import { DEG_PER_RAD, RAD_PER_DEG } from '@commonsky/model';
import { destination } from '../geo/sphere.ts';
import { type TerrainTile, tileHeightM } from './tile.ts';

/** Ground heights from the tiles a user gave; NaN where there are none. */
export interface Terrain {
  readonly tiles: readonly TerrainTile[];
  groundM(latDeg: number, lonDeg: number): number;
}

/** Of overlapping tiles the finer one counts. */
export function createTerrain(tiles: readonly TerrainTile[]): Terrain {
  const ordered = tiles.toSorted((a, b) => a.latStepDeg - b.latStepDeg);
  const tree = ordered.length > 0 ? new Flatbush(ordered.length) : undefined;
  for (const { westDeg, northDeg, lonStepDeg, latStepDeg, columns, rows } of ordered) {
    tree!.add(westDeg, northDeg - latStepDeg * (rows - 1), westDeg + lonStepDeg * (columns - 1), northDeg);
  }
  tree?.finish();
  // Questions come along flight paths: the last tile is nearly always the next one.
  let lastTile: TerrainTile | undefined;
  return {
    tiles: ordered,
    groundM(latDeg, lonDeg) {
      if (lastTile && ordered.length === 1) return tileHeightM(lastTile, latDeg, lonDeg);
      if (!tree) return Number.NaN;
      const hits = tree.search(lonDeg, latDeg, lonDeg, latDeg).sort((a, b) => a - b);
      for (const hit of hits) {
        lastTile = ordered[hit]!;
        const height = tileHeightM(lastTile, latDeg, lonDeg);
        if (!Number.isNaN(height)) return height;
      }
      return Number.NaN;
    },
  };
}

/** Radio waves bend: an earth of four thirds the radius makes their way straight. */
const BENT_EARTH_M = (4 / 3) * 6_371_008.8;

export interface RadarSite {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Antenna, m above mean sea level. */
  readonly antennaM: number;
}

/**
 * What a radar can see over its terrain. Ground that is not known counts as sea level, so without
 * terrain this is the horizon of a smooth earth.
 */
export interface RadarHorizon {
  /** Lowest height above mean sea level that is in sight at a range and azimuth, m. */
  lowestVisibleM(azimuthDeg: number, rangeM: number): number;
  /** Elevation of the horizon in a direction, degrees. */
  horizonDeg(azimuthDeg: number): number;
}

export function createRadarHorizon(
  site: RadarSite,
  groundM: Terrain['groundM'],
  options: { readonly rangeMaxM: number; readonly stepM?: number; readonly azimuths?: number },
): RadarHorizon {
  const { rangeMaxM, stepM = 500, azimuths = 720 } = options;
  const steps = Math.ceil(rangeMaxM / stepM);
  // Steepest line of sight to anything up to each step, as a slope.
  const slopes = new Float32Array(azimuths * (steps + 1));
  for (let a = 0; a < azimuths; a++) {
    let steepest = Number.NEGATIVE_INFINITY;
    for (let s = 0; s <= steps; s++) {
      if (s > 0) {
        const range = s * stepM;
        const [lon, lat] = destination([site.lonDeg, site.latDeg], (a * 360) / azimuths, range);
        const ground = groundM(lat, lon);
        const height = (Number.isNaN(ground) ? 0 : ground) - (range * range) / (2 * BENT_EARTH_M);
        steepest = Math.max(steepest, (height - site.antennaM) / range);
      }
      slopes[a * (steps + 1) + s] = steepest;
    }
  }
  const row = (azimuthDeg: number): number => {
    const turn = azimuthDeg / 360;
    return (Math.round((turn - Math.floor(turn)) * azimuths) % azimuths) * (steps + 1);
  };
  return {
    lowestVisibleM(azimuthDeg, rangeM) {
      const step = Math.min(steps, Math.floor(rangeM / stepM));
      const slope = slopes[row(azimuthDeg) + step]!;
      const straight = Number.isFinite(slope) ? site.antennaM + slope * rangeM : Number.NEGATIVE_INFINITY;
      return straight + (rangeM * rangeM) / (2 * BENT_EARTH_M);
    },
    horizonDeg: (azimuthDeg) => Math.atan(slopes[row(azimuthDeg) + steps]!) * DEG_PER_RAD,
  };
}

/** Distance to the horizon of a smooth earth from an antenna height, m. */
export function smoothHorizonM(antennaM: number): number {
  return Math.sqrt(2 * BENT_EARTH_M * antennaM);
}

/** Elevation angle of a target over a bent earth, degrees. */
export function elevationDeg(site: RadarSite, rangeM: number, targetM: number): number {
  return Math.atan((targetM - site.antennaM) / rangeM - rangeM / (2 * BENT_EARTH_M)) / RAD_PER_DEG;
}
