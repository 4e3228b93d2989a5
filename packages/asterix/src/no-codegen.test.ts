import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const index = new URL('index.ts', import.meta.url).href;
const cat048 = new URL('categories/cat048/index.ts', import.meta.url).href;
const PROGRAM = `
import { createDecoder, createEncoder, project } from '${index}';
import { cat048 } from '${cat048}';
const block = createEncoder(cat048).encode([{ i010: { sac: 1, sic: 2 }, i040: { rho: 16, theta: 90 } }]);
const { records } = createDecoder({ categories: [cat048] }).decode(block);
const plots = project(cat048, { rho: 'i040.rho' });
plots.read(block);
let forbidden = false;
try { new Function('return 1'); } catch { forbidden = true; }
console.log(JSON.stringify({ forbidden, items: records[0].items, rho: plots.columns.rho[0] }));
`;

it('decodes, encodes and projects where code generation is forbidden', () => {
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '-e', PROGRAM];
  const printed = execFileSync(process.execPath, flags, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(JSON.parse(printed)).toEqual({
    forbidden: true,
    items: { i010: { sac: 1, sic: 2 }, i040: { rho: 16, theta: 90 } },
    rho: 16,
  });
});
