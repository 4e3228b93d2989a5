import {
  choice,
  either,
  list,
  number,
  object,
  optional,
  record,
  text,
  tuple,
  type Infer,
} from '../shape/shape.ts';
import { parseMoment, parsePeriod } from '../time/period.ts';

export const PRODUCTS = [
  'plots',
  'tracks',
  'alerts',
  'sensorStatus',
  'interferenceMap',
  'recordings',
] as const;
export type Product = (typeof PRODUCTS)[number];

export const CATEGORIES = ['civil', 'state', 'military', 'unknown'] as const;
export type ObjectCategory = (typeof CATEGORIES)[number];

export const IDENTITIES = [
  'pending',
  'unknown',
  'assumedFriend',
  'friend',
  'neutral',
  'suspect',
  'hostile',
] as const;
export type Identity = (typeof IDENTITIES)[number];

/** What a grant can let through of a track; position, time and the released number always go. */
export const FIELDS = [
  'altitude',
  'velocity',
  'verticalRate',
  'address',
  'callsign',
  'mode3a',
  'accuracy',
  'identity',
] as const;
export type FieldName = (typeof FIELDS)[number];

const VERTEX_COUNT_MAX = 5000;

const member = text({
  pattern: /^[a-z][a-z0-9-]{0,15}$/,
  want: 'a short lower-case member name',
  lengthMax: 16,
});
const name = text({ pattern: /^[a-z0-9][a-z0-9-]{0,63}$/, want: 'a name of a-z, 0-9 and -', lengthMax: 64 });
const prose = (description: string) => text({ description });
const moment = text({
  description:
    'ISO 8601: a year, month or day, or an instant with Z. What is not known more exactly stays so.',
  pattern: /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?)?)?$/,
  test: (value) => parseMoment(value) !== undefined,
  want: 'a date (2003, 2003-09, 2003-09-22) or an instant in UTC (2003-09-22T10:30Z)',
});
const period = text({
  description: 'ISO 8601 period, such as P5Y, P6M, P30D, PT36H.',
  pattern: /^P(?=.)/,
  test: (value) => /[1-9]/.test(value) && parsePeriod(value) !== undefined,
  want: 'a period longer than nothing (P5Y, P6M, P30D, PT36H)',
});
const position = tuple(number({ min: -180, max: 180 }), number({ min: -90, max: 90 }));

const polygon = object(
  { polygon: list(position, { min: 3, max: VERTEX_COUNT_MAX }) },
  'Ring of [longitude, latitude]; edges are straight in longitude and latitude, as in GeoJSON; closing is implied.',
);
const corridor = object({
  corridor: object(
    {
      line: list(position, { min: 1, max: VERTEX_COUNT_MAX }),
      widthKm: number({ min: 0.001, max: 2000 }),
    },
    'Everything within widthKm of the line, on either side; of one point: a circle.',
  ),
});
const area = either(
  (value) => typeof value === 'object' && value !== null && 'polygon' in value,
  polygon,
  corridor,
);

const altitude = object(
  {
    from: number({ min: -2000, max: 200_000 }),
    to: number({ min: -2000, max: 200_000 }),
    unit: choice(['m', 'ft', 'FL']),
  },
  'Band of pressure altitude, both ends included. Without a band any altitude passes, an unknown one too.',
);

const areaNames = list(name, { min: 1, max: 100, unique: true });
/** What a grant and a reservation both say about the objects they are about. */
const conditions = {
  products: list(choice(PRODUCTS), { min: 1, max: PRODUCTS.length, unique: true }),
  area: either((value) => value === 'everywhere', choice(['everywhere']), areaNames),
  altitude: optional(altitude),
  categories: list(choice(CATEGORIES), { min: 1, max: CATEGORIES.length, unique: true }),
  identities: optional(list(choice(IDENTITIES), { min: 1, max: IDENTITIES.length, unique: true })),
};

const grant = object(
  {
    id: name,
    article: prose('Where the text says so: Article 4(2).'),
    provider: member,
    recipient: member,
    ...conditions,
    exclude: optional(areaNames),
    fields: list(choice(FIELDS), { max: FIELDS.length, unique: true }),
    quantise: optional(
      object(
        {
          positionM: optional(number({ min: 1, max: 100_000 })),
          altitudeM: optional(number({ min: 1, max: 10_000 })),
          velocityMps: optional(number({ min: 0.1, max: 1000 })),
        },
        'Values are released as the middle of a cell this large.',
      ),
    ),
    delayS: optional(number({ min: 0, max: 86_400, description: 'Nothing younger is released.' })),
    periodS: optional(
      number({ min: 0, max: 86_400, description: 'Least time between two releases of a track.' }),
    ),
    purpose: prose('What the recipient may use it for.'),
    onward: optional(
      list(member, {
        max: 32,
        unique: true,
        description: 'To whom the recipient may pass it on; nobody when absent.',
      }),
    ),
    retention: optional(period),
    modes: optional(
      list(choice(['live', 'replay']), { min: 1, max: 2, unique: true, description: 'live when absent.' }),
    ),
    validity: optional(object({ from: optional(moment), to: optional(moment) })),
  },
  'What one party lets another see. Nothing is released that no grant names.',
);

const reservation = object(
  {
    id: name,
    article: prose('Where the text says so.'),
    provider: member,
    ...conditions,
  },
  'What a provider never releases, whatever its grants say.',
);

export const facilityShape = object({
  id: name,
  name: prose('As reported.'),
  kind: choice(['airfield', 'naval', 'radar', 'communications', 'site', 'unknown']),
  owner: optional(member),
  host: member,
  at: optional(position),
  areaHectares: optional(number({ min: 0, max: 10_000_000 })),
  note: optional(prose('What is known of it.')),
});

export const instrumentShape = object(
  {
    commonsky: choice(['instrument/1']),
    id: name,
    title: prose('The name of the agreement.'),
    type: choice(['system', 'facility', 'alliance', 'protocol', 'annex', 'proposal']),
    parties: list(member, { min: 2, max: 64, unique: true }),
    parent: optional(name),
    supersedes: optional(list(name, { min: 1, max: 16, unique: true })),
    texts: optional(
      list(
        object({
          language: text({ pattern: /^[a-z]{2,3}$/, want: 'a language code' }),
          sha256: text({ pattern: /^[0-9a-f]{64}$/, want: '64 hexadecimal digits' }),
        }),
        { max: 16 },
      ),
    ),
    sources: optional(list(prose('Who reports it, and when.'), { max: 50 })),
    assumptions: optional(list(prose('What this file takes for true without a source.'), { max: 50 })),
    unknown: optional(list(prose('What is not reported.'), { max: 50 })),
    fictional: optional(prose('Why this instrument was made up.')),
    entryIntoForce: object({
      rule: choice(['signature', 'ratification', 'notification', 'date', 'unknown']),
      count: optional(
        number({ min: 2, max: 64, integer: true, description: 'Parties that suffice; all when absent.' }),
      ),
      after: optional(period),
      on: optional(moment),
    }),
    provisional: optional(
      object(
        { from: choice(['signature']), until: optional(moment) },
        'The text allows application before entry into force.',
      ),
    ),
    term: text({
      description: 'A period, or indefinite, or unknown.',
      pattern: /^(P.+|indefinite|unknown)$/,
      test: (value) => !value.startsWith('P') || (/[1-9]/.test(value) && parsePeriod(value) !== undefined),
      want: 'a period, indefinite or unknown',
    }),
    renewal: optional(
      object({
        rule: choice(['tacit', 'agreement']),
        period,
        times: optional(number({ min: 1, max: 1000, integer: true })),
        objectionBefore: optional(period),
      }),
    ),
    notice: optional(period),
    suspension: optional(object({ alone: list(member, { min: 1, max: 64, unique: true }) })),
    audit: optional(
      object(
        { countersignWithinS: number({ min: 1, max: 604_800 }) },
        'Release stops when the recipient is silent for longer.',
      ),
    ),
    facilities: optional(list(facilityShape, { max: 1000 })),
    areas: optional(record(name, area, { max: 1000 })),
    grants: optional(list(grant, { max: 1000 })),
    reservations: optional(list(reservation, { max: 1000 })),
  },
  'An agreement between members, as far as a machine needs to know it.',
);

export type Instrument = Infer<typeof instrumentShape>;
export type Grant = NonNullable<Instrument['grants']>[number];
export type Reservation = NonNullable<Instrument['reservations']>[number];
export type Area = NonNullable<Instrument['areas']>[string];
export type Facility = NonNullable<Instrument['facilities']>[number];
export type LonLat = Infer<typeof position>;

/** Shared with the other documents of a treaty folder. */
export const shapes = { member, name, prose, moment, period, position };
