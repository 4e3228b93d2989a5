/** The international standard atmosphere, as far as speeds in it go. @see ICAO Doc 7488. */
const TROPOPAUSE_FT = 36_089;
const SPEED_OF_SOUND_KT = 661.479;
const KELVIN = 273.15;
/** Speed of sound is this times √K, kt. */
const SOUND_KT_PER_SQRT_K = 38.967854;

/** Static air temperature at a pressure altitude, °C. */
export function standardTemperatureC(altitudeFt: number): number {
  return altitudeFt < TROPOPAUSE_FT ? 15 - altitudeFt * 0.0019812 : -56.5;
}

/** Static pressure at a pressure altitude over that at sea level. */
function pressureRatio(altitudeFt: number): number {
  return altitudeFt < TROPOPAUSE_FT
    ? (1 - 6.87559e-6 * altitudeFt) ** 5.25588
    : 0.223361 * Math.exp(-(altitudeFt - TROPOPAUSE_FT) / 20_805.8);
}

/** Calibrated airspeed of a Mach number at a pressure altitude, kt. */
export function calibratedFromMach(mach: number, altitudeFt: number): number {
  const impact = pressureRatio(altitudeFt) * ((1 + 0.2 * mach * mach) ** 3.5 - 1);
  return SPEED_OF_SOUND_KT * Math.sqrt(5 * ((impact + 1) ** (2 / 7) - 1));
}

/** Static air temperature from two speeds of the same air, °C. */
export function temperatureFromSpeeds(trueAirspeedKt: number, mach: number): number {
  return (trueAirspeedKt / (mach * SOUND_KT_PER_SQRT_K)) ** 2 - KELVIN;
}
