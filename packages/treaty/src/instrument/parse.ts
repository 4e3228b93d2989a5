import { polygonProblem } from '../geo/polygon.ts';
import type { Path, Problem, Shape } from '../shape/shape.ts';
import { parseMoment } from '../time/period.ts';
import { instrumentShape, type Area, type Instrument } from './schema.ts';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks form, then meaning; every problem found is reported, not the first alone. */
export function parseInstrument(value: unknown): Parsed<Instrument> {
  const parsed = parseShape(instrumentShape, value);
  if (!parsed.ok) return parsed;
  const problems = meaningProblems(parsed.value);
  return problems.length > 0 ? { ok: false, problems } : parsed;
}

export function parseShape<T>(shape: Shape<T>, value: unknown): Parsed<T> {
  const problems: Problem[] = [];
  shape.check(value, [], problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: value as T };
}

function meaningProblems(instrument: Instrument): Problem[] {
  const problems: Problem[] = [];
  const report = (path: Path, message: string) => problems.push({ path, message });
  const { parties, entryIntoForce, areas = {}, grants = [], reservations = [] } = instrument;

  const needParty = (name: string, path: Path) => {
    if (!parties.includes(name)) report(path, `${name} is not a party`);
  };
  const needAreas = (names: 'everywhere' | readonly string[] | undefined, path: Path) => {
    if (names === undefined || names === 'everywhere') return;
    for (const [index, name] of names.entries()) {
      if (!Object.hasOwn(areas, name)) report([...path, index], `no area is named ${name}`);
    }
  };
  const needBand = (band: { readonly from: number; readonly to: number } | undefined, path: Path) => {
    if (band !== undefined && !(band.from < band.to)) report(path, 'from must be below to');
  };

  if (instrument.parent === instrument.id) report(['parent'], 'an instrument is not its own parent');
  if (instrument.supersedes?.includes(instrument.id))
    report(['supersedes'], 'an instrument does not supersede itself');
  if (entryIntoForce.rule === 'date' && entryIntoForce.on === undefined) {
    report(['entryIntoForce'], 'rule date needs on');
  }
  if (entryIntoForce.rule !== 'date' && entryIntoForce.on !== undefined) {
    report(['entryIntoForce', 'on'], 'has a meaning under rule date only');
  }
  if ((entryIntoForce.count ?? 0) > parties.length) {
    report(['entryIntoForce', 'count'], `there are only ${parties.length} parties`);
  }
  instrument.suspension?.alone.forEach((name, index) => needParty(name, ['suspension', 'alone', index]));
  instrument.facilities?.forEach((facility, index) =>
    needParty(facility.host, ['facilities', index, 'host']),
  );

  for (const [name, area] of Object.entries(areas)) {
    const problem = areaProblem(area);
    if (problem !== undefined) report(['areas', name], problem);
  }

  // What cannot be dated cannot be ended: such an instrument may state facts, but grants nothing.
  for (const [field, unknown] of [
    ['term', instrument.term === 'unknown'],
    ['entryIntoForce', entryIntoForce.rule === 'unknown'],
  ] as const) {
    if (unknown && grants.length > 0) report([field], 'is unknown, so this instrument can have no grants');
  }

  const seen = new Set<string>();
  for (const [section, entries] of [
    ['grants', grants],
    ['reservations', reservations],
  ] as const) {
    for (const [index, entry] of entries.entries()) {
      const path: Path = [section, index];
      if (seen.has(entry.id)) report([...path, 'id'], `${entry.id} is named twice`);
      seen.add(entry.id);
      needParty(entry.provider, [...path, 'provider']);
      needAreas(entry.area, [...path, 'area']);
      needBand(entry.altitude, [...path, 'altitude']);
    }
  }
  for (const [index, grant] of grants.entries()) {
    const path: Path = ['grants', index];
    needParty(grant.recipient, [...path, 'recipient']);
    needAreas(grant.exclude, [...path, 'exclude']);
    if (grant.provider === grant.recipient) report([...path, 'recipient'], 'is the provider itself');
    const { from, to } = grant.validity ?? {};
    if (
      from !== undefined &&
      to !== undefined &&
      parseMoment(from)!.latestMs >= parseMoment(to)!.earliestMs
    ) {
      report([...path, 'validity'], 'from must be before to');
    }
  }
  return problems;
}

function areaProblem(area: Area): string | undefined {
  return 'polygon' in area ? polygonProblem(area.polygon) : undefined;
}
