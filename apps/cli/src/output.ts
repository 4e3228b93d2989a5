import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Text gathered before it is written: one system call per record would cost more than decoding. */
const BATCH_LENGTH = 1 << 16;

export interface Output {
  /** Takes one line without its end. Await what it returns, if anything: the reader is slow. */
  line(text: string): Promise<void> | undefined;
  /** Writes what is left and, for a file, waits until it is on disk. */
  close(): Promise<void>;
}

/** Lines to standard output, or to `path`. Errors of the file (full disk, no permission) reject. */
export async function openOutput(path?: string): Promise<Output> {
  const toFile = path !== undefined && path !== '-';
  const stream: Writable = toFile ? createWriteStream(path) : process.stdout;
  if (toFile) await once(stream, 'open');
  let batch = '';

  async function flush(): Promise<void> {
    const text = batch;
    batch = '';
    if (text !== '' && !stream.write(text)) await once(stream, 'drain');
  }

  return {
    line(text) {
      batch += `${text}\n`;
      return batch.length >= BATCH_LENGTH ? flush() : undefined;
    },
    async close() {
      await flush();
      if (!toFile) return;
      stream.end();
      await once(stream, 'close');
    },
  };
}
