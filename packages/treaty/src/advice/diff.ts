import type { Grant, Instrument } from '../instrument/schema.ts';
import { canonicalJson, type JsonValue } from '../trust/canonical-json.ts';
import { bandM } from '../release/filter.ts';

/** Whether a change lets more through. `other`: neither is plain, people must look. */
export type Direction = 'wider' | 'narrower' | 'other';

export interface Change {
  /** Such as `term` or `grants.kg-tracks.altitude`. */
  readonly path: string;
  /** As canonical JSON; undefined where there was or is nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Of what a grant lets through; undefined for the rest of the text. */
  readonly direction: Direction | undefined;
}

/** Differences between two versions of an instrument, grants matched by id. */
export function diffInstruments(a: Instrument, b: Instrument): Change[] {
  const changes: Change[] = [];
  const { grants: grantsA = [], reservations: reservationsA = [], areas: areasA = {}, ...restA } = a;
  const { grants: grantsB = [], reservations: reservationsB = [], areas: areasB = {}, ...restB } = b;
  compare(changes, '', restA, restB, () => undefined);
  compare(changes, 'areas.', areasA, areasB, () => 'other');
  compareEntries(changes, 'grants.', grantsA, grantsB, 'wider', (key, before, after) =>
    grantDirection(key, before, after),
  );
  compareEntries(changes, 'reservations.', reservationsA, reservationsB, 'narrower', () => 'other');
  return changes;
}

type Fields = { readonly [key: string]: unknown };

function compare(
  out: Change[],
  prefix: string,
  before: Fields,
  after: Fields,
  direction: (key: string) => Direction | undefined,
): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [json(before[key]), json(after[key])];
    if (was !== is) out.push({ path: prefix + key, before: was, after: is, direction: direction(key) });
  }
}

function compareEntries<T extends { readonly id: string }>(
  out: Change[],
  prefix: string,
  before: readonly T[],
  after: readonly T[],
  added: Direction,
  direction: (key: string, before: T, after: T) => Direction,
): void {
  for (const was of before) {
    const is = after.find(({ id }) => id === was.id);
    const path = prefix + was.id;
    if (is === undefined)
      out.push({
        path,
        before: json(was),
        after: undefined,
        direction: added === 'wider' ? 'narrower' : 'wider',
      });
    else compare(out, `${path}.`, was, is, (key) => direction(key, was, is));
  }
  for (const is of after) {
    if (!before.some(({ id }) => id === is.id))
      out.push({ path: prefix + is.id, before: undefined, after: json(is), direction: added });
  }
}

function grantDirection(key: string, a: Grant, b: Grant): Direction {
  switch (key) {
    case 'products':
    case 'categories':
    case 'fields':
      return sets(a[key], b[key]);
    case 'identities':
      return a.identities === undefined
        ? 'narrower'
        : b.identities === undefined
          ? 'wider'
          : sets(a.identities, b.identities);
    case 'onward':
      return sets(a.onward ?? [], b.onward ?? []);
    case 'modes':
      return sets(a.modes ?? ['live'], b.modes ?? ['live']);
    case 'exclude':
      return sets(b.exclude ?? [], a.exclude ?? []);
    case 'area':
      if (a.area === 'everywhere') return 'narrower';
      return b.area === 'everywhere' ? 'wider' : sets(a.area, b.area);
    case 'altitude':
      return bands(a.altitude, b.altitude);
    case 'delayS':
    case 'periodS':
      return (b[key] ?? 0) < (a[key] ?? 0) ? 'wider' : 'narrower';
    default:
      return 'other';
  }
}

function sets(before: readonly string[], after: readonly string[]): Direction {
  if (before.every((name) => after.includes(name))) return 'wider';
  return after.every((name) => before.includes(name)) ? 'narrower' : 'other';
}

function bands(before: Grant['altitude'], after: Grant['altitude']): Direction {
  if (before === undefined) return 'narrower';
  if (after === undefined) return 'wider';
  const [a, b] = [bandM(before), bandM(after)];
  if (b.fromM <= a.fromM && b.toM >= a.toM) return 'wider';
  return b.fromM >= a.fromM && b.toM <= a.toM ? 'narrower' : 'other';
}

function json(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value as JsonValue);
}
