import { DEG_PER_RAD, RAD_PER_DEG, type SensorStatus } from '@commonsky/model';
import type { Feature, FeatureCollection } from 'geojson';

const EARTH_RADIUS_M = 6_371_000;
const CIRCLE_POINTS = 96;

/** Sensors with a known site, as points. */
export function sensorPoints(sensors: readonly SensorStatus[]): FeatureCollection {
  return collection(
    sensors.flatMap(({ sensor: { name, latDeg, lonDeg }, state }): Feature[] => {
      if (latDeg === undefined || lonDeg === undefined) return [];
      return [
        {
          type: 'Feature',
          properties: { name, up: state === 'up' },
          geometry: { type: 'Point', coordinates: [lonDeg, latDeg] },
        },
      ];
    }),
  );
}

/** Their instrumented ranges, as circles on the sphere. */
export function coverageCircles(sensors: readonly SensorStatus[]): FeatureCollection {
  return collection(
    sensors.flatMap(({ sensor: { latDeg, lonDeg, rangeMaxM } }): Feature[] => {
      if (latDeg === undefined || lonDeg === undefined || rangeMaxM === undefined) return [];
      const coordinates = circle(latDeg, lonDeg, rangeMaxM);
      return [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } }];
    }),
  );
}

function circle(latDeg: number, lonDeg: number, radiusM: number): [number, number][] {
  const lat = latDeg * RAD_PER_DEG;
  const reach = radiusM / EARTH_RADIUS_M;
  return Array.from({ length: CIRCLE_POINTS + 1 }, (_, i) => {
    const bearing = (i / CIRCLE_POINTS) * 2 * Math.PI;
    const sinLat = Math.sin(lat) * Math.cos(reach) + Math.cos(lat) * Math.sin(reach) * Math.cos(bearing);
    const east = Math.sin(bearing) * Math.sin(reach) * Math.cos(lat);
    const north = Math.cos(reach) - Math.sin(lat) * sinLat;
    return [lonDeg + Math.atan2(east, north) * DEG_PER_RAD, Math.asin(sinLat) * DEG_PER_RAD];
  });
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}
