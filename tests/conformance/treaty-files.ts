import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Instrument, LifeEvent } from '@commonsky/treaty';
import { formatProblem, parseTreatyYaml } from '@commonsky/treaty/yaml';

const SCENARIOS = new URL('../../scenarios/', import.meta.url);

/** Everything in the given files and folders of `scenarios/`. @throws on the first problem. */
export function readScenario(...names: readonly string[]): {
  instruments: Instrument[];
  events: LifeEvent[];
} {
  const instruments: Instrument[] = [];
  const events: LifeEvent[] = [];
  for (const file of names.flatMap((name) => yamlFiles(name))) {
    const parsed = parseTreatyYaml(readFileSync(new URL(file, SCENARIOS), 'utf8'));
    if (!parsed.ok)
      throw new Error(parsed.problems.map((problem) => formatProblem(file, problem)).join('\n'));
    if (parsed.value.kind === 'instrument') instruments.push(parsed.value.instrument);
    if (parsed.value.kind === 'events') events.push(...parsed.value.events);
  }
  return { instruments, events };
}

function yamlFiles(name: string): string[] {
  if (statSync(new URL(name, SCENARIOS)).isFile()) return [name];
  return readdirSync(new URL(`${name}/`, SCENARIOS), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => `${name}/${entry.name}`)
    .sort();
}
