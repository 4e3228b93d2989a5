import type { Position } from '../geo/position.ts';
import { greatCircleM } from '../geo/sphere.ts';

/** A filed flight as far as watching needs it. */
export interface FlightPlan {
  /** Unique in a plan store: callsign, departure and day unless the source gives one. */
  readonly id: string;
  readonly callsign: string;
  readonly registration?: string;
  readonly address?: number;
  readonly mode3a?: number;
  readonly aircraftType?: string;
  /** ICAO item 8: scheduled, non-scheduled, general, military, other. */
  readonly flightType?: 'S' | 'N' | 'G' | 'M' | 'X';
  readonly departure: string;
  readonly destination: string;
  readonly offBlockMs: number;
  /** Planned time from take-off to arrival, s; NaN when not given. */
  readonly elapsedS: number;
  readonly speedMps: number;
  /** Places along the route with their planned time; empty when none could be resolved. */
  readonly route: readonly RoutePoint[];
  /** Route names that no point was known for. */
  readonly unresolved: readonly string[];
}

export interface RoutePoint {
  readonly name: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly atMs: number;
}

/** Finds a named point; of several with one name the nearest to `near` is wanted. */
export type PointLookup = (name: string, near: Position | undefined) => Position | undefined;

/** From off block to take-off when nothing better is known. */
const TAXI_MS = 10 * 60_000;
export const routePointsMax = 500;

/** Plan fields before the route is resolved. */
export interface RawPlan extends Omit<FlightPlan, 'id' | 'route' | 'unresolved'> {
  readonly id?: string;
  /** Route elements in order, without aerodromes: names, coordinates, bearings and distances. */
  readonly elements: readonly RouteElement[];
  /** Minutes after take-off to points, where the plan says so. */
  readonly estimates: ReadonlyMap<string, number>;
}

export type RouteElement =
  | { readonly name: string }
  | { readonly name: string; readonly position: Position; readonly atMs?: number };

/** Resolves names to places and gives every place its planned time. */
export function resolvePlan(raw: RawPlan, lookup: PointLookup): FlightPlan {
  const { elements, estimates, ...fields } = raw;
  const places: { name: string; at: Position; atMs: number | undefined }[] = [];
  const unresolved: string[] = [];
  const all: readonly RouteElement[] = [{ name: raw.departure }, ...elements, { name: raw.destination }];
  for (const element of all.slice(0, routePointsMax)) {
    if ('position' in element) places.push({ name: element.name, at: element.position, atMs: element.atMs });
    else {
      const at = lookup(element.name, places.at(-1)?.at);
      if (at) places.push({ name: element.name, at, atMs: undefined });
      else if (element.name !== 'ZZZZ') unresolved.push(element.name);
    }
  }
  const takeOffMs = raw.offBlockMs + TAXI_MS;
  const along: number[] = [0];
  for (let i = 1; i < places.length; i++)
    along.push(along[i - 1]! + greatCircleM(places[i - 1]!.at, places[i]!.at));
  const totalM = along.at(-1) ?? 0;
  // The planned time for the whole route includes climb and descent, which the cruise speed does not.
  const totalS = Number.isFinite(raw.elapsedS) ? raw.elapsedS : totalM / (raw.speedMps || 220);
  const route = places.map(({ name, at, atMs }, i): RoutePoint => {
    const estimate = estimates.get(name);
    const share = totalM > 0 ? along[i]! / totalM : 0;
    return {
      name,
      lonDeg: at[0],
      latDeg: at[1],
      atMs:
        atMs ?? (estimate === undefined ? takeOffMs + share * totalS * 1000 : takeOffMs + estimate * 60_000),
    };
  });
  const day = new Date(raw.offBlockMs).toISOString().slice(0, 10);
  return { ...fields, id: raw.id ?? `${raw.callsign}/${raw.departure}/${day}`, route, unresolved };
}
