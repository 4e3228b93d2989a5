import type { MemberId, Track } from '@commonsky/model';
import type { Identity, ObjectCategory, Product } from '../instrument/schema.ts';

/** What the filter looks at of one thing that wants to leave. Numbers that are not known are NaN. */
export interface ReleaseItem {
  readonly product: Product;
  readonly mode: 'live' | 'replay';
  readonly category: ObjectCategory;
  readonly identity: Identity;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Pressure altitude, m. */
  readonly altitudeM: number;
  /** UTC ms of the state that would be released. */
  readonly measuredAtMs: number;
  /** Everyone whose measurements are in it. */
  readonly owners: readonly MemberId[];
  /** When this recipient last got it, UTC ms; NaN when never. */
  readonly lastReleasedMs: number;
}

/** Owners of everything that ever went into a track, each once. */
export function ownersOf(track: Pick<Track, 'contributions'>): MemberId[] {
  return [...new Set(track.contributions.map(({ owner }) => owner))];
}

export interface TrackLabels {
  readonly category: ObjectCategory;
  readonly identity: Identity;
  readonly lastReleasedMs: number;
}

export function trackItem(
  track: Track,
  labels: TrackLabels,
  mode: ReleaseItem['mode'] = 'live',
): ReleaseItem {
  return {
    product: 'tracks',
    mode,
    category: labels.category,
    identity: labels.identity,
    latDeg: track.latDeg,
    lonDeg: track.lonDeg,
    altitudeM: track.pressureAltitudeM,
    measuredAtMs: track.atMs,
    owners: ownersOf(track),
    lastReleasedMs: labels.lastReleasedMs,
  };
}
