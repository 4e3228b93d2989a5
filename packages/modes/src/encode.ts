import { write56 } from './bits.ts';
import { ac12FromFt, ac13FromFt, id13FromSquawk } from './code13.ts';
import { encodeCpr } from './cpr.ts';
import { LONG_SIZE, SHORT_SIZE } from './decode.ts';
import { identificationHalves } from './identification.ts';
import { sealParity } from './parity.ts';
import { movementFromKt } from './position.ts';

/** Common to all extended squitters. */
export interface SquitterHead {
  readonly address: number;
  /** 17 unless said otherwise. */
  readonly df?: 17 | 18;
  /** CA of DF17 (5, airborne, unless said otherwise; 4 on the surface) or CF of DF18 (0). */
  readonly control?: number;
}

/** Any extended squitter from its ME field, given as halves of 28 bits. */
export function encodeSquitter(head: SquitterHead, high: number, low: number, onGround = false): Uint8Array {
  const df = head.df ?? 17;
  const bytes = new Uint8Array(LONG_SIZE);
  bytes[0] = (df << 3) | (head.control ?? (df === 18 ? 0 : onGround ? 4 : 5));
  writeAddress(bytes, head.address);
  write56(bytes, 4, high, low);
  return sealParity(bytes, 0);
}

function writeAddress(bytes: Uint8Array, address: number): void {
  bytes[1] = address >> 16;
  bytes[2] = address >> 8;
  bytes[3] = address;
}

export interface AirbornePositionInput extends SquitterHead {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Barometric; or geometric height with a type code of 20…22. Undefined: not available. */
  readonly altitudeFt: number | undefined;
  readonly odd: boolean;
  /** 9…18, 20…22: how good the position is; 11 (containment 185 m) unless said otherwise. */
  readonly typeCode?: number;
  readonly surveillanceStatus?: number;
  /** NIC supplement B (version 2). */
  readonly supplement?: boolean;
}

export function encodeAirbornePosition(input: AirbornePositionInput): Uint8Array {
  const { cprLat, cprLon } = encodeCpr(input.latDeg, input.lonDeg, input.odd, false);
  const altitude = ac12FromFt(input.altitudeFt);
  const high =
    ((input.typeCode ?? 11) << 23) |
    ((input.surveillanceStatus ?? 0) << 21) |
    (Number(input.supplement ?? false) << 20) |
    (altitude << 8);
  return encodeSquitter(input, high | positionHigh(input.odd, cprLat), positionLow(cprLat, cprLon));
}

/** Bits 22…28: the format bit and the head of the latitude. */
function positionHigh(odd: boolean, cprLat: number): number {
  return (Number(odd) << 6) | (cprLat >> 11);
}

function positionLow(cprLat: number, cprLon: number): number {
  return ((cprLat & 0x7ff) << 17) | cprLon;
}

export interface SurfacePositionInput extends SquitterHead {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly groundSpeedKt: number | undefined;
  readonly trackDeg: number | undefined;
  readonly odd: boolean;
  /** 5…8; 7 unless said otherwise. */
  readonly typeCode?: number;
}

export function encodeSurfacePosition(input: SurfacePositionInput): Uint8Array {
  const { cprLat, cprLon } = encodeCpr(input.latDeg, input.lonDeg, input.odd, true);
  const track =
    input.trackDeg === undefined || Number.isNaN(input.trackDeg)
      ? 0
      : 0x80 | (Math.round((input.trackDeg * 128) / 360) & 0x7f);
  const high = ((input.typeCode ?? 7) << 23) | (movementFromKt(input.groundSpeedKt) << 16) | (track << 8);
  return encodeSquitter(input, high | positionHigh(input.odd, cprLat), positionLow(cprLat, cprLon), true);
}

export interface VelocityInput extends SquitterHead {
  /** Ground velocity, or both undefined. */
  readonly eastKt: number | undefined;
  readonly northKt: number | undefined;
  readonly verticalRateFtMin: number | undefined;
  readonly verticalRateSource?: 'geometric' | 'barometric';
  readonly geometricMinusBarometricFt?: number | undefined;
  /** 0…4; 2 (error below 3 m/s) unless said otherwise. */
  readonly nacV?: number;
}

export function encodeVelocity(input: VelocityInput): Uint8Array {
  const { eastKt, northKt } = input;
  const known = eastKt !== undefined && northKt !== undefined;
  const supersonic = known && Math.max(Math.abs(eastKt), Math.abs(northKt)) > 1021;
  const scale = supersonic ? 4 : 1;
  const east = known ? signedMagnitude(eastKt / scale, 10) : 0;
  const north = known ? signedMagnitude(northKt / scale, 10) : 0;
  const rate = signedMagnitude((input.verticalRateFtMin ?? Number.NaN) / 64, 9);
  const difference = signedMagnitude((input.geometricMinusBarometricFt ?? Number.NaN) / 25, 7);
  const barometric = Number(input.verticalRateSource !== 'geometric');
  const high =
    (19 << 23) | ((supersonic ? 2 : 1) << 20) | ((input.nacV ?? 2) << 15) | (east << 4) | (north >> 7);
  const low = ((north & 0x7f) << 21) | (barometric << 20) | (rate << 10) | difference;
  return encodeSquitter(input, high, low);
}

/** A sign bit, then `bits` of magnitude counted from 1 so that 0 can say "not available". */
function signedMagnitude(value: number, bits: number): number {
  if (Number.isNaN(value)) return 0;
  const magnitude = Math.min(Math.round(Math.abs(value)) + 1, (1 << bits) - 1);
  return (Number(value < 0) << bits) | magnitude;
}

export interface IdentificationInput extends SquitterHead {
  /** Up to 8 letters, digits and spaces. */
  readonly callsign: string;
  /** Set and number, e.g. `A3`; `A0` (none) unless said otherwise. */
  readonly category?: string;
}

export function encodeIdentification(input: IdentificationInput): Uint8Array {
  const [high, low] = identificationHalves(input.callsign, input.category ?? 'A0');
  return encodeSquitter(input, high, low);
}

export interface AllCallInput {
  readonly address: number;
  /** CA; 5 (airborne) unless said otherwise. */
  readonly capability?: number;
  /** Interrogator code laid over the parity; 0, an acquisition squitter, unless said otherwise. */
  readonly interrogator?: number;
}

/** DF11. */
export function encodeAllCall(input: AllCallInput): Uint8Array {
  const bytes = new Uint8Array(SHORT_SIZE);
  bytes[0] = (11 << 3) | (input.capability ?? 5);
  writeAddress(bytes, input.address);
  return sealParity(bytes, input.interrogator ?? 0);
}

export interface SurveillanceReplyInput {
  readonly address: number;
  readonly df: 4 | 5 | 20 | 21;
  /** DF4, DF20. */
  readonly altitudeFt?: number | undefined;
  /** DF5, DF21: 12 bits ABCD. */
  readonly squawk?: number | undefined;
  /** FS 0…5; 0 (airborne, no alert, no SPI) unless said otherwise. */
  readonly flightStatus?: number;
  readonly downlinkRequest?: number;
  readonly utilityMessage?: number;
  /** MB field of DF20 and DF21, 7 octets; zeros unless given. */
  readonly mb?: Uint8Array;
}

/** DF4, 5, 20 or 21, sealed with the address. */
export function encodeSurveillanceReply(input: SurveillanceReplyInput): Uint8Array {
  const bytes = new Uint8Array(input.df >= 20 ? LONG_SIZE : SHORT_SIZE);
  const hasAltitude = input.df === 4 || input.df === 20;
  const code = hasAltitude ? ac13FromFt(input.altitudeFt) : id13FromSquawk(input.squawk ?? 0);
  const utility = input.utilityMessage ?? 0;
  bytes[0] = (input.df << 3) | (input.flightStatus ?? 0);
  bytes[1] = ((input.downlinkRequest ?? 0) << 3) | (utility >> 3);
  bytes[2] = (utility << 5) | (code >> 8);
  bytes[3] = code;
  if (input.mb && input.df >= 20) bytes.set(input.mb.subarray(0, 7), 4);
  return sealParity(bytes, input.address);
}

export interface AirAirReplyInput {
  readonly address: number;
  readonly altitudeFt: number | undefined;
  readonly onGround?: boolean;
  readonly replyInformation?: number;
}

/** DF0, what collision avoidance systems hear of each other. */
export function encodeAirAirReply(input: AirAirReplyInput): Uint8Array {
  const bytes = new Uint8Array(SHORT_SIZE);
  const code = ac13FromFt(input.altitudeFt);
  const information = input.replyInformation ?? 0;
  bytes[0] = Number(input.onGround ?? false) << 2;
  bytes[1] = information >> 1;
  bytes[2] = (information << 7) | (code >> 8);
  bytes[3] = code;
  return sealParity(bytes, input.address);
}
