import type { MemberId } from './member.ts';

/** What kind of surveillance source produces the plots. */
export type SensorKind = 'psr' | 'ssr' | 'modeS' | 'psrSsr' | 'psrModeS' | 'adsb' | 'mlat' | 'tracks';

/** One-sigma measurement noise of a sensor. A radar has the first two, a reporting sensor the third. */
export interface SensorNoise {
  readonly rangeM?: number;
  readonly azimuthDeg?: number;
  /** Horizontal position 1σ of a reported position without a quality figure of its own. */
  readonly positionM?: number;
  /** Height 1σ; mode C is quantised to 100 ft or 25 ft. */
  readonly heightM?: number;
}

/**
 * A source of plots, owned by one member. `id` is unique in the system; SAC/SIC are its ASTERIX
 * identity and may be absent for Mode S feeds.
 */
export interface Sensor {
  readonly id: string;
  readonly name: string;
  readonly owner: MemberId;
  readonly kind: SensorKind;
  readonly sac?: number;
  readonly sic?: number;
  /** WGS-84 site; absent while unknown (a radar without a site yields no tracks). */
  readonly latDeg?: number;
  readonly lonDeg?: number;
  /** Antenna height above the WGS-84 ellipsoid, m. */
  readonly heightM?: number;
  readonly rangeMaxM?: number;
  /** Rotation or report period, s. */
  readonly periodS?: number;
  readonly noise?: SensorNoise;
  /** Probability that a target inside coverage is reported in one period. */
  readonly detectionProbability?: number;
}
