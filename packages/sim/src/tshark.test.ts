import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDecoder } from '@commonsky/asterix';
import { cat021 } from '@commonsky/asterix/cat021';
import { cat034 } from '@commonsky/asterix/cat034';
import { cat048 } from '@commonsky/asterix/cat048';
import { expect, it } from 'vitest';
import { demoScenario } from './demo.ts';
import { encodePcapHeader, encodePcapRecord } from './encode/pcap.ts';
import { createSimulation } from './simulation.ts';

const present = spawnSync('tshark', ['--version']).status === 0;
if (!present) process.emitWarning('the comparison with tshark is skipped: tshark is not installed');

const FIELDS = [
  'asterix.category',
  'asterix.034_030_VALUE',
  'asterix.034_020_VALUE',
  'asterix.048_140_VALUE',
  'asterix.048_040_RHO',
  'asterix.048_040_THETA',
  'asterix.048_070_MODE3A',
  'asterix.048_090_FL',
  'asterix.048_220_VALUE',
  'asterix.048_240_VALUE',
  'asterix.021_080_VALUE',
  'asterix.021_131_LAT',
  'asterix.021_131_LON',
  'asterix.021_145_VALUE',
  'asterix.021_160_GS',
  'asterix.021_170_VALUE',
  '_ws.malformed',
  '_ws.expert.message',
] as const;
type Row = Record<(typeof FIELDS)[number], readonly string[]>;

/** What an independent dissector sees: one row a packet, the values of all its records in each field. */
function dissect(file: string): Row[] {
  const args = ['-r', file, '-T', 'fields', ...FIELDS.flatMap((field) => ['-e', field])];
  const text = execFileSync('tshark', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1e8,
  });
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const cells = line.split('\t');
      return Object.fromEntries(
        FIELDS.map((field, index) => [field, cells[index] ? cells[index].split(',') : []]),
      ) as unknown as Row;
    });
}

/** Values where there are some. */
function given<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}

function expectNumbers(texts: readonly string[], values: readonly number[]): void {
  expect(texts.length).toBe(values.length);
  for (const [index, text] of texts.entries()) expect(Number(text)).toBeCloseTo(values[index]!, 6);
}

it.skipIf(!present)('sends ASTERIX that an independent dissector reads as we do', () => {
  const simulation = createSimulation(demoScenario({ seed: 3 }));
  const sent = simulation
    .advance(simulation.startMs + 20_000)
    .filter(({ transport }) => transport === 'asterix');
  const folder = mkdtempSync(join(tmpdir(), 'commonsky-'));
  try {
    const file = join(folder, 'asterix.pcap');
    const address = { source: [192, 0, 2, 1], destination: [192, 0, 2, 2] } as const;
    const packets = sent.map(({ atMs, bytes }) =>
      encodePcapRecord({ atMs, bytes, ...address, sourcePort: 8600, destinationPort: 8600 }),
    );
    writeFileSync(file, Buffer.concat([encodePcapHeader(), ...packets]));
    const rows = dissect(file);
    expect(rows.length).toBe(sent.length);
    const decoder = createDecoder({ categories: [cat021, cat034, cat048] });
    for (const [index, row] of rows.entries()) {
      expect([...row['_ws.malformed'], ...row['_ws.expert.message']]).toEqual([]);
      const { records } = decoder.decode(sent[index]!.bytes);
      expect(row['asterix.category']).toEqual([String(records[0]!.category)]);
      const crossings = records.flatMap((each) => (each.category === 34 ? [each.items] : []));
      expectNumbers(row['asterix.034_030_VALUE'], given(crossings.map((each) => each.i030?.timeOfDay)));
      expectNumbers(row['asterix.034_020_VALUE'], given(crossings.map((each) => each.i020?.sector)));
      const plots = records.flatMap((each) => (each.category === 48 ? [each.items] : []));
      expectNumbers(row['asterix.048_140_VALUE'], given(plots.map((each) => each.i140?.timeOfDay)));
      expectNumbers(row['asterix.048_040_RHO'], given(plots.map((each) => each.i040?.rho)));
      expectNumbers(row['asterix.048_040_THETA'], given(plots.map((each) => each.i040?.theta)));
      expectNumbers(row['asterix.048_090_FL'], given(plots.map((each) => each.i090?.flightLevel)));
      expectNumbers(row['asterix.048_220_VALUE'], given(plots.map((each) => each.i220?.aircraftAddress)));
      const codes = given(plots.map((each) => each.i070?.mode3A));
      expect(row['asterix.048_070_MODE3A'].map((code) => Number(code))).toEqual(
        codes.map((code) => Number.parseInt(code, 8)),
      );
      const callsigns = given(plots.map((each) => each.i240?.aircraftIdentification));
      expect(row['asterix.048_240_VALUE'].map((text) => text.trim())).toEqual(callsigns);
      const reports = records.flatMap((each) => (each.category === 21 ? [each.items] : []));
      expectNumbers(row['asterix.021_080_VALUE'], given(reports.map((each) => each.i080?.targetAddress)));
      expectNumbers(row['asterix.021_131_LAT'], given(reports.map((each) => each.i131?.lat)));
      expectNumbers(row['asterix.021_131_LON'], given(reports.map((each) => each.i131?.lon)));
      expectNumbers(row['asterix.021_145_VALUE'], given(reports.map((each) => each.i145?.flightLevel)));
      expectNumbers(row['asterix.021_160_GS'], given(reports.map((each) => each.i160?.groundSpeed)));
      const idents = given(reports.map((each) => each.i170?.targetIdentification));
      expect(row['asterix.021_170_VALUE'].map((text) => text.trim())).toEqual(idents);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
