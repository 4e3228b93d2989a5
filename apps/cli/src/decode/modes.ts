import { Buffer } from 'node:buffer';
import { createBeastReader, decodeModes, TICKS_PER_S } from '@commonsky/modes';
import type { Progress } from '../progress.ts';
import type { DecodeSink } from './sink.ts';

/** Read in parts so that the progress bar moves. */
const CHUNK_SIZE = 1 << 20;

/** Decodes a Beast recording held in memory; `time` is the receiver's own clock in seconds. */
export async function decodeBeast(
  file: string,
  bytes: Uint8Array,
  sink: DecodeSink,
  progress: Progress,
): Promise<void> {
  const reader = createBeastReader();
  for (let offset = 0; offset < bytes.length; offset += CHUNK_SIZE) {
    for (const frame of reader.push(bytes.subarray(offset, offset + CHUNK_SIZE))) {
      if (frame.kind !== 'mode-s-short' && frame.kind !== 'mode-s-long') continue;
      const time = frame.timestamp / TICKS_PER_S;
      const message = decodeModes(frame.bytes);
      if (message.df === undefined) {
        await sink.reject({
          file,
          offset,
          reason: message.reject,
          time,
          hex: Buffer.from(frame.bytes).toString('hex'),
        });
      } else {
        const { df, ...fields } = message;
        await sink.record({ df, time, fields });
      }
    }
    progress.update(offset + CHUNK_SIZE, bytes.length, `${sink.counts.records} messages`);
  }
}
