import { RAD_PER_DEG } from '@commonsky/model';

/** Web Mercator, the whole world 0…1 in x (east) and y (south). */
export function mercatorX(lonDeg: number): number {
  return lonDeg / 360 + 0.5;
}

export function mercatorY(latDeg: number): number {
  const lat = Math.max(-LAT_MAX_DEG, Math.min(LAT_MAX_DEG, latDeg)) * RAD_PER_DEG;
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + lat / 2)) / (2 * Math.PI);
}

const LAT_MAX_DEG = 85.051_129;
const EARTH_ROUND_M = 40_075_016.686;

/** Mercator units a metre on the ground takes at a latitude. */
export function mercatorPerM(latDeg: number): number {
  return 1 / (EARTH_ROUND_M * Math.cos(Math.max(-LAT_MAX_DEG, Math.min(LAT_MAX_DEG, latDeg)) * RAD_PER_DEG));
}

/** The shortest way from one x to another, across the antimeridian when that is nearer: −0.5…0.5. */
export function wrapX(dx: number): number {
  return dx - Math.round(dx);
}

/** Pixels of a mercator unit at a MapLibre zoom. */
export function worldSize(zoom: number): number {
  return 512 * 2 ** zoom;
}

/** The map's view: always north up and seen from straight above, so that screen = scale × mercator. */
export interface View {
  readonly centerX: number;
  readonly centerY: number;
  /** CSS pixels of a mercator unit. */
  readonly scale: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export function screenX(view: View, x: number): number {
  return wrapX(x - view.centerX) * view.scale + view.widthPx / 2;
}

export function screenY(view: View, y: number): number {
  return (y - view.centerY) * view.scale + view.heightPx / 2;
}
