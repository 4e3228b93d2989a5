import { flag56, high28, low28 } from './bits.ts';
import { altitudeFtFromAc13, squawkFromId13 } from './code13.ts';
import type {
  AirAirReply,
  AllCallReply,
  CommDReply,
  ExtendedSquitter,
  ModesMessage,
  ModesReject,
  SquitterSource,
  SurveillanceReply,
} from './message.ts';
import { syndrome } from './parity.ts';
import { repairBits } from './repair.ts';
import { decodeCoarsePosition } from './position.ts';
import { type SquitterPayload, decodeMe, decodeOther } from './squitter.ts';

export const SHORT_SIZE = 7;
export const LONG_SIZE = 14;

export interface DecodeOptions {
  /**
   * Wrong bits that may be mended in DF11, DF17 and DF18 by their parity: 0 unless said otherwise. Each
   * step multiplies the chance that noise passes, so a repaired message never announces an aircraft.
   */
  readonly repairBitsMax?: 0 | 1 | 2;
}

const REJECT_LENGTH: ModesReject = { df: undefined, reject: 'length' };
const REJECT_FORMAT: ModesReject = { df: undefined, reject: 'format' };
const REJECT_PARITY: ModesReject = { df: undefined, reject: 'parity' };

/** Highest value of a DF11 remainder: code label 4 and 15. Above it the message is damaged. */
const INTERROGATOR_MAX = 0x4f;

/**
 * Decodes one Mode S downlink message. Never throws on octets.
 *
 * In DF11, 17, 18 and 19 the parity proves the message. The other formats carry address and parity in one
 * field: `address` is then whatever the message was sealed with, and only knowledge of which aircraft are
 * around (see `createAircraftStore`) tells a reply from noise.
 *
 * @param bytes 7 or 14 octets. Borrowed: neither kept nor changed.
 * @returns The message, or why it is none. Values in the units of the standard (ft, kt, deg).
 * @see ICAO Annex 10 Volume IV, 3.1.2.
 */
export function decodeModes(bytes: Uint8Array, options?: DecodeOptions): ModesMessage | ModesReject {
  const size = bytes.length;
  if (size !== SHORT_SIZE && size !== LONG_SIZE) return REJECT_LENGTH;
  const format = bytes[0]! >> 3;
  if (format < 16 !== (size === SHORT_SIZE)) return REJECT_LENGTH;
  const remainder = syndrome(bytes);
  switch (format) {
    case 0:
    case 16:
      return decodeAirAir(format, bytes, remainder);
    case 4:
    case 5:
    case 20:
    case 21:
      return decodeSurveillance(format, bytes, remainder);
    case 11:
      if (remainder > INTERROGATOR_MAX) return repaired(bytes, remainder, options);
      return decodeAllCall(bytes, remainder, 0);
    case 17:
    case 18:
    case 19:
      if (remainder !== 0) return repaired(bytes, remainder, options);
      return decodeSquitter(format, bytes, 0);
    default:
      return format >= 24 ? decodeCommD(bytes, remainder) : REJECT_FORMAT;
  }
}

/** Decodes a damaged message after mending it, if that is allowed and has one answer. */
function repaired(
  bytes: Uint8Array,
  remainder: number,
  options: DecodeOptions | undefined,
): ModesMessage | ModesReject {
  const bitsMax = options?.repairBitsMax ?? 0;
  if (bitsMax === 0) return REJECT_PARITY;
  const mended = repairBits(bytes, remainder, bitsMax);
  if (mended === undefined) return REJECT_PARITY;
  const format = mended.bytes[0]! >> 3;
  return format === 11
    ? decodeAllCall(mended.bytes, 0, mended.bitCount)
    : decodeSquitter(format as 17 | 18 | 19, mended.bytes, mended.bitCount);
}

/** AC or ID: bits 20…32 of a reply. */
function code13(bytes: Uint8Array): number {
  return ((bytes[2]! & 0x1f) << 8) | bytes[3]!;
}

function decodeAirAir(df: 0 | 16, bytes: Uint8Array, address: number): AirAirReply {
  const long = df === 16;
  return {
    df,
    address,
    repairedBits: 0,
    onGround: (bytes[0]! & 4) !== 0,
    crossLink: !long && (bytes[0]! & 2) !== 0,
    sensitivityLevel: bytes[1]! >> 5,
    replyInformation: ((bytes[1]! & 7) << 1) | (bytes[2]! >> 7),
    altitudeFt: altitudeFtFromAc13(code13(bytes)),
    high: long ? high28(bytes, 4) : 0,
    low: long ? low28(bytes, 4) : 0,
  };
}

/** FS 0…7: on the ground, alert, SPI; see ICAO Annex 10 Volume IV, 3.1.2.6.5.1. */
const FS_ON_GROUND = [false, true, false, true, undefined, undefined, undefined, undefined];
const FS_ALERT = [false, false, true, true, true, false, undefined, undefined];
const FS_SPI = [false, false, false, false, true, true, undefined, undefined];

function decodeSurveillance(df: 4 | 5 | 20 | 21, bytes: Uint8Array, address: number): SurveillanceReply {
  const flightStatus = bytes[0]! & 7;
  const long = df >= 20;
  const altitude = df === 4 || df === 20;
  const code = code13(bytes);
  return {
    df,
    address,
    repairedBits: 0,
    flightStatus,
    onGround: FS_ON_GROUND[flightStatus],
    alert: FS_ALERT[flightStatus],
    spi: FS_SPI[flightStatus],
    downlinkRequest: bytes[1]! >> 3,
    utilityMessage: ((bytes[1]! & 7) << 3) | (bytes[2]! >> 5),
    altitudeFt: altitude ? altitudeFtFromAc13(code) : undefined,
    squawk: altitude ? undefined : squawkFromId13(code),
    high: long ? high28(bytes, 4) : 0,
    low: long ? low28(bytes, 4) : 0,
  };
}

/** CA 4: level 2 or above on the ground; 5: airborne; else not said. ICAO Annex 10 Volume IV, 3.1.2.5.2.2.1. */
function onGroundFromCapability(capability: number): boolean | undefined {
  if (capability === 4) return true;
  return capability === 5 ? false : undefined;
}

function address24(bytes: Uint8Array): number {
  return (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!;
}

function decodeAllCall(bytes: Uint8Array, remainder: number, repairedBits: number): AllCallReply {
  const capability = bytes[0]! & 7;
  return {
    df: 11,
    address: address24(bytes),
    repairedBits,
    capability,
    onGround: onGroundFromCapability(capability),
    interrogator: remainder,
  };
}

function decodeSquitter(df: 17 | 18 | 19, bytes: Uint8Array, repairedBits: number): ExtendedSquitter {
  const control = bytes[0]! & 7;
  const high = high28(bytes, 4);
  const low = low28(bytes, 4);
  return {
    df,
    address: address24(bytes),
    repairedBits,
    source: df === 18 ? sourceOfDf18(control, high, low) : 'adsb-icao',
    control,
    onGround: df === 17 ? onGroundFromCapability(control) : undefined,
    me: decodePayload(df, control, high, low),
    high,
    low,
  };
}

function decodePayload(df: 17 | 18 | 19, control: number, high: number, low: number): SquitterPayload {
  if (df === 17) return decodeMe(high, low);
  if (df === 18) {
    if (control === 3) return decodeCoarsePosition(high, low);
    // CF 4 is management between ground stations, CF 7 reserved.
    return control === 4 || control === 7 ? decodeOther(high, low) : decodeMe(high, low);
  }
  return control === 0 ? decodeMe(high, low) : decodeOther(high, low);
}

/** @see RTCA DO-260B 2.2.3.2.1.5 (CF) and 2.2.17 (TIS-B): where the ICAO/mode A flag (IMF) stands. */
function sourceOfDf18(control: number, high: number, low: number): SquitterSource {
  switch (control) {
    case 0:
      return 'adsb-icao-nt';
    case 1:
      return 'adsb-other';
    case 2:
      return hasImf(high, low) ? 'tisb-trackfile' : 'tisb-icao';
    case 3:
      return flag56(high, low, 1) ? 'tisb-trackfile' : 'tisb-icao';
    case 6:
      return hasImf(high, low) ? 'adsr-other' : 'adsr-icao';
    default:
      return 'tisb-other';
  }
}

function hasImf(high: number, low: number): boolean {
  const typeCode = high >> 23;
  if (typeCode >= 5 && typeCode <= 8) return flag56(high, low, 21);
  if (typeCode === 19) return flag56(high, low, 9);
  if (typeCode >= 9 && typeCode <= 22) return flag56(high, low, 8);
  // Status messages of ADS-R carry it last.
  return typeCode >= 28 && flag56(high, low, 56);
}

function decodeCommD(bytes: Uint8Array, address: number): CommDReply {
  return {
    df: 24,
    address,
    repairedBits: 0,
    acknowledgement: (bytes[0]! & 0x10) !== 0,
    segment: bytes[0]! & 0xf,
  };
}
