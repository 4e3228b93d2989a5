import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openOutput } from './output.ts';

const folder = mkdtempSync(join(tmpdir(), 'commonsky-output-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('writes every line in order, across batches', async () => {
  const path = join(folder, 'lines.txt');
  const lines = Array.from({ length: 5000 }, (_, i) => `${i} ${'x'.repeat(i % 70)}`);
  const output = await openOutput(path);
  for (const line of lines) await output.line(line);
  await output.close();
  expect(readFileSync(path, 'utf8')).toBe(lines.map((line) => `${line}\n`).join(''));
});

it('rejects a path that cannot be written', async () => {
  await expect(openOutput(join(folder, 'absent', 'lines.txt'))).rejects.toMatchObject({ code: 'ENOENT' });
});
