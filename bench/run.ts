/**
 * `npm run bench [-- NAME…] [--json]`: runs bench/NAME.bench.ts, all when no name is given, and
 * prints one line a figure: JSON with `--json` or when the output is not a terminal, else text.
 */
import { readdirSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import type { Bench, Figure } from './bench.ts';

const SUFFIX = '.bench.ts';
const args = process.argv.slice(2);
const json = args.includes('--json') || !process.stdout.isTTY;
const wanted = args.filter((arg) => !arg.startsWith('-'));
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length));

const missing = wanted.filter((name) => !known.includes(name));
if (missing.length > 0) {
  console.error(`bench: no bench named ${missing.join(', ')}; there are ${known.join(', ')}`);
  process.exit(2);
}

const environment = `${cpus()[0]?.model ?? 'unknown processor'} x${availableParallelism()}, node ${process.version}`;

function report(figure: Figure): void {
  if (json) console.log(JSON.stringify({ ...figure, environment }));
  else console.log(`${figure.name.padEnd(48)} ${figure.value.toPrecision(4).padStart(12)} ${figure.unit}`);
}

for (const name of wanted.length > 0 ? wanted : known) {
  const module = (await import(`./${name}${SUFFIX}`)) as { readonly bench: Bench };
  await module.bench(report);
}
