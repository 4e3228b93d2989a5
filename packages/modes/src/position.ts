import { bits56, flag56 } from './bits.ts';
import { altitudeFtFromAc12 } from './code13.ts';
import type { CprFrame } from './cpr.ts';

export type SurveillanceStatus = 'none' | 'permanent-alert' | 'temporary-alert' | 'spi';

/** Type codes 9…18 (barometric) and 20…22 (geometric), register 0,5; type code 0 carries an altitude only. */
export interface AirbornePositionMe extends CprFrame {
  readonly kind: 'airborne-position';
  readonly typeCode: number;
  readonly surveillanceStatus: SurveillanceStatus;
  /**
   * ME bit 8: single-antenna flag in versions 0 and 1, NIC supplement B in version 2, and in TIS-B and ADS-R the IMF bit.
   */
  readonly supplement: boolean;
  readonly altitudeFt: number | undefined;
  readonly altitudeKind: 'barometric' | 'geometric';
  /** The position is for a 0.2 s UTC epoch. */
  readonly timeSynchronised: boolean;
}

/** Type codes 5…8, register 0,6. */
export interface SurfacePositionMe extends CprFrame {
  readonly kind: 'surface-position';
  readonly typeCode: number;
  /** Lower bound of the coded interval; undefined when not available or reserved. */
  readonly groundSpeedKt: number | undefined;
  readonly trackDeg: number | undefined;
  readonly timeSynchronised: boolean;
}

/** DF18 with CF 3: a ground station about an aircraft its radar sees, to about 0.1 NM. */
export interface CoarsePositionMe extends CprFrame {
  readonly kind: 'coarse-position';
  /** The message has no type code. */
  readonly typeCode: undefined;
  readonly surveillanceStatus: SurveillanceStatus;
  readonly serviceVolume: number;
  readonly altitudeFt: number | undefined;
  readonly trackDeg: number | undefined;
}

const SURVEILLANCE_STATUS = ['none', 'permanent-alert', 'temporary-alert', 'spi'] as const;

export function decodeAirbornePosition(typeCode: number, high: number, low: number): AirbornePositionMe {
  return {
    kind: 'airborne-position',
    typeCode,
    surveillanceStatus: SURVEILLANCE_STATUS[bits56(high, low, 6, 2)]!,
    supplement: flag56(high, low, 8),
    altitudeFt: altitudeFtFromAc12(bits56(high, low, 9, 12)),
    altitudeKind: typeCode >= 20 ? 'geometric' : 'barometric',
    timeSynchronised: flag56(high, low, 21),
    odd: flag56(high, low, 22),
    cprLat: bits56(high, low, 23, 17),
    cprLon: bits56(high, low, 40, 17),
  };
}

export function decodeSurfacePosition(typeCode: number, high: number, low: number): SurfacePositionMe {
  return {
    kind: 'surface-position',
    typeCode,
    groundSpeedKt: MOVEMENT_KT[bits56(high, low, 6, 7)],
    trackDeg: flag56(high, low, 13) ? (bits56(high, low, 14, 7) * 360) / 128 : undefined,
    timeSynchronised: flag56(high, low, 21),
    odd: flag56(high, low, 22),
    cprLat: bits56(high, low, 23, 17),
    cprLon: bits56(high, low, 40, 17),
  };
}

/** @see RTCA DO-260B 2.2.17.3.5. The 12 bits of CPR are the upper ones of the usual 17. */
export function decodeCoarsePosition(high: number, low: number): CoarsePositionMe {
  return {
    kind: 'coarse-position',
    typeCode: undefined,
    surveillanceStatus: SURVEILLANCE_STATUS[bits56(high, low, 2, 2)]!,
    serviceVolume: bits56(high, low, 4, 4),
    altitudeFt: altitudeFtFromAc12(bits56(high, low, 8, 12)),
    trackDeg: flag56(high, low, 20) ? (bits56(high, low, 21, 5) * 360) / 32 : undefined,
    odd: flag56(high, low, 32),
    cprLat: bits56(high, low, 33, 12) << 5,
    cprLon: bits56(high, low, 45, 12) << 5,
  };
}

/**
 * Movement code → kt, lower bound of the interval, by the table of versions 1 and 2. Version 0 cut the
 * first knot into steps of 0.125 kt: at most 0.15 kt apart.
 *
 * @see ICAO Doc 9871, B.2.3.3.1 and A.2.3.3.1.
 */
const MOVEMENT_KT: readonly (number | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  if (code === 0 || code > 124) return undefined;
  if (code <= 2) return 0;
  if (code < 9) return 0.125 + (code - 3) * (0.875 / 6);
  if (code < 13) return 1 + 0.25 * (code - 9);
  if (code < 39) return 2 + 0.5 * (code - 13);
  if (code < 94) return 15 + (code - 39);
  if (code < 109) return 70 + 2 * (code - 94);
  if (code < 124) return 100 + 5 * (code - 109);
  return 175;
});

/** Movement code whose interval holds a ground speed; 0 (not available) when undefined. */
export function movementFromKt(groundSpeedKt: number | undefined): number {
  if (groundSpeedKt === undefined || Number.isNaN(groundSpeedKt)) return 0;
  if (groundSpeedKt === 0) return 1;
  let code = 2;
  while (code < 124 && MOVEMENT_KT[code + 1]! <= groundSpeedKt) code++;
  return code;
}
