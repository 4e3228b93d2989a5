/** `npm run fuzz [-- NAME…] [--runs N] [--seed N]`: long runs of the fuzzers that CI runs short. */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Fuzz } from '../tests/fuzz/fuzz.ts';

const SUFFIX = '.fuzz.ts';
const FOLDER = new URL('../tests/fuzz/', import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '10000000' }, seed: { type: 'string', default: '1' } },
});
const known = readdirSync(FOLDER)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length));

for (const name of positionals.length > 0 ? positionals : known) {
  if (!known.includes(name)) {
    console.error(`fuzz: no fuzzer named ${name}; there are ${known.join(', ')}`);
    process.exit(2);
  }
  const module = (await import(new URL(name + SUFFIX, FOLDER).href)) as { readonly fuzz: Fuzz };
  console.log(`${name}: ${module.fuzz({ runs: Number(values.runs), seed: Number(values.seed) })}`);
}
