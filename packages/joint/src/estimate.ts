import type { MemberId, Track } from '@commonsky/model';
import { eastMPerDeg, northMPerDeg, wrapDeg } from './ground.ts';
import type { PartnerTrack } from './tracks.ts';

/** What one member says of one aircraft, at the moment it says it for; changed in place once a step. */
export interface Estimate {
  atMs: number;
  latDeg: number;
  lonDeg: number;
  altitudeM: number;
  eastMps: number;
  northMps: number;
  verticalMps: number;
  pEastEast: number;
  pEastNorth: number;
  pNorthNorth: number;
  address: number | undefined;
  mode3a: number | undefined;
  callsign: string | undefined;
}

/** Taken for the 1σ of a partner's position that comes without one. */
const ACCURACY_UNKNOWN_M = 400;
/** No filter is believed to be better than this: what members see of one aircraft differs by more. */
const VARIANCE_MIN = 10 * 10;
/** How an aircraft may depart from the straight line on which a state is carried on: 1σ. */
const VELOCITY_SIGMA_MPS = 6;
const ACCELERATION_SIGMA_MPS2 = 0.7;
/** Of a state without velocity, where none can be borrowed. */
const UNKNOWN_VELOCITY_SIGMA_MPS = 150;

export function emptyEstimate(): Estimate {
  return {
    atMs: Number.NaN,
    latDeg: Number.NaN,
    lonDeg: Number.NaN,
    altitudeM: Number.NaN,
    eastMps: Number.NaN,
    northMps: Number.NaN,
    verticalMps: Number.NaN,
    pEastEast: Number.NaN,
    pEastNorth: Number.NaN,
    pNorthNorth: Number.NaN,
    address: undefined,
    mode3a: undefined,
    callsign: undefined,
  };
}

export function readTrack(track: Track | PartnerTrack, out: Estimate): void {
  const hasCovariance = track.pEastEast > 0 && track.pNorthNorth > 0;
  const accuracyM = track.accuracyM >= 0 ? track.accuracyM : ACCURACY_UNKNOWN_M;
  const variance = hasCovariance ? 0 : accuracyM * accuracyM;
  out.atMs = track.atMs;
  out.latDeg = track.latDeg;
  out.lonDeg = track.lonDeg;
  out.altitudeM = track.pressureAltitudeM;
  out.eastMps = track.eastMps;
  out.northMps = track.northMps;
  out.verticalMps = track.verticalMps;
  out.pEastEast = VARIANCE_MIN + (hasCovariance ? track.pEastEast : variance);
  out.pEastNorth = hasCovariance && !Number.isNaN(track.pEastNorth) ? track.pEastNorth : 0;
  out.pNorthNorth = VARIANCE_MIN + (hasCovariance ? track.pNorthNorth : variance);
  out.address = track.address;
  out.mode3a = track.mode3a;
  out.callsign = track.callsign;
}

export function hasVelocity({ eastMps, northMps }: Estimate): boolean {
  return !Number.isNaN(eastMps) && !Number.isNaN(northMps);
}

/** What is added to the position's variance when a state is carried on by `dtS`. */
function driftVariance(estimate: Estimate, dtS: number): number {
  const sigma = hasVelocity(estimate) ? VELOCITY_SIGMA_MPS : UNKNOWN_VELOCITY_SIGMA_MPS;
  const drift = sigma * dtS;
  const bend = 0.5 * ACCELERATION_SIGMA_MPS2 * dtS * dtS;
  return drift * drift + bend * bend;
}

/** Position of `estimate` at `atMs`, metres east and north of a point, with its covariance. */
export interface Placed {
  x: number;
  y: number;
  a: number;
  b: number;
  c: number;
}

/** @param velocityOf Whose velocity carries it on, where its own is not known. */
export function placeAt(
  estimate: Estimate,
  atMs: number,
  latDeg: number,
  lonDeg: number,
  velocityOf: Estimate,
  out: Placed,
): void {
  const dtS = (atMs - estimate.atMs) / 1000;
  const source = hasVelocity(estimate) ? estimate : velocityOf;
  const isCarried = hasVelocity(source);
  out.x = wrapDeg(estimate.lonDeg - lonDeg) * eastMPerDeg(latDeg) + (isCarried ? source.eastMps * dtS : 0);
  out.y = (estimate.latDeg - latDeg) * northMPerDeg(latDeg) + (isCarried ? source.northMps * dtS : 0);
  const drift = driftVariance(source, dtS);
  out.a = estimate.pEastEast + drift;
  out.b = estimate.pEastNorth;
  out.c = estimate.pNorthNorth + drift;
}

/** True when `owners` are nobody but ourselves: our own data, come back. */
export function isEchoOf(self: MemberId, owners: readonly MemberId[]): boolean {
  return owners.length > 0 && owners.every((owner) => owner === self);
}
