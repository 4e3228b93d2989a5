import { bits56, flag56 } from './bits.ts';

/** Type code 19, register 0,9. Subtypes 1 and 2 give ground velocity, 3 and 4 air velocity (2 and 4 supersonic). */
export interface VelocityMe {
  readonly kind: 'velocity';
  readonly typeCode: 19;
  readonly subtype: number;
  readonly intentChange: boolean;
  /** NACv; in version 0 the field was NUCr with the same steps. */
  readonly nacV: number;
  /** Ground velocity; the track is undefined in a hover. */
  readonly eastKt: number | undefined;
  readonly northKt: number | undefined;
  readonly groundSpeedKt: number | undefined;
  readonly trackDeg: number | undefined;
  /** Magnetic or true by the operational status message; magnetic unless it says otherwise. */
  readonly headingDeg: number | undefined;
  readonly airspeedKt: number | undefined;
  readonly airspeedKind: 'indicated' | 'true' | undefined;
  readonly verticalRateFtMin: number | undefined;
  readonly verticalRateSource: 'geometric' | 'barometric';
  /** Geometric height less barometric altitude. */
  readonly geometricMinusBarometricFt: number | undefined;
}

const DEG_PER_RAD = 180 / Math.PI;

/** Undefined for the reserved subtypes 0 and 5…7. */
export function decodeVelocity(high: number, low: number): VelocityMe | undefined {
  const subtype = bits56(high, low, 6, 3);
  if (subtype === 0 || subtype > 4) return undefined;
  const scale = subtype === 2 || subtype === 4 ? 4 : 1;
  const first = bits56(high, low, 15, 10);
  const second = bits56(high, low, 26, 10);
  let eastKt, northKt, groundSpeedKt, trackDeg, headingDeg, airspeedKt;
  let airspeedKind: VelocityMe['airspeedKind'];
  if (subtype <= 2) {
    // 0 is "no information", and the code counts from 1 so that 0 kt can be said.
    if (first !== 0 && second !== 0) {
      eastKt = (flag56(high, low, 14) ? 1 - first : first - 1) * scale;
      northKt = (flag56(high, low, 25) ? 1 - second : second - 1) * scale;
      groundSpeedKt = Math.sqrt(eastKt * eastKt + northKt * northKt);
      // A hover has no direction.
      if (groundSpeedKt > 0) trackDeg = (Math.atan2(eastKt, northKt) * DEG_PER_RAD + 360) % 360;
    }
  } else {
    if (flag56(high, low, 14)) headingDeg = (first * 360) / 1024;
    if (second !== 0) {
      airspeedKt = (second - 1) * scale;
      airspeedKind = flag56(high, low, 25) ? ('true' as const) : ('indicated' as const);
    }
  }
  const rate = bits56(high, low, 38, 9);
  const difference = bits56(high, low, 50, 7);
  return {
    kind: 'velocity',
    typeCode: 19,
    subtype,
    intentChange: flag56(high, low, 9),
    nacV: bits56(high, low, 11, 3),
    eastKt,
    northKt,
    groundSpeedKt,
    trackDeg,
    headingDeg,
    airspeedKt,
    airspeedKind,
    verticalRateFtMin: rate === 0 ? undefined : (flag56(high, low, 37) ? 1 - rate : rate - 1) * 64,
    verticalRateSource: flag56(high, low, 36) ? 'barometric' : 'geometric',
    geometricMinusBarometricFt:
      difference === 0 ? undefined : (flag56(high, low, 49) ? 1 - difference : difference - 1) * 25,
  };
}
