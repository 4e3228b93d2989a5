// `npm start`: installs when needed, builds the console when its sources changed, runs the demo.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildConsole, env, install, requireNode, root } from './bootstrap.mjs';

requireNode();
install();
buildConsole();

const demo = spawn('node', [join(root, 'apps/cli/bin/commonsky.mjs'), 'start', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to both; a service manager only to us.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code) => process.exit(code ?? 0));
