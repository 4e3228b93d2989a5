import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';
import { addFeedOptions, type FeedOptions } from '../feed-options.ts';
import { addServeOptions, serveUntilStopped, type ServeOptions } from '../serve.ts';

interface Options extends ServeOptions, FeedOptions {
  readonly speed: number;
  readonly startAt?: number;
}

function parseSpeed(text: string): number {
  const speed = text === 'max' ? Infinity : Number(text);
  if (speed > 0) return speed;
  throw new CliError(ExitCode.usage, `--speed ${text}: a positive number, or max`);
}

function parseMoment(text: string): number {
  const atMs = Date.parse(text);
  if (!Number.isNaN(atMs)) return atMs;
  throw new CliError(ExitCode.usage, `--start-at ${text}: expected ISO 8601, such as 2026-01-06T08:28:13Z`);
}

export function define(command: Command): void {
  addServeOptions(addFeedOptions(command))
    .argument('<file...>', 'recordings, played together in order of time; told apart by content')
    .option('--speed <factor>', 'times real time, or max', parseSpeed, 1)
    .option('--start-at <time>', 'when a recording without a date began, ISO 8601', parseMoment)
    .addHelpText(
      'after',
      `
Examples:
  commonsky replay radar.pcap --speed 10
  commonsky replay plots.ast adsb.bin --site 25/10=42.86,74.59,760 --receiver 42.84,74.59`,
    )
    .action(async (files: string[], { site, startAt, ...options }: Options) => {
      const { startReplay } = await import('@commonsky/server');
      const replay = await startReplay({
        ...options,
        files,
        sites: site,
        ...(startAt === undefined ? {} : { startAtMs: startAt }),
      });
      const formats = replay.formats.map(({ file, format }) => `${file} (${format})`).join(', ');
      await serveUntilStopped(replay, `replaying ${formats}`, options);
    });
}
