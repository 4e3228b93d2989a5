import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';
import { addServeOptions, serveUntilStopped, type ServeOptions } from '../serve.ts';

interface Options extends ServeOptions {
  readonly seed: number;
  readonly config?: string;
}

function parseSeed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CliError(ExitCode.usage, `--seed ${text}: a seed is a whole number of up to nine digits`);
}

export function define(command: Command): void {
  addServeOptions(command)
    .option(
      '--config <file>',
      'run the node of this configuration instead of the demo (example: docs/node.yaml)',
    )
    .option('--seed <number>', 'another seed gives the demo other traffic', parseSeed, 1)
    .action(async ({ config: file, ...options }: Options) => {
      const { loadConfig, startDemo, startServer } = await import('@commonsky/server');
      if (file === undefined) {
        const server = await startDemo(options);
        await serveUntilStopped(server, 'the demo: two nodes, simulated radars and ADS-B receivers', options);
        return;
      }
      const config = await loadConfig(file);
      // The file says where to listen and what to log, unless the command line does.
      const given = (name: 'host' | 'port' | 'logLevel'): boolean =>
        command.getOptionValueSource(name) === 'cli';
      const server = await startServer(config, {
        ...(given('host') ? { host: options.host } : {}),
        ...(given('port') ? { port: options.port } : {}),
        ...(given('logLevel') ? { logLevel: options.logLevel } : {}),
      });
      const members = config.members.map(({ name }) => name).join(', ');
      await serveUntilStopped(server, `${file}: ${members}`, options);
    });
}
