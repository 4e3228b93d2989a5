import { TRACK_FLAG, type TrackIdentity } from '@commonsky/model';

/** How a target is seen, which marks its symbol: by its address, by a code alone, by its echo alone, or taxiing. */
export type TargetKind = 'addressed' | 'coded' | 'primary' | 'ground';

/** How much its position can be trusted now. */
export type Freshness = 'current' | 'coasting' | 'stale';

/** Positions older than this are shown as stale (field practice). */
const STALE_AFTER_MS = 20_000;

export function kindOf(identity: TrackIdentity, flags: number): TargetKind {
  if (flags & TRACK_FLAG.onGround) return 'ground';
  if (identity.address !== undefined) return 'addressed';
  return identity.mode3a === undefined ? 'primary' : 'coded';
}

export function freshnessOf(flags: number, ageMs: number): Freshness {
  if (ageMs > STALE_AFTER_MS) return 'stale';
  return flags & TRACK_FLAG.coasting ? 'coasting' : 'current';
}

/** What the three reserved codes say, in the words of the controller's label. */
export function emergencyOf(mode3a: number | undefined): 'HIJACK' | 'RADIO' | 'EMERGENCY' | undefined {
  if (mode3a === 0o7500) return 'HIJACK';
  if (mode3a === 0o7600) return 'RADIO';
  return mode3a === 0o7700 ? 'EMERGENCY' : undefined;
}
