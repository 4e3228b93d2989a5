// `npm start`: installs when needed, builds the console when its sources changed, runs the demo.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildConsole, env, fail, install, requireNode, root } from './bootstrap.mjs';

requireNode();
install();
buildConsole();

const demo = spawn('node', [join(root, 'apps/cli/bin/commonsky.mjs'), 'start', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to both; a service manager only to us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => demo.kill(signal));
// npm told to end does so without telling what it started; a demo that nobody holds must not keep the port.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined) {
  setInterval(() => process.ppid !== parent && demo.kill('SIGTERM'), 500).unref();
}
demo.on('error', ({ message }) => fail(`node cannot be started: ${message}`));
// Without a code it was killed.
demo.on('exit', (code) => process.exit(code ?? 1));
