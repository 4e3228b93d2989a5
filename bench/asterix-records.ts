/** Long inputs made of the real records of the shared recordings. */
import { readFileSync } from 'node:fs';
import { createDecoder, datagramsOf } from '@commonsky/asterix';
import type { Category } from '@commonsky/asterix';
import { sharedData } from '../tests/shared-data.ts';

/** Recordings that hold records of a category in the edition given to {@link realRecords}. */
const SOURCES: Readonly<Record<number, readonly string[]>> = {
  21: ['croatiacontrol/cat21_re.ast', 'issues-hex/cat021_i161mes.bin', 'issues-hex/cat021_i195.bin', 'jasterix/cat021ed2.1.bin'],
  48: [
    'croatiacontrol/cat_034_048.pcap', 'croatiacontrol/cat048.raw', 'goasterix/sample.ast',
    'jade/NATS_CAT048_119bytes_TCAS.ff', 'jasterix/cat048ed1.15.bin', 'jasterix/cat048ed1.23.bin',
  ],
  62: ['jade/final_frame_062_065_large_packet_30min.ff', 'jade/final_frame_062_30min.ff', 'asterix4py/cat062.ast'],
}; // prettier-ignore

/** Octets of every record that decodes. */
export function realRecords(category: Category): Uint8Array[] {
  const decoder = createDecoder({ categories: [category] });
  const records: Uint8Array[] = [];
  for (const file of SOURCES[category.category] ?? []) {
    const url = sharedData(`asterix/${file}`);
    if (url === undefined) continue;
    for (const { bytes } of datagramsOf(readFileSync(url)))
      for (const { offset, length } of decoder.decode(bytes).records)
        records.push(bytes.slice(offset, offset + length));
  }
  return records;
}

/** Repeats the records in data blocks of up to `blockSizeMax` octets until there are `size` octets. */
export function stream(
  category: number,
  records: readonly Uint8Array[],
  size: number,
  blockSizeMax = 1400,
): Uint8Array {
  const out = new Uint8Array(size + blockSizeMax);
  let p = 0;
  for (let next = 0; p < size;) {
    const start = p;
    p += 3;
    while (p - start + records[next % records.length]!.length <= blockSizeMax) {
      const record = records[next++ % records.length]!;
      out.set(record, p);
      p += record.length;
    }
    out[start] = category;
    out[start + 1] = (p - start) >> 8;
    out[start + 2] = (p - start) & 255;
  }
  return out.subarray(0, p);
}

/** The blocks of a stream, as datagrams. */
export function blocksOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from(datagramsOf(bytes, 'raw'), (datagram) => datagram.bytes);
}
