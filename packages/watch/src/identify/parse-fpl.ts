import { MPS_PER_KT, M_PER_NM, resolveTimeOfDay } from '@commonsky/model';
import type { Position } from '../geo/position.ts';
import { destination } from '../geo/sphere.ts';
import type { ImportIssue } from '../issue.ts';
import { type FlightPlan, type PointLookup, resolvePlan, type RouteElement } from './flight-plan.ts';

const wrong = (message: string): ImportIssue => ({ code: 'syntax', where: 'FPL', message });

/** Speed of sound in the tropopause, m/s: flights that file Mach cruise near it. */
const SOUND_MPS = 295;

/**
 * Reads one filed flight plan message (ICAO Doc 4444, appendix 3: FPL). Optional parts that are not
 * understood are left out; without callsign, departure, time or destination there is no plan.
 *
 * @param nearMs A moment within half a day of the flight, for plans without a date (DOF/).
 */
export function parseFpl(text: string, nearMs: number, lookup: PointLookup): FlightPlan | ImportIssue {
  const body = /\(\s*FPL([\s\S]*)\)/u.exec(text)?.[1];
  if (body === undefined) return wrong('no (FPL-…) message');
  const fields = body.split('-').map((field) => field.trim().replace(/\s+/gu, ' '));
  const [, item7 = '', item8 = '', item9 = '', , item13 = '', item15 = '', item16 = ''] = fields;
  const item18 = fields.slice(8).find((field) => field.includes('/')) ?? '';
  const identity = /^([A-Z0-9]{2,7})(?:\/A([0-7]{4}))?$/u.exec(item7);
  const from = /^([A-Z]{4})(\d{2})(\d{2})/u.exec(item13);
  const to = /^([A-Z]{4})(\d{2})(\d{2})/u.exec(item16);
  if (!identity) return wrong(`item 7 is not an identification: ${item7}`);
  if (!from) return wrong(`item 13 is not aerodrome and time: ${item13}`);
  if (!to) return wrong(`item 16 is not aerodrome and time: ${item16}`);
  const other = parseOther(item18);
  const offBlockS = Number(from[2]) * 3600 + Number(from[3]) * 60;
  const dayMs = dateOf(other.get('DOF'));
  const code = other.get('CODE');
  const registration = other.get('REG')?.split(' ')[0];
  const aircraftType = /^\d{0,2}([A-Z0-9]{2,4})\//u.exec(item9)?.[1];
  const flightType = /^[IVYZ]([SNGMX])/u.exec(item8)?.[1];
  const [speed = '', ...routeTokens] = item15.split(' ');
  return resolvePlan(
    {
      callsign: identity[1]!,
      ...(identity[2] !== undefined && { mode3a: Number.parseInt(identity[2], 8) }),
      ...(registration !== undefined && { registration }),
      ...(code !== undefined && /^[0-9A-F]{6}$/u.test(code) && { address: Number.parseInt(code, 16) }),
      ...(aircraftType !== undefined && { aircraftType }),
      ...(flightType !== undefined && { flightType: flightType as 'S' }),
      departure: from[1]!,
      destination: to[1]!,
      offBlockMs: dayMs === undefined ? resolveTimeOfDay(offBlockS, nearMs) : dayMs + offBlockS * 1000,
      elapsedS: Number(to[2]) * 3600 + Number(to[3]) * 60,
      speedMps: speedOf(speed),
      elements: parseRoute(routeTokens, lookup),
      estimates: parseEstimates(other.get('EET')),
    },
    lookup,
  );
}

/** Item 18 as its indicators: each runs to the next `WORD/`. */
function parseOther(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of text.matchAll(/([A-Z]{3,4})\/((?:(?!\b[A-Z]{3,4}\/)[\s\S])*)/gu)) {
    found.set(name!, value!.trim());
  }
  return found;
}

function dateOf(text: string | undefined): number | undefined {
  const match = /^(\d{2})(\d{2})(\d{2})$/u.exec(text ?? '');
  return match ? Date.UTC(2000 + Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined;
}

function parseEstimates(text: string | undefined): Map<string, number> {
  const found = new Map<string, number>();
  for (const item of (text ?? '').split(' ')) {
    const match = /^([A-Z0-9]{2,11}?)(\d{2})(\d{2})$/u.exec(item);
    if (match) found.set(match[1]!, Number(match[2]) * 60 + Number(match[3]));
  }
  return found;
}

/** Item 15 speed: `N0450` knots, `K0830` km/h, `M082` Mach. NaN when not understood. */
function speedOf(text: string): number {
  const match = /^(?:N(\d{4})|K(\d{4})|M(\d{3}))/u.exec(text);
  if (!match) return Number.NaN;
  if (match[1] !== undefined) return Number(match[1]) * MPS_PER_KT;
  return match[2] === undefined ? (Number(match[3]) / 100) * SOUND_MPS : Number(match[2]) / 3.6;
}

const NOT_POINTS = new Set(['DCT', 'IFR', 'VFR', 'GAT', 'OAT', 'T']);

/** Item 15 route: points are kept; airways, speed and level changes and rules carry no place. */
export function parseRoute(tokens: readonly string[], lookup: PointLookup): RouteElement[] {
  const elements: RouteElement[] = [];
  for (const token of tokens) {
    const [name = ''] = token.replace(/^C\//u, '').split('/');
    if (name === '' || NOT_POINTS.has(name)) continue;
    const position = coordinate(name) ?? bearingDistance(name, lookup);
    if (position) elements.push({ name, position });
    else if (/^[A-Z]{2,5}$/u.test(name)) elements.push({ name });
  }
  return elements;
}

/** `46N078W` or `4620N07805W`. */
function coordinate(text: string): Position | undefined {
  const match = /^(\d{2})(\d{2})?([NS])(\d{3})(\d{2})?([EW])$/u.exec(text);
  if (!match) return undefined;
  const lat = Number(match[1]) + Number(match[2] ?? 0) / 60;
  const lon = Number(match[4]) + Number(match[5] ?? 0) / 60;
  return [match[6] === 'W' ? -lon : lon, match[3] === 'S' ? -lat : lat];
}

/** `DUB180040`: 40 NM on the magnetic bearing 180; the declination (some degrees) is left out. */
function bearingDistance(text: string, lookup: PointLookup): Position | undefined {
  const match = /^([A-Z]{2,5})(\d{3})(\d{3})$/u.exec(text);
  const from = match ? lookup(match[1]!, undefined) : undefined;
  return match && from ? destination(from, Number(match[2]), Number(match[3]) * M_PER_NM) : undefined;
}
