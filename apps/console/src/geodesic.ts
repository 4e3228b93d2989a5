import { DEG_PER_RAD, RAD_PER_DEG, WGS84_A, WGS84_F } from '@commonsky/model';

export interface RangeBearing {
  readonly rangeM: number;
  /** At the first point, clockwise from true north. */
  readonly bearingDeg: number;
}

const WGS84_B = WGS84_A * (1 - WGS84_F);
const TURNS_MAX = 60;

/**
 * Length and first bearing of the geodesic between two WGS-84 positions, by Vincenty's inverse
 * formula: to a millimetre, except within half a degree of the antipode, where it gives NaN.
 */
export function rangeBearing(latA: number, lonA: number, latB: number, lonB: number): RangeBearing {
  const u1 = Math.atan((1 - WGS84_F) * Math.tan(latA * RAD_PER_DEG));
  const u2 = Math.atan((1 - WGS84_F) * Math.tan(latB * RAD_PER_DEG));
  const sinU1 = Math.sin(u1);
  const cosU1 = Math.cos(u1);
  const sinU2 = Math.sin(u2);
  const cosU2 = Math.cos(u2);
  const lon = (((lonB - lonA + 540) % 360) - 180) * RAD_PER_DEG;
  let lambda = lon;
  for (let turn = 0; turn < TURNS_MAX; turn++) {
    const sinLambda = Math.sin(lambda);
    const cosLambda = Math.cos(lambda);
    const sinSigma = Math.hypot(cosU2 * sinLambda, cosU1 * sinU2 - sinU1 * cosU2 * cosLambda);
    if (sinSigma === 0) return { rangeM: 0, bearingDeg: 0 };
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinLambda) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    // On the equator there is no midpoint term.
    const cos2SigmaM = cos2Alpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cos2Alpha;
    const c = (WGS84_F / 16) * cos2Alpha * (4 + WGS84_F * (4 - 3 * cos2Alpha));
    const previous = lambda;
    const tail = cos2SigmaM + c * cosSigma * (2 * cos2SigmaM * cos2SigmaM - 1);
    lambda = lon + (1 - c) * WGS84_F * sinAlpha * (sigma + c * sinSigma * tail);
    if (Math.abs(lambda - previous) > 1e-12) continue;
    const uSquared = (cos2Alpha * (WGS84_A * WGS84_A - WGS84_B * WGS84_B)) / (WGS84_B * WGS84_B);
    const k1 = (Math.sqrt(1 + uSquared) - 1) / (Math.sqrt(1 + uSquared) + 1);
    const a = (1 + (k1 * k1) / 4) / (1 - k1);
    const b = k1 * (1 - (3 * k1 * k1) / 8);
    const m2 = cos2SigmaM * cos2SigmaM;
    const deltaSigma =
      b *
      sinSigma *
      (cos2SigmaM +
        (b / 4) *
          (cosSigma * (2 * m2 - 1) - (b / 6) * cos2SigmaM * (4 * sinSigma * sinSigma - 3) * (4 * m2 - 3)));
    const bearing = Math.atan2(cosU2 * Math.sin(lambda), cosU1 * sinU2 - sinU1 * cosU2 * Math.cos(lambda));
    return { rangeM: WGS84_B * a * (sigma - deltaSigma), bearingDeg: (bearing * DEG_PER_RAD + 360) % 360 };
  }
  return { rangeM: Number.NaN, bearingDeg: Number.NaN };
}
