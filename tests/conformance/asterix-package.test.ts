import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { afterAll, expect, it } from 'vitest';
import { stagePackage } from '../../scripts/publish-manifest.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'asterix-package-'));
const installed = join(folder, 'node_modules/@commonsky/asterix');
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAM = `
import { createDecoder } from '@commonsky/asterix';
import { cat048 } from '@commonsky/asterix/cat048';
import { latest } from '@commonsky/asterix/all';
import { cat021Edition026 } from '@commonsky/asterix/editions/cat021/0.26';
const decoder = createDecoder({ categories: [cat048] });
console.log(latest.length, cat021Edition026.edition, decoder.decode(Uint8Array.from([48, 0, 6, 128, 1, 2])).records.length);
`;

it('is publishable: exports resolve to files and types, and an installation runs', async () => {
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-b', 'packages/asterix'], { cwd: root });
  stagePackage('asterix', installed);
  const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
  expect(messages).toEqual([]);
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(printed).toBe('27 0.26 1\n');
});
