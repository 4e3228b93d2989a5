import { createDecoder, createEncoder, project } from '@commonsky/asterix';
import type { DecodeIssue } from '@commonsky/asterix';
import { cat048, editions } from '@commonsky/asterix/all';
import type { Fuzz } from './fuzz.ts';

/** Blocks in a row that are given to one edition, before the next one has its turn. */
const ROUND = 1000;
/** Reading must stop when the octets do: more issues than octets would be a loop that does not consume. */
const SENTINEL = createEncoder(cat048).encode([{ i010: { sac: 1, sic: 2 }, i140: { timeOfDay: 5376 } }]);

/** A small fast generator (xorshift32), so that a finding can be repeated from its seed. */
function random(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Random content, or a good block with a few octets changed, cut or lengthened. */
function mutate(
  next: () => number,
  good: readonly Uint8Array[],
  category: number,
  room: Uint8Array,
): Uint8Array {
  const choice = next() % 4;
  let size: number;
  if (choice === 0 || good.length === 0) {
    size = 3 + (next() % 120);
    for (let i = 3; i < size; i++) room[i] = next();
  } else {
    const block = good[next() % good.length]!;
    size = Math.min(block.length, room.length);
    room.set(block.subarray(0, size));
    for (let changes = next() % 6; changes > 0; changes--) room[3 + (next() % (size - 3))] = next();
    if (choice === 2) size = 3 + (next() % (size - 2));
  }
  room[0] = category;
  room[1] = size >> 8;
  room[2] = size & 255;
  return room.subarray(0, size);
}

const fail = (what: string, block: Uint8Array): never => {
  throw new Error(`${what}: ${Buffer.from(block).toString('hex')}`);
};

/** Throws, hangs, reads past the end, loses the good block behind a bad one, or encodes what it decoded to something else. */
export const fuzz: Fuzz = ({ runs, seed }) => {
  const next = random(seed);
  const room = new Uint8Array(400);
  const datagram = new Uint8Array(400 + SENTINEL.length);
  let records = 0;
  let rejected = 0;
  let done = 0;
  const startMs = Date.now();
  const tracks = project(cat048, { rho: 'i040.rho', code: 'i070.mode3A', speed: 'i200.groundSpeed' });
  while (done < runs) {
    const edition = editions[next() % editions.length]!;
    const categories = edition.category === 48 ? [edition] : [edition, cat048];
    const decoder = createDecoder({ categories });
    const encoder = createEncoder(edition);
    // What decodes becomes material for mutation: it goes deeper than noise does.
    const good: Uint8Array[] = [];
    for (let i = 0; i < ROUND && done < runs; i++, done++) {
      const block = mutate(next, good, edition.category, room);
      datagram.set(block);
      datagram.set(SENTINEL, block.length);
      const input = datagram.subarray(0, block.length + SENTINEL.length);
      const result = decoder.decode(input);
      const last = result.records.at(-1);
      if (last === undefined || last.offset !== block.length + 3)
        fail('good block behind a bad one lost', block);
      if (result.issues.length > block.length) fail('more issues than octets', block);
      rejected += result.issues.length > 0 ? 1 : 0;
      records += result.records.length - 1;
      let end = 3;
      for (const record of result.records.slice(0, -1)) {
        if (record.offset !== end) fail('records do not follow each other', block);
        end = record.offset + record.length;
        if (end > block.length) fail('read past the end of the block', block);
      }
      if (result.records.length === 1) continue;
      if (good.length < 64) good.push(block.slice());
      if (i % 8 !== 0) continue;
      // Encoding leaves redundant presence octets out; what it gives must decode and encode to itself.
      const items = result.records.slice(0, -1).map((record) => record.items as never);
      const once = encoder.encode(items);
      const again = encoder.encode(decoder.decode(once).records.map((record) => record.items as never));
      if (Buffer.compare(once, again) !== 0) fail('encoding is not stable', block);
      if (edition === cat048) {
        const issues: DecodeIssue[] = [];
        tracks.clear();
        if (tracks.read(input, issues) !== result.records.length)
          fail('projection and decoding differ', block);
      }
    }
  }
  const seconds = (Date.now() - startMs) / 1000;
  return `${done} blocks, ${records} records decoded, ${rejected} blocks rejected with a reason, no finding in ${seconds.toFixed(0)} s`;
};
