import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';
import { addFeedOptions, collect, type FeedOptions } from '../feed-options.ts';
import { addServeOptions, serveUntilStopped, type ServeOptions } from '../serve.ts';

interface Options extends ServeOptions, FeedOptions {
  readonly asterix: readonly string[];
  readonly beast: readonly string[];
  readonly avr: readonly string[];
  readonly sbs: readonly string[];
}

export function define(command: Command): void {
  addServeOptions(addFeedOptions(command))
    .option('--asterix <url>', 'udp://[GROUP@]HOST:PORT or tcp://HOST:PORT; repeatable', collect, [])
    .option('--beast <url>', 'tcp://HOST:PORT of a receiver that serves Beast; repeatable', collect, [])
    .option('--avr <url>', 'tcp://HOST:PORT that serves AVR text; repeatable', collect, [])
    .option('--sbs <url>', 'tcp://HOST:PORT that serves BaseStation (SBS-1) text; repeatable', collect, [])
    .addHelpText(
      'after',
      `
Examples:
  commonsky listen --asterix udp://0.0.0.0:8600 --site 25/10=42.86,74.59,760
  commonsky listen --asterix udp://239.192.1.1@10.0.0.5:8600 --beast tcp://127.0.0.1:30005`,
    )
    .action(async ({ site, ...options }: Options) => {
      const feeds = [...options.asterix, ...options.beast, ...options.avr, ...options.sbs];
      if (feeds.length === 0) {
        throw new CliError(
          ExitCode.usage,
          'name a feed: --asterix udp://0.0.0.0:8600 or --beast tcp://HOST:30005',
        );
      }
      const { startListen } = await import('@commonsky/server');
      const server = await startListen({ ...options, sites: site });
      await serveUntilStopped(server, `listening: ${feeds.join(', ')}`, options);
    });
}
