import { describe, expect, it } from 'vitest';
import { bytesFromHex, encodeBeast } from '@commonsky/modes';
import { detectModes } from './modes-format.ts';

const MESSAGE = bytesFromHex('8D4840D6202CC371C32CE0576098')!;
const BEAST = encodeBeast({ timestamp: 1, signal: 2, bytes: MESSAGE });
const text = (line: string) => new TextEncoder().encode(`${line}\n${line}\n`);

describe('telling Mode S recordings by their content', () => {
  it.each([
    ['beast', Uint8Array.from([...BEAST, ...BEAST, ...BEAST])],
    ['avr', text('*8D4840D6202CC371C32CE0576098;')],
    ['avr', text('@0037F0981A158D4840D6202CC371C32CE0576098;')],
    ['hex', text('1457996400,"8D406B909945DE10000405999BE4","406B90",19')],
    ['hex', text('8D4840D6202CC371C32CE0576098')],
    ['sbs', text('MSG,8,1,1,400159,1,2018/04/03,19:02:28.136,,,,,,,,,,,,,,')],
    ['aircraft-json', text('{ "now": 1, "messages": 2, "aircraft": [] }')],
    ['opensky', text('{"time":1,"states":[]}')],
    // An ASTERIX block of fourteen octets, written as digits: its length stands in it.
    [undefined, text('30000EF001020A800000A010004000'.slice(0, 28))],
    [undefined, text('some text that is none of these')],
    [undefined, new Uint8Array(64)],
  ] as const)('%s', (format, head) => {
    expect(detectModes(head)).toBe(format);
  });
});
