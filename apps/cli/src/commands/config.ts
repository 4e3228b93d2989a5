import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';

export function define(command: Command): void {
  command
    .command('check')
    .description('say everything that is wrong with a configuration file, with its path and reason')
    .argument('<file>', "a node's configuration, YAML")
    .option('--json', 'print the findings as JSON')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const { parseConfig } = await import('@commonsky/server');
      const { config, issues } = parseConfig(await readFile(file, 'utf8'));
      if (json) console.log(JSON.stringify(issues));
      else for (const { path, reason } of issues) console.log(path === '' ? reason : `${path}: ${reason}`);
      if (config === undefined) {
        throw new CliError(
          ExitCode.input,
          `${file}: ${issues.length} ${issues.length === 1 ? 'fault' : 'faults'}`,
        );
      }
      if (!json) console.log(`${file}: good (${config.members.map(({ id }) => id).join(', ')})`);
    });
}
