import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instrument, LifeEvent, Region } from '@commonsky/treaty';
import { formatProblem, parseTreatyYaml, type PlacedProblem } from '@commonsky/treaty/yaml';

export interface TreatyFiles {
  readonly files: readonly string[];
  readonly instruments: readonly Instrument[];
  readonly events: readonly LifeEvent[];
  readonly regions: readonly Region[];
  /** One line each, with file, line and column. */
  readonly problems: readonly string[];
}

/**
 * Reads treaty documents: files as named, and of a folder its `*.yaml` and those in `instruments/`.
 * Other folders are read when named: a what-if must not slip into what is.
 */
export async function readTreatyFiles(paths: readonly string[]): Promise<TreatyFiles> {
  const files = (await Promise.all(paths.map((path) => yamlFiles(path)))).flat();
  const instruments: Instrument[] = [];
  const events: LifeEvent[] = [];
  const regions: Region[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const parsed = parseTreatyYaml(await readFile(file, 'utf8'));
    if (!parsed.ok)
      problems.push(...parsed.problems.map((problem: PlacedProblem) => formatProblem(file, problem)));
    else if (parsed.value.kind === 'instrument') instruments.push(parsed.value.instrument);
    else if (parsed.value.kind === 'events') events.push(...parsed.value.events);
    else regions.push(parsed.value.region);
  }
  return { files, instruments, events, regions, problems };
}

async function yamlFiles(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const own = entries
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map(({ name }) => join(path, name));
  const inner = entries.some((entry) => entry.isDirectory() && entry.name === 'instruments')
    ? await yamlFiles(join(path, 'instruments'))
    : [];
  return [...own, ...inner].sort();
}
