import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Lines of a text file without their ends, unpacked when its name ends in .gz; never the whole file at once. */
export async function* readLines(path: string): AsyncGenerator<string[]> {
  const file = createReadStream(path);
  // An error of either stream reaches the loop below through the last one; nothing is left to call back for.
  const text = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
  let rest = '';
  for await (const chunk of text.setEncoding('utf8')) {
    const lines = (rest + (chunk as string)).split('\n');
    rest = lines.pop()!;
    yield lines;
  }
  if (rest !== '') yield [rest];
}
