import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';
import { addFeedOptions, collect, type FeedOptions } from '../feed-options.ts';
import { addServeOptions, serveUntilStopped, type ServeOptions } from '../serve.ts';

interface Options extends ServeOptions, FeedOptions {
  readonly asterix: readonly string[];
  readonly beast: readonly string[];
}

export function define(command: Command): void {
  addServeOptions(addFeedOptions(command))
    .option('--asterix <url>', 'udp://[GROUP@]HOST:PORT or tcp://HOST:PORT; repeatable', collect, [])
    .option('--beast <url>', 'tcp://HOST:PORT of a receiver that serves Beast; repeatable', collect, [])
    .addHelpText(
      'after',
      `
Examples:
  commonsky listen --asterix udp://0.0.0.0:8600 --site 25/10=42.86,74.59,760
  commonsky listen --asterix udp://239.192.1.1@10.0.0.5:8600 --beast tcp://127.0.0.1:30005`,
    )
    .action(async ({ site, ...options }: Options) => {
      if (options.asterix.length + options.beast.length === 0) {
        throw new CliError(
          ExitCode.usage,
          'name a feed: --asterix udp://0.0.0.0:8600 or --beast tcp://HOST:30005',
        );
      }
      const { startListen } = await import('@commonsky/server');
      const server = await startListen({ ...options, sites: site });
      await serveUntilStopped(
        server,
        `listening: ${[...options.asterix, ...options.beast].join(', ')}`,
        options,
      );
    });
}
