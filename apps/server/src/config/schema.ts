import { type Static, Type } from 'typebox';
import { memberId, sensor } from '../api/schemas.ts';
import { watchConfig } from '../watch/watch-config.ts';

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;
const latDeg = Type.Number({ minimum: -90, maximum: 90 });
const lonDeg = Type.Number({ minimum: -180, maximum: 180 });

/** A sensor as configured: its owner is the member it stands under. */
const configuredSensor = Type.Omit(sensor, ['owner'], closed);

const input = Type.Object(
  {
    kind: Type.Enum(['asterix', 'beast', 'avr', 'sbs']),
    url: Type.String({ description: 'udp://[GROUP@]HOST:PORT or tcp://HOST:PORT' }),
    sensor: optional(Type.String({ description: 'Id of the sensor that a Beast, AVR or SBS receiver is' })),
  },
  closed,
);

const member = Type.Object(
  {
    id: memberId,
    name: Type.String({ minLength: 1, maxLength: 80 }),
    view: optional(Type.Object({ latDeg, lonDeg, zoom: Type.Number({ minimum: 0, maximum: 18 }) }, closed)),
    inputs: Type.Array(input, { minItems: 1, maxItems: 64 }),
    sensors: optional(Type.Array(configuredSensor, { maxItems: 256 })),
    watch: optional(watchConfig),
  },
  closed,
);

/** A node's configuration file. */
export const configSchema = Type.Object(
  {
    listen: optional(
      Type.Object(
        {
          host: optional(Type.String({ minLength: 1 })),
          port: optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
          names: optional(
            Type.Array(Type.String(), { description: 'Host names browsers reach this node by' }),
          ),
        },
        closed,
      ),
    ),
    log: optional(Type.Enum(['silent', 'error', 'warn', 'info', 'debug'])),
    members: Type.Array(member, { minItems: 1, maxItems: 16 }),
  },
  closed,
);

export type Config = Static<typeof configSchema>;
export type MemberConfig = Config['members'][number];
