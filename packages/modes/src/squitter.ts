import { bits56 } from './bits.ts';
import { type IdentificationMe, decodeIdentification } from './identification.ts';
import {
  type AirbornePositionMe,
  type CoarsePositionMe,
  type SurfacePositionMe,
  decodeAirbornePosition,
  decodeSurfacePosition,
} from './position.ts';
import {
  type AcasMe,
  type EmergencyMe,
  type OperationalStatusMe,
  type TargetStateMe,
  decodeAircraftStatus,
  decodeOperationalStatus,
  decodeTargetState,
} from './status.ts';
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
  | CoarsePositionMe
  | VelocityMe
  | EmergencyMe
  | AcasMe
  | TargetStateMe
  | OperationalStatusMe
  | SurfaceSystemStatusMe
  | OtherMe;

/** Decodes the ME field of an extended squitter, given as halves. */
export function decodeMe(high: number, low: number): SquitterPayload {
  const typeCode = high >> 23;
  switch (typeCode) {
    case 1:
    case 2:
    case 3:
    case 4:
      return decodeIdentification(typeCode, high, low);
    case 5:
    case 6:
    case 7:
    case 8:
      return decodeSurfacePosition(typeCode, high, low);
    case 19:
      return decodeVelocity(high, low) ?? decodeOther(high, low);
    case 24:
      return { kind: 'surface-system-status', typeCode, subtype: bits56(high, low, 6, 3) };
    case 28:
      return decodeAircraftStatus(high, low) ?? decodeOther(high, low);
    case 29:
      return decodeTargetState(high, low) ?? decodeOther(high, low);
    case 31:
      return decodeOperationalStatus(high, low) ?? decodeOther(high, low);
    case 0:
      // "No position", but the altitude may be given.
      return bits56(high, low, 9, 12) === 0 ? decodeOther(high, low) : decodeAirbornePosition(0, high, low);
    default:
      return typeCode <= 22 ? decodeAirbornePosition(typeCode, high, low) : decodeOther(high, low);
  }
}

/** What is common to payloads not understood. */
export function decodeOther(high: number, low: number): OtherMe {
  return { kind: 'other', typeCode: high >> 23, subtype: bits56(high, low, 6, 3) };
}
