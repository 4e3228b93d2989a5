import { execFileSync } from 'node:child_process';
import type { Bench, Figure } from './bench.ts';

/**
 * Each category in a process of its own: what one has left in the heap makes the collector's young generation
 * outgrow the cache, which slows the next one by a third.
 */
export const bench: Bench = (report) => {
  const worker = new URL('asterix-category.ts', import.meta.url).pathname;
  for (const category of [48, 21, 62]) {
    const lines = execFileSync(process.execPath, [worker, String(category)], { encoding: 'utf8' });
    for (const line of lines.split('\n')) if (line !== '') report(JSON.parse(line) as Figure);
  }
};
