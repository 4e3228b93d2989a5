import { ServerError } from '../errors.ts';

/** Where the radar with this ASTERIX identity stands. */
export interface Site {
  readonly sac: number;
  readonly sic: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Antenna above the WGS-84 ellipsoid, m. */
  readonly heightM: number;
}

const NUMBER = String.raw`([+-]?\d+(?:\.\d+)?)`;
const FORM = new RegExp(String.raw`^(\d{1,3})/(\d{1,3})=${NUMBER},${NUMBER}(?:,${NUMBER})?$`);

/**
 * Parses `SAC/SIC=LAT,LON[,HEIGHT]` in degrees and metres; the height is 0 when left out.
 *
 * @throws {ServerError} `SERVER_ERR_SITE_INVALID`.
 */
export function parseSite(text: string): Site {
  const [sac, sic, latDeg, lonDeg, heightM] = (FORM.exec(text) ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  const inRange =
    sac !== undefined && sac < 256 && sic! < 256 && Math.abs(latDeg!) <= 90 && Math.abs(lonDeg!) <= 180;
  if (!inRange) {
    throw new ServerError(
      'SERVER_ERR_SITE_INVALID',
      `${text} is not a site: write SAC/SIC=LAT,LON,HEIGHT in degrees and metres, as 25/10=42.86,74.59,760`,
    );
  }
  return { sac, sic: sic!, latDeg: latDeg!, lonDeg: lonDeg!, heightM: heightM! };
}
