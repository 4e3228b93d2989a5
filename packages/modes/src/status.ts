import { type AcasAdvisory, decodeAcas } from './acas.ts';
import { bits56, flag56 } from './bits.ts';
import { squawkFromId13 } from './code13.ts';

/** @see RTCA DO-260B table 2-78. */
export const EMERGENCIES = [
  'none',
  'general',
  'lifeguard',
  'minimum-fuel',
  'no-communications',
  'unlawful-interference',
  'downed',
  'reserved',
] as const;
export type Emergency = (typeof EMERGENCIES)[number];

/** Type code 28 subtype 1, register 6,1. */
export interface EmergencyMe {
  readonly kind: 'emergency';
  readonly typeCode: 28;
  readonly emergency: Emergency;
  /** Undefined when all zero: versions before 2 leave it so. */
  readonly squawk: number | undefined;
}

/** Type code 28 subtype 2: resolution advisory broadcast. */
export interface AcasMe {
  readonly kind: 'acas';
  readonly typeCode: 28;
  readonly advisory: AcasAdvisory;
}

export function decodeAircraftStatus(high: number, low: number): EmergencyMe | AcasMe | undefined {
  const subtype = bits56(high, low, 6, 3);
  if (subtype === 2) return { kind: 'acas', typeCode: 28, advisory: decodeAcas(high, low) };
  if (subtype !== 1) return undefined;
  const id = bits56(high, low, 12, 13);
  return {
    kind: 'emergency',
    typeCode: 28,
    emergency: EMERGENCIES[bits56(high, low, 9, 3)]!,
    squawk: id === 0 ? undefined : squawkFromId13(id),
  };
}

/** Type code 29: what the autopilot is set to. Subtype 1 of version 2; subtype 0 of version 1. */
export interface TargetStateMe {
  readonly kind: 'target-state';
  readonly typeCode: 29;
  readonly subtype: 0 | 1;
  readonly selectedAltitudeFt: number | undefined;
  readonly selectedAltitudeSource: 'mcp' | 'fms' | 'hold' | undefined;
  /** Pressure setting of the altimeter, hPa. */
  readonly altimeterSettingHpa: number | undefined;
  readonly selectedHeadingDeg: number | undefined;
  readonly nacP: number;
  readonly nicBaro: boolean;
  readonly sil: number;
  /** SIL is per sample, else per hour; undefined in version 1. */
  readonly silPerSample: boolean | undefined;
  /** Undefined where the sender does not say. */
  readonly modes: AutopilotModes | undefined;
  /** Collision avoidance is operating; undefined when not told. */
  readonly acasOperational: boolean | undefined;
}

export interface AutopilotModes {
  readonly autopilot: boolean;
  readonly vnav: boolean;
  readonly altitudeHold: boolean;
  readonly approach: boolean;
  readonly lnav: boolean;
}

export function decodeTargetState(high: number, low: number): TargetStateMe | undefined {
  const subtype = bits56(high, low, 6, 2);
  if (subtype === 1) return decodeTargetState2(high, low);
  return subtype === 0 ? decodeTargetState1(high, low) : undefined;
}

/** @see RTCA DO-260B 2.2.3.2.7.1. */
function decodeTargetState2(high: number, low: number): TargetStateMe {
  const altitude = bits56(high, low, 10, 11);
  const setting = bits56(high, low, 21, 9);
  return {
    kind: 'target-state',
    typeCode: 29,
    subtype: 1,
    selectedAltitudeFt: altitude === 0 ? undefined : (altitude - 1) * 32,
    selectedAltitudeSource: altitude === 0 ? undefined : flag56(high, low, 9) ? 'fms' : 'mcp',
    altimeterSettingHpa: setting === 0 ? undefined : 800 + (setting - 1) * 0.8,
    selectedHeadingDeg: flag56(high, low, 30) ? (bits56(high, low, 31, 9) * 180) / 256 : undefined,
    nacP: bits56(high, low, 40, 4),
    nicBaro: flag56(high, low, 44),
    sil: bits56(high, low, 45, 2),
    silPerSample: flag56(high, low, 8),
    modes: flag56(high, low, 47)
      ? {
          autopilot: flag56(high, low, 48),
          vnav: flag56(high, low, 49),
          altitudeHold: flag56(high, low, 50),
          approach: flag56(high, low, 52),
          lnav: flag56(high, low, 54),
        }
      : undefined,
    acasOperational: flag56(high, low, 53),
  };
}

const VERTICAL_SOURCES = [undefined, 'mcp', 'hold', 'fms'] as const;

/** @see RTCA DO-260A 2.2.3.2.7.1. */
function decodeTargetState1(high: number, low: number): TargetStateMe {
  const source = VERTICAL_SOURCES[bits56(high, low, 8, 2)];
  const altitude = bits56(high, low, 16, 10);
  const heading = bits56(high, low, 28, 9);
  const hasHeading = bits56(high, low, 26, 2) !== 0 && heading < 360;
  return {
    kind: 'target-state',
    typeCode: 29,
    subtype: 0,
    selectedAltitudeFt: source === undefined || altitude > 1010 ? undefined : altitude * 100 - 1000,
    selectedAltitudeSource: source,
    altimeterSettingHpa: undefined,
    selectedHeadingDeg: hasHeading ? heading : undefined,
    nacP: bits56(high, low, 40, 4),
    nicBaro: flag56(high, low, 44),
    sil: bits56(high, low, 45, 2),
    silPerSample: undefined,
    modes: undefined,
    acasOperational: !flag56(high, low, 52),
  };
}

/** Type code 31, register 6,5. Fields of later versions are undefined in earlier ones. */
export interface OperationalStatusMe {
  readonly kind: 'operational-status';
  readonly typeCode: 31;
  readonly onSurface: boolean;
  readonly version: number;
  readonly nicSupplementA: boolean;
  /** Surface, version 2. */
  readonly nicSupplementC: boolean | undefined;
  readonly nacP: number;
  /** Surface, version 2. */
  readonly nacV: number | undefined;
  /** Geometric vertical accuracy: airborne, version 2. */
  readonly gva: number | undefined;
  readonly sil: number;
  readonly silPerSample: boolean | undefined;
  readonly sda: number | undefined;
  /** Airborne. */
  readonly nicBaro: boolean | undefined;
  readonly acasOperational: boolean | undefined;
  readonly acasAdvisoryActive: boolean;
  readonly identActive: boolean;
  readonly singleAntenna: boolean | undefined;
  /** Receives ADS-B on 1090 MHz (version 1: has a traffic display). */
  readonly receives1090: boolean;
  readonly receivesUat: boolean | undefined;
  /** Headings are to magnetic north, else to true north. */
  readonly magneticHeading: boolean;
  /** Surface: the track angle of positions is a heading. */
  readonly trackIsHeading: boolean | undefined;
  /** Surface: upper bounds, m. */
  readonly lengthM: number | undefined;
  readonly widthM: number | undefined;
}

/** Length and width code; in version 2 code 0 says nothing. @see ICAO Doc 9871, B.2.3.10.11 and C.2.3.10.11. */
const LENGTH_M = [undefined, 15, 25, 25, 35, 35, 45, 45, 55, 55, 65, 65, 75, 75, 85, 85];
const WIDTH_M = [undefined, 23, 28.5, 34, 33, 38, 39.5, 45, 45, 52, 59.5, 67, 72.5, 80, 80, 90];

/** Undefined for reserved subtypes and for version 0, whose message had another form. */
export function decodeOperationalStatus(high: number, low: number): OperationalStatusMe | undefined {
  const subtype = bits56(high, low, 6, 3);
  const version = bits56(high, low, 41, 3);
  if (subtype > 1 || version === 0) return undefined;
  const surface = subtype === 1;
  const v2 = version >= 2;
  const size = bits56(high, low, 21, 4);
  return {
    kind: 'operational-status',
    typeCode: 31,
    onSurface: surface,
    version,
    nicSupplementA: flag56(high, low, 44),
    nicSupplementC: surface && v2 ? flag56(high, low, 20) : undefined,
    nacP: bits56(high, low, 45, 4),
    nacV: surface && v2 ? bits56(high, low, 17, 3) : undefined,
    gva: !surface && v2 ? bits56(high, low, 49, 2) : undefined,
    sil: bits56(high, low, 51, 2),
    silPerSample: v2 ? flag56(high, low, 55) : undefined,
    sda: v2 ? bits56(high, low, 31, 2) : undefined,
    nicBaro: surface ? undefined : flag56(high, low, 53),
    // Version 1 had the bit the other way round: "not ACAS".
    acasOperational: surface ? undefined : flag56(high, low, 11) === v2,
    acasAdvisoryActive: flag56(high, low, 27),
    identActive: flag56(high, low, 28),
    singleAntenna: v2 ? flag56(high, low, 30) : undefined,
    receives1090: flag56(high, low, 12),
    receivesUat: v2 ? flag56(high, low, surface ? 16 : 19) : undefined,
    magneticHeading: flag56(high, low, 54),
    trackIsHeading: surface ? flag56(high, low, 53) : undefined,
    lengthM: surface ? (size === 0 && !v2 ? 15 : LENGTH_M[size]) : undefined,
    widthM: surface ? (size === 0 && !v2 ? 11.5 : WIDTH_M[size]) : undefined,
  };
}
