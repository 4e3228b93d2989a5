import { RAD_PER_DEG, type Sensor, type SensorKind } from '@commonsky/model';
import type { ImmParameters } from './imm.kernel.ts';

/** Everything that can be set; see {@link DEFAULT_CONFIG} for the values and why. */
export interface TrackerConfig {
  /** `wgs84` for the real world; `flat` is a plane for tests (see frame.ts). */
  readonly frame: 'wgs84' | 'flat';
  /** Tracks at most, tentative ones included; further births are counted as shed. */
  readonly tracksMax: number;
  /** Plots waiting for `advance` at most; the oldest are shed and counted. */
  readonly pendingMax: number;
  /** A plot that is older than its track by more than this is stale and counted, s. */
  readonly lagMaxS: number;
  readonly imm: ImmParameters;
  /** Fastest aircraft expected, m/s: bounds what may start or confirm a track. */
  readonly speedMaxMps: number;
  /** 1σ of each velocity component of a track that has one plot, m/s. */
  readonly birthSpeedSigmaMps: number;
  /** Height of a target whose height nobody measured, and its 1σ, m. */
  readonly assumedHeightM: number;
  readonly assumedHeightSigmaM: number;
  /** Highest aircraft expected, m. */
  readonly heightMaxM: number;
  /** Expected new aircraft per m² and scan among plots that belong to no track. */
  readonly birthDensity: number;
  /**
   * Existence probability from which a track is confirmed; below which it is not shown (when a plot
   * comes it is shown again under its number); and below which it ends.
   */
  readonly confirmProbability: number;
  readonly showProbability: number;
  readonly endProbability: number;
  readonly tentativeEndProbability: number;
  /** Log odds of existence never exceed this: how long a target that is gone is believed in. */
  readonly logOddsMax: number;
  /** Mean time for which an aircraft stays in the picture, s. */
  readonly lifeS: number;
  /** Share of plots without answer that a radar makes of an aircraft which answers others. */
  readonly silentShare: number;
  /** Estimate the biases of radars, and take off what is observable. */
  readonly registration: boolean;
  /** A confirmed track without any plot for this long ends, s. */
  readonly coastMaxS: number;
  /** An address that comes back within this time goes on under its old track number, s. */
  readonly resumeMaxS: number;
  /** Squared Mahalanobis gate of a position. */
  readonly gate: number;
}

const DEG = RAD_PER_DEG;

export const DEFAULT_CONFIG: TrackerConfig = {
  frame: 'wgs84',
  tracksMax: 200_000,
  pendingMax: 262_144,
  lagMaxS: 12,
  imm: {
    accelerationNoise: [0.02, 0.3, 0.3, 3],
    turnRate: 2.3 * DEG,
    turnRateSigma: 0.7 * DEG,
    turnRateNoise: (0.04 * DEG) ** 2,
    // prettier-ignore
    transitionRates: [
      0, 1 / 640, 1 / 640, 1 / 800,
      1 / 70, 0, 1 / 800, 1 / 400,
      1 / 70, 1 / 800, 0, 1 / 400,
      1 / 50, 1 / 200, 1 / 200, 0,
    ],
  },
  speedMaxMps: 450,
  birthSpeedSigmaMps: 140,
  assumedHeightM: 3000,
  assumedHeightSigmaM: 900,
  heightMaxM: 15_000,
  birthDensity: 1e-10,
  confirmProbability: 0.9997,
  showProbability: 0.8,
  endProbability: 0.02,
  tentativeEndProbability: 0.02,
  logOddsMax: 8.5,
  lifeS: 4000,
  silentShare: 0.002,
  registration: true,
  coastMaxS: 60,
  resumeMaxS: 900,
  gate: 18.4,
};

/** A sensor with every default filled in. */
export interface SensorModel {
  readonly radar: boolean;
  /** Sees targets without transponder, with transponder. */
  readonly primary: boolean;
  readonly secondary: boolean;
  readonly rangeSigmaM: number;
  readonly azimuthSigmaRad: number;
  readonly positionSigmaM: number;
  readonly heightSigmaM: number;
  readonly velocitySigmaMps: number;
  readonly rangeMaxM: number;
  readonly periodS: number;
  readonly detectionProbability: number;
  /** Clutter plots per scan before any were counted. */
  readonly clutterPerScan: number;
}

type KindDefaults = Omit<SensorModel, 'radar'>;

const RADAR: KindDefaults = {
  primary: true,
  secondary: true,
  rangeSigmaM: 50,
  azimuthSigmaRad: 0.08 * DEG,
  positionSigmaM: Number.NaN,
  heightSigmaM: 12,
  velocitySigmaMps: Number.NaN,
  rangeMaxM: 460_000,
  periodS: 6,
  detectionProbability: 0.93,
  clutterPerScan: 30,
};
const REPORT: KindDefaults = {
  ...RADAR,
  primary: false,
  rangeSigmaM: Number.NaN,
  azimuthSigmaRad: Number.NaN,
  positionSigmaM: 30,
  heightSigmaM: 8,
  velocitySigmaMps: 1.5,
  periodS: 1,
  detectionProbability: 0.8,
  clutterPerScan: 0,
};

const KINDS: Readonly<Record<SensorKind, KindDefaults>> = {
  psr: {
    ...RADAR,
    secondary: false,
    rangeSigmaM: 60,
    azimuthSigmaRad: 0.12 * DEG,
    detectionProbability: 0.8,
    clutterPerScan: 100,
  },
  ssr: { ...RADAR, primary: false, clutterPerScan: 1 },
  modeS: { ...RADAR, primary: false, azimuthSigmaRad: 0.06 * DEG, clutterPerScan: 1 },
  psrSsr: RADAR,
  psrModeS: { ...RADAR, azimuthSigmaRad: 0.07 * DEG },
  adsb: REPORT,
  mlat: { ...REPORT, positionSigmaM: 50, velocitySigmaMps: 5 },
  tracks: { ...REPORT, positionSigmaM: 150, velocitySigmaMps: 8, periodS: 4 },
};

export function sensorModel(sensor: Sensor): SensorModel {
  const kind = KINDS[sensor.kind];
  const { noise = {} } = sensor;
  return {
    ...kind,
    radar: Number.isFinite(kind.rangeSigmaM),
    rangeSigmaM: noise.rangeM ?? kind.rangeSigmaM,
    azimuthSigmaRad: noise.azimuthDeg === undefined ? kind.azimuthSigmaRad : noise.azimuthDeg * DEG,
    positionSigmaM: noise.positionM ?? kind.positionSigmaM,
    heightSigmaM: noise.heightM ?? kind.heightSigmaM,
    rangeMaxM: sensor.rangeMaxM ?? kind.rangeMaxM,
    periodS: sensor.periodS ?? kind.periodS,
    detectionProbability: Math.min(0.99, sensor.detectionProbability ?? kind.detectionProbability),
  };
}
