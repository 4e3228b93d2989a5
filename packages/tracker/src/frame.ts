import { RAD_PER_DEG, WGS84_A, WGS84_E2, WGS84_F, type Sensor } from '@commonsky/model';

/**
 * Where positions live. A *point* is the foot of a position on the earth's surface as a vector (m);
 * its local axes are east and north. All kernels work on points, so the earth's shape is known
 * only here: the WGS-84 frame is exact anywhere, the flat frame is for tests on a plane.
 */
export interface Frame {
  /** Precomputed site of a radar, undefined while its place is unknown. */
  site(sensor: Sensor): Float64Array | undefined;
  /** Polar measurement (m, rad from true north, height m) to a point and its derivatives: see {@link POINT}. */
  polar(site: Float64Array, rangeM: number, azimuthRad: number, heightM: number, out: Float64Array): void;
  /** Geodetic position (degrees) to a point; fills x, y, z, ex, ey. */
  geodetic(latDeg: number, lonDeg: number, out: Float64Array): void;
  /** Anchor of a tangent frame at a point: eight numbers, see {@link ANCHOR}. */
  anchor(x: number, y: number, z: number, out: Float64Array, at: number): void;
  /** Latitude and longitude (degrees) of tangent coordinates, written to out[0], out[1]. */
  toGeodetic(anchors: Float64Array, at: number, east: number, north: number, out: Float64Array): void;
  /** 1 / earth radius (1/m); 0 on the plane. */
  readonly curvature: number;
}

/** Offsets in the result of {@link Frame.polar}. */
const POINT = {
  x: 0,
  y: 1,
  z: 2,
  /** East unit vector at the point (its z is always 0). */
  eastX: 3,
  eastY: 4,
  /** Direction away from the radar in the point's east and north. */
  radialEast: 5,
  radialNorth: 6,
  /** Ground distance per radian of azimuth, m. */
  leverM: 7,
  /** Change of ground range per metre of slant range, and per metre of height (negative above the radar). */
  perRange: 8,
  perHeight: 9,
} as const;
export const POINT_SIZE = 10;

/** An anchor is x, y, z of its point, then east (x, y) and north (x, y, z). */
export const ANCHOR_SIZE = 8;

const B = WGS84_A * (1 - WGS84_F);
const EP2 = WGS84_E2 / (1 - WGS84_E2);
/** Tangent frames are small; one radius serves the drop of the surface below them. */
const MEAN_RADIUS_M = 6_371_000;

/** sin and cos of latitude and longitude, and height, of an earth-centred position: Bowring without trigonometry. */
function toNormal(x: number, y: number, z: number, out: Float64Array): void {
  const p = Math.sqrt(x * x + y * y);
  const u = z * WGS84_A;
  const v = p * B;
  const n = Math.sqrt(u * u + v * v);
  const sinB = u / n;
  const cosB = v / n;
  const rise = z + EP2 * B * sinB * sinB * sinB;
  const run = p - WGS84_E2 * WGS84_A * cosB * cosB * cosB;
  const m = Math.sqrt(rise * rise + run * run);
  const sinLat = rise / m;
  const cosLat = run / m;
  out[0] = sinLat;
  out[1] = cosLat;
  out[2] = p > 0 ? y / p : 0;
  out[3] = p > 0 ? x / p : 1;
  out[4] = p * cosLat + z * sinLat - WGS84_A * Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
}

const normal = new Float64Array(5);

const SITE = { east: 3, north: 5, up: 8, height: 11, radius: 12, size: 13 } as const;

function surfacePoint(
  sinLat: number,
  cosLat: number,
  sinLon: number,
  cosLon: number,
  out: Float64Array,
): void {
  const n = WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
  out[0] = n * cosLat * cosLon;
  out[1] = n * cosLat * sinLon;
  out[2] = n * (1 - WGS84_E2) * sinLat;
  out[3] = -sinLon;
  out[4] = cosLon;
}

export const wgs84Frame: Frame = {
  curvature: 1 / MEAN_RADIUS_M,

  site(sensor) {
    const { latDeg, lonDeg, heightM = 0 } = sensor;
    if (latDeg === undefined || lonDeg === undefined) return undefined;
    const site = new Float64Array(SITE.size);
    const sinLat = Math.sin(latDeg * RAD_PER_DEG);
    const cosLat = Math.cos(latDeg * RAD_PER_DEG);
    const sinLon = Math.sin(lonDeg * RAD_PER_DEG);
    const cosLon = Math.cos(lonDeg * RAD_PER_DEG);
    const w2 = 1 - WGS84_E2 * sinLat * sinLat;
    const n = WGS84_A / Math.sqrt(w2);
    site[0] = (n + heightM) * cosLat * cosLon;
    site[1] = (n + heightM) * cosLat * sinLon;
    site[2] = (n * (1 - WGS84_E2) + heightM) * sinLat;
    site[3] = -sinLon;
    site[4] = cosLon;
    site[5] = -sinLat * cosLon;
    site[6] = -sinLat * sinLon;
    site[7] = cosLat;
    site[8] = cosLat * cosLon;
    site[9] = cosLat * sinLon;
    site[10] = sinLat;
    site[SITE.height] = heightM;
    // Gaussian mean radius: first guess of the elevation; the iteration below is exact.
    site[SITE.radius] = (n * Math.sqrt(1 - WGS84_E2)) / Math.sqrt(w2);
    return site;
  },

  polar(site, rangeM, azimuthRad, heightM, out) {
    const sinAz = Math.sin(azimuthRad);
    const cosAz = Math.cos(azimuthRad);
    // Horizontal direction of the beam and the vertical at the antenna.
    const hx = sinAz * site[3]! + cosAz * site[5]!;
    const hy = sinAz * site[4]! + cosAz * site[6]!;
    const hz = cosAz * site[7]!;
    const vx = site[8]!;
    const vy = site[9]!;
    const vz = site[10]!;
    const r1 = site[SITE.radius]! + site[SITE.height]!;
    const r2 = site[SITE.radius]! + heightM;
    const elevationSin = (r2 * r2 - r1 * r1 - rangeM * rangeM) / (2 * rangeM * r1);
    // A slant range shorter than the height difference can only be overhead.
    let sinEl = Math.min(0.999_999, Math.max(-0.999_999, elevationSin));
    let cosEl = Math.sqrt(1 - sinEl * sinEl);
    let wx = 0;
    let wy = 0;
    let wz = 0;
    for (let turn = 0; ; turn++) {
      wx = cosEl * hx + sinEl * vx;
      wy = cosEl * hy + sinEl * vy;
      wz = cosEl * hz + sinEl * vz;
      toNormal(site[0]! + rangeM * wx, site[1]! + rangeM * wy, site[2]! + rangeM * wz, normal);
      const error = heightM - normal[4]!;
      if (turn === 2 || Math.abs(error) < 0.01) break;
      // Newton on the sine of the elevation: exact height on the ellipsoid, not on a sphere.
      const k = -sinEl / cosEl;
      const slope =
        rangeM *
        ((k * hx + vx) * normal[1]! * normal[3]! +
          (k * hy + vy) * normal[1]! * normal[2]! +
          (k * hz + vz) * normal[0]!);
      if (!(slope > 0)) break;
      sinEl = Math.min(0.999_999, Math.max(-0.999_999, sinEl + error / slope));
      cosEl = Math.sqrt(1 - sinEl * sinEl);
    }
    const sinLat = normal[0]!;
    const cosLat = normal[1]!;
    const sinLon = normal[2]!;
    const cosLon = normal[3]!;
    surfacePoint(sinLat, cosLat, sinLon, cosLon, out);
    const east = -sinLon * hx + cosLon * hy;
    const north = -sinLat * cosLon * hx - sinLat * sinLon * hy + cosLat * hz;
    const scale = 1 / Math.sqrt(east * east + north * north);
    out[POINT.radialEast] = east * scale;
    out[POINT.radialNorth] = north * scale;
    const sinElTarget = wx * cosLat * cosLon + wy * cosLat * sinLon + wz * sinLat;
    // Above 84° the ground range means nothing; the bound keeps its variance finite.
    const cosElTarget = Math.sqrt(Math.max(0.01, 1 - sinElTarget * sinElTarget));
    out[POINT.leverM] = rangeM * cosEl;
    out[POINT.perRange] = 1 / cosElTarget;
    out[POINT.perHeight] = -sinElTarget / cosElTarget;
  },

  geodetic(latDeg, lonDeg, out) {
    const lat = latDeg * RAD_PER_DEG;
    const lon = lonDeg * RAD_PER_DEG;
    surfacePoint(Math.sin(lat), Math.cos(lat), Math.sin(lon), Math.cos(lon), out);
  },

  anchor(x, y, z, out, at) {
    toNormal(x, y, z, normal);
    const sinLat = normal[0]!;
    const cosLat = normal[1]!;
    const sinLon = normal[2]!;
    const cosLon = normal[3]!;
    const n = WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
    out[at] = n * cosLat * cosLon;
    out[at + 1] = n * cosLat * sinLon;
    out[at + 2] = n * (1 - WGS84_E2) * sinLat;
    out[at + 3] = -sinLon;
    out[at + 4] = cosLon;
    out[at + 5] = -sinLat * cosLon;
    out[at + 6] = -sinLat * sinLon;
    out[at + 7] = cosLat;
  },

  toGeodetic(anchors, at, east, north, out) {
    const ex = anchors[at + 3]!;
    const ey = anchors[at + 4]!;
    const nx = anchors[at + 5]!;
    const ny = anchors[at + 6]!;
    const nz = anchors[at + 7]!;
    // The surface falls away from its tangent plane.
    const drop = -(east * east + north * north) / (2 * MEAN_RADIUS_M);
    const ux = ey * nz;
    const uy = -ex * nz;
    const uz = ex * ny - ey * nx;
    toNormal(
      anchors[at]! + east * ex + north * nx + drop * ux,
      anchors[at + 1]! + east * ey + north * ny + drop * uy,
      anchors[at + 2]! + north * nz + drop * uz,
      normal,
    );
    out[0] = Math.atan2(normal[0]!, normal[1]!) / RAD_PER_DEG;
    out[1] = Math.atan2(normal[2]!, normal[3]!) / RAD_PER_DEG;
  },
};

/** Metres per degree of the flat frame, both ways. */
export const FLAT_M_PER_DEG = MEAN_RADIUS_M * RAD_PER_DEG;

/** A plane on which longitude is x / FLAT_M_PER_DEG and latitude y / FLAT_M_PER_DEG: for tests and flat scenarios. */
export const flatFrame: Frame = {
  curvature: 0,

  site(sensor) {
    const { latDeg, lonDeg, heightM = 0 } = sensor;
    if (latDeg === undefined || lonDeg === undefined) return undefined;
    const site = new Float64Array(SITE.size);
    site[0] = lonDeg * FLAT_M_PER_DEG;
    site[1] = latDeg * FLAT_M_PER_DEG;
    site[SITE.height] = heightM;
    return site;
  },

  polar(site, rangeM, azimuthRad, heightM, out) {
    const rise = heightM - site[SITE.height]!;
    const ground = Math.sqrt(Math.max(rangeM * rangeM - rise * rise, 1e4));
    const sinAz = Math.sin(azimuthRad);
    const cosAz = Math.cos(azimuthRad);
    out[0] = site[0]! + ground * sinAz;
    out[1] = site[1]! + ground * cosAz;
    out[2] = 0;
    out[3] = 1;
    out[4] = 0;
    out[POINT.radialEast] = sinAz;
    out[POINT.radialNorth] = cosAz;
    out[POINT.leverM] = ground;
    out[POINT.perRange] = Math.min(10, rangeM / ground);
    out[POINT.perHeight] = Math.max(-10, -rise / ground);
  },

  geodetic(latDeg, lonDeg, out) {
    out[0] = lonDeg * FLAT_M_PER_DEG;
    out[1] = latDeg * FLAT_M_PER_DEG;
    out[2] = 0;
    out[3] = 1;
    out[4] = 0;
  },

  anchor(x, y, _z, out, at) {
    out.fill(0, at, at + ANCHOR_SIZE);
    out[at] = x;
    out[at + 1] = y;
    out[at + 3] = 1;
    out[at + 6] = 1;
  },

  toGeodetic(anchors, at, east, north, out) {
    out[0] = (anchors[at + 1]! + north) / FLAT_M_PER_DEG;
    out[1] = (anchors[at]! + east) / FLAT_M_PER_DEG;
  },
};
