import { Geodesic } from 'geographiclib-geodesic';
import { createPlot, geodeticToEcef, RAD_PER_DEG, type Sensor } from '@commonsky/model';
import { createTracker } from '@commonsky/tracker';
import { describe, expect, it } from 'vitest';
import { wgs84Frame } from '../../packages/tracker/src/frame.ts';

const { WGS84 } = Geodesic;

function distanceM(lat1: number, lon1: number, lat2: number, lon2: number): number {
  return WGS84.Inverse(lat1, lon1, lat2, lon2).s12!;
}

/** Slant range and azimuth of a target, by the textbook: rotate the earth-centred difference to east, north, up. */
function measure(site: readonly number[], target: readonly number[]): { rangeM: number; azimuthRad: number } {
  const a = new Float64Array(3);
  const b = new Float64Array(3);
  geodeticToEcef(site[0]! * RAD_PER_DEG, site[1]! * RAD_PER_DEG, site[2]!, a);
  geodeticToEcef(target[0]! * RAD_PER_DEG, target[1]! * RAD_PER_DEG, target[2]!, b);
  const [x, y, z] = [b[0]! - a[0]!, b[1]! - a[1]!, b[2]! - a[2]!];
  const [lat, lon] = [site[0]! * RAD_PER_DEG, site[1]! * RAD_PER_DEG];
  const east = -Math.sin(lon) * x + Math.cos(lon) * y;
  const north = -Math.sin(lat) * Math.cos(lon) * x - Math.sin(lat) * Math.sin(lon) * y + Math.cos(lat) * z;
  return { rangeM: Math.hypot(x, y, z), azimuthRad: Math.atan2(east, north) };
}

const SITES = [
  ['equator', 0, 0, 0],
  ['middle latitude', 42.85, 74.6, 760],
  ['south, at the antimeridian', -41.3, 179.9, 120],
  ['north, at the antimeridian', 66, -179.95, 20],
  ['near the north pole', 89.2, 30, 10],
  ['at the south pole', -90, 0, 2800],
] as const;

describe('radar geometry against geographiclib', () => {
  it.each(SITES)('is exact to 1 m out to 470 km: %s', (_, lat, lon, heightM) => {
    const sensor: Sensor = {
      id: 'r',
      name: 'r',
      owner: 'kg',
      kind: 'psrModeS',
      latDeg: lat,
      lonDeg: lon,
      heightM,
    };
    const site = wgs84Frame.site(sensor)!;
    const point = new Float64Array(10);
    const anchors = new Float64Array(8);
    const place = new Float64Array(2);
    let worstM = 0;
    for (const groundM of [15_000, 60_000, 200_000, 400_000, 470_000]) {
      for (let azimuth = 0; azimuth < 360; azimuth += 15) {
        const { lat2, lon2 } = WGS84.Direct(lat, lon, azimuth, groundM);
        for (const targetM of [0, 3000, 12_500]) {
          const { rangeM, azimuthRad } = measure([lat, lon, heightM], [lat2!, lon2!, targetM]);
          wgs84Frame.polar(site, rangeM, azimuthRad, targetM, point);
          wgs84Frame.anchor(point[0]!, point[1]!, point[2]!, anchors, 0);
          wgs84Frame.toGeodetic(anchors, 0, 0, 0, place);
          worstM = Math.max(worstM, distanceM(lat2!, lon2!, place[0]!, place[1]!));
        }
      }
    }
    expect(worstM).toBeLessThan(1);
  });
});

describe('tangent frames against geographiclib', () => {
  it.each([
    ['across the north pole', 86, 20, 10],
    ['across the antimeridian', 60, 178, 80],
    ['along the equator', 0.01, -5, 90],
    ['across the south pole', -88, -60, 170],
  ])('follow a geodesic at 250 m/s for an hour %s', (_, lat, lon, azimuth) => {
    const tracker = createTracker();
    tracker.addSensor({ id: 'a', name: 'a', owner: 'kg', kind: 'adsb', periodS: 1 });
    let worstM = 0;
    for (let second = 0; second <= 3600; second++) {
      const { lat2, lon2 } = WGS84.Direct(lat, lon, azimuth, 250 * second);
      const plot = createPlot('a', second * 1000, second * 1000);
      plot.latDeg = lat2!;
      plot.lonDeg = ((lon2! + 540) % 360) - 180;
      plot.accuracyM = 5;
      plot.address = 0x600001;
      tracker.process([plot]);
      tracker.advance(second * 1000 + 500);
      if (second < 120) continue;
      const ahead = WGS84.Direct(lat, lon, azimuth, 250 * (second + 4));
      const [track] = tracker.tracks((second + 4) * 1000);
      worstM = Math.max(worstM, distanceM(ahead.lat2!, ahead.lon2!, track!.latDeg, track!.lonDeg));
    }
    expect(tracker.stats).toMatchObject({ confirmed: 1, terminated: 0 });
    // Without noise only the geometry and the filter's small lag are left.
    expect(worstM).toBeLessThan(5);
  });
});
