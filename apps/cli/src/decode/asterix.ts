import { Buffer } from 'node:buffer';
import { createDecoder, datagramsOf, type DecodeIssue, type Framing } from '@commonsky/asterix';
import { latest } from '@commonsky/asterix/all';
import type { Progress } from '../progress.ts';
import type { DecodeSink } from './sink.ts';

/** Octets of a bad place that go into its reject. */
const REJECT_SIZE_MAX = 512;

/** The UTC time of day of a record's own item, as `HH:MM:SS.sssZ`. */
function timeOfDay(items: object): string | null {
  for (const item of Object.values(items) as unknown[]) {
    if (typeof item !== 'object' || item === null || !('timeOfDay' in item)) continue;
    const { timeOfDay } = item;
    if (typeof timeOfDay === 'number' && timeOfDay < 86_400) {
      return new Date(timeOfDay * 1000).toISOString().slice(11);
    }
  }
  return null;
}

/** Decodes a recording of ASTERIX datagrams held in memory; `time` is the capture's where there is one. */
export async function decodeAsterix(
  file: string,
  bytes: Uint8Array,
  framing: Framing,
  sink: DecodeSink,
  progress: Progress,
): Promise<void> {
  const decoder = createDecoder({ categories: latest });
  let done = 0;
  for (const datagram of datagramsOf(bytes, framing)) {
    const issues: DecodeIssue[] = [];
    const captured =
      datagram.capturedAtMs === undefined ? undefined : new Date(datagram.capturedAtMs).toISOString();
    for (const { category, edition, items } of decoder.records(datagram.bytes, datagram, issues)) {
      await sink.record({ category, edition, time: captured ?? timeOfDay(items), items });
    }
    for (const { code, offset, ...detail } of issues) {
      const octets = datagram.bytes.subarray(offset, offset + REJECT_SIZE_MAX);
      await sink.reject({ file, offset, reason: code, ...detail, hex: Buffer.from(octets).toString('hex') });
    }
    done += datagram.bytes.length;
    progress.update(done, bytes.length, `${sink.counts.records} records`);
  }
}
