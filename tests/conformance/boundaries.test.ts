import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const planted = mkdtempSync(join(tmpdir(), 'commonsky-boundaries-'));
afterAll(() => rmSync(planted, { recursive: true, force: true }));

/** Rules broken by a small tree of files laid out like ours. */
function brokenRules(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(planted, 'tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout } = spawnSync(
    join(repository, 'node_modules/.bin/depcruise'),
    ['--config', join(repository, '.dependency-cruiser.json'), '--output-type', 'json', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const report = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return report.summary.violations.map(({ rule }) => rule.name).sort();
}

const LEAF = 'export const leaf = 1;\n';

// The checker silently sees nothing when its parser is missing: prove that it still bites.
it.each([
  [
    'a package that opens a file',
    'packages-import-no-io',
    {
      'packages/asterix/src/a.ts':
        "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
    },
  ],
  [
    'a type-only arrow from codec to model',
    'codecs-and-model-stand-alone',
    {
      'packages/model/src/leaf.ts': LEAF,
      'packages/modes/src/a.ts':
        "import type { leaf } from '../../model/src/leaf.ts';\nexport type A = typeof leaf;\n",
    },
  ],
  [
    'a tracker that sees a codec',
    'tracker-and-treaty-and-metrics-and-joint-see-model-only',
    {
      'packages/asterix/src/leaf.ts': LEAF,
      'packages/tracker/src/a.ts': "export { leaf } from '../../asterix/src/leaf.ts';\n",
    },
  ],
  [
    'a watch that sees the tracker',
    'watch-sees-model-and-two-indexes-only',
    {
      'packages/tracker/src/leaf.ts': LEAF,
      'packages/watch/src/a.ts': "export { leaf } from '../../tracker/src/leaf.ts';\n",
    },
  ],
  [
    'a package that sees an app',
    'packages-do-not-see-apps',
    {
      'apps/server/src/leaf.ts': LEAF,
      'packages/sim/src/a.ts': "export { leaf } from '../../../apps/server/src/leaf.ts';\n",
    },
  ],
  [
    'a console that sees the server',
    'console-sees-model-only',
    {
      'apps/server/src/leaf.ts': LEAF,
      'apps/console/src/a.tsx': "export { leaf } from '../../server/src/leaf.ts';\n",
    },
  ],
])('catches %s', (_, rule, files) => {
  expect(brokenRules(files as unknown as Record<string, string>)).toContain(rule);
});

it('lets the agreed arrows pass', () => {
  expect(
    brokenRules({
      'packages/model/src/leaf.ts': LEAF,
      'packages/tracker/src/a.ts': "export { leaf } from '../../model/src/leaf.ts';\n",
      'apps/server/src/b.ts': "export { leaf } from '../../../packages/tracker/src/a.ts';\n",
    }),
  ).toEqual([]);
});
