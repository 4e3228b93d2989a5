import {
  diffInstruments,
  explain,
  formatInstant,
  formatSpans,
  simulate,
  toCedar,
  toGeoJson,
  treatySchema,
  warningsAt,
  type Explanation,
  type Hypothesis,
  type PairChange,
} from '@commonsky/treaty';
import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';
import { readHoldings } from '../treaty/holdings.ts';
import { buildTreaties, parseDate, readTreaties } from '../treaty/read.ts';

const PATHS = 'files and folders; of a folder its documents and those in instruments/';

async function check(paths: string[]): Promise<void> {
  const read = await readTreaties(paths);
  const { refusals } = buildTreaties(read);
  const problems = refusals.map(
    ({ event, reason }) =>
      `${event.instrument}: "${event.kind}" by ${event.by} at ${event.at} has no effect: ${reason}`,
  );
  if (problems.length > 0) throw new CliError(ExitCode.input, problems.join('\n'));
  console.log(`${read.instruments.length} instruments, ${read.events.length} events: nothing wrong`);
}

interface StateOptions {
  readonly at?: string;
  readonly known?: string;
  readonly json?: boolean;
}

async function state(paths: string[], { at, known, json }: StateOptions): Promise<void> {
  const atMs = at === undefined ? Date.now() : parseDate(at);
  const treaties = buildTreaties(
    await readTreaties(paths),
    known === undefined ? Infinity : parseDate(known),
  );
  const rows = [...treaties.timelines.values()].map((timeline) => explain(timeline, atMs));
  const warnings = warningsAt(treaties, atMs);
  if (json) {
    console.log(JSON.stringify({ at: formatInstant(atMs), instruments: rows, warnings }));
    return;
  }
  for (const { instrument, state, because, endsAtMs, grants } of rows) {
    const active = grants.filter(({ activeNow }) => activeNow).length;
    const end = endsAtMs === undefined ? '' : `; ends ${formatInstant(endsAtMs)}`;
    console.log(
      `${instrument.padEnd(28)} ${state.padEnd(12)} ${active} of ${grants.length} grants hold; ${because}${end}`,
    );
  }
  for (const { instrument, kind, atMs, days } of warnings) {
    console.log(`warning: ${instrument}: ${kind} on ${formatInstant(atMs)}, within ${days} days`);
  }
}

interface ExplainOptions {
  readonly at?: string;
  readonly json?: boolean;
  readonly geojson?: boolean;
  readonly cedar?: string;
}

async function explainAll(paths: string[], { at, json, geojson, cedar }: ExplainOptions): Promise<void> {
  const atMs = at === undefined ? Date.now() : parseDate(at);
  const read = await readTreaties(paths);
  if (geojson) {
    const features = read.instruments.flatMap((instrument) => toGeoJson(instrument).features);
    console.log(JSON.stringify({ type: 'FeatureCollection', features }));
    return;
  }
  const treaties = buildTreaties(read);
  if (cedar !== undefined) {
    const [provider, recipient, ...rest] = cedar.split(',');
    if (!provider || !recipient || rest.length > 0)
      throw new CliError(ExitCode.usage, '--cedar takes PROVIDER,RECIPIENT');
    const policies = toCedar(treaties, { provider, recipient, fromMs: atMs, expiresMs: atMs + 600_000 });
    console.log(
      Object.entries(policies)
        .map(([id, policy]) => `// ${id}\n${policy}`)
        .join('\n\n'),
    );
    return;
  }
  const explanations = [...treaties.timelines.values()].map((timeline) => explain(timeline, atMs));
  console.log(
    json
      ? JSON.stringify(explanations)
      : explanations.map((explanation) => inWords(explanation, atMs)).join('\n\n'),
  );
}

function inWords(
  { instrument, title, state, because, endsAtMs, grants, reservations, assumptions, unknown }: Explanation,
  atMs: number,
): string {
  const lines = [`${title} (${instrument})`, `  on ${formatInstant(atMs)}: ${state}, ${because}`];
  if (endsAtMs !== undefined) lines.push(`  ends ${formatInstant(endsAtMs)}`);
  if (grants.length === 0) lines.push('  grants nothing');
  for (const { article, text, spans, activeNow } of grants) {
    lines.push(`  ${article}: ${text}`, `    holds ${formatSpans(spans)}${activeNow ? ', also now' : ''}`);
  }
  for (const { article, text } of reservations) lines.push(`  ${article}: ${text}`);
  for (const text of assumptions) lines.push(`  assumed: ${text}`);
  for (const text of unknown) lines.push(`  not known: ${text}`);
  return lines.join('\n');
}

interface SimulateOptions {
  readonly inForce?: string;
  readonly suspend?: string;
  readonly by?: string;
  readonly at?: string;
  readonly tracks?: string;
  readonly json?: boolean;
}

async function simulateOne(paths: string[], options: SimulateOptions): Promise<void> {
  const atMs = options.at === undefined ? Date.now() : parseDate(options.at);
  const read = await readTreaties(paths);
  buildTreaties(read);
  const holdings = options.tracks === undefined ? [] : await readHoldings(options.tracks, atMs);
  const result = simulate(read, hypothesisOf(options), holdings, atMs);
  if ('impossible' in result) throw new CliError(ExitCode.input, result.impossible);
  if (options.json) console.log(JSON.stringify(result.changes));
  else if (result.changes.length === 0) console.log('nothing would change, and nothing is granted');
  else for (const change of result.changes) console.log(changeText(change, options.tracks !== undefined));
}

function hypothesisOf({ inForce, suspend, by }: SimulateOptions): Hypothesis {
  if (inForce !== undefined && suspend === undefined) return { kind: 'inForce', instrument: inForce };
  if (suspend !== undefined && by !== undefined && inForce === undefined) {
    return { kind: 'suspended', instrument: suspend, by };
  }
  throw new CliError(ExitCode.usage, 'say either --in-force INSTRUMENT, or --suspend INSTRUMENT --by MEMBER');
}

function changeText(
  { provider, recipient, gained, lost, kept, seenBefore, seenAfter }: PairChange,
  counted: boolean,
): string {
  const parts = [
    gained.length > 0 && `gains ${gained.join(', ')}`,
    lost.length > 0 && `loses ${lost.join(', ')}`,
    kept.length > 0 && `keeps ${kept.join(', ')}`,
    counted && `sees ${seenAfter} tracks instead of ${seenBefore}`,
  ].filter((part) => part !== false);
  return `${recipient} of ${provider}: ${parts.join('; ')}`;
}

async function diff(a: string, b: string, { json }: { readonly json?: boolean }): Promise<void> {
  const [before, after] = await Promise.all(
    [a, b].map(async (file) => (await readTreaties([file])).instruments),
  );
  if (before?.length !== 1 || after?.length !== 1)
    throw new CliError(ExitCode.usage, 'diff compares two files with one instrument each');
  const changes = diffInstruments(before[0]!, after[0]!);
  if (json) console.log(JSON.stringify(changes));
  else if (changes.length === 0) console.log('no difference');
  else
    for (const { path, before, after, direction } of changes)
      console.log(`${(direction ?? '').padEnd(9)}${path}: ${before ?? 'nothing'} -> ${after ?? 'nothing'}`);
}

export function define(command: Command): void {
  command
    .command('check')
    .description('say what is wrong with documents, by file, line and column')
    .argument('<path...>', PATHS)
    .action(check);
  command
    .command('state')
    .description('the state of every instrument on a day')
    .argument('<path...>', PATHS)
    .option('--at <date>', 'the day or instant; now when absent')
    .option('--known <date>', 'only events recorded by then')
    .option('--json', 'print JSON')
    .action(state);
  command
    .command('explain')
    .description('what is granted, to whom, where and until when, in plain words')
    .argument('<path...>', PATHS)
    .option('--at <date>', 'the day or instant; now when absent')
    .option('--json', 'print JSON')
    .option('--geojson', 'print the areas as GeoJSON')
    .option('--cedar <pair>', 'print the grants of PROVIDER,RECIPIENT as Cedar policies')
    .action(explainAll);
  command
    .command('simulate')
    .description('what would be seen if an instrument were in force, or lost if a party suspended it')
    .argument('<path...>', PATHS)
    .option('--in-force <instrument>', 'suppose that it were in force')
    .option('--suspend <instrument>', 'suppose that it were suspended')
    .option('--by <member>', 'by this party alone')
    .option('--at <date>', 'the day or instant; now when absent')
    .option('--tracks <file>', 'JSON lines with provider, latDeg, lonDeg: count who would see them')
    .option('--json', 'print JSON')
    .action(simulateOne);
  command
    .command('diff')
    .description('what differs between two versions of an instrument, and whether it lets more through')
    .argument('<a>')
    .argument('<b>')
    .option('--json', 'print JSON')
    .action(diff);
  command
    .command('schema')
    .description('print the JSON Schema of treaty documents')
    .action(() => console.log(JSON.stringify(treatySchema, undefined, 2)));
}
