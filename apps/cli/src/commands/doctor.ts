import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** Only what the main job needs makes the command fail. */
  readonly needed: boolean;
  readonly detail: string;
}

function onPath(program: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((file) => existsSync(file));
}

function program(name: string, purpose: string): Finding {
  const found = onPath(name);
  return { what: name, ok: found !== undefined, needed: false, detail: found ?? `absent: ${purpose}` };
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function examine(port: number): Promise<readonly Finding[]> {
  const consoleIndex = new URL('../../../console/dist/index.html', import.meta.url);
  return [
    {
      what: 'node',
      ok: Number(process.versions.node.split('.')[0]) >= 24,
      needed: true,
      detail: `${process.version} (24 or newer runs the node from source)`,
    },
    {
      what: 'console',
      ok: existsSync(consoleIndex),
      needed: true,
      detail: existsSync(consoleIndex) ? 'built' : 'not built: run "npm start" or "npm run build"',
    },
    {
      what: `port ${port}`,
      ok: await canListen(port),
      needed: true,
      detail: 'where the console and the API listen',
    },
    program('chromium', 'the browser tests and the screenshot need it'),
    program('nats-server', 'links between members need one each'),
    program('tshark', 'the comparison of the ASTERIX codec with another decoder needs it'),
  ];
}

export function define(command: Command): void {
  command
    .option('--port <port>', 'the port to look at', '8080')
    .option('--json', 'print the findings as JSON')
    .action(async ({ port, json }: { port: string; json?: boolean }) => {
      const findings = await examine(Number(port));
      if (json) console.log(JSON.stringify(findings));
      else {
        for (const { what, ok, needed, detail } of findings) {
          console.log(`${ok ? 'ok     ' : needed ? 'MISSING' : 'absent '}  ${what.padEnd(12)} ${detail}`);
        }
      }
      const missing = findings.filter(({ ok, needed }) => needed && !ok).map(({ what }) => what);
      if (missing.length > 0) {
        throw new CliError(ExitCode.environment, `not ready: ${missing.join(', ')}`);
      }
    });
}
