import type { Imported, ImportIssue } from '../issue.ts';
import { type Area, corridor, type Part, tidyRing } from '../geo/area.ts';
import type { Position } from '../geo/position.ts';
import { circle } from '../geo/sphere.ts';
import type { Schedule, ScheduleWindow } from './activation.ts';
import type { Airspace, AirspaceKind } from './airspace.ts';
import { parseLimit } from './limit-text.ts';
import { GROUND, UNLIMITED, type VerticalLimit } from './vertical.ts';

const KINDS: ReadonlySet<string> = new Set<AirspaceKind>([
  'prohibited',
  'restricted',
  'danger',
  'temporary',
  'control',
  'border',
  'corridor',
  'interest',
  'exclusion',
  'territory',
  'other',
]);
const DAY_NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

type Json = Readonly<Record<string, unknown>>;
const isText = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/**
 * Reads airspaces from a GeoJSON FeatureCollection (RFC 7946). Polygon and MultiPolygon are taken as
 * they are; LineString with `halfWidthM` is a corridor, Point with `radiusM` a circle. Properties:
 * `id`, `name`, `kind`, `lower`, `upper` (as charts write them: `FL195`, `1500 ft AGL`), `hours`
 * (`always`, `never` or e.g. `MON-FRI 0600-1800`, UTC, several separated by `;`).
 */
export function parseGeoJson(document: unknown): Imported<Airspace> {
  const issues: ImportIssue[] = [];
  const items: Airspace[] = [];
  if (!isObject(document) || !Array.isArray(document['features'])) {
    return {
      items,
      issues: [{ code: 'syntax', where: 'document', message: 'not a GeoJSON FeatureCollection' }],
    };
  }
  const ids = new Set<string>();
  for (const [index, feature] of (document['features'] as unknown[]).entries()) {
    const properties = isObject(feature) && isObject(feature['properties']) ? feature['properties'] : {};
    const givenId = (isObject(feature) ? feature['id'] : undefined) ?? properties['id'];
    const id = isText(givenId) ? String(givenId) : `feature-${index}`;
    const problem = (code: ImportIssue['code'], message: string): void => {
      issues.push({ code, where: id, message });
    };
    const area = isObject(feature) ? areaOf(feature['geometry'], properties) : undefined;
    if (!area) {
      problem('geometry', 'no usable geometry');
      continue;
    }
    if (ids.has(id)) {
      problem('value', 'id is used twice; the first one counts');
      continue;
    }
    ids.add(id);
    const limit = (name: 'lower' | 'upper', fallback: VerticalLimit): VerticalLimit => {
      const text = properties[name];
      if (text === undefined) return fallback;
      const parsed = typeof text === 'string' ? parseLimit(text) : undefined;
      if (!parsed) problem('limit', `${name} limit not understood, taken as widest`);
      return parsed ?? fallback;
    };
    const kind = isText(properties['kind']) ? String(properties['kind']) : 'other';
    if (!KINDS.has(kind)) problem('value', `kind ${kind} is not known, taken as other`);
    const schedule = parseHours(properties['hours']);
    if (!schedule) problem('schedule', 'hours not understood, taken as always active');
    items.push({
      id,
      name: isText(properties['name']) ? String(properties['name']) : id,
      kind: KINDS.has(kind) ? (kind as AirspaceKind) : 'other',
      sourceType: kind,
      area,
      lower: limit('lower', GROUND),
      upper: limit('upper', UNLIMITED),
      schedule: schedule ?? 'always',
    });
  }
  return { items, issues };
}

/** `always`, `never`, or windows like `MON-FRI 0600-1800; SAT,SUN 0800-1200`; undefined when not understood. */
export function parseHours(text: unknown): Schedule | undefined {
  if (text === undefined || text === 'always') return 'always';
  if (text === 'never') return 'never';
  if (typeof text !== 'string') return undefined;
  const windows: ScheduleWindow[] = [];
  for (const item of text.split(';')) {
    const match = /^\s*([A-Za-z,-]+)\s+(\d{2}):?(\d{2})-(\d{2}):?(\d{2})\s*$/u.exec(item);
    const days = match ? parseDays(match[1]!) : undefined;
    if (!match || !days) return undefined;
    const [fromMinute, toMinute] = [
      Number(match[2]) * 60 + Number(match[3]),
      Number(match[4]) * 60 + Number(match[5]),
    ];
    if (fromMinute > 1440 || toMinute > 1440) return undefined;
    windows.push({ days, fromMinute, toMinute });
  }
  return windows;
}

function parseDays(text: string): number[] | undefined {
  const upper = text.toUpperCase();
  if (upper === 'DAILY' || upper === 'ANY') return [0, 1, 2, 3, 4, 5, 6];
  const days = new Set<number>();
  for (const span of upper.split(',')) {
    const [first, last = first] = span.split('-').map((name) => DAY_NAMES.indexOf(name));
    if (first === undefined || last === undefined || first < 0 || last < 0) return undefined;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days];
}

function areaOf(geometry: unknown, properties: Json): Area | undefined {
  if (!isObject(geometry)) return undefined;
  const { type, coordinates } = geometry;
  switch (type) {
    case 'Polygon': {
      const part = partOf(coordinates);
      return part && { parts: [part] };
    }
    case 'MultiPolygon': {
      if (!Array.isArray(coordinates)) return undefined;
      const parts = coordinates.map(partOf);
      return parts.length > 0 && parts.every((part) => part !== undefined) ? { parts } : undefined;
    }
    case 'LineString': {
      const line = positionsOf(coordinates);
      const halfWidthM = properties['halfWidthM'];
      if (!line || line.length < 2 || typeof halfWidthM !== 'number' || !(halfWidthM > 0)) return undefined;
      return corridor(line, halfWidthM);
    }
    case 'Point': {
      const [centre] = positionsOf([coordinates]) ?? [];
      const radiusM = properties['radiusM'];
      if (!centre || typeof radiusM !== 'number' || !(radiusM > 0)) return undefined;
      return { parts: [[circle(centre, radiusM)]] };
    }
    default:
      return undefined;
  }
}

function partOf(rings: unknown): Part | undefined {
  if (!Array.isArray(rings) || rings.length === 0) return undefined;
  const part: Position[][] = [];
  for (const corners of rings) {
    const positions = positionsOf(corners);
    const ring = positions ? tidyRing(positions) : [];
    if (ring.length < 3) return undefined;
    // Holes must lie on the same turn of the earth as the outer ring.
    const turn = part[0] ? 360 * Math.round((part[0][0]![0] - ring[0]![0]) / 360) : 0;
    part.push(turn === 0 ? ring : ring.map(([lon, lat]) => [lon + turn, lat]));
  }
  return part;
}

function positionsOf(value: unknown): Position[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const positions: Position[] = [];
  for (const item of value as unknown[]) {
    if (!Array.isArray(item)) return undefined;
    const [lon, lat] = item as unknown[];
    if (
      typeof lon !== 'number' ||
      typeof lat !== 'number' ||
      !(Math.abs(lat) <= 90) ||
      !(Math.abs(lon) <= 360)
    ) {
      return undefined;
    }
    positions.push([lon, lat]);
  }
  return positions;
}
