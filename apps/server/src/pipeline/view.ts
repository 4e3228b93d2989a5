import type { MemberInfo, Plot } from '@commonsky/model';

const REGION_ZOOM = 6;

/** The middle of these plots; undefined when none has a position of its own. */
export function viewOfPlots(plots: readonly Plot[]): MemberInfo['view'] {
  const placed = plots.filter(({ latDeg, lonDeg }) => !Number.isNaN(latDeg) && !Number.isNaN(lonDeg));
  if (placed.length === 0) return undefined;
  return {
    latDeg: median(placed.map(({ latDeg }) => latDeg)),
    lonDeg: median(placed.map(({ lonDeg }) => lonDeg)),
    zoom: REGION_ZOOM,
  };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}
