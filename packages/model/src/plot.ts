/**
 * One report of one target by one sensor, in SI units and degrees, after decoding and before
 * tracking. Numbers that were not measured are `NaN`, identities that were not received are
 * `undefined`: never 0. A plot is either polar (`rangeM`, `azimuthDeg`) or geodetic (`latDeg`,
 * `lonDeg`); a radar that sends both keeps both and the polar pair counts.
 *
 * Every plot has all fields (create it with {@link createPlot}), so that all share one shape.
 */
export interface Plot {
  /** {@link Sensor.id}; through it the owner of the measurement. */
  sensorId: string;
  /** UTC ms at which the target was measured, resolved across midnight. */
  measuredAtMs: number;
  /** UTC ms at which the node received the bytes. */
  receivedAtMs: number;
  /** Slant range from the antenna, m. */
  rangeM: number;
  /** Clockwise from true north at the antenna, degrees. */
  azimuthDeg: number;
  /** WGS-84 position, degrees. */
  latDeg: number;
  lonDeg: number;
  /** Pressure altitude (mode C, barometric), m above the 1013.25 hPa surface. */
  pressureAltitudeM: number;
  /** Height above the WGS-84 ellipsoid (GNSS, height-finding radar), m. */
  geometricHeightM: number;
  /** Reported ground velocity, m/s east and north. */
  eastMps: number;
  northMps: number;
  /** Reported rate of climb, m/s, up positive. */
  verticalMps: number;
  /** Radial velocity, m/s, away from the radar positive. */
  dopplerMps: number;
  /** Horizontal position 1σ the source itself claims (e.g. from NACp), m. */
  accuracyM: number;
  /** 24-bit aircraft address. */
  address: number | undefined;
  /** Mode 3/A code 0…4095 as 12 bits (octal when shown), only when valid and not garbled. */
  mode3a: number | undefined;
  /** Aircraft identification, trimmed, never empty. */
  callsign: string | undefined;
  /** Primary, secondary and mode S components of the detection. */
  primary: boolean;
  secondary: boolean;
  modeS: boolean;
  onGround: boolean | undefined;
  /** Special position identification pressed. */
  spi: boolean;
  /** Not an aircraft in the real sky: test or simulated target, fixed transponder. */
  test: boolean;
}

/** A plot with nothing measured: the caller fills in what it has. */
export function createPlot(sensorId: string, measuredAtMs: number, receivedAtMs: number): Plot {
  return {
    sensorId,
    measuredAtMs,
    receivedAtMs,
    rangeM: Number.NaN,
    azimuthDeg: Number.NaN,
    latDeg: Number.NaN,
    lonDeg: Number.NaN,
    pressureAltitudeM: Number.NaN,
    geometricHeightM: Number.NaN,
    eastMps: Number.NaN,
    northMps: Number.NaN,
    verticalMps: Number.NaN,
    dopplerMps: Number.NaN,
    accuracyM: Number.NaN,
    address: undefined,
    mode3a: undefined,
    callsign: undefined,
    primary: false,
    secondary: false,
    modeS: false,
    onGround: undefined,
    spi: false,
    test: false,
  };
}
