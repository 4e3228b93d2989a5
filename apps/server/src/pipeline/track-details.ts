import type { JointTrack } from '@commonsky/joint';
import { DEG_PER_RAD, type Track, type TrackDetails } from '@commonsky/model';

/** A track as the API shows it: text where people read text, and no key for what is not known. */
export function toTrackDetails(track: Track & Partial<Pick<JointTrack, 'members'>>): TrackDetails {
  const { eastMps, northMps } = track;
  const trackAngleDeg = (Math.atan2(eastMps, northMps) * DEG_PER_RAD + 360) % 360;
  return {
    number: track.number,
    status: track.status,
    atMs: track.atMs,
    lastPlotMs: track.lastPlotMs,
    bornMs: track.bornMs,
    latDeg: track.latDeg,
    lonDeg: track.lonDeg,
    ...known('pressureAltitudeM', track.pressureAltitudeM),
    ...known('geometricHeightM', track.geometricHeightM),
    ...known('groundSpeedMps', Math.hypot(eastMps, northMps)),
    ...known('trackAngleDeg', trackAngleDeg),
    ...known('verticalMps', track.verticalMps),
    accuracyM: track.accuracyM,
    ...(track.address !== undefined && { address: track.address.toString(16).padStart(6, '0') }),
    ...(track.mode3a !== undefined && { mode3a: track.mode3a.toString(8).padStart(4, '0') }),
    ...(track.callsign !== undefined && { callsign: track.callsign }),
    ...(track.onGround !== undefined && { onGround: track.onGround }),
    contributions: track.contributions,
    ...(track.members && { members: track.members.map(({ member, number }) => ({ member, number })) }),
  };
}

function known<K extends string>(name: K, value: number): { readonly [P in K]?: number } {
  return Number.isNaN(value) ? {} : ({ [name]: value } as { [P in K]: number });
}
