/** Where a report truly came from. */
export type Cause = 'aircraft' | 'clutter' | 'reflection' | 'ghost';

/** One plot of a radar as measured, before it becomes octets or a model plot. Numbers not measured are NaN. */
export interface RadarReport {
  /** Seconds since the start of the scenario, true time. */
  timeS: number;
  rangeM: number;
  azimuthRad: number;
  primary: boolean;
  secondary: boolean;
  modeS: boolean;
  /** Height above the ellipsoid from elevation, m. */
  heightM: number;
  dopplerMps: number;
  mode3a: number | undefined;
  mode3aGarbled: boolean;
  /** Mode C, ft. */
  altitudeFt: number;
  altitudeGarbled: boolean;
  address: number | undefined;
  callsign: string | undefined;
  spi: boolean;
  /** The aircraft's number in the truth; undefined for clutter. */
  truth: number | undefined;
  cause: Cause;
}

/** One position report by way of ADS-B or multilateration. */
export interface PositionReport {
  readonly timeS: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Pressure altitude, ft, and height above the ellipsoid, m. */
  readonly altitudeFt: number;
  readonly heightM: number;
  readonly eastMps: number;
  readonly northMps: number;
  readonly verticalMps: number;
  readonly address: number | undefined;
  readonly mode3a: number | undefined;
  readonly callsign: string | undefined;
  readonly category: string;
  readonly onGround: boolean;
  readonly spi: boolean;
  /** Accuracy and integrity as sent: NACp and NIC. */
  readonly nacP: number;
  readonly nic: number;
  /** What it claims or what the geometry gives, m (1σ). */
  readonly accuracyM: number;
  readonly truth: number;
  readonly cause: Cause;
}
