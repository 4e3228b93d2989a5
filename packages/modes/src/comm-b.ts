import { calibratedFromMach, standardTemperatureC } from './atmosphere.ts';
import { bits56, flag56 } from './bits.ts';
import {
  BDS_17_REGISTERS,
  type Bds17,
  type Bds20,
  type Bds40,
  type Bds44,
  type Bds45,
  type Bds50,
  type Bds53,
  type Bds60,
  type BdsCode,
  type CommBRegister,
  REGISTER_DECODERS,
} from './registers.ts';

/** What is known of the aircraft otherwise; each helps to tell registers apart. */
export interface CommBContext {
  readonly altitudeFt?: number | undefined;
  readonly groundSpeedKt?: number | undefined;
  readonly trackDeg?: number | undefined;
  readonly callsign?: string | undefined;
}

/** A reason for or against a register, in bits: log2 of how much likelier it makes the reply. */
export interface Reason {
  readonly why: string;
  readonly bits: number;
}

export interface CommBInference {
  readonly register: CommBRegister;
  /** Chance that it is this register and no other, by Bayes' rule over all candidates. */
  readonly probability: number;
}

export interface CommBCandidate extends CommBInference {
  /** Log2 of its likelihood over that of arbitrary bits, prior included. */
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** How often radars read each register (log2), as observed over Europe; the rest is `OTHER`. */
const PRIOR: Record<BdsCode, number> = {
  '10': -5,
  '17': -4.5,
  '20': -4,
  '21': -10,
  '30': -7,
  '40': -2,
  '44': -8,
  '45': -7.5,
  '50': -2,
  '53': -9,
  '60': -2,
};
/** A register not known here: any bits are alike. */
const OTHER = -4;

/** A choice is given out from this probability on. */
const PROBABILITY_MIN = 0.9;
/** Log2 of no chance at all: what the register cannot hold. */
const IMPOSSIBLE = -1000;

/** Adds up reasons; in the hot path there is no list, only the sum. */
interface Tally {
  bits: number;
  reasons: Reason[] | undefined;
}

function add(tally: Tally, why: string, bits: number): void {
  tally.bits += bits;
  tally.reasons?.push({ why, bits });
}

/** Evidence of a status bit that is on in `usual` of all reports; off, the zeros behind it count a little. */
function presence(tally: Tally, what: string, present: boolean, usual: number): boolean {
  add(
    tally,
    present ? `${what} given` : `no ${what}`,
    present ? Math.log2(usual * 2) : Math.log2((1 - usual) * 2) + 2,
  );
  return present;
}

/** Evidence of a value that should be near another: a bell of width `sigma` and a floor for outliers. */
function near(
  tally: Tally,
  why: string,
  difference: number,
  sigma: number,
  lsb: number,
  codes: number,
): void {
  const z = difference / sigma;
  const density = (lsb / (sigma * 2.5066)) * Math.exp(-0.5 * z * z);
  add(tally, why, Math.log2(0.97 * density * codes + 0.03));
}

/** Evidence of a value somewhere in a plausible part of its codes. */
function inside(tally: Tally, why: string, value: number, max: number, codesMax: number): void {
  add(tally, why, value > max ? IMPOSSIBLE : Math.log2(codesMax / max));
}

function angleBetween(a: number, b: number): number {
  const d = Math.abs(a - b) % 360;
  return d > 180 ? 360 - d : d;
}

function scoreBds17(tally: Tally, register: Bds17): void {
  add(tally, 'reserved bits zero', 10);
  let bits = 0;
  for (let i = 0; i < BDS_17_REGISTERS.length; i++) {
    const usual = USUAL_17[i]!;
    bits += Math.log2(2 * (register.available.includes(BDS_17_REGISTERS[i]!) ? usual : 1 - usual));
  }
  add(tally, 'usual set of registers', bits);
}

/** How often each register is reported as available in BDS 1,7. */
const USUAL_17 = [
  0.8, 0.8, 0.5, 0.8, 0.8, 0.3, 0.99, 0.4, 0.85, 0.1, 0.1, 0.1,
  0.1, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.9,
]; // oxfmt-ignore

function scoreBds20(tally: Tally, register: Bds20, context: CommBContext): void {
  add(tally, 'header 2,0', 8);
  add(tally, 'eight characters', 6);
  if (context.callsign === register.callsign) add(tally, 'callsign as known', 20);
}

function selectedAltitude(tally: Tally, what: string, altitudeFt: number): void {
  inside(tally, `${what} below 50,000 ft`, altitudeFt, 50_000, 65_536);
  // Pilots select whole hundreds; the field rounds them to 16 ft.
  const rest = Math.abs(altitudeFt - Math.round(altitudeFt / 100) * 100);
  add(tally, `${what} a whole hundred`, rest <= 8 ? 2.6 : -3);
}

function scoreBds40(tally: Tally, register: Bds40): void {
  add(tally, 'reserved bits zero', 5);
  const { mcpAltitudeFt, fmsAltitudeFt, altimeterSettingHpa } = register;
  if (presence(tally, 'MCP altitude', mcpAltitudeFt !== undefined, 0.95)) {
    selectedAltitude(tally, 'MCP altitude', mcpAltitudeFt!);
  }
  if (presence(tally, 'FMS altitude', fmsAltitudeFt !== undefined, 0.35)) {
    selectedAltitude(tally, 'FMS altitude', fmsAltitudeFt!);
  }
  if (presence(tally, 'pressure setting', altimeterSettingHpa !== undefined, 0.85)) {
    if (altimeterSettingHpa! < 900 || altimeterSettingHpa! > 1100) add(tally, 'pressure setting', IMPOSSIBLE);
    else near(tally, 'pressure setting near 1013 hPa', altimeterSettingHpa! - 1013.25, 12, 0.1, 4096);
  }
  presence(tally, 'autopilot modes', register.vnav !== undefined, 0.4);
  presence(tally, 'target source', register.targetSource !== undefined, 0.4);
}

function temperature(tally: Tally, temperatureC: number, codes: number, context: CommBContext): void {
  if (temperatureC < -90 || temperatureC > 60) add(tally, 'temperature', IMPOSSIBLE);
  else if (context.altitudeFt !== undefined) {
    const difference = temperatureC - standardTemperatureC(context.altitudeFt);
    near(tally, 'temperature for the altitude', difference, 12, 0.25, codes);
  }
}

function scoreBds44(tally: Tally, register: Bds44, context: CommBContext): void {
  add(tally, 'source known', 1.5);
  if (register.windSpeedKt === undefined) add(tally, 'no wind', IMPOSSIBLE);
  else inside(tally, 'wind below 250 kt', register.windSpeedKt, 250, 512);
  temperature(tally, register.staticTemperatureC, 2048, context);
  presence(tally, 'pressure', register.staticPressureHpa !== undefined, 0.1);
  presence(tally, 'turbulence', register.turbulence !== undefined, 0.2);
  presence(tally, 'humidity', register.humidityPercent !== undefined, 0.2);
}

function scoreBds45(tally: Tally, register: Bds45, context: CommBContext): void {
  add(tally, 'reserved bits zero', 2.5);
  presence(tally, 'turbulence', register.turbulence !== undefined, 0.3);
  presence(tally, 'wind shear', register.windShear !== undefined, 0.1);
  presence(tally, 'microburst', register.microburst !== undefined, 0.1);
  presence(tally, 'icing', register.icing !== undefined, 0.1);
  presence(tally, 'wake vortex', register.wakeVortex !== undefined, 0.1);
  if (presence(tally, 'temperature', register.staticTemperatureC !== undefined, 0.7)) {
    temperature(tally, register.staticTemperatureC!, 1024, context);
  } else add(tally, 'nothing to tell it by', -6);
  presence(tally, 'pressure', register.staticPressureHpa !== undefined, 0.1);
  presence(tally, 'radio height', register.radioHeightFt !== undefined, 0.1);
}

function scoreBds50(tally: Tally, register: Bds50, context: CommBContext): void {
  const { rollDeg, trackDeg, groundSpeedKt, trackRateDegS, trueAirspeedKt } = register;
  if (presence(tally, 'roll', rollDeg !== undefined, 0.93)) {
    inside(tally, 'roll below 60°', Math.abs(rollDeg!), 60, 90);
    add(tally, 'roll usually small', Math.abs(rollDeg!) < 3 ? 2.5 : Math.abs(rollDeg!) < 35 ? -0.5 : -5);
  }
  if (presence(tally, 'track', trackDeg !== undefined, 0.97) && context.trackDeg !== undefined) {
    near(tally, 'track as known', angleBetween(trackDeg!, context.trackDeg), 4, 90 / 512, 2048);
  }
  if (presence(tally, 'ground speed', groundSpeedKt !== undefined, 0.98)) {
    inside(tally, 'ground speed below 800 kt', groundSpeedKt!, 800, 2046);
    if (context.groundSpeedKt !== undefined) {
      near(tally, 'ground speed as known', groundSpeedKt! - context.groundSpeedKt, 12, 2, 400);
    }
  }
  if (presence(tally, 'track rate', trackRateDegS !== undefined, 0.85)) {
    if (rollDeg !== undefined && trueAirspeedKt !== undefined && trueAirspeedKt > 60) {
      // A coordinated turn: rate = g tan(roll) / speed.
      const expected = (1091 * Math.tan((rollDeg * Math.PI) / 180)) / trueAirspeedKt;
      near(tally, 'track rate for the roll', trackRateDegS! - expected, 0.6, 8 / 256, 1024);
    } else near(tally, 'track rate usually small', trackRateDegS!, 1, 8 / 256, 1024);
  }
  if (presence(tally, 'true airspeed', trueAirspeedKt !== undefined, 0.97)) {
    inside(tally, 'true airspeed below 700 kt', trueAirspeedKt!, 700, 2046);
    if (groundSpeedKt !== undefined) {
      near(tally, 'true airspeed near ground speed', trueAirspeedKt! - groundSpeedKt, 50, 2, 350);
    }
  }
}

function heading(tally: Tally, headingDeg: number, context: CommBContext): void {
  // Magnetic and through the air: it differs from the track by declination and drift.
  if (context.trackDeg === undefined) return;
  near(tally, 'heading near the track', angleBetween(headingDeg, context.trackDeg), 15, 90 / 512, 2048);
}

function airspeeds(
  tally: Tally,
  indicatedKt: number,
  mach: number,
  machLsb: number,
  machCodes: number,
  context: CommBContext,
): void {
  if (context.altitudeFt !== undefined) {
    const expected = calibratedFromMach(mach, context.altitudeFt);
    near(tally, 'indicated airspeed for Mach and altitude', indicatedKt - expected, 12, 1, 500);
    return;
  }
  // Without altitude: from sea level up to 45,000 ft one Mach is 661 to 250 kt.
  const ratio = (mach * 661) / Math.max(indicatedKt, 1);
  add(
    tally,
    'Mach for the indicated airspeed',
    ratio > 0.93 && ratio < 2.7 ? Math.log2(machLsb * machCodes) + 1 : -6,
  );
}

function rate(tally: Tally, what: string, rateFtMin: number, lsb: number, codes: number): void {
  inside(tally, `${what} below 9,000 ft/min`, Math.abs(rateFtMin), 9_000, (lsb * codes) / 2);
  add(tally, `${what} usually small`, Math.abs(rateFtMin) < 200 ? 3 : Math.abs(rateFtMin) < 4000 ? 0 : -5);
}

function scoreBds53(tally: Tally, register: Bds53, context: CommBContext): void {
  const { magneticHeadingDeg, indicatedAirspeedKt, mach, trueAirspeedKt, altitudeRateFtMin } = register;
  if (presence(tally, 'heading', magneticHeadingDeg !== undefined, 0.95)) {
    heading(tally, magneticHeadingDeg!, context);
  }
  if (presence(tally, 'indicated airspeed', indicatedAirspeedKt !== undefined, 0.95)) {
    inside(tally, 'indicated airspeed below 500 kt', indicatedAirspeedKt!, 500, 1023);
  }
  if (presence(tally, 'Mach', mach !== undefined, 0.95)) {
    inside(tally, 'Mach below 1', mach!, 1, 4.1);
    if (indicatedAirspeedKt !== undefined) airspeeds(tally, indicatedAirspeedKt, mach!, 0.008, 125, context);
  }
  if (presence(tally, 'true airspeed', trueAirspeedKt !== undefined, 0.95)) {
    inside(tally, 'true airspeed below 700 kt', trueAirspeedKt!, 700, 2048);
    if (context.groundSpeedKt !== undefined) {
      near(tally, 'true airspeed near ground speed', trueAirspeedKt! - context.groundSpeedKt, 50, 0.5, 1400);
    }
  }
  if (presence(tally, 'altitude rate', altitudeRateFtMin !== undefined, 0.9)) {
    rate(tally, 'altitude rate', altitudeRateFtMin!, 64, 512);
  }
}

function scoreBds60(tally: Tally, register: Bds60, context: CommBContext): void {
  const { magneticHeadingDeg, indicatedAirspeedKt, mach, barometricRateFtMin, inertialRateFtMin } = register;
  if (presence(tally, 'heading', magneticHeadingDeg !== undefined, 0.98)) {
    heading(tally, magneticHeadingDeg!, context);
  }
  if (presence(tally, 'indicated airspeed', indicatedAirspeedKt !== undefined, 0.98)) {
    inside(tally, 'indicated airspeed below 500 kt', indicatedAirspeedKt!, 500, 1023);
  }
  if (presence(tally, 'Mach', mach !== undefined, 0.97)) {
    inside(tally, 'Mach below 1', mach!, 1, 4.1);
    if (indicatedAirspeedKt !== undefined) airspeeds(tally, indicatedAirspeedKt, mach!, 0.004, 250, context);
  }
  if (presence(tally, 'barometric rate', barometricRateFtMin !== undefined, 0.95)) {
    rate(tally, 'barometric rate', barometricRateFtMin!, 32, 1024);
  }
  if (presence(tally, 'inertial rate', inertialRateFtMin !== undefined, 0.85)) {
    if (barometricRateFtMin === undefined) rate(tally, 'inertial rate', inertialRateFtMin!, 32, 1024);
    else near(tally, 'both rates agree', inertialRateFtMin! - barometricRateFtMin, 350, 32, 1024);
  }
}

function score(
  tally: Tally,
  register: CommBRegister,
  high: number,
  low: number,
  context: CommBContext,
): void {
  switch (register.bds) {
    case '10':
      add(tally, 'header 1,0', 8);
      add(tally, 'reserved bits zero', 5);
      break;
    case '17':
      scoreBds17(tally, register);
      break;
    case '20':
      scoreBds20(tally, register, context);
      break;
    case '21':
      add(tally, 'characters', flag56(high, low, 44) ? 7 : 8);
      break;
    case '30':
      add(tally, 'header 3,0', 8);
      // Nearly all are reports of no advisory, or of one against one threat.
      add(tally, 'advisory', bits56(high, low, 9, 14) === 0 || flag56(high, low, 9) ? 3 : -2);
      break;
    case '40':
      scoreBds40(tally, register);
      break;
    case '44':
      scoreBds44(tally, register, context);
      break;
    case '45':
      scoreBds45(tally, register, context);
      break;
    case '50':
      scoreBds50(tally, register, context);
      break;
    case '53':
      scoreBds53(tally, register, context);
      break;
    case '60':
      scoreBds60(tally, register, context);
  }
}

const DECODERS = Object.values(REGISTER_DECODERS);
const NO_CONTEXT: CommBContext = {};

/**
 * Which register the MB field of a Comm-B reply (DF20, DF21) holds. The reply does not say; each register
 * that the bits can be is weighed by how likely its values are, for an aircraft and for this aircraft.
 *
 * @param high Bits 1…28 of the field, `low` bits 29…56.
 * @returns The register, if one is at least 90 % probable; undefined for an empty field, or when in doubt.
 */
export function inferCommB(
  high: number,
  low: number,
  context: CommBContext = NO_CONTEXT,
): CommBInference | undefined {
  if (high === 0 && low === 0) return undefined;
  let best: CommBRegister | undefined;
  let bestScore = OTHER;
  // Sum of 2^score over all that was tried, for Bayes' rule.
  let total = 2 ** OTHER;
  for (const decode of DECODERS) {
    const register = decode(high, low);
    if (register === undefined) continue;
    const tally: Tally = { bits: PRIOR[register.bds], reasons: undefined };
    score(tally, register, high, low, context);
    total += 2 ** tally.bits;
    if (tally.bits > bestScore) {
      best = register;
      bestScore = tally.bits;
    }
  }
  if (best === undefined) return undefined;
  const probability = 2 ** bestScore / total;
  return probability >= PROBABILITY_MIN ? { register: best, probability } : undefined;
}

/** All registers that the bits can be, best first, with reasons: what {@link inferCommB} weighs. */
export function explainCommB(
  high: number,
  low: number,
  context: CommBContext = NO_CONTEXT,
): CommBCandidate[] {
  const found = DECODERS.flatMap((decode) => {
    const register = decode(high, low);
    if (register === undefined || (high === 0 && low === 0)) return [];
    const tally = { bits: PRIOR[register.bds], reasons: [] as Reason[] };
    tally.reasons.push({ why: 'how often it is read', bits: tally.bits });
    score(tally, register, high, low, context);
    return [{ register, score: tally.bits, reasons: tally.reasons }];
  });
  const total = found.reduce((sum, candidate) => sum + 2 ** candidate.score, 2 ** OTHER);
  return found
    .map((candidate) => Object.assign(candidate, { probability: 2 ** candidate.score / total }))
    .sort((a, b) => b.score - a.score);
}
