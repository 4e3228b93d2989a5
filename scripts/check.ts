/** `npm run check`: everything short of running the tests. Stops at nothing, reports all, fails if any failed. */
import { spawnSync } from 'node:child_process';

const STEPS: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'boundaries', command: ['depcruise', '--config', '.dependency-cruiser.json', 'packages', 'apps'] },
  { name: 'unused', command: ['knip', '--no-progress'] },
];

const failed: string[] = [];
for (const { name, command } of STEPS) {
  const [program, ...args] = command;
  const { status, stdout, stderr } = spawnSync(program!, args, { encoding: 'utf8' });
  process.stdout.write(`check ${name}: ${status === 0 ? 'ok' : 'FAILED'}\n`);
  if (status !== 0) {
    failed.push(name);
    process.stdout.write(stdout + stderr);
  }
}
if (failed.length > 0) process.exit(1);
