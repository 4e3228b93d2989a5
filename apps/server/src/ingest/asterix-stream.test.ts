import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAsterixFramer } from './asterix-stream.ts';
import type { Packet } from './feed.ts';

function frame(chunks: readonly Uint8Array[]) {
  const packets: string[] = [];
  const rejects: string[] = [];
  const framer = createAsterixFramer('tcp', {
    push: (packet: Packet) => packets.push(Buffer.from(packet.bytes).toString('hex')),
    reject: (_source, _atMs, reason) => rejects.push(reason),
  });
  const followed = chunks.map((chunk) => framer.push(chunk, 0));
  return { packets, rejects, followed };
}

it('gives the same blocks however the stream is cut', () => {
  const stream = Buffer.from('300004aa220003300006010203', 'hex');
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 6 }), (cuts) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const chunks = edges.slice(1).map((edge, i) => stream.subarray(edges[i], edge));
      expect(frame(chunks).packets).toEqual(['300004aa', '220003', '300006010203']);
    }),
    { seed: 2 },
  );
});

it('gives up a stream whose block length cannot be', () => {
  const { packets, rejects, followed } = frame([Buffer.from('300004aa300002', 'hex')]);
  expect({ packets, rejects, followed }).toEqual({
    packets: ['300004aa'],
    rejects: ['framing'],
    followed: [false],
  });
});
