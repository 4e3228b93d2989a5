#!/usr/bin/env node
// Plain JavaScript on purpose: the Node that starts it may be too old to strip types. The project
// brings Node 24 with it as an npm package; hand over to that one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(main.href);
} else {
  const bundled = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  if (!existsSync(bundled)) {
    process.stderr.write('commonsky: Node 24 is not here; run "npm ci" in the repository first\n');
    process.exit(3);
  }
  const child = spawn(bundled, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; a service manager only to us, and the child must not outlive us.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', ({ message }) => {
    process.stderr.write(`commonsky: ${bundled} cannot be started: ${message}\n`);
    process.exit(3);
  });
  child.on('exit', (code) => process.exit(code ?? 70));
}
