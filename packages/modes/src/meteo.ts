import { type AircraftState, type Wind, ageMs } from './aircraft-state.ts';
import { temperatureFromSpeeds } from './atmosphere.ts';

/** What the air around an aircraft is like, made of what it says about its flight. */
export interface DerivedMeteo {
  readonly staticTemperatureC: number | undefined;
  readonly wind: Wind | undefined;
}

/** Speeds and angles must be of the same moment: an aircraft turns 3° in one second. */
const FRESH_MS = 10_000;
/** In a turn the angles do not match. */
const ROLL_MAX_DEG = 5;
/** Slow aircraft have coarse Mach numbers, and the temperature goes with their square. */
const MACH_MIN = 0.4;
const RAD_PER_DEG = Math.PI / 180;

/**
 * Wind and temperature at an aircraft, where true airspeed, Mach, heading and ground velocity are all
 * fresh: wind is ground velocity less air velocity, temperature follows from the speed of sound.
 *
 * @param declinationDeg Magnetic declination at the aircraft, east positive; without it only a true
 *   heading gives a wind.
 */
export function deriveMeteo(state: AircraftState, nowMs: number, declinationDeg?: number): DerivedMeteo {
  const { trueAirspeedKt, mach } = state;
  let staticTemperatureC: number | undefined;
  if (
    trueAirspeedKt &&
    mach &&
    mach.value >= MACH_MIN &&
    fresh(trueAirspeedKt, nowMs) &&
    fresh(mach, nowMs)
  ) {
    staticTemperatureC = temperatureFromSpeeds(trueAirspeedKt.value, mach.value);
  }
  return { staticTemperatureC, wind: deriveWind(state, nowMs, declinationDeg) };
}

function fresh(field: { readonly atMs: number } | undefined, nowMs: number): boolean {
  return ageMs(field, nowMs) <= FRESH_MS;
}

function deriveWind(
  state: AircraftState,
  nowMs: number,
  declinationDeg: number | undefined,
): Wind | undefined {
  const { trueAirspeedKt, velocity, trueHeadingDeg, magneticHeadingDeg, rollDeg } = state;
  let headingDeg: number | undefined;
  if (fresh(trueHeadingDeg, nowMs)) headingDeg = trueHeadingDeg!.value;
  else if (fresh(magneticHeadingDeg, nowMs) && declinationDeg !== undefined) {
    headingDeg = magneticHeadingDeg!.value + declinationDeg;
  }
  const trackDeg = velocity?.value.trackDeg;
  if (headingDeg === undefined || trackDeg === undefined || velocity === undefined || !trueAirspeedKt) {
    return undefined;
  }
  if (!fresh(trueAirspeedKt, nowMs) || !fresh(velocity, nowMs)) return undefined;
  if (rollDeg && fresh(rollDeg, nowMs) && Math.abs(rollDeg.value) > ROLL_MAX_DEG) return undefined;
  const { groundSpeedKt } = velocity.value;
  const eastKt =
    groundSpeedKt * Math.sin(trackDeg * RAD_PER_DEG) -
    trueAirspeedKt.value * Math.sin(headingDeg * RAD_PER_DEG);
  const northKt =
    groundSpeedKt * Math.cos(trackDeg * RAD_PER_DEG) -
    trueAirspeedKt.value * Math.cos(headingDeg * RAD_PER_DEG);
  const fromDeg = (Math.atan2(-eastKt, -northKt) / RAD_PER_DEG + 360) % 360;
  return { speedKt: Math.hypot(eastKt, northKt), fromDeg };
}
