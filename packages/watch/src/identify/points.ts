import type { Position } from '../geo/position.ts';
import { greatCircleM } from '../geo/sphere.ts';
import type { ImportIssue } from '../issue.ts';
import { parseCsvRecords } from './csv.ts';
import type { PointLookup } from './flight-plan.ts';

/** Reads named places (waypoints, aerodromes) from CSV with the columns `name`, `lat`, `lon`, in degrees. */
export function parsePoints(text: string): {
  readonly lookup: PointLookup;
  readonly issues: readonly ImportIssue[];
} {
  const places = new Map<string, Position[]>();
  const issues: ImportIssue[] = [];
  for (const [i, { name = '', lat = '', lon = '' }] of parseCsvRecords(text).entries()) {
    const [latDeg, lonDeg] = [Number(lat), Number(lon)];
    if (name === '' || lat === '' || lon === '' || !(Math.abs(latDeg) <= 90) || !(Math.abs(lonDeg) <= 180)) {
      issues.push({
        code: 'value',
        where: `row ${i + 2}`,
        message: 'name, lat and lon in degrees are needed',
      });
      continue;
    }
    const list = places.get(name);
    if (list) list.push([lonDeg, latDeg]);
    else places.set(name, [[lonDeg, latDeg]]);
  }
  return {
    issues,
    lookup(name, near) {
      const found = places.get(name);
      if (!found || !near) return found?.[0];
      return found.reduce((best, place) =>
        greatCircleM(place, near) < greatCircleM(best, near) ? place : best,
      );
    },
  };
}
