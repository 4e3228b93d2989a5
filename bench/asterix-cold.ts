/** Run by the ASTERIX benchmark in a process of its own: prints the rates of decoding a file once, compilation included. */
import { readFileSync } from 'node:fs';
import { createDecoder } from '@commonsky/asterix';
import { createStopwatch } from './asterix-rate.ts';
import { blocksOf } from './asterix-records.ts';

const [file, category] = process.argv.slice(2) as [string, string];
const name = `cat${category.padStart(3, '0')}`;
const definition = (
  (await import(`@commonsky/asterix/${name}`)) as Record<
    string,
    Parameters<typeof createDecoder>[0]['categories'][number]
  >
)[name]!;
const blocks = blocksOf(readFileSync(file));
const watch = createStopwatch();
watch.time(() => {
  const decoder = createDecoder({ categories: [definition] });
  let count = 0;
  for (const block of blocks) count += decoder.decode(block).records.length;
  return count;
});
console.log(JSON.stringify(watch.rate()));
