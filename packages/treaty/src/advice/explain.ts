import type { Area, Grant, Instrument, LonLat, Reservation } from '../instrument/schema.ts';
import type { Span } from '../life/facts.ts';
import { grantSpans, hasEnded, phaseAt, type LifeState, type Timeline } from '../life/timeline.ts';
import { formatInstant } from '../time/period.ts';

export interface GrantExplanation {
  /** `instrument/grant`. */
  readonly rule: string;
  readonly article: string;
  readonly provider: string;
  readonly recipient: string;
  /** One sentence, in plain words. */
  readonly text: string;
  readonly spans: readonly Span[];
  readonly activeNow: boolean;
}

export interface Explanation {
  readonly instrument: string;
  readonly title: string;
  readonly state: LifeState;
  readonly because: string;
  /** Undefined when it has not begun, has ended, or has no end. */
  readonly endsAtMs: number | undefined;
  readonly grants: readonly GrantExplanation[];
  readonly reservations: readonly { readonly article: string; readonly text: string }[];
  readonly assumptions: readonly string[];
  readonly unknown: readonly string[];
}

/** What an instrument lets whom see, where and until when, as seen at `atMs`. */
export function explain(timeline: Timeline, atMs: number): Explanation {
  const { instrument, phases } = timeline;
  const { state, because } = phaseAt(timeline, atMs);
  const end = hasEnded(state)
    ? undefined
    : phases.find(({ fromMs, state }) => fromMs > atMs && hasEnded(state));
  return {
    instrument: instrument.id,
    title: instrument.title,
    state,
    because,
    endsAtMs: end?.fromMs,
    grants: (instrument.grants ?? []).map((grant) => {
      const spans = grantSpans(timeline, grant);
      return {
        rule: `${instrument.id}/${grant.id}`,
        article: grant.article,
        provider: grant.provider,
        recipient: grant.recipient,
        text: grantText(grant),
        spans,
        activeNow: spans.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs),
      };
    }),
    reservations: (instrument.reservations ?? []).map((reservation) => ({
      article: reservation.article,
      text: `${reservation.provider} never releases ${things(reservation)}.`,
    })),
    assumptions: instrument.assumptions ?? [],
    unknown: instrument.unknown ?? [],
  };
}

export function formatSpans(spans: readonly Span[]): string {
  if (spans.length === 0) return 'at no time';
  return spans
    .map(({ fromMs, toMs }) => {
      const until = toMs === Infinity ? 'on, without end' : `until ${formatInstant(toMs)}`;
      return fromMs === -Infinity ? until : `from ${formatInstant(fromMs)} ${until}`;
    })
    .join(', ');
}

function grantText(grant: Grant): string {
  const {
    provider,
    recipient,
    exclude,
    fields,
    quantise = {},
    delayS = 0,
    periodS,
    modes = ['live'],
    onward,
    retention,
  } = grant;
  const parts = [`${provider} lets ${recipient} see ${things(grant)}`];
  if (exclude !== undefined) parts.push(`but nothing inside ${or(exclude)}`);
  parts.push(
    modes.includes('replay')
      ? modes.includes('live')
        ? 'live and in replay'
        : 'in replay only'
      : 'live only',
  );
  parts.push(
    fields.length === 0
      ? 'with position and time only'
      : `with position, time and ${and(fields.map((field) => WORDS[field]))}`,
  );
  const cells = [
    quantise.positionM !== undefined && `positions to ${quantise.positionM} m`,
    quantise.altitudeM !== undefined && `altitudes to ${quantise.altitudeM} m`,
    quantise.velocityMps !== undefined && `speeds to ${quantise.velocityMps} m/s`,
  ].filter((cell) => cell !== false);
  if (cells.length > 0) parts.push(and(cells));
  if (delayS > 0) parts.push(`${delayS} s late`);
  if (periodS !== undefined) parts.push(`each at most every ${periodS} s`);
  parts.push(
    onward === undefined || onward.length === 0
      ? 'not to be passed on'
      : `which may be passed on to ${and(onward)}`,
  );
  if (retention !== undefined) parts.push(`to be deleted after ${retention}`);
  return `${parts.join(', ')}. Purpose: ${grant.purpose}`;
}

function things({ products, categories, identities, area, altitude }: Grant | Reservation): string {
  const parts = [`${and(products.map((product) => WORDS[product]))} of ${or(categories)} objects`];
  if (identities !== undefined) parts.push(`identified as ${or(identities)}`);
  parts.push(area === 'everywhere' ? 'everywhere' : `inside ${or(area)}`);
  if (altitude !== undefined) parts.push(`from ${altitude.from} to ${altitude.to} ${altitude.unit}`);
  return parts.join(' ');
}

const WORDS: Readonly<Record<Grant['products'][number] | Grant['fields'][number], string>> = {
  plots: 'plots',
  tracks: 'tracks',
  alerts: 'alerts',
  sensorStatus: 'sensor status',
  interferenceMap: 'the interference map',
  recordings: 'recordings',
  altitude: 'altitude',
  velocity: 'velocity',
  verticalRate: 'rate of climb',
  address: 'aircraft address',
  callsign: 'callsign',
  mode3a: 'mode 3/A code',
  accuracy: 'accuracy',
  identity: 'identity',
};

function and(words: readonly string[]): string {
  return joined(words, 'and');
}

function or(words: readonly string[]): string {
  return joined(words, 'or');
}

function joined(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;
}

export interface GeoFeature {
  readonly type: 'Feature';
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly LonLat[])[] }
    | { readonly type: 'LineString'; readonly coordinates: readonly LonLat[] }
    | { readonly type: 'Point'; readonly coordinates: LonLat };
  readonly properties: {
    readonly instrument: string;
    readonly area: string;
    /** Of a corridor or circle: everything within this of the line or point, km. */
    readonly widthKm?: number;
    /** Grants and reservations in which the area appears. */
    readonly grants: readonly string[];
    readonly excludedFrom: readonly string[];
    readonly reservations: readonly string[];
  };
}

/** The areas of an instrument as GeoJSON (RFC 7946); a corridor is its line with `widthKm`. */
export function toGeoJson(instrument: Instrument): {
  readonly type: 'FeatureCollection';
  readonly features: readonly GeoFeature[];
} {
  const { id, areas = {}, grants = [], reservations = [] } = instrument;
  return {
    type: 'FeatureCollection',
    features: Object.entries(areas).map(([name, area]) => ({
      type: 'Feature',
      geometry: geometryOf(area),
      properties: {
        instrument: id,
        area: name,
        ...('corridor' in area && { widthKm: area.corridor.widthKm }),
        grants: grants.filter((grant) => uses(grant.area, name)).map((grant) => grant.id),
        excludedFrom: grants.filter((grant) => uses(grant.exclude, name)).map((grant) => grant.id),
        reservations: reservations
          .filter((reservation) => uses(reservation.area, name))
          .map((reservation) => reservation.id),
      },
    })),
  };
}

function geometryOf(area: Area): GeoFeature['geometry'] {
  if ('corridor' in area) {
    const { line } = area.corridor;
    return line.length === 1
      ? { type: 'Point', coordinates: line[0]! }
      : { type: 'LineString', coordinates: line };
  }
  const ring = area.polygon;
  const closed =
    ring[0]![0] === ring.at(-1)![0] && ring[0]![1] === ring.at(-1)![1] ? ring : [...ring, ring[0]!];
  // GeoJSON wants outer rings counter-clockwise.
  return { type: 'Polygon', coordinates: [signedArea(closed) < 0 ? closed.toReversed() : closed] };
}

function signedArea(ring: readonly LonLat[]): number {
  return ring.reduce((sum, [x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length]!;
    return sum + x1 * y2 - x2 * y1;
  }, 0);
}

function uses(names: 'everywhere' | readonly string[] | undefined, area: string): boolean {
  return names !== undefined && names !== 'everywhere' && names.includes(area);
}
