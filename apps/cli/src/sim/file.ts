import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** Pieces gathered before they are written. */
const BATCH_SIZE = 1 << 16;

/** A file under way: what is written waits when the disk is slow. */
export interface FileSink {
  readonly path: string;
  /** Octets on the disk so far. */
  readonly size: number;
  write(piece: Uint8Array | string): Promise<void> | undefined;
  close(): Promise<void>;
}

/** Creates or empties a file; packs it when its name ends in `.gz`. Rejects with the system's error. */
export async function openFile(path: string): Promise<FileSink> {
  const file = createWriteStream(path);
  await once(file, 'open');
  const gzip = path.endsWith('.gz') ? createGzip() : undefined;
  const done = gzip === undefined ? once(file, 'close') : pipeline(gzip, file);
  // Whoever writes next or closes sees the error; until then it must not count as unhandled.
  done.catch(() => {});
  const target = gzip ?? file;
  let pieces: Uint8Array[] = [];
  let gathered = 0;

  async function flush(): Promise<void> {
    const batch = Buffer.concat(pieces);
    pieces = [];
    gathered = 0;
    if (batch.length > 0 && !target.write(batch)) await Promise.race([once(target, 'drain'), done]);
  }

  return {
    path,
    get size() {
      return file.bytesWritten;
    },
    write(piece) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      pieces.push(bytes);
      gathered += bytes.length;
      return gathered >= BATCH_SIZE ? flush() : undefined;
    },
    async close() {
      await flush();
      target.end();
      await done;
    },
  };
}
