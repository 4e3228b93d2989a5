import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** Lines of a text file without their ends, unpacked when its name ends in .gz; never the whole file at once. */
export async function* readLines(path: string): AsyncGenerator<string[]> {
  const file = createReadStream(path);
  const unzip = createGunzip();
  // pipe() doesn't carry errors on: a file that isn't there must not wait for ever.
  file.on('error', (error) => unzip.destroy(error));
  const text = (path.endsWith('.gz') ? file.pipe(unzip) : file).setEncoding('utf8');
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + (chunk as string)).split('\n');
    rest = lines.pop()!;
    yield lines;
  }
  if (rest !== '') yield [rest];
}
