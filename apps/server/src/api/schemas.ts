import type {
  ClockStatus,
  Contribution,
  FeedStatus,
  MemberInfo,
  Sensor,
  SensorStatus,
  SourceRejects,
  SubscribeRequest,
  TrackDetails,
} from '@commonsky/model';
import { type Static, type TSchema, Type } from 'typebox';

/**
 * The shapes of packages/model/src/api.ts as JSON Schema: what the API documents, serialises with
 * and checks requests against. `satisfiesShape` below keeps the two from drifting apart.
 */
const closed = { additionalProperties: false } as const;
const optional = Type.Optional;
const number = Type.Number();
const text = Type.String();

export const memberId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$', description: 'Member, as kg' });

export const memberInfo = Type.Object(
  {
    id: memberId,
    name: text,
    view: optional(Type.Object({ latDeg: number, lonDeg: number, zoom: number }, closed)),
  },
  closed,
);

export const clockStatus = Type.Object(
  {
    state: Type.Enum(['live', 'replay', 'stale']),
    pictureMs: Type.Number({ description: 'UTC ms of the picture' }),
    latencyMs: optional(number),
    speed: optional(number),
  },
  closed,
);

export const sensor = Type.Object(
  {
    id: text,
    name: text,
    owner: memberId,
    kind: Type.Enum(['psr', 'ssr', 'modeS', 'psrSsr', 'psrModeS', 'adsb', 'mlat', 'tracks']),
    sac: optional(number),
    sic: optional(number),
    latDeg: optional(number),
    lonDeg: optional(number),
    heightM: optional(number),
    rangeMaxM: optional(number),
    periodS: optional(number),
    noise: optional(
      Type.Object(
        {
          rangeM: optional(number),
          azimuthDeg: optional(number),
          positionM: optional(number),
          heightM: optional(number),
        },
        closed,
      ),
    ),
    detectionProbability: optional(number),
  },
  closed,
);

export const sensorStatus = Type.Object(
  {
    sensor,
    state: Type.Enum(['up', 'silent', 'never']),
    lastPlotMs: optional(number),
    plotsPerS: number,
    messages: number,
    plots: number,
    rejects: number,
    note: optional(text),
  },
  closed,
);

export const feedStatus = Type.Object(
  {
    source: text,
    state: Type.Enum(['open', 'connecting', 'closed']),
    receivedCount: number,
    receivedSize: number,
    reconnects: optional(number),
    rejects: number,
    note: optional(text),
  },
  closed,
);

export const sourceRejects = Type.Object(
  {
    source: text,
    total: number,
    byReason: Type.Record(Type.String(), number),
    recent: Type.Array(
      Type.Object({ atMs: number, reason: text, detail: text, hex: text, size: number }, closed),
    ),
  },
  closed,
);

const contribution = Type.Object(
  { sensorId: text, owner: memberId, lastMs: number, plotCount: number },
  closed,
);

export const trackDetails = Type.Object(
  {
    number,
    status: Type.Enum(['confirmed', 'coasting']),
    atMs: number,
    lastPlotMs: number,
    bornMs: number,
    latDeg: number,
    lonDeg: number,
    pressureAltitudeM: optional(number),
    geometricHeightM: optional(number),
    groundSpeedMps: optional(number),
    trackAngleDeg: optional(number),
    verticalMps: optional(number),
    accuracyM: number,
    address: optional(text),
    mode3a: optional(text),
    callsign: optional(text),
    onGround: optional(Type.Boolean()),
    contributions: Type.Array(contribution),
    members: optional(Type.Array(Type.Object({ member: memberId, number }, closed))),
  },
  closed,
);

export const problem = Type.Object({ code: text, message: text }, closed);

const longitude = Type.Number({ minimum: -180, maximum: 180 });
const latitude = Type.Number({ minimum: -90, maximum: 90 });

export const subscribeRequest = Type.Object(
  {
    type: Type.Literal('subscribe'),
    member: memberId,
    box: optional(Type.Tuple([longitude, latitude, longitude, latitude])),
    rateHz: optional(Type.Number({ minimum: 0.2, maximum: 4 })),
  },
  closed,
);

/** Compiles only when what the schema accepts is exactly what the model's type says. */
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
type Same<A, B> = [Mutable<A>] extends [Mutable<B>]
  ? [Mutable<B>] extends [Mutable<A>]
    ? true
    : false
  : false;
function satisfiesShape<T>() {
  return <S extends TSchema>(_schema: S & (Same<Static<S>, T> extends true ? unknown : never)): void =>
    undefined;
}
satisfiesShape<MemberInfo>()(memberInfo);
satisfiesShape<ClockStatus>()(clockStatus);
satisfiesShape<Sensor>()(sensor);
satisfiesShape<SensorStatus>()(sensorStatus);
satisfiesShape<FeedStatus>()(feedStatus);
satisfiesShape<SourceRejects>()(sourceRejects);
satisfiesShape<Contribution>()(contribution);
satisfiesShape<TrackDetails>()(trackDetails);
satisfiesShape<SubscribeRequest>()(subscribeRequest);
