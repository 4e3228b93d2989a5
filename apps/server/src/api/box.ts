import type { SubscribeRequest, Track } from '@commonsky/model';

type Box = NonNullable<SubscribeRequest['box']>;

/** The tracks inside a box; one whose west is above its east crosses the antimeridian. */
export function tracksInBox(tracks: readonly Track[], box: Box | undefined): readonly Track[] {
  if (box === undefined) return tracks;
  const [west, south, east, north] = box;
  return tracks.filter(({ latDeg, lonDeg }) => {
    if (latDeg < south || latDeg > north) return false;
    return west <= east ? lonDeg >= west && lonDeg <= east : lonDeg >= west || lonDeg <= east;
  });
}
