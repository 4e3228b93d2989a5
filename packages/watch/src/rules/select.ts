import type { Track } from '@commonsky/model';
import type { AirspaceSet } from '../airspace/airspace-set.ts';
import { matchesAny } from './parameters.ts';
import type { AreaChoice, PictureView, Rule } from './rule.ts';

export const hexAddress = (address: number): string => address.toString(16).toUpperCase().padStart(6, '0');
export const octalCode = (code: number): string => code.toString(8).padStart(4, '0');

/** How officers name a track: callsign, else address, else code, with the track number. */
export function nameOf(track: Track): string {
  const { callsign, address, mode3a, number } = track;
  if (callsign !== undefined) return `${callsign} (track ${number})`;
  if (address !== undefined) return `${hexAddress(address)} (track ${number})`;
  if (mode3a !== undefined) return `A${octalCode(mode3a)} (track ${number})`;
  return `track ${number}`;
}

/** Whether the rule applies to a track. */
export function createTrackFilter({ exempt }: Rule): (track: Track, view: PictureView) => boolean {
  const { callsigns, addresses, codes, identities } = exempt;
  if (callsigns.length + addresses.length + codes.length + identities.length === 0) return () => true;
  return (track, view) => {
    if (matchesAny(callsigns, track.callsign)) return false;
    if (track.address !== undefined && matchesAny(addresses, hexAddress(track.address))) return false;
    if (track.mode3a !== undefined && matchesAny(codes, octalCode(track.mode3a))) return false;
    return identities.length === 0 || !identities.includes(view.identityOf(track)?.identity ?? 'pending');
  };
}

/** Which airspaces of a set a rule is about, worked out once for each set. */
export function createAreaFilter(
  choice: AreaChoice,
  defaultKinds: readonly string[],
): (airspaces: AirspaceSet) => Uint8Array {
  const kinds = choice.kinds.length > 0 || choice.ids.length > 0 ? choice.kinds : defaultKinds;
  const bySet = new WeakMap<object, Uint8Array>();
  return ({ airspaces }) => {
    let chosen = bySet.get(airspaces);
    if (!chosen) {
      chosen = Uint8Array.from(airspaces, ({ id, kind }) =>
        kinds.includes(kind) || matchesAny(choice.ids, id) ? 1 : 0,
      );
      bySet.set(airspaces, chosen);
    }
    return chosen;
  };
}

/** Whether a place lies in an active, chosen airspace at a height (any height when NaN is given). */
export function insideAny(view: PictureView, chosen: Uint8Array, lonDeg: number, latDeg: number): number {
  let found = -1;
  view.airspaces.index.near(lonDeg, latDeg, lonDeg, latDeg, (area) => {
    if (
      found < 0 &&
      chosen[area] === 1 &&
      view.airspaces.index.contains(area, lonDeg, latDeg) &&
      view.airspaces.stateAt(area, view.atMs).active
    ) {
      found = area;
    }
  });
  return found;
}
