import { type Aircraft, renew } from './aircraft.ts';
import { CHANGED } from './aircraft-state.ts';
import { decodeAcas } from './acas.ts';
import { inferCommB } from './comm-b.ts';
import type { AirAirReply, AllCallReply, SurveillanceReply } from './message.ts';
import type { CommBRegister } from './registers.ts';

/** Beyond this rate a new altitude in a reply, which noise can forge, needs a second that agrees. */
const ALTITUDE_RATE_MAX_FT_S = 200;
const ALTITUDE_SLACK_FT = 500;
const CONFIRM_WINDOW_MS = 30_000;
/** Older values do not help to tell registers apart. */
const CONTEXT_FRESH_MS = 30_000;
/** Register 3,0 and the MV field of a coordination reply begin with this. */
const ACAS_ADVISORY = 0x30;

export function mergeAllCall(aircraft: Aircraft, message: AllCallReply, atMs: number): void {
  aircraft.onGround = renew(aircraft.onGround, message.onGround, 'mode-s', atMs);
  aircraft.changed = CHANGED.status;
}

export function mergeAirAir(aircraft: Aircraft, message: AirAirReply, atMs: number): void {
  mergeAltitude(aircraft, message.altitudeFt, atMs);
  if (message.df === 16 && message.high >> 20 === ACAS_ADVISORY) {
    const advisory = decodeAcas(message.high, message.low);
    if (advisory.ara !== 0) {
      aircraft.acasAdvisory = renew(aircraft.acasAdvisory, advisory, 'mode-s', atMs);
      aircraft.changed |= CHANGED.status;
    }
  }
}

/**
 * Noise that happens to carry this address has a random altitude or code. So a reply is believed in the
 * rest when these agree with what is known; else they wait for a second reply that agrees.
 */
export function mergeSurveillance(aircraft: Aircraft, message: SurveillanceReply, atMs: number): void {
  const agrees =
    mergeAltitude(aircraft, message.altitudeFt, atMs) && mergeSquawk(aircraft, message.squawk, atMs);
  if (!agrees) return;
  aircraft.onGround = renew(aircraft.onGround, message.onGround, 'mode-s', atMs);
  aircraft.alert = renew(aircraft.alert, message.alert, 'mode-s', atMs);
  aircraft.spi = renew(aircraft.spi, message.spi, 'mode-s', atMs);
  aircraft.changed |= CHANGED.status;
  if (message.df >= 20) mergeCommB(aircraft, message, atMs);
}

/** Whether the altitude is believed; one that is not given contradicts nothing. */
function mergeAltitude(aircraft: Aircraft, altitudeFt: number | undefined, atMs: number): boolean {
  if (altitudeFt === undefined) return true;
  const held = aircraft.altitudeFt;
  const near = held !== undefined && within(altitudeFt, held.value, atMs - held.atMs);
  const confirmed =
    Math.abs(atMs - aircraft.waitingAltitudeMs) <= CONFIRM_WINDOW_MS &&
    within(altitudeFt, aircraft.waitingAltitudeFt, atMs - aircraft.waitingAltitudeMs);
  if (near || confirmed) {
    aircraft.altitudeFt = renew(held, altitudeFt, 'mode-s', atMs);
    aircraft.changed |= CHANGED.altitude;
    return true;
  }
  aircraft.waitingAltitudeFt = altitudeFt;
  aircraft.waitingAltitudeMs = atMs;
  return false;
}

function within(altitudeFt: number, otherFt: number, elapsedMs: number): boolean {
  const reachFt = ALTITUDE_SLACK_FT + (ALTITUDE_RATE_MAX_FT_S * Math.abs(elapsedMs)) / 1000;
  return Math.abs(altitudeFt - otherFt) <= reachFt;
}

/** Whether the code is believed. */
function mergeSquawk(aircraft: Aircraft, squawk: number | undefined, atMs: number): boolean {
  if (squawk === undefined) return true;
  const confirmed =
    aircraft.squawk?.value === squawk ||
    (aircraft.waitingSquawk === squawk && Math.abs(atMs - aircraft.waitingSquawkMs) <= CONFIRM_WINDOW_MS);
  if (confirmed) {
    aircraft.squawk = renew(aircraft.squawk, squawk, 'mode-s', atMs);
    aircraft.changed |= CHANGED.identity;
    return true;
  }
  aircraft.waitingSquawk = squawk;
  aircraft.waitingSquawkMs = atMs;
  return false;
}

function mergeCommB(aircraft: Aircraft, message: SurveillanceReply, atMs: number): void {
  const { altitudeFt, velocity, callsign } = aircraft;
  const moving = velocity && atMs - velocity.atMs <= CONTEXT_FRESH_MS ? velocity.value : undefined;
  const found = inferCommB(message.high, message.low, {
    altitudeFt:
      message.altitudeFt ??
      (altitudeFt && atMs - altitudeFt.atMs <= CONTEXT_FRESH_MS ? altitudeFt.value : undefined),
    groundSpeedKt: moving?.groundSpeedKt,
    trackDeg: moving?.trackDeg,
    callsign: callsign?.value,
  });
  if (found) mergeRegister(aircraft, found.register, atMs);
}

function mergeRegister(aircraft: Aircraft, register: CommBRegister, atMs: number): void {
  switch (register.bds) {
    case '20':
      aircraft.callsign = renew(aircraft.callsign, register.callsign, 'comm-b', atMs);
      aircraft.changed |= CHANGED.identity;
      break;
    case '30':
      if (register.advisory.ara === 0) break;
      aircraft.acasAdvisory = renew(aircraft.acasAdvisory, register.advisory, 'comm-b', atMs);
      aircraft.changed |= CHANGED.status;
      break;
    case '40': {
      const altitudeFt = register.mcpAltitudeFt ?? register.fmsAltitudeFt;
      aircraft.selectedAltitudeFt = renew(aircraft.selectedAltitudeFt, altitudeFt, 'comm-b', atMs);
      const settingHpa = register.altimeterSettingHpa;
      aircraft.altimeterSettingHpa = renew(aircraft.altimeterSettingHpa, settingHpa, 'comm-b', atMs);
      aircraft.changed |= CHANGED.intent;
      break;
    }
    case '44':
    case '45':
      aircraft.staticTemperatureC = renew(
        aircraft.staticTemperatureC,
        register.staticTemperatureC,
        'comm-b',
        atMs,
      );
      if (register.bds === '44' && register.windSpeedKt !== undefined && register.windFromDeg !== undefined) {
        const wind = { speedKt: register.windSpeedKt, fromDeg: register.windFromDeg };
        aircraft.wind = renew(aircraft.wind, wind, 'comm-b', atMs);
      }
      aircraft.changed |= CHANGED.meteo;
      break;
    case '50': {
      const { groundSpeedKt, trackDeg } = register;
      if (groundSpeedKt !== undefined) {
        aircraft.velocity = renew(aircraft.velocity, { groundSpeedKt, trackDeg }, 'comm-b', atMs);
      }
      aircraft.rollDeg = renew(aircraft.rollDeg, register.rollDeg, 'comm-b', atMs);
      aircraft.trackRateDegS = renew(aircraft.trackRateDegS, register.trackRateDegS, 'comm-b', atMs);
      aircraft.trueAirspeedKt = renew(aircraft.trueAirspeedKt, register.trueAirspeedKt, 'comm-b', atMs);
      aircraft.changed |= CHANGED.velocity;
      break;
    }
    case '53':
    case '60': {
      const { magneticHeadingDeg, indicatedAirspeedKt, mach } = register;
      aircraft.magneticHeadingDeg = renew(aircraft.magneticHeadingDeg, magneticHeadingDeg, 'comm-b', atMs);
      aircraft.indicatedAirspeedKt = renew(aircraft.indicatedAirspeedKt, indicatedAirspeedKt, 'comm-b', atMs);
      aircraft.mach = renew(aircraft.mach, mach, 'comm-b', atMs);
      const rateFtMin = register.bds === '53' ? register.altitudeRateFtMin : register.inertialRateFtMin;
      const barometric = register.bds === '60' ? register.barometricRateFtMin : undefined;
      aircraft.verticalRateFtMin = renew(aircraft.verticalRateFtMin, rateFtMin ?? barometric, 'comm-b', atMs);
      if (register.bds === '53') {
        aircraft.trueAirspeedKt = renew(aircraft.trueAirspeedKt, register.trueAirspeedKt, 'comm-b', atMs);
      }
      aircraft.changed |= CHANGED.velocity;
      break;
    }
    case '10':
    case '17':
    case '21':
      break;
  }
}
