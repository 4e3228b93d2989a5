import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDecoder,
  createEncoder,
  datagramsOf,
  detectFraming,
  finalFrame,
  fromHex,
} from '@commonsky/asterix';
import { cat021Edition026, cat048, latest } from '@commonsky/asterix/all';
import { afterAll, describe, expect, it } from 'vitest';
import { csvHead, csvRow } from '../asterix/csv.ts';
import { definitionOf, editionChoice } from '../asterix/editions.ts';
import { recordTree } from '../asterix/tree.ts';
import { createDecodeSink } from '../decode/sink.ts';
import { decodeAsterix } from '../decode/asterix.ts';
import { stringify } from '../decode/json.ts';
import { describeCategory } from './asterix.ts';
import { runConvert } from './convert.ts';
import { runEncode } from './encode.ts';

const folder = mkdtempSync(join(tmpdir(), 'commonsky-asterix-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PLOT = fromHex('30 000E F0 01 02 0A 80 00 A0 10 00 40 00');
const LATER = fromHex('30 000E F0 01 03 1A 80 00 A0 10 00 40 00');
const [record] = createDecoder({ categories: [cat048] }).decode(PLOT).records;
const place = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('encode', () => {
  it('writes what decode read, octet for octet, in every framing', async () => {
    const file = place(
      'in.jsonl',
      `${stringify({ ...record!, time: null })}\n\n${stringify({ category: 48, items: record!.items })}\n`,
    );
    for (const framing of ['raw', 'final', 'pcap', 'hex']) {
      const out = join(folder, `out.${framing}`);
      expect(await runEncode(file, out, framing)).toBe(2);
      const bytes = readFileSync(out);
      expect(detectFraming(bytes)).toBe(framing);
      expect([...datagramsOf(bytes)].map((datagram) => Uint8Array.from(datagram.bytes))).toEqual([
        PLOT,
        PLOT,
      ]);
    }
  });

  it.each([
    ['{', 'bad.jsonl:1: not JSON'],
    ['{"category":48}', 'bad.jsonl:1: needs "category" (a number) and "items" (an object)'],
    ['{"category":48,"items":{"i040":{"rho":1,"tetha":2}}}', 'bad.jsonl:1: CAT48 1.32 has no i040.tetha'],
    [
      '{"category":48,"items":{"i040":{"rho":999,"theta":2}}}',
      'bad.jsonl:1: i040.rho: 999: does not fit 16 bits',
    ],
    ['{"category":3,"items":{}}', 'no category "3"; there are 1, 2, 4'],
  ])('says which line and why: %s', async (text, message) => {
    const file = place('bad.jsonl', text);
    await expect(runEncode(file, join(folder, 'bad.raw'), 'raw')).rejects.toThrow(message);
  });
});

describe('convert', () => {
  const file = place('two.ff', new Uint8Array([...finalFrame(PLOT, 100), ...finalFrame(LATER, 200)]));
  const convert = async (options: Partial<Parameters<typeof runConvert>[1]>): Promise<Uint8Array> => {
    const out = join(folder, 'converted');
    await runConvert(file, { out, to: 'raw', ...options });
    return Uint8Array.from(readFileSync(out));
  };

  it('changes the framing and keeps octets and times', async () => {
    expect(await convert({})).toEqual(new Uint8Array([...PLOT, ...LATER]));
    expect(await convert({ to: 'final' })).toEqual(Uint8Array.from(readFileSync(file)));
    expect([...datagramsOf(await convert({ to: 'pcap' }))].map(({ capturedAtMs }) => capturedAtMs)).toEqual([
      100_000, 200_000,
    ]);
  });

  it('filters by category, source and time of day', async () => {
    expect(await convert({ category: '34' })).toEqual(new Uint8Array());
    expect(await convert({ category: '34,48' })).toEqual(new Uint8Array([...PLOT, ...LATER]));
    expect(await convert({ source: '1/3' })).toEqual(LATER);
    expect(await convert({ until: '01:29:37' })).toEqual(PLOT);
    expect(await convert({ from: '23:00', until: '01:29:37' })).toEqual(PLOT);
  });

  it('refuses what it does not understand', async () => {
    await expect(convert({ to: 'wav' })).rejects.toThrow('no framing "wav"; there are raw, final, pcap, hex');
    await expect(convert({ source: '1' })).rejects.toThrow('say SAC/SIC');
    await expect(convert({ from: 'noon' })).rejects.toThrow('"noon" is no time of day');
  });
});

describe('decode', () => {
  it('shows each item with its octets, units and meanings', () => {
    expect(recordTree(cat048, PLOT, record!, 'head').split('\n')).toEqual([
      'head',
      '  I048/010 Data Source Identifier  [0102]',
      '      sac 1',
      '      sic 2',
      '  I048/140 Time of Day  [0a8000]',
      '      timeOfDay 5376 s',
      '  I048/020 Target Report Descriptor  [a0]',
      '      typ 5 (Single ModeS Roll-Call)',
      expect.stringContaining('simulated'),
      expect.stringContaining('rdpChain'),
      expect.stringContaining('spi'),
      expect.stringContaining('fieldMonitor'),
      '  I048/040 Measured Position in Polar Co-ordinates  [10004000]',
      '      rho 16 NM',
      '      theta 90 deg',
    ]);
  });

  it('writes chosen items as CSV', () => {
    const columns = ['category', 'i040.rho', 'i070.mode3A', 'note'];
    expect(csvHead(columns)).toBe('category,i040.rho,i070.mode3A,note');
    expect(csvRow({ ...record!, note: 'a "b", c' }, columns)).toBe('48,16,,"a ""b"", c"');
  });

  it('says when another edition fits better, and uses it when told', async () => {
    const old = createEncoder(cat021Edition026).encode([
      {
        i010: { sac: 1, sic: 2 }, i030: { timeOfDay: 40_000 }, i130: { lat: 48, lon: 11 }, i080: { targetAddress: 1 },
        i140: { geometricAltitude: 35_000 }, i170: { targetIdentification: 'DLH65A' },
      },
    ]); // prettier-ignore
    const lines: string[] = [];
    const output = { line: (text: string) => void lines.push(text), close: async () => {} };
    const progress = { update: () => {}, end: () => {} };
    const run = (choices: string[]) =>
      decodeAsterix('f', old, 'raw', createDecodeSink(output, undefined), progress, editionChoice(choices));
    expect(await run([])).toEqual([
      expect.stringMatching(/^category 21 fits edition 0\.\d+ better: --edition 21=0\.\d+$/u),
    ]);
    lines.length = 0;
    expect(await run(['21@1/2=0.26'])).toBeDefined();
    expect(JSON.parse(lines[0]!)).toMatchObject({ category: 21, edition: '0.26' });
  });
});

describe('asterix describe', () => {
  it('tells every item of every category', () => {
    for (const definition of latest) {
      const text = [...describeCategory(definition)].join('\n');
      for (const key of Object.keys(definition.titles)) expect(text).toContain(`/${key.slice(1)} `);
    }
    expect([...describeCategory(cat048)]).toContain('    rho: 16 bits, uint, LSB 0.00390625 NM, …256');
  });

  it('knows categories and editions, and says which there are', () => {
    expect(definitionOf('cat021', '0.26')).toBe(cat021Edition026);
    expect(() => definitionOf('048', '9')).toThrow('no edition "9" of category 48; there are 1.32, 1.31');
    expect(() => editionChoice(['21'])).toThrow('say 21=0.26');
  });
});
