import { M_PER_FL, M_PER_FT, type Track } from '@commonsky/model';

/**
 * One vertical limit. `amsl`: above mean sea level by altimeter on QNH; `fl`: pressure altitude on
 * 1013.25 hPa; `agl`: above the ground below.
 */
export interface VerticalLimit {
  readonly reference: 'amsl' | 'fl' | 'agl' | 'unlimited';
  /** Metres; of no meaning when unlimited. */
  readonly valueM: number;
}

export const GROUND: VerticalLimit = { reference: 'agl', valueM: 0 };
export const UNLIMITED: VerticalLimit = { reference: 'unlimited', valueM: 0 };
export const flightLevel = (level: number): VerticalLimit => ({ reference: 'fl', valueM: level * M_PER_FL });
export const amslFt = (feet: number): VerticalLimit => ({ reference: 'amsl', valueM: feet * M_PER_FT });

/** What heights mean at a place. Every part is optional; without it the stated assumption holds. */
export interface Surroundings {
  /** QNH, hPa; 1013.25 when absent. */
  qnhHPa?(latDeg: number, lonDeg: number): number;
  /** Height of mean sea level above the ellipsoid, m; 0 when absent. */
  undulationM?(latDeg: number, lonDeg: number): number;
  /** Height of the ground above mean sea level, m; NaN or absent where there is no terrain. */
  groundM?(latDeg: number, lonDeg: number): number;
  /** Highest ground of the region, m above sea level: stands in for unknown ground under an upper limit. */
  readonly highestGroundM?: number;
}

const STANDARD_HPA = 1013.25;
/** ISA: T0/L and R·L/g, from 288.15 K, 6.5 K/km, 287.052 87 J/(kg·K), 9.806 65 m/s². */
const ISA_SCALE_M = 288.15 / 0.0065;
const ISA_EXPONENT = (287.052_87 * 0.0065) / 9.806_65;

/** Pressure altitude (m) of mean sea level on a day with this QNH: 0 at 1013.25 hPa, negative when it is higher. */
export function seaLevelPressureAltitudeM(qnhHPa: number): number {
  return ISA_SCALE_M * (1 - (qnhHPa / STANDARD_HPA) ** ISA_EXPONENT);
}

/** Without terrain and without a word from the user, ground may be as high as anywhere on earth. */
const HIGHEST_GROUND_M = 8849;

/** A height known in one way, or not at all. Pressure altitude is preferred: it is what pilots fly. */
export interface KnownHeight {
  readonly axis: 'pressure' | 'amsl';
  readonly valueM: number;
}

export function heightOf(track: Track, around: Surroundings): KnownHeight | undefined {
  if (!Number.isNaN(track.pressureAltitudeM)) return { axis: 'pressure', valueM: track.pressureAltitudeM };
  if (Number.isNaN(track.geometricHeightM)) return undefined;
  const undulationM = around.undulationM?.(track.latDeg, track.lonDeg) ?? 0;
  return { axis: 'amsl', valueM: track.geometricHeightM - undulationM };
}

/** Height above mean sea level, m; NaN when the track has no height. */
export function amslOf(track: Track, around: Surroundings): number {
  const height = heightOf(track, around);
  if (!height) return Number.NaN;
  if (height.axis === 'amsl') return height.valueM;
  const qnh = around.qnhHPa?.(track.latDeg, track.lonDeg) ?? STANDARD_HPA;
  return height.valueM - seaLevelPressureAltitudeM(qnh);
}

/**
 * A limit on the axis of a known height, m. Where the ground is unknown the volume grows instead of
 * shrinking (a lower limit counts from sea level, an upper one from the highest ground), and
 * `groundUnknown` says so.
 */
export function limitOnAxis(
  limit: VerticalLimit,
  side: 'lower' | 'upper',
  axis: KnownHeight['axis'],
  latDeg: number,
  lonDeg: number,
  around: Surroundings,
): { readonly valueM: number; readonly groundUnknown: boolean } {
  if (limit.reference === 'unlimited') {
    return {
      valueM: side === 'upper' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
      groundUnknown: false,
    };
  }
  // The surface as a floor includes whatever stands on it, wherever the ground is.
  if (limit.reference === 'agl' && side === 'lower' && limit.valueM <= 0) {
    return { valueM: Number.NEGATIVE_INFINITY, groundUnknown: false };
  }
  const seaLevelM = seaLevelPressureAltitudeM(around.qnhHPa?.(latDeg, lonDeg) ?? STANDARD_HPA);
  if (limit.reference === 'fl') {
    return { valueM: axis === 'pressure' ? limit.valueM : limit.valueM - seaLevelM, groundUnknown: false };
  }
  const groundM = limit.reference === 'agl' ? (around.groundM?.(latDeg, lonDeg) ?? Number.NaN) : 0;
  const groundUnknown = Number.isNaN(groundM);
  const assumedM = side === 'lower' ? 0 : (around.highestGroundM ?? HIGHEST_GROUND_M);
  const amslM = limit.valueM + (groundUnknown ? assumedM : groundM);
  return { valueM: axis === 'amsl' ? amslM : amslM + seaLevelM, groundUnknown };
}
