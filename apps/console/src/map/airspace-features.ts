import type { FeatureCollection, Position } from 'geojson';
import { formatBand } from '../watch/limits.ts';
import type { Airspaces } from '../watch/state.ts';

/** Kinds that are entered only with leave; the others are drawn as thin outlines. */
const GUARDED = new Set(['prohibited', 'restricted', 'danger', 'temporary']);

/** Airspaces with what the map's style asks for: `active`, `guarded`, and whether an alert is about it. */
export function airspaceOutlines(airspaces: Airspaces, alerted: ReadonlySet<string>): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: airspaces.features.map(({ type, id, geometry, properties: { active, kind } }) => ({
      type,
      geometry,
      properties: { active, guarded: GUARDED.has(kind), alerted: alerted.has(String(id)) },
    })),
  };
}

/** Name and limits of each airspace, on its northernmost corner. */
export function airspaceNames(airspaces: Airspaces): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: airspaces.features.flatMap(({ geometry, properties }) => {
      const top = northernmost(geometry.coordinates.flatMap(([outer]) => outer ?? []));
      if (top === undefined) return [];
      const { name, active } = properties;
      const text = `${name}\n${formatBand(properties)}${active ? '' : ', inactive'}`;
      return [
        {
          type: 'Feature' as const,
          properties: { text, active },
          geometry: { type: 'Point' as const, coordinates: top },
        },
      ];
    }),
  };
}

function northernmost(places: readonly Position[]): Position | undefined {
  let top: Position | undefined;
  for (const place of places) if (top === undefined || place[1]! > top[1]!) top = place;
  return top;
}
