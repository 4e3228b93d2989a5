/**
 * What another system says about an aircraft, in one shape for all formats that carry decoded values
 * (SBS-1, `aircraft.json`, OpenSky): their decoder and their rules, so kept apart from our own state.
 * Units as everywhere in this package: ft, kt, deg, ft/min.
 */
export interface AircraftReport {
  readonly address: number;
  readonly isIcaoAddress: boolean;
  /** UTC ms of the position if there is one, else of the newest value. */
  readonly atMs: number;
  readonly latDeg: number | undefined;
  readonly lonDeg: number | undefined;
  readonly altitudeFt: number | undefined;
  readonly geometricHeightFt: number | undefined;
  readonly groundSpeedKt: number | undefined;
  readonly trackDeg: number | undefined;
  readonly verticalRateFtMin: number | undefined;
  readonly callsign: string | undefined;
  /** 12 bits ABCD. */
  readonly squawk: number | undefined;
  readonly category: string | undefined;
  readonly onGround: boolean | undefined;
  readonly alert: boolean | undefined;
  readonly emergency: boolean | undefined;
  readonly spi: boolean | undefined;
  /** The position was computed by multilateration, not sent. */
  readonly multilaterated: boolean;
}

/** Six hexadecimal digits, with `~` in front for addresses that name no airframe. */
export function parseReportAddress(
  text: string,
): { readonly address: number; readonly isIcaoAddress: boolean } | undefined {
  const match = /^(~?)([0-9a-f]{6})$/i.exec(text.trim());
  return match ? { address: Number.parseInt(match[2]!, 16), isIcaoAddress: match[1] === '' } : undefined;
}

/** Four octal digits. */
export function parseSquawk(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-7]{4}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** A callsign trimmed; undefined when nothing is left. */
export function parseCallsign(text: string | undefined): string | undefined {
  return text?.replaceAll('@', ' ').trim() || undefined;
}

/** Both or none, and on the globe. */
export function parsePosition(
  latDeg: number | undefined,
  lonDeg: number | undefined,
): { readonly latDeg: number | undefined; readonly lonDeg: number | undefined } {
  const valid =
    latDeg !== undefined && lonDeg !== undefined && Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180;
  return valid ? { latDeg, lonDeg } : { latDeg: undefined, lonDeg: undefined };
}
