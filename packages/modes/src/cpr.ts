/**
 * Compact Position Reporting: 17 bits of latitude and of longitude within a zone, in two
 * interleaved zone systems (even, odd).
 *
 * @see ICAO Doc 9871 appendix A, C.2.6; RTCA DO-260B appendix A, A.1.7.
 */
const RESOLUTION = 1 << 17;
const ZONES = 60;

/** Latitude (deg) from which on there are fewer than `index` longitude zones; indices 0 and 1 are not used. */
const NL_LATITUDES = Float64Array.from(
  { length: 60 },
  (_, nl) =>
    (180 / Math.PI) * Math.acos(Math.sqrt((1 - Math.cos(Math.PI / 30)) / (1 - Math.cos((2 * Math.PI) / nl)))),
);

/** Number of longitude zones at whole degrees towards the equator: where the search begins. */
const NL_START = Uint8Array.from({ length: 91 }, (_, degree) => searchZones(degree, 59));

function searchZones(latDeg: number, from: number): number {
  let nl = from;
  while (nl > 1 && latDeg >= NL_LATITUDES[nl]!) nl--;
  // By definition exactly 87° has two zones.
  return nl === 1 && latDeg === 87 ? 2 : nl;
}

/** NL(lat): longitude zones of the even system at a latitude, 59 at the equator, 1 at the poles. */
export function longitudeZones(latDeg: number): number {
  const magnitude = Math.abs(latDeg);
  return searchZones(magnitude, NL_START[Math.floor(magnitude)] ?? 1);
}

export interface LatLon {
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** The CPR part of a position message. */
export interface CprFrame {
  readonly odd: boolean;
  readonly cprLat: number;
  readonly cprLon: number;
}

function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest < 0 ? rest + b : rest;
}

/** Encodes a position for an airborne or surface message. */
export function encodeCpr(latDeg: number, lonDeg: number, odd: boolean, surface: boolean): CprFrame {
  const resolution = surface ? RESOLUTION * 4 : RESOLUTION;
  const zoneLatDeg = 360 / (ZONES - Number(odd));
  const cprLat = Math.floor((resolution * modulo(latDeg, zoneLatDeg)) / zoneLatDeg + 0.5);
  // The receiver sees the rounded latitude, so the zones of that one count.
  const roundedLatDeg = zoneLatDeg * (cprLat / resolution + Math.floor(latDeg / zoneLatDeg));
  const zoneLonDeg = 360 / Math.max(longitudeZones(roundedLatDeg) - Number(odd), 1);
  const cprLon = Math.floor((resolution * modulo(lonDeg, zoneLonDeg)) / zoneLonDeg + 0.5);
  return { odd, cprLat: cprLat & (RESOLUTION - 1), cprLon: cprLon & (RESOLUTION - 1) };
}

/**
 * Position of the `newest` of an even and an odd airborne message, without any reference. Undefined when
 * the two straddle a change of zones or give an impossible latitude. The caller checks that they are at
 * most 10 s apart.
 */
export function decodeCprGlobalAirborne(
  even: CprFrame,
  odd: CprFrame,
  newest: 'even' | 'odd',
): LatLon | undefined {
  const yEven = even.cprLat / RESOLUTION;
  const yOdd = odd.cprLat / RESOLUTION;
  const j = Math.floor(59 * yEven - 60 * yOdd + 0.5);
  let latEvenDeg = 6 * (modulo(j, 60) + yEven);
  let latOddDeg = (360 / 59) * (modulo(j, 59) + yOdd);
  if (latEvenDeg >= 270) latEvenDeg -= 360;
  if (latOddDeg >= 270) latOddDeg -= 360;
  if (Math.abs(latEvenDeg) > 90 || Math.abs(latOddDeg) > 90) return undefined;
  const nl = longitudeZones(latEvenDeg);
  if (nl !== longitudeZones(latOddDeg)) return undefined;

  const xEven = even.cprLon / RESOLUTION;
  const xOdd = odd.cprLon / RESOLUTION;
  const m = Math.floor(xEven * (nl - 1) - xOdd * nl + 0.5);
  const isOdd = newest === 'odd';
  const zones = Math.max(nl - Number(isOdd), 1);
  const lonDeg = (360 / zones) * (modulo(m, zones) + (isOdd ? xOdd : xEven));
  return { latDeg: isOdd ? latOddDeg : latEvenDeg, lonDeg: lonDeg >= 180 ? lonDeg - 360 : lonDeg };
}

/**
 * The same for surface messages, whose zones are a quarter as large: of the possible positions the
 * one nearest to `reference` (the last airborne fix, or the receiver).
 */
export function decodeCprGlobalSurface(
  even: CprFrame,
  odd: CprFrame,
  newest: 'even' | 'odd',
  reference: LatLon,
): LatLon | undefined {
  const yEven = even.cprLat / RESOLUTION;
  const yOdd = odd.cprLat / RESOLUTION;
  const j = Math.floor(59 * yEven - 60 * yOdd + 0.5);
  const latEvenDeg = nearestLatitude(1.5 * (modulo(j, 60) + yEven), reference.latDeg);
  const latOddDeg = nearestLatitude((90 / 59) * (modulo(j, 59) + yOdd), reference.latDeg);
  if (Math.abs(latEvenDeg) > 90 || Math.abs(latOddDeg) > 90) return undefined;
  const nl = longitudeZones(latEvenDeg);
  if (nl !== longitudeZones(latOddDeg)) return undefined;

  const xEven = even.cprLon / RESOLUTION;
  const xOdd = odd.cprLon / RESOLUTION;
  const m = Math.floor(xEven * (nl - 1) - xOdd * nl + 0.5);
  const isOdd = newest === 'odd';
  const zones = Math.max(nl - Number(isOdd), 1);
  const lonDeg = (90 / zones) * (modulo(m, zones) + (isOdd ? xOdd : xEven));
  const turns = Math.round((reference.lonDeg - lonDeg) / 90);
  return { latDeg: isOdd ? latOddDeg : latEvenDeg, lonDeg: wrapLongitude(lonDeg + 90 * turns) };
}

/** Surface latitudes come modulo 90°: north or south, whichever is nearer to the reference. */
function nearestLatitude(latDeg: number, referenceDeg: number): number {
  return Math.abs(latDeg - referenceDeg) <= Math.abs(latDeg - 90 - referenceDeg) ? latDeg : latDeg - 90;
}

function wrapLongitude(lonDeg: number): number {
  return modulo(lonDeg + 180, 360) - 180;
}

/**
 * Position of one message, given a reference within half a zone: 180 NM for airborne, 45 NM for surface
 * messages. Undefined when the result is not a latitude.
 */
export function decodeCprLocal(frame: CprFrame, surface: boolean, reference: LatLon): LatLon | undefined {
  const circleDeg = surface ? 90 : 360;
  const zoneLatDeg = circleDeg / (ZONES - Number(frame.odd));
  const y = frame.cprLat / RESOLUTION;
  const latDeg = zoneLatDeg * (y + Math.floor(0.5 + reference.latDeg / zoneLatDeg - y));
  if (Math.abs(latDeg) > 90) return undefined;
  const zoneLonDeg = circleDeg / Math.max(longitudeZones(latDeg) - Number(frame.odd), 1);
  const x = frame.cprLon / RESOLUTION;
  const lonDeg = zoneLonDeg * (x + Math.floor(0.5 + reference.lonDeg / zoneLonDeg - x));
  return { latDeg, lonDeg: lonDeg >= 180 || lonDeg < -180 ? wrapLongitude(lonDeg) : lonDeg };
}
