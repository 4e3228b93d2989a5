import { M_PER_FL, M_PER_FT, type MemberId } from '@commonsky/model';
import { compileCorridor, insideCorridor, type Corridor } from '../geo/corridor.ts';
import { compilePolygon, insidePolygon, type Polygon } from '../geo/polygon.ts';
import {
  CATEGORIES,
  FIELDS,
  IDENTITIES,
  PRODUCTS,
  type Area,
  type Grant,
  type Instrument,
  type Reservation,
} from '../instrument/schema.ts';
import type { Span } from '../life/facts.ts';
import { grantSpans, hasEnded, type Timeline, type Treaties } from '../life/timeline.ts';
import type { ReleaseItem } from './item.ts';
import type { Terms } from './terms.ts';

/**
 * Why something does not leave, from the first check to the last: of several grants that fail, the
 * one that came furthest gives the reason. For the provider's own log only; a recipient never sees it.
 */
export const DENY_REASONS = [
  'error',
  'epoch',
  'clock',
  'reserved',
  'no-grant',
  'not-in-force',
  'product',
  'category',
  'identity',
  'altitude',
  'area',
  'owner',
  'too-young',
  'too-soon',
] as const;
export type DenyReason = (typeof DENY_REASONS)[number];

export type Decision =
  | { readonly release: true; readonly terms: Terms }
  | { readonly release: false; readonly reason: DenyReason; readonly rule: string | undefined };

/** Everything one provider lets one recipient see during one policy epoch. Immutable. */
export interface ReleaseFilter {
  readonly provider: MemberId;
  readonly recipient: MemberId;
  readonly epoch: number;
  readonly fromMs: number;
  readonly expiresMs: number;
  readonly grants: readonly CompiledGrant[];
  readonly reservations: readonly CompiledConditions[];
  /** Per other owner: what that owner lets the provider pass on to the recipient. */
  readonly onward: ReadonlyMap<MemberId, readonly CompiledGrant[]>;
}

interface CompiledConditions {
  /** `instrument/id`. */
  readonly rule: string;
  readonly spans: readonly Span[];
  readonly products: number;
  readonly categories: number;
  readonly identities: number;
  readonly altitude: { readonly fromM: number; readonly toM: number } | undefined;
  readonly area: CompiledArea | undefined;
  /** Made once: the hot path allocates nothing. */
  readonly reserved: Decision;
}

export interface CompiledGrant extends CompiledConditions {
  readonly exclude: CompiledArea | undefined;
  readonly replay: boolean;
  readonly live: boolean;
  readonly delayMs: number;
  readonly periodMs: number;
  readonly terms: Terms;
  readonly permit: Decision;
}

interface CompiledArea {
  readonly polygons: readonly Polygon[];
  readonly corridors: readonly Corridor[];
}

/** A measurement may be this much ahead of the node's clock. */
export const AHEAD_MS_MAX = 2000;

const bits = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name, i) => [name, 1 << i]));
const PRODUCT_BIT = bits(PRODUCTS);
const CATEGORY_BIT = bits(CATEGORIES);
const IDENTITY_BIT = bits(IDENTITIES);
const EVERYTHING = -1;

const DENY = Object.fromEntries(
  DENY_REASONS.map((reason) => [reason, { release: false, reason, rule: undefined }]),
) as Readonly<Record<DenyReason, Decision>>;
const DENY_BY_RANK: readonly Decision[] = DENY_REASONS.map((reason) => DENY[reason]);
const RANK = Object.fromEntries(DENY_REASONS.map((reason, rank) => [reason, rank])) as Readonly<
  Record<DenyReason, number>
>;
const PASSED = DENY_REASONS.length;

/** @throws {RangeError} when the epoch does not end: a filter without an end would outlive its treaty. */
export function compileFilter(
  { timelines }: Treaties,
  {
    provider,
    recipient,
    epoch,
    fromMs,
    expiresMs,
  }: Pick<ReleaseFilter, 'provider' | 'recipient' | 'epoch' | 'fromMs' | 'expiresMs'>,
): ReleaseFilter {
  if (!Number.isFinite(expiresMs) || !Number.isFinite(fromMs))
    throw new RangeError('an epoch begins and ends');
  const grants: CompiledGrant[] = [];
  const reservations: CompiledConditions[] = [];
  const onward = new Map<MemberId, CompiledGrant[]>();
  for (const timeline of timelines.values()) {
    const { instrument } = timeline;
    for (const grant of instrument.grants ?? []) {
      const direct = grant.provider === provider && grant.recipient === recipient;
      const relayed = grant.recipient === provider && grant.onward?.includes(recipient) === true;
      if (!direct && !relayed) continue;
      const compiled = compileGrant(timeline, grant);
      if (direct) grants.push(compiled);
      else onward.set(grant.provider, [...(onward.get(grant.provider) ?? []), compiled]);
    }
    for (const reservation of instrument.reservations ?? []) {
      if (reservation.provider !== provider) continue;
      reservations.push(compileConditions(instrument, reservation, liveSpans(timeline)));
    }
  }
  return { provider, recipient, epoch, fromMs, expiresMs, grants, reservations, onward };
}

/**
 * Whether `item` may leave now, and under which article. Pure; the only way out. What is not
 * expressly granted is denied, and so is whatever cannot be decided.
 */
export function decide(filter: ReleaseFilter, item: ReleaseItem, nowMs: number): Decision {
  try {
    return judge(filter, item, nowMs);
  } catch {
    return DENY.error;
  }
}

function judge(filter: ReleaseFilter, item: ReleaseItem, nowMs: number): Decision {
  // Every comparison is written so that NaN denies.
  if (!(nowMs >= filter.fromMs && nowMs < filter.expiresMs)) return DENY.epoch;
  if (!(item.measuredAtMs - nowMs <= AHEAD_MS_MAX)) return DENY.clock;
  for (const reservation of filter.reservations) {
    if (mayConcern(reservation, item, nowMs)) return reservation.reserved;
  }
  let furthest: number = RANK['no-grant'];
  for (const grant of filter.grants) {
    const rank = passes(grant, item, nowMs);
    if (rank === PASSED) return withOwners(filter, grant, item, nowMs);
    if (rank > furthest) furthest = rank;
  }
  return DENY_BY_RANK[furthest]!;
}

/** {@link PASSED}, or the rank of the reason it does not. */
function passes(grant: CompiledGrant, item: ReleaseItem, nowMs: number): number {
  if (!holdsAt(grant.spans, nowMs) || !holdsAt(grant.spans, item.measuredAtMs)) return RANK['not-in-force'];
  if ((grant.products & PRODUCT_BIT[item.product]!) === 0) return RANK.product;
  if (item.mode === 'live' ? !grant.live : item.mode !== 'replay' || !grant.replay) return RANK.product;
  if ((grant.categories & CATEGORY_BIT[item.category]!) === 0) return RANK.category;
  if ((grant.identities & IDENTITY_BIT[item.identity]!) === 0) return RANK.identity;
  const { altitude } = grant;
  if (altitude !== undefined && !(item.altitudeM >= altitude.fromM && item.altitudeM <= altitude.toM))
    return RANK.altitude;
  if (grant.area !== undefined && !inside(grant.area, item)) return RANK.area;
  if (grant.exclude !== undefined && (!hasPosition(item) || inside(grant.exclude, item))) return RANK.area;
  if (!(nowMs - item.measuredAtMs >= grant.delayMs)) return RANK['too-young'];
  // Never released before: NaN, for which the comparison is false.
  if (item.mode === 'live' && nowMs - item.lastReleasedMs < grant.periodMs) return RANK['too-soon'];
  return PASSED;
}

/** What of others is in it needs those others' leave to be passed on; nobody gets own data back. */
function withOwners(filter: ReleaseFilter, grant: CompiledGrant, item: ReleaseItem, nowMs: number): Decision {
  const { owners } = item;
  if (owners.length === 1 && owners[0] === filter.provider) return grant.permit;
  if (owners.length === 0) return DENY.owner;
  let { terms } = grant;
  for (const owner of owners) {
    if (owner === filter.provider) continue;
    if (owner === filter.recipient) return DENY.owner;
    const leave = filter.onward.get(owner)?.find((other) => passes(other, item, nowMs) === PASSED);
    if (leave === undefined) return DENY.owner;
    terms = strictest(terms, leave.terms);
  }
  return { release: true, terms };
}

/** True also when it cannot be told: what is not known to be outside a reservation is inside. */
function mayConcern(reservation: CompiledConditions, item: ReleaseItem, nowMs: number): boolean {
  if (!holdsAt(reservation.spans, nowMs)) return false;
  if ((reservation.products & PRODUCT_BIT[item.product]!) === 0) return false;
  if ((reservation.categories & CATEGORY_BIT[item.category]!) === 0) return false;
  if ((reservation.identities & IDENTITY_BIT[item.identity]!) === 0) return false;
  const { altitude, area } = reservation;
  if (altitude !== undefined && (item.altitudeM < altitude.fromM || item.altitudeM > altitude.toM))
    return false;
  return area === undefined || !hasPosition(item) || inside(area, item);
}

function holdsAt(spans: readonly Span[], atMs: number): boolean {
  for (const { fromMs, toMs } of spans) if (atMs >= fromMs && atMs < toMs) return true;
  return false;
}

function hasPosition({ latDeg, lonDeg }: ReleaseItem): boolean {
  return Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 360;
}

function inside({ polygons, corridors }: CompiledArea, { latDeg, lonDeg }: ReleaseItem): boolean {
  for (const polygon of polygons) if (insidePolygon(polygon, latDeg, lonDeg)) return true;
  for (const corridor of corridors) if (insideCorridor(corridor, latDeg, lonDeg)) return true;
  return false;
}

/** From signature to end: a reservation protects while its instrument is suspended, too. */
function liveSpans({ phases }: Timeline): Span[] {
  return phases.filter(({ state }) => state !== 'DRAFT' && !hasEnded(state));
}

function compileGrant(timeline: Timeline, grant: Grant): CompiledGrant {
  const { instrument } = timeline;
  const { quantise = {}, modes = ['live'] } = grant;
  const conditions = compileConditions(instrument, grant, grantSpans(timeline, grant));
  const terms: Terms = {
    rules: [conditions.rule],
    articles: [grant.article],
    fields: new Set(grant.fields),
    positionM: quantise.positionM ?? 0,
    altitudeM: quantise.altitudeM ?? 0,
    velocityMps: quantise.velocityMps ?? 0,
  };
  return {
    ...conditions,
    exclude: grant.exclude && compileAreas(instrument, grant.exclude),
    live: modes.includes('live'),
    replay: modes.includes('replay'),
    delayMs: grant.delayS === undefined ? -AHEAD_MS_MAX : grant.delayS * 1000,
    periodMs: grant.periodS === undefined ? -Infinity : grant.periodS * 1000,
    terms,
    permit: { release: true, terms },
  };
}

function compileConditions(
  instrument: Instrument,
  rule: Grant | Reservation,
  spans: readonly Span[],
): CompiledConditions {
  const { id, products, categories, identities, altitude, area } = rule;
  const name = `${instrument.id}/${id}`;
  return {
    rule: name,
    spans,
    products: mask(products, PRODUCT_BIT),
    categories: mask(categories, CATEGORY_BIT),
    identities: identities === undefined ? EVERYTHING : mask(identities, IDENTITY_BIT),
    altitude: altitude && bandM(altitude),
    area: area === 'everywhere' ? undefined : compileAreas(instrument, area),
    reserved: { release: false, reason: 'reserved', rule: name },
  };
}

/** Band limits in m, to the millimetre. */
export function bandM({ from, to, unit }: NonNullable<Grant['altitude']>): { fromM: number; toM: number } {
  const scale = unit === 'FL' ? M_PER_FL : unit === 'ft' ? M_PER_FT : 1;
  return { fromM: Math.round(from * scale * 1000) / 1000, toM: Math.round(to * scale * 1000) / 1000 };
}

function mask(names: readonly string[], bitOf: Readonly<Record<string, number>>): number {
  return names.reduce((sum, name) => sum | bitOf[name]!, 0);
}

function compileAreas(instrument: Instrument, names: readonly string[]): CompiledArea {
  const areas = names.map((name): Area => instrument.areas![name]!);
  return {
    polygons: areas.flatMap((area) => ('polygon' in area ? [compilePolygon(area.polygon)] : [])),
    corridors: areas.flatMap((area) =>
      'corridor' in area ? [compileCorridor(area.corridor.line, area.corridor.widthKm)] : [],
    ),
  };
}

function strictest(a: Terms, b: Terms): Terms {
  return {
    rules: [...a.rules, ...b.rules],
    articles: [...a.articles, ...b.articles],
    fields: new Set(FIELDS.filter((field) => a.fields.has(field) && b.fields.has(field))),
    positionM: Math.max(a.positionM, b.positionM),
    altitudeM: Math.max(a.altitudeM, b.altitudeM),
    velocityMps: Math.max(a.velocityMps, b.velocityMps),
  };
}
