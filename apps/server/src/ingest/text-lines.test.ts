import { describe, expect, it } from 'vitest';
import type { Packet } from './feed.ts';
import { parseTextLine } from './text-lines.ts';
import { openTextRecording } from './text-recording.ts';
import { createTextFramer } from './text-stream.ts';

const MESSAGE = '8D406B9058B975870B738754F480';
const BYTES = new Uint8Array(Buffer.from(MESSAGE, 'hex'));
const SBS = 'MSG,3,1,1,4B1908,1,2026/01/02,10:00:00.500,,,,2525,,,33.96693,-118.25598,,,0,0,0,0';

describe('a line', () => {
  it.each([
    ['avr', `*${MESSAGE};`, { bytes: BYTES, readingMs: undefined }],
    ['avr', `@000000B71B00${MESSAGE};`, { bytes: BYTES, readingMs: 1_000 }],
    ['avr', '*7700;', 'skip'],
    ['hex', `1457996400,"${MESSAGE}","406B90",11`, { bytes: BYTES, readingMs: 1_457_996_400_000 }],
    ['sbs', SBS, { bytes: Buffer.from(SBS), readingMs: Date.UTC(2026, 0, 2, 10, 0, 0, 500) }],
    ['sbs', 'CLK,,1,,,,,,', 'skip'],
    ['avr', 'hello', undefined],
    ['hex', 'hello', undefined],
    ['sbs', 'hello', undefined],
  ] as const)('of %s: %s', (form, line, expected) => {
    expect(parseTextLine(form, line)).toEqual(expected);
  });
});

const open = (text: string) => openTextRecording('x', Buffer.from(text), 'avr', 0);

it('a recording runs by its times, at a nominal pace without, and says which lines are none', () => {
  const text = `@000000B71B00${MESSAGE};\nhello\n@0000016E3600${MESSAGE};`;
  const refused: string[] = [];
  const packets = [...open(text).packets(({ detail }) => refused.push(detail))];
  expect(packets.map(({ atMs }) => atMs)).toEqual([0, 1_000]);
  expect(refused).toEqual(['not a line of AVR text']);
  const untimed = [...open(`*${MESSAGE};\n*${MESSAGE};`).packets(() => undefined)];
  expect(untimed.map(({ atMs }) => atMs)).toEqual([5, 10]);
});

it('a stream gives a packet a line, however it is cut', () => {
  const packets: Packet[] = [];
  const rejects: string[] = [];
  const framer = createTextFramer('avr', 'tcp', {
    push: (packet) => void packets.push(packet),
    reject: (_source, _atMs, reason) => void rejects.push(reason),
  });
  for (const octet of Buffer.from(`*${MESSAGE};\r\nhello\r\n*${MESSAGE};\r\n`))
    framer.push(Uint8Array.of(octet), 7);
  framer.push(Buffer.from('x'.repeat(5_000)), 8);
  expect(packets).toEqual(
    [1, 2].map(() => ({ kind: 'modes', source: 'tcp', receivedAtMs: 7, bytes: BYTES })),
  );
  expect(rejects).toEqual(['framing', 'framing']);
});
