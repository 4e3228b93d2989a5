import type { Octets } from './definition/field.ts';

/** What of a CAT048 record is needed: registers, and what they must agree with. */
export interface RegistersOfReport {
  readonly i250?: readonly { readonly data: Octets; readonly register: number }[] | undefined;
  readonly i240?: { readonly aircraftIdentification: string } | undefined;
  /** Calculated ground speed in NM/s. */
  readonly i200?: { readonly groundSpeed: number } | undefined;
}

export interface DoubtfulRegister {
  readonly register: number;
  readonly reason: string;
}

/** Bits `first`…`last` of a register, counted from 1 as ICAO does. At most 24. */
function bits(data: Octets, first: number, last: number): number {
  let value = 0;
  for (let bit = first - 1; bit < last; bit++) value = value * 2 + ((data[bit >> 3]! >> (7 - (bit & 7))) & 1);
  return value;
}

/** Status bit, and the bits of the value that must be zero without it. */
type StatusRule = readonly [status: number, first: number, last: number];

const STATUS_RULES: Readonly<Record<number, readonly StatusRule[]>> = {
  0x40: [[1, 2, 13], [14, 15, 26], [27, 28, 39], [48, 49, 51], [54, 55, 56]],
  0x50: [[1, 2, 11], [12, 13, 23], [24, 25, 34], [35, 36, 45], [46, 47, 56]],
  0x60: [[1, 2, 12], [13, 14, 23], [24, 25, 34], [35, 36, 45], [46, 47, 56]],
}; // prettier-ignore

const GROUND_SPEED_DIFFERENCE_MAX_KT = 120;
const AIRSPEED_GROUND_SPEED_DIFFERENCE_MAX_KT = 250;
const ROLL_MAX_DEG = 60;
const MACH_MAX = 1;
const IAS_MAX_KT = 550;

function doubt(register: number, data: Octets, report: RegistersOfReport): string | undefined {
  for (const [status, first, last] of STATUS_RULES[register] ?? []) {
    if (bits(data, status, status) === 0 && bits(data, first, last) !== 0)
      return `bits ${first} to ${last} without their status bit`;
  }
  if (register === 0x40 && (bits(data, 40, 47) !== 0 || bits(data, 52, 53) !== 0))
    return 'reserved bits are set';
  if (register === 0x50) return doubtTrackAndTurn(data, report);
  if (register === 0x60) {
    if (bits(data, 24, 24) === 1 && bits(data, 25, 34) * 0.004 > MACH_MAX) return 'Mach number above 1';
    if (bits(data, 13, 13) === 1 && bits(data, 14, 23) > IAS_MAX_KT)
      return 'indicated airspeed beyond all aircraft';
  }
  return undefined;
}

function doubtTrackAndTurn(data: Octets, { i200 }: RegistersOfReport): string | undefined {
  const roll = (bits(data, 3, 11) - bits(data, 2, 2) * 512) * (45 / 256);
  if (bits(data, 1, 1) === 1 && Math.abs(roll) > ROLL_MAX_DEG) return 'roll beyond all flight';
  const groundSpeedKt = bits(data, 24, 24) === 1 ? bits(data, 25, 34) * 2 : Number.NaN;
  const airspeedKt = bits(data, 46, 46) === 1 ? bits(data, 47, 56) * 2 : Number.NaN;
  if (Math.abs(groundSpeedKt - airspeedKt) > AIRSPEED_GROUND_SPEED_DIFFERENCE_MAX_KT)
    return 'airspeed and ground speed too far apart';
  const trackedKt = (i200?.groundSpeed ?? Number.NaN) * 3600;
  if (Math.abs(groundSpeedKt - trackedKt) > GROUND_SPEED_DIFFERENCE_MAX_KT)
    return 'ground speed is not that of the track';
  return undefined;
}

/**
 * Registers whose content does not fit their number or their aircraft: interrogators now and then attribute the reply
 * to another request ("BDS swap"). A register without doubt may still be wrong; one in doubt should not be used.
 */
export function doubtfulRegisters(report: RegistersOfReport): DoubtfulRegister[] {
  const found: DoubtfulRegister[] = [];
  for (const { register, data } of report.i250 ?? []) {
    const reason = doubt(register, data, report);
    if (reason !== undefined) found.push({ register, reason });
  }
  return found;
}
