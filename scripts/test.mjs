// `npm test [-- FILTER…]`: installs what the tests need, builds the console for the browser tests,
// runs Vitest, and closes with the line CI reads.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole, env, fail, install, requireNode, root, run } from './bootstrap.mjs';

/** Program the tests start, and the Debian packages that bring it. */
const PROGRAMS = [
  { program: 'chromium', packages: ['chromium'], why: 'the console is tested in a real browser' },
  { program: 'tshark', packages: ['tshark'], why: 'an independent decoder to compare with' },
  { program: 'nats-server', packages: ['nats-server'], why: 'members talk through one each' },
];

function present(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`], { env }).status === 0;
}

function installPrograms() {
  const missing = PROGRAMS.filter(({ program }) => !present(program));
  if (missing.length === 0) return;
  const packages = missing.flatMap((entry) => entry.packages);
  const reasons = missing.map(({ program, why }) => `${program} (${why})`).join(', ');
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const canInstall =
    present('apt-get') && (asRoot.length === 0 || spawnSync('sudo', ['-n', 'true']).status === 0);
  if (!canInstall) {
    fail(`the tests need ${reasons}; install them, on Debian: apt-get install ${packages.join(' ')}`);
  }
  process.stderr.write(`commonsky: installing ${packages.join(' ')} (once)\n`);
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, 'apt-get', ...args];
    return run(command, rest, {
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 2, 2],
    });
  };
  apt('update', '-qq');
  if (apt('install', '-y', '-qq', '--no-install-recommends', ...packages) !== 0) {
    fail(`apt-get could not install ${packages.join(' ')}; its message is above`);
  }
}

requireNode();
install();
installPrograms();
buildConsole();

const report = join(root, '.cache', 'vitest.json');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(report, { force: true });
const status = run('vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
if (!existsSync(report)) fail('vitest wrote no report; its message is above');
const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
  readFileSync(report, 'utf8'),
);
// A file that fails to load has no tests; count it, or a broken import would look like a pass.
const brokenFiles = testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
).length;
process.stdout.write(
  `tests: ${numPassedTests} passed, ${numFailedTests + brokenFiles} failed, ${numPendingTests} skipped\n`,
);
process.exit(status);
