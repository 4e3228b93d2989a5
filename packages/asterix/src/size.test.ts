import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';

/** Minified size of a bundle of what these lines import. */
async function bundled(source: string): Promise<{ readonly size: number; readonly code: string }> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const build = await rolldown({
    input: 'entry',
    plugins: [
      {
        name: 'entry',
        resolveId: (id: string) => (id === 'entry' ? `${here}entry.ts` : null),
        load: (id: string) => (id.endsWith('entry.ts') ? source : null),
      },
    ],
  });
  const { output } = await build.generate({ minify: true, format: 'esm' });
  return { size: output[0].code.length, code: output[0].code };
}

const MACHINERY = `import { createDecoder, createEncoder, project } from './index.ts';`;

it('is below 250 kB with every category, and one category brings in only that one', async () => {
  const every = await bundled(
    `${MACHINERY} import { latest } from './all.ts'; export { createDecoder, createEncoder, project, latest };`,
  );
  const older = await bundled(
    `${MACHINERY} import { editions } from './all.ts'; export { createDecoder, createEncoder, project, editions };`,
  );
  const one = await bundled(
    `${MACHINERY} import { cat034 } from './categories/cat034/index.ts'; export { createDecoder, createEncoder, project, cat034 };`,
  );
  process.stdout.write(
    `bundle: every category ${every.size}, with older editions ${older.size}, CAT034 alone ${one.size} octets\n`,
  );
  expect(older.size).toBeLessThan(250_000);
  expect(every.size).toBeLessThan(220_000);
  expect(one.size).toBeLessThan(60_000);
  expect(one.code).toContain('Antenna Rotation Speed');
  expect(one.code).not.toContain('Measured Position in Polar');
});
