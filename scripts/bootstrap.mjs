// What `npm start` and `npm test` share on a bare machine. Plain JavaScript without dependencies: it
// runs on Node 20 before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE_NEEDED = [20, 19];

/** Environment in which `node`, `tsc` and friends are the project's own. */
export const env = {
  ...process.env,
  PATH: join(root, 'node_modules', '.bin') + delimiter + (process.env.PATH ?? ''),
};

export function fail(message) {
  process.stderr.write(`commonsky: ${message}\n`);
  process.exit(3);
}

export function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    ...options,
  });
  if (error) fail(`${command} cannot be started: ${error.message}`);
  return signal ? 1 : status;
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor < NODE_NEEDED[1])) {
    fail(`Node ${NODE_NEEDED.join('.')} or newer is needed to install; this is ${process.version}`);
  }
}

const stampFile = (name) => join(root, '.cache', `${name}.stamp`);

function forget(name) {
  rmSync(stampFile(name), { force: true });
}

/** Runs `work` unless the files are what they were when `work` last went well. */
function whenChanged(name, files, work) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  const digest = hash.digest('hex');
  const stamp = stampFile(name);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

export function install() {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) forget('install');
  whenChanged('install', ['package-lock.json'], () => {
    process.stderr.write('commonsky: installing (once)\n');
    if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) {
      fail('npm ci failed; its message is above');
    }
  });
  const { stdout } = spawnSync('node', ['--version'], { env, encoding: 'utf8' });
  if (!(Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= 24)) {
    fail(
      `Node 24 or newer is needed to run from source; this is ${stdout?.trim()}. ` +
        'On Linux x64 the project brings it along (was npm told to omit optional dependencies?)',
    );
  }
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[\\/](dist|node_modules)([\\/]|$)/.test(entry.parentPath))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function runConsoleBuild() {
  process.stderr.write('commonsky: building the console\n');
  if (run('npm', ['run', '--silent', 'build', '-w', '@commonsky/console']) !== 0) {
    fail('the console did not build; the reason is above');
  }
}

/** The console is the only part that needs building before it runs. */
export function buildConsole() {
  if (!existsSync(join(root, 'apps/console/dist/index.html'))) forget('console');
  const sources = [...filesBelow('apps/console'), ...filesBelow('packages/model/src'), 'package-lock.json'];
  whenChanged('console', sources, runConsoleBuild);
}
