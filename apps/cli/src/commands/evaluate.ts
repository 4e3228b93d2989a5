import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { scorePicture, type PictureScore } from '@commonsky/metrics';
import { CliError, ExitCode } from '../errors.ts';
import { parseMeta } from '../scenario.ts';
import { readPicture } from '../truth.ts';

interface Options {
  readonly json?: string;
  readonly cutOff: number;
  readonly from?: number;
  readonly to?: number;
}

/** Scores a tracks file against the truth of its scenario. */
export async function runEvaluate(
  directory: string,
  tracksPath: string,
  { cutOff, from, to }: Omit<Options, 'json'>,
): Promise<PictureScore> {
  const meta = parseMeta(await readFile(join(directory, 'meta.json'), 'utf8'));
  const truthPath = join(directory, 'truth.csv.gz');
  if (!existsSync(truthPath)) {
    throw new CliError(ExitCode.input, `${directory}: there is no truth.csv.gz to score against`);
  }
  return scorePicture(await readPicture(meta, truthPath, tracksPath), {
    c: cutOff,
    fromS: from ?? meta.score_from,
    toS: to ?? meta.score_to,
    stepS: meta.score_step,
  });
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new CliError(ExitCode.usage, `${text}: expected a number`);
}

export function define(command: Command): void {
  command
    .argument('<scenario>', 'folder with meta.json and truth.csv.gz')
    .argument('<tracks>', 'tracks file as `commonsky track` writes it')
    .option('--cut-off <m>', 'distance from which a track is not of a truth', parseNumber, 2000)
    .option('--from <s>', 'score from this time; meta.json says the default', parseNumber)
    .option('--to <s>', 'score to this time', parseNumber)
    .option('--json <file>', 'write the scores as JSON')
    .action(async (directory: string, tracks: string, { json, ...options }: Options) => {
      const score = await runEvaluate(directory, tracks, options);
      if (json !== undefined) await writeFile(json, `${JSON.stringify(score, undefined, 1)}\n`);
      for (const [name, value] of Object.entries(score)) {
        console.log(
          `${name.padEnd(20)} ${Number.isInteger(value) ? value : (value as number).toPrecision(6)}`,
        );
      }
    });
}
