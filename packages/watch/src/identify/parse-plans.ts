import { MPS_PER_KT } from '@commonsky/model';
import type { Position } from '../geo/position.ts';
import type { Imported, ImportIssue } from '../issue.ts';
import { parseCsvRecords } from './csv.ts';
import { type FlightPlan, type PointLookup, resolvePlan, type RouteElement } from './flight-plan.ts';
import { parseRoute } from './parse-fpl.ts';

const plansMax = 100_000;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Value at a path of names; undefined as soon as one is missing. */
function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const name of path) here = isObject(here) ? here[name] : undefined;
  return here;
}

function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function positionOf(value: unknown): Position | undefined {
  // FIXM gives latitude first.
  if (!Array.isArray(value)) return undefined;
  const [lat, lon] = value as unknown[];
  return typeof lat === 'number' && typeof lon === 'number' && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
    ? [lon, lat]
    : undefined;
}

/** Identity fields as texts, which all formats share. */
function identityFields(fields: {
  readonly address: string | undefined;
  readonly mode3a: string | undefined;
  readonly registration: string | undefined;
  readonly aircraftType: string | undefined;
  readonly flightType: string | undefined;
}) {
  const { address, mode3a, registration, aircraftType, flightType } = fields;
  return {
    ...(address !== undefined &&
      /^[0-9a-f]{6}$/iu.test(address) && { address: Number.parseInt(address, 16) }),
    ...(mode3a !== undefined && /^[0-7]{4}$/u.test(mode3a) && { mode3a: Number.parseInt(mode3a, 8) }),
    ...(registration !== undefined && { registration }),
    ...(aircraftType !== undefined && { aircraftType }),
    ...(flightType !== undefined && /^[SNGMX]$/u.test(flightType) && { flightType: flightType as 'S' }),
  };
}

/**
 * Reads flights from JSON laid out like FIXM core 4.2: a list, or an object with `flights`, of
 * `flightIdentification.aircraftIdentification`, `departure.departureAerodrome.locationIndicator`,
 * `departure.estimatedOffBlockTime`, `arrival.destinationAerodrome.locationIndicator`,
 * `enRoute.currentModeACode`, `aircraft.…`, and `routeTrajectoryGroup.filed.element[]` with
 * `point4D.{pos, time}` or `elementStartPoint.{designator, position.pos}`.
 */
export function parseFixmJson(document: unknown, lookup: PointLookup): Imported<FlightPlan> {
  const list = Array.isArray(document) ? (document as unknown[]) : at(document, 'flights');
  if (!Array.isArray(list)) {
    return { items: [], issues: [{ code: 'syntax', where: 'document', message: 'not a list of flights' }] };
  }
  return collect(list as unknown[], (flight, where) => {
    const callsign = textAt(flight, 'flightIdentification', 'aircraftIdentification');
    const departure = textAt(flight, 'departure', 'departureAerodrome', 'locationIndicator');
    const destination = textAt(flight, 'arrival', 'destinationAerodrome', 'locationIndicator');
    const offBlockMs = Date.parse(textAt(flight, 'departure', 'estimatedOffBlockTime') ?? '');
    if (!callsign || !departure || !destination || Number.isNaN(offBlockMs)) {
      return { code: 'value', where, message: 'identification, aerodromes and off-block time are needed' };
    }
    const filed = at(flight, 'routeTrajectoryGroup', 'filed', 'element');
    const id = textAt(flight, 'gufi');
    return resolvePlan(
      {
        ...(id !== undefined && { id }),
        callsign,
        ...identityFields({
          address: textAt(flight, 'aircraft', 'aircraftAddress'),
          mode3a: textAt(flight, 'enRoute', 'currentModeACode'),
          registration: textAt(flight, 'aircraft', 'registration'),
          aircraftType: textAt(flight, 'aircraft', 'aircraftType', 'icaoAircraftTypeDesignator'),
          flightType: textAt(flight, 'flightType'),
        }),
        departure,
        destination,
        offBlockMs,
        elapsedS: isoDurationS(textAt(flight, 'routeTrajectoryGroup', 'filed', 'totalEstimatedElapsedTime')),
        speedMps: Number.NaN,
        elements: Array.isArray(filed) ? filed.flatMap(fixmElement) : [],
        estimates: new Map(),
      },
      lookup,
    );
  });
}

function fixmElement(element: unknown): RouteElement[] {
  const name = textAt(element, 'elementStartPoint', 'designator') ?? '';
  const position =
    positionOf(at(element, 'point4D', 'pos')) ??
    positionOf(at(element, 'elementStartPoint', 'position', 'pos'));
  const atMs = Date.parse(textAt(element, 'point4D', 'time') ?? '');
  if (position) return [{ name, position, ...(Number.isFinite(atMs) && { atMs }) }];
  return name === '' ? [] : [{ name }];
}

/** `PT1H25M` in seconds. */
function isoDurationS(text: string | undefined): number {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/u.exec(text ?? '');
  return match
    ? Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)
    : Number.NaN;
}

/**
 * Reads flights from CSV with the columns `callsign`, `departure`, `destination`, `off_block` (ISO
 * 8601), and as far as known `elapsed_min`, `speed_kt`, `address`, `mode3a`, `registration`, `type`,
 * `flight_type`, `route`.
 */
export function parsePlanCsv(text: string, lookup: PointLookup): Imported<FlightPlan> {
  return collect(parseCsvRecords(text), (record, where) => {
    const { callsign = '', departure = '', destination = '', off_block: offBlock = '' } = record;
    const offBlockMs = Date.parse(offBlock);
    if (callsign === '' || departure === '' || destination === '' || Number.isNaN(offBlockMs)) {
      return { code: 'value', where, message: 'callsign, departure, destination and off_block are needed' };
    }
    return resolvePlan(
      {
        callsign,
        ...identityFields({
          address: record['address'],
          mode3a: record['mode3a'],
          registration: record['registration'] || undefined,
          aircraftType: record['type'] || undefined,
          flightType: record['flight_type'],
        }),
        departure,
        destination,
        offBlockMs,
        elapsedS: numberOf(record['elapsed_min']) * 60,
        speedMps: numberOf(record['speed_kt']) * MPS_PER_KT,
        elements: parseRoute((record['route'] ?? '').split(/\s+/u), lookup),
        estimates: new Map(),
      },
      lookup,
    );
  });
}

const numberOf = (text: string | undefined): number =>
  text === undefined || text === '' ? Number.NaN : Number(text);

function collect<T>(
  list: readonly T[],
  read: (item: T, where: string) => FlightPlan | ImportIssue,
): Imported<FlightPlan> {
  const items: FlightPlan[] = [];
  const issues: ImportIssue[] = [];
  for (const [i, item] of list.slice(0, plansMax).entries()) {
    const plan = read(item, `flight ${i + 1}`);
    if ('code' in plan) issues.push(plan);
    else items.push(plan);
  }
  if (list.length > plansMax) {
    issues.push({
      code: 'too-many',
      where: `flight ${plansMax + 1}`,
      message: `only ${plansMax} flights are read`,
    });
  }
  return { items, issues };
}
