import { M_PER_FL, M_PER_FT, M_PER_NM } from '@commonsky/model';
import type { ImportIssue } from '../issue.ts';
import { corridor, type Part, tidyRing } from '../geo/area.ts';
import type { Position } from '../geo/position.ts';
import { arc, circle, greatCircle } from '../geo/sphere.ts';
import type { Activation, Schedule, ScheduleWindow } from './activation.ts';
import type { Airspace, AirspaceKind } from './airspace.ts';
import { GROUND, UNLIMITED, type VerticalLimit } from './vertical.ts';
import { child, childText, descendants, parseXml, type XmlElement } from './xml.ts';

const KINDS: Readonly<Record<string, AirspaceKind>> = {
  P: 'prohibited',
  R: 'restricted',
  R_AMC: 'restricted',
  D: 'danger',
  D_AMC: 'danger',
  D_OTHER: 'danger',
  TRA: 'temporary',
  TSA: 'temporary',
  CTR: 'control',
  CTA: 'control',
  TMA: 'control',
  FIR: 'territory',
  UIR: 'territory',
  ADIZ: 'border',
};
const DAYS: Readonly<Record<string, readonly number[]>> = {
  SUN: [0],
  MON: [1],
  TUE: [2],
  WED: [3],
  THU: [4],
  FRI: [5],
  SAT: [6],
  WORK_DAY: [1, 2, 3, 4, 5],
  ANY: [0, 1, 2, 3, 4, 5, 6],
};
/** Features read from one message at most. */
const airspacesMax = 20_000;

interface Collected {
  readonly items: Airspace[];
  readonly activations: Activation[];
  readonly issues: ImportIssue[];
}

/**
 * Reads the airspaces of an AIXM 5.1 basic message: baseline and snapshot time slices with volumes
 * added together, great-circle and straight strings, arcs and circles by centre point, corridors by
 * centreline and width, vertical limits, timesheets, and temporary deltas that activate.
 * What the subset leaves out (subtracted volumes, references to other features' borders) is an issue.
 */
export function parseAixm(text: string): Collected {
  const out: Collected = { items: [], activations: [], issues: [] };
  const root = parseXml(text);
  if (typeof root === 'string') {
    out.issues.push({ code: 'syntax', where: 'document', message: root });
    return out;
  }
  const airspaces = root.name === 'Airspace' ? [root] : descendants(root, 'Airspace');
  if (airspaces.length > airspacesMax) {
    out.issues.push({
      code: 'too-many',
      where: 'document',
      message: `only the first ${airspacesMax} airspaces are read`,
    });
  }
  const ids = new Set<string>();
  for (const airspace of airspaces.slice(0, airspacesMax)) readAirspace(airspace, ids, out);
  return out;
}

function readAirspace(airspace: XmlElement, ids: Set<string>, out: Collected): void {
  const uuid = childText(airspace, 'identifier') ?? airspace.attributes['id'] ?? '';
  const slices = airspace.children
    .filter((c) => c.name === 'timeSlice')
    .map((c) => child(c, 'AirspaceTimeSlice'))
    .filter((slice) => slice !== undefined);
  const base = slices.find((slice) =>
    ['BASELINE', 'SNAPSHOT'].includes(childText(slice, 'interpretation') ?? 'BASELINE'),
  );
  if (!base) {
    out.issues.push({ code: 'unsupported', where: uuid, message: 'no baseline or snapshot time slice' });
    return;
  }
  const designator = childText(base, 'designator') ?? uuid;
  const type = childText(base, 'type') ?? '';
  const wanted = designator === '' ? 'airspace' : designator;
  let id = wanted;
  for (let n = 2; ids.has(id); n++) id = `${wanted}#${n}`;
  ids.add(id);
  const problem = (code: ImportIssue['code'], message: string): void => {
    out.issues.push({ code, where: id, message });
  };
  const schedule = scheduleOf(base, problem);
  const volumes: { part: readonly Part[]; lower: VerticalLimit; upper: VerticalLimit }[] = [];
  for (const component of descendants(base, 'AirspaceGeometryComponent')) {
    const operation = childText(component, 'operation') ?? 'BASE';
    const volume = child(component, 'theAirspaceVolume', 'AirspaceVolume');
    if (operation !== 'BASE' && operation !== 'UNION')
      problem('unsupported', `volume operation ${operation}`);
    else if (!volume) problem('geometry', 'component without a volume');
    else {
      const part = partsOf(volume, problem);
      if (part.length > 0) {
        volumes.push({
          part,
          lower: limitOf(volume, 'lowerLimit', GROUND, problem),
          upper: limitOf(volume, 'upperLimit', UNLIMITED, problem),
        });
      }
    }
  }
  if (volumes.length === 0) {
    problem('geometry', 'no usable volume');
    return;
  }
  // Volumes of one height are one airspace; other heights need airspaces of their own.
  const byHeight = new Map<string, typeof volumes>();
  for (const volume of volumes) {
    const key = JSON.stringify([volume.lower, volume.upper]);
    byHeight.set(key, [...(byHeight.get(key) ?? []), volume]);
  }
  const added: string[] = [];
  for (const group of byHeight.values()) {
    const groupId = added.length === 0 ? id : `${id}/${added.length + 1}`;
    added.push(groupId);
    out.items.push({
      id: groupId,
      name: childText(base, 'name') ?? designator,
      kind: KINDS[type] ?? 'other',
      sourceType: type,
      area: { parts: group.flatMap(({ part }) => part) },
      lower: group[0]!.lower,
      upper: group[0]!.upper,
      schedule,
    });
  }
  for (const slice of slices) {
    if (childText(slice, 'interpretation') === 'TEMPDELTA') readDelta(slice, added, out, problem);
  }
}

type Report = (code: ImportIssue['code'], message: string) => void;

function readDelta(slice: XmlElement, airspaceIds: readonly string[], out: Collected, problem: Report): void {
  const status = childText(slice, 'activation', 'AirspaceActivation', 'status');
  const fromMs = Date.parse(childText(slice, 'validTime', 'TimePeriod', 'beginPosition') ?? '');
  const endText = childText(slice, 'validTime', 'TimePeriod', 'endPosition');
  const toMs = endText === undefined ? Number.POSITIVE_INFINITY : Date.parse(endText);
  if (!status || !(toMs > fromMs)) {
    problem('schedule', 'temporary change without status or period');
    return;
  }
  const number = childText(slice, 'sequenceNumber') ?? '1';
  for (const airspaceId of airspaceIds) {
    out.activations.push({
      id: `${airspaceId}/delta-${number}`,
      airspaceId,
      active: ['ACTIVE', 'IN_USE'].includes(status),
      fromMs,
      toMs,
      issuedMs: Number(number),
    });
  }
}

function limitOf(volume: XmlElement, name: string, fallback: VerticalLimit, problem: Report): VerticalLimit {
  const element = child(volume, name);
  const text = element?.text.trim().toUpperCase() ?? '';
  if (text === '' || text === 'UNL' || text === 'CEILING') return text === '' ? fallback : UNLIMITED;
  if (text === 'GND' || text === 'FLOOR') return GROUND;
  const value = Number(text);
  if (!Number.isFinite(value)) {
    problem('limit', `${name} not understood, taken as widest: ${text}`);
    return fallback;
  }
  const unit = element!.attributes['uom'] ?? 'FT';
  const reference = childText(volume, `${name}Reference`) ?? 'MSL';
  if (unit === 'FL') return { reference: 'fl', valueM: value * M_PER_FL };
  const valueM = unit === 'M' ? value : value * M_PER_FT;
  if (reference === 'STD') return { reference: 'fl', valueM };
  return { reference: reference === 'SFC' ? 'agl' : 'amsl', valueM };
}

function lengthM(element: XmlElement | undefined): number {
  const value = Number(element?.text.trim() || Number.NaN);
  switch (element?.attributes['uom'] ?? 'NM') {
    case 'M':
    case 'm':
      return value;
    case 'KM':
    case 'km':
      return value * 1000;
    case 'FT':
    case '[ft_i]':
      return value * M_PER_FT;
    default:
      return value * M_PER_NM;
  }
}

function partsOf(volume: XmlElement, problem: Report): readonly Part[] {
  const centreline = child(volume, 'centreline');
  if (centreline) {
    const width = lengthM(child(volume, 'width'));
    const line = descendants(centreline, 'segments').flatMap((s) =>
      s.children.flatMap((c) => pointsOf(c, problem)),
    );
    if (line.length >= 2 && width > 0) return corridor(line, width / 2).parts;
  }
  const projection = child(volume, 'horizontalProjection');
  if (!projection) {
    problem('unsupported', 'volume without a horizontal projection of its own');
    return [];
  }
  const parts: Part[] = [];
  for (const patch of descendants(projection, 'PolygonPatch')) {
    const rings = patch.children
      .filter((c) => c.name === 'exterior' || c.name === 'interior')
      .map((c) => tidyRing(ringOf(c, problem)));
    if (rings.length > 0 && rings.every((ring) => ring.length >= 3)) parts.push(rings);
    else problem('geometry', 'polygon with fewer than three corners');
  }
  return parts;
}

function ringOf(boundary: XmlElement, problem: Report): Position[] {
  const linear = child(boundary, 'LinearRing');
  if (linear) return coordinatesOf(linear, linear.attributes['srsName'] ?? '');
  const points: Position[] = [];
  for (const member of child(boundary, 'Ring')?.children ?? []) {
    const curve = member.children.find((c) => c.name === 'Curve' || c.name === 'OrientableCurve');
    if (!curve) {
      problem('unsupported', 'boundary by reference to another feature');
      continue;
    }
    const srs = curve.attributes['srsName'] ?? '';
    for (const segment of child(curve, 'segments')?.children ?? [])
      points.push(...pointsOf(segment, problem, srs));
  }
  return points;
}

function pointsOf(segment: XmlElement, problem: Report, outerSrs = ''): Position[] {
  const srs = segment.attributes['srsName'] ?? outerSrs;
  const points = coordinatesOf(segment, srs);
  switch (segment.name) {
    case 'LineStringSegment':
      return points;
    case 'GeodesicString':
    case 'Geodesic':
      return points.flatMap((point, i) => (i === 0 ? [point] : greatCircle(points[i - 1]!, point).slice(1)));
    case 'CircleByCenterPoint':
    case 'ArcByCenterPoint': {
      const radiusM = lengthM(child(segment, 'radius'));
      const [centre] = points;
      if (!centre || !(radiusM > 0)) break;
      if (segment.name === 'CircleByCenterPoint') return circle(centre, radiusM);
      const from = Number(childText(segment, 'startAngle'));
      const to = Number(childText(segment, 'endAngle'));
      // In EPSG:4326 angles are bearings and a growing angle turns clockwise.
      if (Number.isFinite(from) && Number.isFinite(to)) return arc(centre, radiusM, from, to, to > from);
      break;
    }
    default:
  }
  problem('unsupported', `curve segment ${segment.name}`);
  return [];
}

function coordinatesOf(element: XmlElement, srs: string): Position[] {
  const numbers: number[] = [];
  const collect = (at: XmlElement): void => {
    for (const c of at.children) {
      if (c.name === 'pos' || c.name === 'posList') numbers.push(...c.text.trim().split(/\s+/u).map(Number));
      else collect(c);
    }
  };
  collect(element);
  // EPSG:4326 says latitude first, CRS84 longitude first.
  const lonFirst = srs.includes('CRS84');
  const positions: Position[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const [a, b] = [numbers[i]!, numbers[i + 1]!];
    if (Number.isFinite(a) && Number.isFinite(b)) positions.push(lonFirst ? [a, b] : [b, a]);
  }
  return positions;
}

function scheduleOf(slice: XmlElement, problem: Report): Schedule {
  const windows: ScheduleWindow[] = [];
  let sheets = 0;
  let active = false;
  for (const activation of descendants(slice, 'AirspaceActivation')) {
    const status = childText(activation, 'status') ?? 'ACTIVE';
    if (!['ACTIVE', 'IN_USE', 'INTERMITTENT'].includes(status)) continue;
    active = true;
    for (const sheet of descendants(activation, 'Timesheet')) {
      sheets += 1;
      const window = windowOf(sheet);
      if (window) windows.push(window);
      else {
        problem('schedule', 'timesheet not understood, taken as always active');
        return 'always';
      }
    }
  }
  if (sheets > 0) return windows;
  // An airspace that only states when it is not active waits for its activation.
  return active || descendants(slice, 'AirspaceActivation').length === 0 ? 'always' : 'never';
}

function windowOf(sheet: XmlElement): ScheduleWindow | undefined {
  const reference = childText(sheet, 'timeReference') ?? 'UTC';
  const offset = /^UTC(?:([+-]\d{1,2})(?::?(\d{2}))?)?$/u.exec(reference);
  const day = childText(sheet, 'day') ?? 'ANY';
  const until = childText(sheet, 'dayTil');
  const days = DAYS[day];
  if (!offset || !days || (until !== undefined && until !== day)) return undefined;
  // Summer-time rules and season dates (`SDLST`) are left to whoever publishes in UTC.
  if (childText(sheet, 'startDate') !== undefined && childText(sheet, 'startDate') !== '01-01')
    return undefined;
  if (childText(sheet, 'startEvent') !== undefined || childText(sheet, 'endEvent') !== undefined)
    return undefined;
  const offsetMinutes =
    Number(offset[1] ?? 0) * 60 + Math.sign(Number(offset[1] ?? 0)) * Number(offset[2] ?? 0);
  const from = minutesOf(childText(sheet, 'startTime') ?? '00:00');
  const to = minutesOf(childText(sheet, 'endTime') ?? '24:00');
  if (from === undefined || to === undefined) return undefined;
  const shifted = from - offsetMinutes;
  const dayShift = Math.floor(shifted / 1440);
  const length = to > from ? to - from : to + 1440 - from;
  const fromMinute = shifted - dayShift * 1440;
  const end = fromMinute + length;
  return {
    days: days.map((d) => (d + dayShift + 7) % 7),
    fromMinute,
    toMinute: end > 1440 ? end - 1440 : end,
  };
}

function minutesOf(text: string): number | undefined {
  const match = /^(\d{2}):?(\d{2})$/u.exec(text);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return minutes <= 1440 ? minutes : undefined;
}
