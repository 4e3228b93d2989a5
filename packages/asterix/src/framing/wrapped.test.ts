import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromHex } from './hex.ts';
import { unwrapBlocks } from './wrapped.ts';

//                       LEN  TIME      CAT LEN  content
const TWO = fromHex(`000B 02BB4035  02 0005 8000
                     000A 02BB406F  01 0004 00`);

it('takes the wrapper off every block', () => {
  expect(unwrapBlocks(TWO)).toEqual([fromHex('02 0005 8000'), fromHex('01 0004 00')]);
});

it.each([
  ['a plain block', fromHex('30 000E  F0   01 02 0A 80 00 A0  10 00 40 00')],
  ['a length that disagrees with the block', fromHex('000C 02BB4035  02 0005 8000 00')],
  ['a last block that is cut', TWO.subarray(0, TWO.length - 1)],
  ['octets left over', new Uint8Array([...TWO, 0])],
  ['nothing', new Uint8Array()],
])('leaves %s alone', (_, datagram) => {
  expect(unwrapBlocks(datagram)).toBeUndefined();
});

it('survives any octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
      const blocks = unwrapBlocks(octets) ?? [];
      expect(blocks.reduce((sum, block) => sum + block.length + 6, 0)).toBe(
        blocks.length > 0 ? octets.length : 0,
      );
    }),
    { seed: 6 },
  );
});
