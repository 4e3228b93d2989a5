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

/** How often a field is given, with the evidence (bits) that follows: worked out once, not per reply. */
interface Usual {
  readonly given: number;
  readonly missing: number;
}

/** Off, a field is all zero; that other registers are zero there too makes it count only a little. */
function usually(share: number): Usual {
  return { given: Math.log2(share * 2), missing: Math.log2((1 - share) * 2) + 2 };
}

const NEARLY_ALWAYS = usually(0.97);
const MOSTLY = usually(0.93);
const OFTEN = usually(0.85);
const FAIRLY_OFTEN = usually(0.7);
const SOMETIMES = usually(0.4);
const SELDOM = usually(0.2);
const RARELY = usually(0.1);

/** Evidence of a status bit. */
function presence(tally: Tally, field: string, present: boolean, usual: Usual): boolean {
  const bits = present ? usual.given : usual.missing;
  tally.bits += bits;
  tally.reasons?.push({ why: present ? `${field} given` : `no ${field}`, bits });
  return present;
}

/** A bell around an expected value, with a floor for outliers. */
interface Bell {
  readonly peakBits: number;
  /** Bits lost per squared unit of difference. */
  readonly slope: number;
}

const OUTLIER_BITS = -5;

function bell(sigma: number, lsb: number, codes: number): Bell {
  return {
    peakBits: Math.log2((codes * lsb) / (sigma * Math.sqrt(2 * Math.PI))),
    slope: Math.LOG2E / (2 * sigma * sigma),
  };
}

/** Evidence of a value that should be near another. */
function near(tally: Tally, why: string, difference: number, shape: Bell): void {
  add(tally, why, Math.max(shape.peakBits - shape.slope * difference * difference, OUTLIER_BITS));
}

/** The plausible part of the codes of a field. */
interface Span {
  readonly max: number;
  readonly bits: number;
}

function upTo(max: number, codesMax: number): Span {
  return { max, bits: Math.log2(codesMax / max) };
}

/** Evidence of a value somewhere in a plausible part of its codes. */
function inside(tally: Tally, why: string, value: number, span: Span): void {
  add(tally, why, value > span.max ? IMPOSSIBLE : span.bits);
}

const TRACK_BELL = bell(4, 90 / 512, 2048);
const HEADING_BELL = bell(15, 90 / 512, 2048);
const SPEED_BELL = bell(12, 2, 400);
const WIND_BELL = bell(50, 2, 350);
const FINE_WIND_BELL = bell(50, 0.5, 1400);
const TURN_BELL = bell(0.6, 8 / 256, 1024);
const RATE_BELL = bell(1, 8 / 256, 1024);
const PRESSURE_BELL = bell(12, 0.1, 4096);
const INDICATED_BELL = bell(12, 1, 500);
const TEMPERATURE_44_BELL = bell(12, 0.25, 2048);
const TEMPERATURE_45_BELL = bell(12, 0.25, 1024);
const BOTH_RATES_BELL = bell(350, 32, 1024);

const ALTITUDE_SPAN = upTo(50_000, 65_536);
const WIND_SPAN = upTo(250, 512);
const ROLL_SPAN = upTo(60, 90);
const GROUND_SPEED_SPAN = upTo(800, 2046);
const TRUE_SPEED_SPAN = upTo(700, 2046);
const INDICATED_SPAN = upTo(500, 1023);
const MACH_SPAN = upTo(1, 4.1);
const VERTICAL_SPAN = upTo(9_000, 16_384);

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

function selectedAltitude(tally: Tally, altitudeFt: number): void {
  inside(tally, 'selected altitude below 50,000 ft', altitudeFt, ALTITUDE_SPAN);
  // Pilots select whole hundreds; the field rounds them to 16 ft.
  const rest = Math.abs(altitudeFt - Math.round(altitudeFt / 100) * 100);
  add(tally, 'selected altitude a whole hundred', rest <= 8 ? 2.6 : -3);
}

function scoreBds40(tally: Tally, register: Bds40): void {
  add(tally, 'reserved bits zero', 5);
  const { mcpAltitudeFt, fmsAltitudeFt, altimeterSettingHpa } = register;
  if (presence(tally, 'MCP altitude', mcpAltitudeFt !== undefined, MOSTLY)) {
    selectedAltitude(tally, mcpAltitudeFt!);
  }
  if (presence(tally, 'FMS altitude', fmsAltitudeFt !== undefined, SOMETIMES)) {
    selectedAltitude(tally, fmsAltitudeFt!);
  }
  if (presence(tally, 'pressure setting', altimeterSettingHpa !== undefined, OFTEN)) {
    if (altimeterSettingHpa! < 900 || altimeterSettingHpa! > 1100) add(tally, 'pressure setting', IMPOSSIBLE);
    else near(tally, 'pressure setting near 1013 hPa', altimeterSettingHpa! - 1013.25, PRESSURE_BELL);
  }
  presence(tally, 'autopilot modes', register.vnav !== undefined, SOMETIMES);
  presence(tally, 'target source', register.targetSource !== undefined, SOMETIMES);
}

function temperature(tally: Tally, temperatureC: number, shape: Bell, context: CommBContext): void {
  if (temperatureC < -90 || temperatureC > 60) add(tally, 'temperature', IMPOSSIBLE);
  else if (context.altitudeFt !== undefined) {
    const difference = temperatureC - standardTemperatureC(context.altitudeFt);
    near(tally, 'temperature for the altitude', difference, shape);
  }
}

function scoreBds44(tally: Tally, register: Bds44, context: CommBContext): void {
  add(tally, 'source known', 1.5);
  if (register.windSpeedKt === undefined) add(tally, 'no wind', IMPOSSIBLE);
  else inside(tally, 'wind below 250 kt', register.windSpeedKt, WIND_SPAN);
  temperature(tally, register.staticTemperatureC, TEMPERATURE_44_BELL, context);
  presence(tally, 'pressure', register.staticPressureHpa !== undefined, RARELY);
  presence(tally, 'turbulence', register.turbulence !== undefined, SELDOM);
  presence(tally, 'humidity', register.humidityPercent !== undefined, SELDOM);
}

function scoreBds45(tally: Tally, register: Bds45, context: CommBContext): void {
  add(tally, 'reserved bits zero', 2.5);
  presence(tally, 'turbulence', register.turbulence !== undefined, SELDOM);
  presence(tally, 'wind shear', register.windShear !== undefined, RARELY);
  presence(tally, 'microburst', register.microburst !== undefined, RARELY);
  presence(tally, 'icing', register.icing !== undefined, RARELY);
  presence(tally, 'wake vortex', register.wakeVortex !== undefined, RARELY);
  if (presence(tally, 'temperature', register.staticTemperatureC !== undefined, FAIRLY_OFTEN)) {
    temperature(tally, register.staticTemperatureC!, TEMPERATURE_45_BELL, context);
  } else add(tally, 'nothing to tell it by', -6);
  presence(tally, 'pressure', register.staticPressureHpa !== undefined, RARELY);
  presence(tally, 'radio height', register.radioHeightFt !== undefined, RARELY);
}

function scoreBds50(tally: Tally, register: Bds50, context: CommBContext): void {
  const { rollDeg, trackDeg, groundSpeedKt, trackRateDegS, trueAirspeedKt } = register;
  if (presence(tally, 'roll', rollDeg !== undefined, MOSTLY)) {
    inside(tally, 'roll below 60°', Math.abs(rollDeg!), ROLL_SPAN);
    add(tally, 'roll usually small', Math.abs(rollDeg!) < 3 ? 2.5 : Math.abs(rollDeg!) < 35 ? -0.5 : -5);
  }
  if (presence(tally, 'track', trackDeg !== undefined, NEARLY_ALWAYS) && context.trackDeg !== undefined) {
    near(tally, 'track as known', angleBetween(trackDeg!, context.trackDeg), TRACK_BELL);
  }
  if (presence(tally, 'ground speed', groundSpeedKt !== undefined, NEARLY_ALWAYS)) {
    inside(tally, 'ground speed below 800 kt', groundSpeedKt!, GROUND_SPEED_SPAN);
    if (context.groundSpeedKt !== undefined) {
      near(tally, 'ground speed as known', groundSpeedKt! - context.groundSpeedKt, SPEED_BELL);
    }
  }
  if (presence(tally, 'track rate', trackRateDegS !== undefined, OFTEN)) {
    if (rollDeg !== undefined && trueAirspeedKt !== undefined && trueAirspeedKt > 60) {
      // A coordinated turn: rate = g tan(roll) / speed.
      const expected = (1091 * Math.tan((rollDeg * Math.PI) / 180)) / trueAirspeedKt;
      near(tally, 'track rate for the roll', trackRateDegS! - expected, TURN_BELL);
    } else near(tally, 'track rate usually small', trackRateDegS!, RATE_BELL);
  }
  if (presence(tally, 'true airspeed', trueAirspeedKt !== undefined, NEARLY_ALWAYS)) {
    inside(tally, 'true airspeed below 700 kt', trueAirspeedKt!, TRUE_SPEED_SPAN);
    if (groundSpeedKt !== undefined) {
      near(tally, 'true airspeed near ground speed', trueAirspeedKt! - groundSpeedKt, WIND_BELL);
    }
  }
}

function heading(tally: Tally, headingDeg: number, context: CommBContext): void {
  // Magnetic and through the air: it differs from the track by declination and drift.
  if (context.trackDeg === undefined) return;
  near(tally, 'heading near the track', angleBetween(headingDeg, context.trackDeg), HEADING_BELL);
}

function airspeeds(tally: Tally, indicatedKt: number, mach: number, context: CommBContext): void {
  if (context.altitudeFt !== undefined) {
    const expected = calibratedFromMach(mach, context.altitudeFt);
    near(tally, 'indicated airspeed for Mach and altitude', indicatedKt - expected, INDICATED_BELL);
    return;
  }
  // Without altitude: from sea level up to 45,000 ft one Mach is 661 to 250 kt.
  const ratio = (mach * 661) / Math.max(indicatedKt, 1);
  add(tally, 'Mach for the indicated airspeed', ratio > 0.93 && ratio < 2.7 ? 1 : -6);
}

function rate(tally: Tally, rateFtMin: number): void {
  const magnitude = Math.abs(rateFtMin);
  inside(tally, 'vertical rate below 9,000 ft/min', magnitude, VERTICAL_SPAN);
  add(tally, 'vertical rate usually small', magnitude < 200 ? 3 : magnitude < 4000 ? 0 : -5);
}

function scoreBds53(tally: Tally, register: Bds53, context: CommBContext): void {
  const { magneticHeadingDeg, indicatedAirspeedKt, mach, trueAirspeedKt, altitudeRateFtMin } = register;
  if (presence(tally, 'heading', magneticHeadingDeg !== undefined, MOSTLY)) {
    heading(tally, magneticHeadingDeg!, context);
  }
  if (presence(tally, 'indicated airspeed', indicatedAirspeedKt !== undefined, MOSTLY)) {
    inside(tally, 'indicated airspeed below 500 kt', indicatedAirspeedKt!, INDICATED_SPAN);
  }
  if (presence(tally, 'Mach', mach !== undefined, MOSTLY)) {
    inside(tally, 'Mach below 1', mach!, MACH_SPAN);
    if (indicatedAirspeedKt !== undefined) airspeeds(tally, indicatedAirspeedKt, mach!, context);
  }
  if (presence(tally, 'true airspeed', trueAirspeedKt !== undefined, MOSTLY)) {
    inside(tally, 'true airspeed below 700 kt', trueAirspeedKt!, TRUE_SPEED_SPAN);
    if (context.groundSpeedKt !== undefined) {
      near(tally, 'true airspeed near ground speed', trueAirspeedKt! - context.groundSpeedKt, FINE_WIND_BELL);
    }
  }
  if (presence(tally, 'altitude rate', altitudeRateFtMin !== undefined, OFTEN)) {
    rate(tally, altitudeRateFtMin!);
  }
}

function scoreBds60(tally: Tally, register: Bds60, context: CommBContext): void {
  const { magneticHeadingDeg, indicatedAirspeedKt, mach, barometricRateFtMin, inertialRateFtMin } = register;
  if (presence(tally, 'heading', magneticHeadingDeg !== undefined, NEARLY_ALWAYS)) {
    heading(tally, magneticHeadingDeg!, context);
  }
  if (presence(tally, 'indicated airspeed', indicatedAirspeedKt !== undefined, NEARLY_ALWAYS)) {
    inside(tally, 'indicated airspeed below 500 kt', indicatedAirspeedKt!, INDICATED_SPAN);
  }
  if (presence(tally, 'Mach', mach !== undefined, NEARLY_ALWAYS)) {
    inside(tally, 'Mach below 1', mach!, MACH_SPAN);
    if (indicatedAirspeedKt !== undefined) airspeeds(tally, indicatedAirspeedKt, mach!, context);
  }
  if (presence(tally, 'barometric rate', barometricRateFtMin !== undefined, MOSTLY)) {
    rate(tally, barometricRateFtMin!);
  }
  if (presence(tally, 'inertial rate', inertialRateFtMin !== undefined, OFTEN)) {
    if (barometricRateFtMin === undefined) rate(tally, inertialRateFtMin!);
    else near(tally, 'both rates agree', inertialRateFtMin! - barometricRateFtMin, BOTH_RATES_BELL);
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
