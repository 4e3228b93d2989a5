import type { AircraftPosition, AircraftState, Timed } from '@commonsky/modes';
import { createPlot, type Plot } from '@commonsky/model';
import {
  callsignFrom,
  metresFromFeet,
  mpsFromFeetPerMinute,
  reportedAccuracy,
  setVelocity,
} from './values.ts';

/** Altitude and speed older than this belong to another place. */
const MOTION_AGE_MS_MAX = 10_000;
/** Code and callsign change rarely; older than this they are not repeated as if just received. */
const IDENTITY_AGE_MS_MAX = 60_000;
const KT_PER_NM_PER_S = 3600;

/** What a plot takes from all that is known about an aircraft. */
export type AircraftFacts = Pick<
  AircraftState,
  | 'address'
  | 'isIcaoAddress'
  | 'altitudeFt'
  | 'geometricHeightFt'
  | 'verticalRateFtMin'
  | 'velocity'
  | 'squawk'
  | 'callsign'
  | 'onGround'
  | 'spi'
>;
type Position = Pick<AircraftPosition, 'latDeg' | 'lonDeg' | 'atMs' | 'onSurface' | 'accuracyM'>;

/** The newest position of an aircraft, with what else was heard of it lately, as one plot. */
export function plotOfAircraft(
  aircraft: AircraftFacts,
  position: Position,
  sensorId: string,
  receivedAtMs: number,
): Plot {
  const plot = createPlot(sensorId, position.atMs, receivedAtMs);
  const recent = <T>(field: Timed<T> | undefined, ageMsMax: number): T | undefined =>
    field !== undefined && position.atMs - field.atMs <= ageMsMax ? field.value : undefined;

  plot.latDeg = position.latDeg;
  plot.lonDeg = position.lonDeg;
  plot.pressureAltitudeM = metresFromFeet(recent(aircraft.altitudeFt, MOTION_AGE_MS_MAX));
  plot.geometricHeightM = metresFromFeet(recent(aircraft.geometricHeightFt, MOTION_AGE_MS_MAX));
  plot.verticalMps = mpsFromFeetPerMinute(recent(aircraft.verticalRateFtMin, MOTION_AGE_MS_MAX));
  const velocity = recent(aircraft.velocity, MOTION_AGE_MS_MAX);
  if (velocity?.trackDeg !== undefined) {
    setVelocity(plot, velocity.groundSpeedKt / KT_PER_NM_PER_S, velocity.trackDeg);
  }
  plot.accuracyM = reportedAccuracy(position.accuracyM, plot);
  // An address that names no airframe must not lock onto one that does.
  plot.address = aircraft.isIcaoAddress ? aircraft.address : undefined;
  plot.mode3a = recent(aircraft.squawk, IDENTITY_AGE_MS_MAX);
  plot.callsign = callsignFrom(recent(aircraft.callsign, IDENTITY_AGE_MS_MAX));
  plot.onGround = recent(aircraft.onGround, MOTION_AGE_MS_MAX) ?? position.onSurface;
  plot.spi = recent(aircraft.spi, MOTION_AGE_MS_MAX) === true;
  plot.modeS = true;
  return plot;
}
