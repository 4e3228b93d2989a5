import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';
import { addServeOptions, serveUntilStopped, type ServeOptions } from '../serve.ts';

function parseSeed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CliError(ExitCode.usage, `--seed ${text}: a seed is a whole number of up to nine digits`);
}

export function define(command: Command): void {
  addServeOptions(command)
    .option('--seed <number>', 'another seed gives other traffic', parseSeed, 1)
    .action(async (options: ServeOptions & { seed: number }) => {
      const { startDemo } = await import('@commonsky/server');
      const server = await startDemo(options);
      await serveUntilStopped(server, 'the demo: two nodes, simulated radars and ADS-B receivers', options);
    });
}
