import { M_PER_FT, M_PER_NM, MPS_PER_FTMIN, MPS_PER_KT, RAD_PER_DEG } from '@commonsky/model';

/** How a kind of aircraft flies and how it looks to radar. Round figures of the class, of no type in particular. */
export interface Performance {
  readonly cruiseMps: number;
  /** Near the ground: lift-off and touch-down. */
  readonly slowMps: number;
  readonly climbMps: number;
  readonly descentMps: number;
  readonly accelerationMps2: number;
  readonly bankRad: number;
  /** Mean radar cross-section at L and S band, m². */
  readonly crossSectionM2: number;
  /** Emitter category of ADS-B: set letter and number, e.g. `A3`. */
  readonly category: string;
}

export const PERFORMANCE = {
  airliner: performance(465, 140, 2200, 2000, 0.6, 25, 30, 'A3'),
  heavy: performance(485, 145, 1800, 1900, 0.5, 25, 60, 'A5'),
  turboprop: performance(290, 110, 1500, 1400, 0.6, 25, 12, 'A2'),
  business: performance(440, 120, 3000, 2500, 0.8, 28, 6, 'A2'),
  light: performance(110, 60, 700, 600, 0.6, 25, 2, 'A1'),
  helicopter: performance(115, 20, 900, 800, 0.8, 20, 3, 'A7'),
  fast: performance(520, 150, 9000, 8000, 2.5, 55, 4, 'A6'),
  drone: performance(55, 15, 500, 500, 1, 30, 0.05, 'B6'),
} as const satisfies Record<string, Performance>;

export type AircraftClass = keyof typeof PERFORMANCE;
export const AIRCRAFT_CLASSES = Object.keys(PERFORMANCE) as readonly AircraftClass[];

function performance(
  cruiseKt: number,
  slowKt: number,
  climbFtMin: number,
  descentFtMin: number,
  accelerationMps2: number,
  bankDeg: number,
  crossSectionM2: number,
  category: string,
): Performance {
  return {
    cruiseMps: cruiseKt * MPS_PER_KT,
    slowMps: slowKt * MPS_PER_KT,
    climbMps: climbFtMin * MPS_PER_FTMIN,
    descentMps: descentFtMin * MPS_PER_FTMIN,
    accelerationMps2,
    bankRad: bankDeg * RAD_PER_DEG,
    crossSectionM2,
    category,
  };
}

const FL100_M = 10_000 * M_PER_FT;
const FL280_M = 28_000 * M_PER_FT;
const LIMIT_BELOW_FL100_MPS = 250 * MPS_PER_KT;
const FINAL_M = 15 * M_PER_NM;

/**
 * Ground speed an aircraft aims at: slow by the runway, 250 kt below FL 100, cruise from FL 280 up,
 * slowing again over the last miles to a landing.
 */
export function targetSpeed(
  performance: Performance,
  cruiseMps: number,
  altitudeM: number,
  aboveGroundM: number,
  toGoM: number,
): number {
  const low = Math.min(cruiseMps, LIMIT_BELOW_FL100_MPS);
  let speed = cruiseMps;
  if (altitudeM < FL100_M) speed = low;
  else if (altitudeM < FL280_M)
    speed = low + ((cruiseMps - low) * (altitudeM - FL100_M)) / (FL280_M - FL100_M);
  if (aboveGroundM < 1000) {
    const lift = Math.max(0, aboveGroundM / 1000);
    speed = Math.min(speed, performance.slowMps * 1.15 + (low - performance.slowMps * 1.15) * lift);
  }
  if (toGoM < FINAL_M)
    speed = Math.min(speed, performance.slowMps + ((low - performance.slowMps) * toGoM) / FINAL_M);
  return speed;
}
