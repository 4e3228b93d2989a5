import type { MemberInfo, TrackPicture } from '@commonsky/model';

const REGION_ZOOM = 6;

/**
 * A view of where a picture's tracks are: about their median, which a few far away do not move. Undefined of none.
 * Longitudes are taken about the first one's, so that traffic across the antimeridian has its middle there.
 */
export function trafficView({
  count,
  latDeg,
  lonDeg,
}: Pick<TrackPicture, 'count' | 'latDeg' | 'lonDeg'>): MemberInfo['view'] {
  if (count === 0) return undefined;
  const origin = lonDeg[0]!;
  const offsets = lonDeg.slice(0, count).map((lon) => wrap(lon - origin));
  return {
    latDeg: median(latDeg.slice(0, count)),
    lonDeg: wrap(origin + median(offsets)),
    zoom: REGION_ZOOM,
  };
}

function median(values: Float64Array): number {
  return values.sort()[values.length >> 1]!;
}

function wrap(lonDeg: number): number {
  return lonDeg - 360 * Math.round(lonDeg / 360);
}
