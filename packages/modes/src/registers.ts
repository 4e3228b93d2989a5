import { type AcasAdvisory, decodeAcas } from './acas.ts';
import { bits56, flag56, high28, low28, signed56 } from './bits.ts';
import { identification56, registration56 } from './characters.ts';
import { fits, structure } from './register-structure.ts';

/**
 * The Comm-B registers a ground radar reads out. A reply does not say which register it holds, so each
 * decoder returns undefined when the bits cannot be its register: a reserved bit is set, or a field whose
 * status bit is off is not zero. See `inferCommB` for choosing among those that remain.
 *
 * @see ICAO Doc 9871 appendix A, A.2 (tables A-2-16 …), and B for the meteorological ones.
 */

/** Data link capability report. */
export interface Bds10 {
  readonly bds: '10';
  readonly overlayCommand: boolean;
  readonly acasOperational: boolean;
  readonly subnetworkVersion: number;
  readonly modeSServices: boolean;
  readonly identificationCapability: boolean;
  readonly surveillanceIdentifierCapability: boolean;
}

/** Common usage capability report: which registers are kept up to date. */
export interface Bds17 {
  readonly bds: '17';
  readonly available: readonly string[];
}

/** Aircraft identification. */
export interface Bds20 {
  readonly bds: '20';
  readonly callsign: string;
}

/** Registration and airline. */
export interface Bds21 {
  readonly bds: '21';
  readonly registration: string | undefined;
  readonly airline: string | undefined;
}

/** Active resolution advisory. */
export interface Bds30 {
  readonly bds: '30';
  readonly advisory: AcasAdvisory;
}

/** Selected vertical intention. */
export interface Bds40 {
  readonly bds: '40';
  readonly mcpAltitudeFt: number | undefined;
  readonly fmsAltitudeFt: number | undefined;
  readonly altimeterSettingHpa: number | undefined;
  readonly vnav: boolean | undefined;
  readonly altitudeHold: boolean | undefined;
  readonly approach: boolean | undefined;
  readonly targetSource: 'unknown' | 'aircraft' | 'mcp' | 'fms' | undefined;
}

/** Meteorological routine report. */
export interface Bds44 {
  readonly bds: '44';
  /** 0 invalid, 1 INS, 2 GNSS, 3 DME/DME, 4 VOR/DME. */
  readonly source: number;
  readonly windSpeedKt: number | undefined;
  readonly windFromDeg: number | undefined;
  readonly staticTemperatureC: number;
  readonly staticPressureHpa: number | undefined;
  readonly turbulence: number | undefined;
  readonly humidityPercent: number | undefined;
}

/** Meteorological hazard report; hazards 0 none … 3 severe. */
export interface Bds45 {
  readonly bds: '45';
  readonly turbulence: number | undefined;
  readonly windShear: number | undefined;
  readonly microburst: number | undefined;
  readonly icing: number | undefined;
  readonly wakeVortex: number | undefined;
  readonly staticTemperatureC: number | undefined;
  readonly staticPressureHpa: number | undefined;
  readonly radioHeightFt: number | undefined;
}

/** Track and turn report. */
export interface Bds50 {
  readonly bds: '50';
  readonly rollDeg: number | undefined;
  readonly trackDeg: number | undefined;
  readonly groundSpeedKt: number | undefined;
  readonly trackRateDegS: number | undefined;
  readonly trueAirspeedKt: number | undefined;
}

/** Air-referenced state vector. */
export interface Bds53 {
  readonly bds: '53';
  readonly magneticHeadingDeg: number | undefined;
  readonly indicatedAirspeedKt: number | undefined;
  readonly mach: number | undefined;
  readonly trueAirspeedKt: number | undefined;
  readonly altitudeRateFtMin: number | undefined;
}

/** Heading and speed report. */
export interface Bds60 {
  readonly bds: '60';
  readonly magneticHeadingDeg: number | undefined;
  readonly indicatedAirspeedKt: number | undefined;
  readonly mach: number | undefined;
  readonly barometricRateFtMin: number | undefined;
  readonly inertialRateFtMin: number | undefined;
}

export type CommBRegister =
  | Bds10
  | Bds17
  | Bds20
  | Bds21
  | Bds30
  | Bds40
  | Bds44
  | Bds45
  | Bds50
  | Bds53
  | Bds60;
export type BdsCode = CommBRegister['bds'];

function angleDeg(high: number, low: number, from: number, count: number, lsbDeg: number): number {
  const value = signed56(high, low, from, count) * lsbDeg;
  return value < 0 ? value + 360 : value;
}

const STRUCTURE_10 = structure({ reserved: [[10, 5]] });

function decodeBds10(high: number, low: number): Bds10 | undefined {
  if (bits56(high, low, 1, 8) !== 0x10 || !fits(STRUCTURE_10, high, low)) return undefined;
  const overlayCommand = flag56(high, low, 15);
  const subnetworkVersion = bits56(high, low, 17, 7);
  // The overlay command came with version 5 of the subnetwork.
  if (overlayCommand !== subnetworkVersion >= 5) return undefined;
  return {
    bds: '10',
    overlayCommand,
    acasOperational: flag56(high, low, 16),
    subnetworkVersion,
    modeSServices: flag56(high, low, 25),
    identificationCapability: flag56(high, low, 33),
    surveillanceIdentifierCapability: flag56(high, low, 35),
  };
}

/** Registers of bits 1…24 of BDS 1,7. */
export const BDS_17_REGISTERS = [
  '05', '06', '07', '08', '09', '0A', '20', '21', '40', '41', '42', '43',
  '44', '45', '48', '50', '51', '52', '53', '54', '55', '56', '5F', '60',
]; // oxfmt-ignore

const STRUCTURE_17 = structure({ reserved: [[29, 28]] });

function decodeBds17(high: number, low: number): Bds17 | undefined {
  if (high === 0 || !fits(STRUCTURE_17, high, low)) return undefined;
  return { bds: '17', available: BDS_17_REGISTERS.filter((_, i) => flag56(high, low, i + 1)) };
}

function decodeBds20(high: number, low: number): Bds20 | undefined {
  if (bits56(high, low, 1, 8) !== 0x20) return undefined;
  const callsign = identification56(high, low);
  return callsign === undefined ? undefined : { bds: '20', callsign };
}

const STRUCTURE_21 = structure({
  fields: [
    [1, 2, 42],
    [44, 45, 12],
  ],
});

function decodeBds21(high: number, low: number): Bds21 | undefined {
  if (!fits(STRUCTURE_21, high, low)) return undefined;
  const registration = flag56(high, low, 1) ? registration56(high, low, 2, 7) : undefined;
  const airline = flag56(high, low, 44) ? registration56(high, low, 45, 2) : undefined;
  if (flag56(high, low, 1) !== (registration !== undefined)) return undefined;
  if (flag56(high, low, 44) !== (airline !== undefined)) return undefined;
  return registration === undefined ? undefined : { bds: '21', registration, airline };
}

function decodeBds30(high: number, low: number): Bds30 | undefined {
  if (bits56(high, low, 1, 8) !== 0x30) return undefined;
  // Threat type 3 is not assigned.
  if (bits56(high, low, 29, 2) === 3) return undefined;
  return { bds: '30', advisory: decodeAcas(high, low) };
}

const STRUCTURE_40 = structure({
  reserved: [
    [40, 8],
    [52, 2],
  ],
  fields: [
    [1, 2, 12],
    [14, 15, 12],
    [27, 28, 12],
    [48, 49, 3],
    [54, 55, 2],
  ],
});

const TARGET_SOURCES = ['unknown', 'aircraft', 'mcp', 'fms'] as const;

function decodeBds40(high: number, low: number): Bds40 | undefined {
  if (!fits(STRUCTURE_40, high, low)) return undefined;
  const modes = flag56(high, low, 48);
  return {
    bds: '40',
    mcpAltitudeFt: flag56(high, low, 1) ? bits56(high, low, 2, 12) * 16 : undefined,
    fmsAltitudeFt: flag56(high, low, 14) ? bits56(high, low, 15, 12) * 16 : undefined,
    altimeterSettingHpa: flag56(high, low, 27) ? 800 + bits56(high, low, 28, 12) * 0.1 : undefined,
    vnav: modes ? flag56(high, low, 49) : undefined,
    altitudeHold: modes ? flag56(high, low, 50) : undefined,
    approach: modes ? flag56(high, low, 51) : undefined,
    targetSource: flag56(high, low, 54) ? TARGET_SOURCES[bits56(high, low, 55, 2)] : undefined,
  };
}

const STRUCTURE_44 = structure({
  fields: [
    [5, 6, 18],
    [35, 36, 11],
    [47, 48, 2],
    [50, 51, 6],
  ],
});

function decodeBds44(high: number, low: number): Bds44 | undefined {
  const source = bits56(high, low, 1, 4);
  if (source === 0 || source > 4 || !fits(STRUCTURE_44, high, low)) return undefined;
  const wind = flag56(high, low, 5);
  return {
    bds: '44',
    source,
    windSpeedKt: wind ? bits56(high, low, 6, 9) : undefined,
    windFromDeg: wind ? (bits56(high, low, 15, 9) * 180) / 256 : undefined,
    staticTemperatureC: signed56(high, low, 24, 11) * 0.25,
    staticPressureHpa: flag56(high, low, 35) ? bits56(high, low, 36, 11) : undefined,
    turbulence: flag56(high, low, 47) ? bits56(high, low, 48, 2) : undefined,
    humidityPercent: flag56(high, low, 50) ? (bits56(high, low, 51, 6) * 100) / 64 : undefined,
  };
}

const STRUCTURE_45 = structure({
  reserved: [[52, 5]],
  fields: [
    [1, 2, 2],
    [4, 5, 2],
    [7, 8, 2],
    [10, 11, 2],
    [13, 14, 2],
    [16, 17, 10],
    [27, 28, 11],
    [39, 40, 12],
  ],
});

function decodeBds45(high: number, low: number): Bds45 | undefined {
  if (!fits(STRUCTURE_45, high, low)) return undefined;
  return {
    bds: '45',
    turbulence: flag56(high, low, 1) ? bits56(high, low, 2, 2) : undefined,
    windShear: flag56(high, low, 4) ? bits56(high, low, 5, 2) : undefined,
    microburst: flag56(high, low, 7) ? bits56(high, low, 8, 2) : undefined,
    icing: flag56(high, low, 10) ? bits56(high, low, 11, 2) : undefined,
    wakeVortex: flag56(high, low, 13) ? bits56(high, low, 14, 2) : undefined,
    staticTemperatureC: flag56(high, low, 16) ? signed56(high, low, 17, 10) * 0.25 : undefined,
    staticPressureHpa: flag56(high, low, 27) ? bits56(high, low, 28, 11) : undefined,
    radioHeightFt: flag56(high, low, 39) ? bits56(high, low, 40, 12) * 16 : undefined,
  };
}

const STRUCTURE_50 = structure({
  fields: [
    [1, 2, 10],
    [12, 13, 11],
    [24, 25, 10],
    [35, 36, 10],
    [46, 47, 10],
  ],
});

function decodeBds50(high: number, low: number): Bds50 | undefined {
  if (!fits(STRUCTURE_50, high, low)) return undefined;
  return {
    bds: '50',
    rollDeg: flag56(high, low, 1) ? (signed56(high, low, 2, 10) * 45) / 256 : undefined,
    trackDeg: flag56(high, low, 12) ? angleDeg(high, low, 13, 11, 90 / 512) : undefined,
    groundSpeedKt: flag56(high, low, 24) ? bits56(high, low, 25, 10) * 2 : undefined,
    trackRateDegS: flag56(high, low, 35) ? (signed56(high, low, 36, 10) * 8) / 256 : undefined,
    trueAirspeedKt: flag56(high, low, 46) ? bits56(high, low, 47, 10) * 2 : undefined,
  };
}

const STRUCTURE_53 = structure({
  fields: [
    [1, 2, 11],
    [13, 14, 10],
    [24, 25, 9],
    [34, 35, 12],
    [47, 48, 9],
  ],
});

function decodeBds53(high: number, low: number): Bds53 | undefined {
  if (!fits(STRUCTURE_53, high, low)) return undefined;
  return {
    bds: '53',
    magneticHeadingDeg: flag56(high, low, 1) ? angleDeg(high, low, 2, 11, 90 / 512) : undefined,
    indicatedAirspeedKt: flag56(high, low, 13) ? bits56(high, low, 14, 10) : undefined,
    mach: flag56(high, low, 24) ? bits56(high, low, 25, 9) * 0.008 : undefined,
    trueAirspeedKt: flag56(high, low, 34) ? bits56(high, low, 35, 12) * 0.5 : undefined,
    altitudeRateFtMin: flag56(high, low, 47) ? signed56(high, low, 48, 9) * 64 : undefined,
  };
}

const STRUCTURE_60 = structure({
  fields: [
    [1, 2, 11],
    [13, 14, 10],
    [24, 25, 10],
    [35, 36, 10],
    [46, 47, 10],
  ],
});

function decodeBds60(high: number, low: number): Bds60 | undefined {
  if (!fits(STRUCTURE_60, high, low)) return undefined;
  return {
    bds: '60',
    magneticHeadingDeg: flag56(high, low, 1) ? angleDeg(high, low, 2, 11, 90 / 512) : undefined,
    indicatedAirspeedKt: flag56(high, low, 13) ? bits56(high, low, 14, 10) : undefined,
    mach: flag56(high, low, 24) ? (bits56(high, low, 25, 10) * 2.048) / 512 : undefined,
    barometricRateFtMin: flag56(high, low, 35) ? signed56(high, low, 36, 10) * 32 : undefined,
    inertialRateFtMin: flag56(high, low, 46) ? signed56(high, low, 47, 10) * 32 : undefined,
  };
}

/** One decoder a register, in the order they are tried. */
export const REGISTER_DECODERS = {
  '10': decodeBds10,
  '17': decodeBds17,
  '20': decodeBds20,
  '21': decodeBds21,
  '30': decodeBds30,
  '40': decodeBds40,
  '44': decodeBds44,
  '45': decodeBds45,
  '50': decodeBds50,
  '53': decodeBds53,
  '60': decodeBds60,
} as const satisfies Record<BdsCode, (high: number, low: number) => CommBRegister | undefined>;

function isBdsCode(code: string): code is BdsCode {
  return Object.hasOwn(REGISTER_DECODERS, code);
}

/**
 * Decodes a register known by its code, e.g. from ASTERIX I048/250, which tells which register it holds.
 *
 * @param code Two hexadecimal digits: `0x50` for BDS 5,0.
 * @param mb 7 octets.
 * @returns Undefined for a register not known here, or when the octets cannot be it.
 */
export function decodeRegister(code: number, mb: Uint8Array): CommBRegister | undefined {
  const name = code.toString(16).padStart(2, '0');
  if (mb.length !== 7 || !isBdsCode(name)) return undefined;
  return REGISTER_DECODERS[name](high28(mb, 0), low28(mb, 0));
}
