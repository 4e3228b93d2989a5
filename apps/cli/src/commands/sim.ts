import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkScenario,
  createPlotSimulation,
  createSimulation,
  demoScenario,
  type Scenario,
} from '@commonsky/sim';
import type { Command } from 'commander';
import { parse, stringify } from 'yaml';
import { CliError, ExitCode } from '../errors.ts';
import { createProgress } from '../progress.ts';
import { openDetections } from '../sim/detections.ts';
import type { FileSink } from '../sim/file.ts';
import { openRecordings } from '../sim/octets.ts';
import { openTruth } from '../sim/truth.ts';

const KINDS = ['raw', 'pcap', 'beast', 'truth', 'detections'] as const;
type Kind = (typeof KINDS)[number];

const DURATION_S_MAX = 7 * 86_400;
/** More faults than anybody reads at once. */
const FAULTS_SHOWN_MAX = 20;

interface SimOptions {
  readonly scenario?: string | undefined;
  readonly out: string;
  readonly durationS: number;
  readonly write: readonly Kind[];
  readonly seed?: number | undefined;
  readonly start?: string | undefined;
  readonly force?: boolean | undefined;
}

/** Simulates a scenario and writes what was asked for into a folder. Returns the files with their sizes. */
export async function runSim(options: SimOptions): Promise<readonly { path: string; size: number }[]> {
  const scenario = await loadScenario(options);
  await prepareFolder(options.out, options.force ?? false);
  await writeFile(join(options.out, 'scenario.yaml'), stringify(scenario));
  const wants = (kind: Kind): boolean => options.write.includes(kind);
  const octets = wants('raw') || wants('pcap') || wants('beast') ? createSimulation(scenario) : undefined;
  const plots = wants('detections') ? createPlotSimulation(scenario) : undefined;
  const world = octets ?? plots ?? createPlotSimulation({ ...scenario, sensors: [] });
  await writeFile(join(options.out, 'sensors.json'), `${JSON.stringify(world.sensors, undefined, 2)}\n`);

  const kinds = { raw: wants('raw'), pcap: wants('pcap'), beast: wants('beast') };
  const recordings = octets && (await openRecordings(options.out, octets, kinds));
  const truth = wants('truth') ? await openTruth(options.out) : undefined;
  const detections = plots && (await openDetections(options.out, plots, options.durationS));
  const progress = createProgress('simulating');
  for (let s = 0; s <= options.durationS; s++) {
    const atMs = world.startMs + s * 1000;
    const emissions = octets?.advance(atMs) ?? [];
    const detected = plots?.advance(atMs) ?? [];
    if (world !== octets && world !== plots) world.advance(atMs);
    for (const each of emissions) await recordings?.write(each);
    const states = truth || detections ? world.truth(atMs) : [];
    await truth?.write(atMs, states);
    await detections?.write(atMs, detected, states);
    progress.update(s, options.durationS, `${world.aircraftCount} aircraft`);
  }
  progress.end();
  await detections?.end();
  const files: FileSink[] = [
    ...(recordings?.files ?? []),
    ...(truth?.files ?? []),
    ...(detections?.files ?? []),
  ];
  for (const file of files) await file.close();
  return files.map(({ path, size }) => ({ path, size }));
}

/** The scenario asked for, or the demo, with seed and start from the command line laid over it. */
async function loadScenario({
  scenario: path,
  seed,
  start,
}: Pick<SimOptions, 'scenario' | 'seed' | 'start'>): Promise<Scenario> {
  const given = path === undefined ? demoScenario() : await readScenario(path);
  const laid = {
    ...(given as object),
    ...(seed !== undefined && { seed }),
    ...(start !== undefined && { start }),
  };
  const { issues } = checkScenario(given === null || typeof given !== 'object' ? given : laid);
  if (issues.length === 0) return laid;
  const shown = issues.slice(0, FAULTS_SHOWN_MAX).map(({ path: at, reason }) => `\n  ${at} ${reason}`);
  const more = issues.length > shown.length ? `\n  and ${issues.length - shown.length} more` : '';
  throw new CliError(ExitCode.input, `${path ?? 'demo'} is not a scenario:${shown.join('')}${more}`);
}

async function readScenario(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return parse(text) as unknown;
  } catch (error) {
    const [line] = (error as Error).message.split('\n');
    throw new CliError(ExitCode.input, `${path}: not YAML: ${line}`, { cause: error });
  }
}

async function prepareFolder(folder: string, force: boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (!force && (await readdir(folder)).length > 0) {
    throw new CliError(ExitCode.usage, `${folder} is not empty; --force writes into it all the same`);
  }
}

function parseKinds(text: string): readonly Kind[] {
  return text.split(',').map((name) => {
    const kind = KINDS.find((each) => each === name.trim());
    if (kind === undefined)
      throw new CliError(ExitCode.usage, `--write ${name}: there are ${KINDS.join(', ')}`);
    return kind;
  });
}

function parseWhole(option: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value;
    throw new CliError(ExitCode.usage, `${option} ${text}: expected a whole number from ${min} to ${max}`);
  };
}

export function define(command: Command): void {
  command
    .argument('[scenario]', 'YAML or JSON file; the built-in demo when absent')
    .option('-o, --out <folder>', 'write there')
    .option(
      '--duration <seconds>',
      'how much time to simulate',
      parseWhole('--duration', 1, DURATION_S_MAX),
      600,
    )
    .option('--seed <number>', 'another seed than the scenario has', parseWhole('--seed', 0, 4_294_967_295))
    .option('--start <time>', 'another start, UTC such as 2026-01-01T06:00:00Z')
    .option('--write <kinds>', `what to write: ${KINDS.join(', ')}`, parseKinds, [
      'raw',
      'pcap',
      'beast',
      'truth',
    ] as const)
    .option('--force', 'write into a folder that is not empty')
    .option('--check', 'only check the scenario')
    .option('--print', 'print the scenario as YAML, a start for one of your own')
    .addHelpText(
      'after',
      `
What is written:
  raw         asterix.raw: data blocks one after the other
  pcap        asterix.pcap: the same with times and addresses
  beast       ID.beast: the stream of each Mode S receiver
  truth       truth.csv: every aircraft once a second
  detections  meta.json, detections.csv.gz and what a judge needs: a scenario for tracking
  always      scenario.yaml and sensors.json

Examples:
  commonsky sim --out demo --duration 300
  commonsky sim --print > mine.yaml
  commonsky sim mine.yaml --out mine --seed 7 --write detections`,
    )
    .action(
      async (
        scenario: string | undefined,
        flags: Omit<SimOptions, 'durationS' | 'out'> & {
          out?: string;
          duration: number;
          check?: boolean;
          print?: boolean;
        },
      ) => {
        if (flags.check === true || flags.print === true) {
          const loaded = await loadScenario({ ...flags, scenario });
          process.stdout.write(
            flags.print === true ? stringify(loaded) : `${scenario ?? 'demo'} is a valid scenario\n`,
          );
          return;
        }
        if (flags.out === undefined) throw new CliError(ExitCode.usage, 'say where to write: --out FOLDER');
        const files = await runSim({ ...flags, scenario, out: flags.out, durationS: flags.duration });
        for (const { path, size } of files) console.log(`${path}\t${size}`);
      },
    );
}
