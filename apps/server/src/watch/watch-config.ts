import { type Static, Type } from 'typebox';

const optional = Type.Optional;
const file = Type.String({ minLength: 1 });
const files = Type.Array(file, { maxItems: 64 });

/** What a member watches by: files that are read again when they change. */
export const watchConfig = Type.Object(
  {
    rules: optional(Type.String({ minLength: 1, description: 'Rule set, YAML or JSON' })),
    airspaces: optional(Type.Array(file, { maxItems: 64, description: 'GeoJSON, OpenAir or AIXM 5.1' })),
    notams: optional(
      Type.Array(file, { maxItems: 64, description: 'NOTAMs in ICAO format, a blank line between two' }),
    ),
    plans: optional(
      Type.Array(file, { maxItems: 64, description: 'Flight plans: FPL messages, JSON like FIXM, or CSV' }),
    ),
    points: optional(Type.String({ minLength: 1, description: 'CSV of name, lat, lon for routes' })),
    registry: optional(
      Type.String({ minLength: 1, description: 'CSV of address, registration, type, operator, towards' }),
    ),
    codes: optional(Type.String({ minLength: 1, description: 'CSV of from, to, towards, weight, about' })),
    terrain: optional(files),
    qnhHPa: optional(Type.Number({ minimum: 850, maximum: 1100 })),
    highestGroundM: optional(
      Type.Number({ minimum: 0, maximum: 8849, description: 'Stands in where terrain is not known' }),
    ),
  },
  { additionalProperties: false },
);
export type WatchConfig = Static<typeof watchConfig>;
