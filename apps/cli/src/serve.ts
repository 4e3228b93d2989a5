import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Command } from 'commander';
import { CliError, ExitCode } from './errors.ts';

/** Options of every command that serves a console. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly open: boolean;
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new CliError(ExitCode.usage, `--port ${text}: a port is a number from 0 (any free one) to 65535`);
}

function parseLogLevel(text: string): ServeOptions['logLevel'] {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  throw new CliError(ExitCode.usage, `--log-level ${text}: there are ${LOG_LEVELS.join(', ')}`);
}

export function addServeOptions(command: Command): Command {
  return command
    .option('--host <address>', 'address the console and the API listen on', '127.0.0.1')
    .option('--port <port>', 'and their port; 0 takes any free one', parsePort, 8080)
    .option(
      '--log-level <level>',
      `${LOG_LEVELS.join(', ')}; JSON lines on standard error`,
      parseLogLevel,
      'warn',
    )
    .option('--no-open', 'do not open a browser');
}

/** Opens the user's browser if this is a desktop with one; says nothing otherwise. */
function openBrowser(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const isDesktop =
    process.platform === 'darwin' ||
    process.env['DISPLAY'] !== undefined ||
    process.env['WAYLAND_DISPLAY'] !== undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  if (!process.stdout.isTTY || !isDesktop || !folders.some((folder) => existsSync(join(folder, opener))))
    return;
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  // Without a browser the printed URL has to do.
  child.on('error', () => undefined);
  child.unref();
}

const PARENT_CHECK_MS = 500;
/** Who asked for the end gets it, even from a part that hangs. */
const CLOSE_MS_MAX = 5_000;

interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Says where the console is and serves until the user or the system ends it. */
export async function serveUntilStopped(server: Served, what: string, options: ServeOptions): Promise<void> {
  console.log(`commonsky: ${what}`);
  console.log(`commonsky: console at ${server.url}  (Ctrl-C ends)`);
  if (options.open) openBrowser(server.url);
  await new Promise<void>((resolve) => {
    // Kept, not taken off after the first: a launcher may pass on what the terminal has sent us already.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
    // npx told to end does so without telling us; a node that nobody holds must not keep the port.
    const parent = process.ppid;
    if (process.env['npm_lifecycle_event'] !== undefined) {
      setInterval(() => process.ppid !== parent && resolve(), PARENT_CHECK_MS).unref();
    }
  });
  setTimeout(() => process.exit(ExitCode.bug), CLOSE_MS_MAX).unref();
  await server.close();
}
