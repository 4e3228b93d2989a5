import { bits56 } from './bits.ts';
import { type IdentificationMe, decodeIdentification } from './identification.ts';
import {
  type AirbornePositionMe,
  type SurfacePositionMe,
  decodeAirbornePosition,
  decodeSurfacePosition,
} from './position.ts';
import { type VelocityMe, decodeVelocity } from './velocity.ts';

/** Type code 24: a ground station about itself. Never an aircraft. */
export interface SurfaceSystemStatusMe {
  readonly kind: 'surface-system-status';
  readonly typeCode: 24;
  readonly subtype: number;
}

/** A type code or subtype that is reserved, or test and management messages. */
export interface OtherMe {
  readonly kind: 'other';
  readonly typeCode: number;
  readonly subtype: number;
}

export type SquitterPayload =
  | IdentificationMe
  | AirbornePositionMe
  | SurfacePositionMe
  | VelocityMe
  | SurfaceSystemStatusMe
  | OtherMe;

/** Decodes the ME field of an extended squitter, given as halves. */
export function decodeMe(high: number, low: number): SquitterPayload {
  const typeCode = high >> 23;
  if (typeCode >= 9 && typeCode <= 22 && typeCode !== 19) return decodeAirbornePosition(typeCode, high, low);
  if (typeCode === 19) return decodeVelocity(high, low) ?? other(typeCode, high, low);
  if (typeCode >= 5 && typeCode <= 8) return decodeSurfacePosition(typeCode, high, low);
  if (typeCode >= 1 && typeCode <= 4) return decodeIdentification(typeCode, high, low);
  if (typeCode === 24) {
    return { kind: 'surface-system-status', typeCode: 24, subtype: bits56(high, low, 6, 3) };
  }
  // Type code 0 is "no position", but the altitude field may be filled.
  if (typeCode === 0 && bits56(high, low, 9, 12) !== 0) return decodeAirbornePosition(typeCode, high, low);
  return other(typeCode, high, low);
}

function other(typeCode: number, high: number, low: number): OtherMe {
  return { kind: 'other', typeCode, subtype: bits56(high, low, 6, 3) };
}
