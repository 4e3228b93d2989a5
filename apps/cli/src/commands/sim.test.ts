import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createDecoder, datagramsOf, detectFraming } from '@commonsky/asterix';
import { cat021 } from '@commonsky/asterix/cat021';
import { cat034 } from '@commonsky/asterix/cat034';
import { cat048 } from '@commonsky/asterix/cat048';
import { createBeastReader, decodeModes, looksLikeBeast } from '@commonsky/modes';
import { checkScenario } from '@commonsky/sim';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runSim } from './sim.ts';

const folder = mkdtempSync(join(tmpdir(), 'commonsky-sim-'));
const out = join(folder, 'demo');

function rows(text: string): string[][] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

function unpack(name: string): string[][] {
  return rows(gunzipSync(readFileSync(join(out, name))).toString());
}

beforeAll(async () => {
  await runSim({ out, durationS: 40, write: ['raw', 'pcap', 'beast', 'truth', 'detections'], seed: 5 });
});
afterAll(() => rmSync(folder, { recursive: true }));

it('writes recordings that decode without a single issue', () => {
  const decoder = createDecoder({ categories: [cat021, cat034, cat048] });
  const counts = ['asterix.raw', 'asterix.pcap'].map((name) => {
    const file = readFileSync(join(out, name));
    const framing = detectFraming(file.subarray(0, 65_536));
    expect(framing).toBe(name.slice('asterix.'.length));
    let records = 0;
    for (const { bytes } of datagramsOf(file, framing)) {
      const decoded = decoder.decode(bytes);
      expect(decoded.issues).toEqual([]);
      records += decoded.records.length;
    }
    return records;
  });
  expect(counts[0]).toBe(counts[1]);
  expect(counts[0]).toBeGreaterThan(4000);

  const beast = readFileSync(join(out, 'kg-beast-issyk-kul.beast'));
  expect(looksLikeBeast(beast.subarray(0, 65_536))).toBe(true);
  const messages = createBeastReader()
    .push(beast)
    .map((frame) => decodeModes(frame.bytes));
  expect(messages.length).toBeGreaterThan(3000);
  expect(messages.filter((each) => each.df === undefined)).toEqual([]);
});

it('writes the truth once a second', () => {
  const [header, ...lines] = rows(readFileSync(join(out, 'truth.csv'), 'utf8'));
  expect(header!.slice(0, 3)).toEqual(['time_ms', 'number', 'class']);
  expect(new Set(lines.map(([time]) => time)).size).toBe(41);
  expect(lines.every((line) => line.length === header!.length)).toBe(true);
});

it('writes detections in the order of measurement, each with its origin', () => {
  const [header, ...detections] = unpack('detections.csv.gz');
  expect(header!.join(',')).toBe('id,time,sensor,kind,range,az,alt,address,mode3a,lat,lon,ve,vn');
  const meta = JSON.parse(readFileSync(join(out, 'meta.json'), 'utf8')) as {
    n_detections: number;
    n_clutter: number;
  };
  expect(detections.length).toBe(meta.n_detections);
  for (let i = 1; i < detections.length; i++) {
    expect(Number(detections[i]![1])).toBeGreaterThanOrEqual(Number(detections[i - 1]![1]));
    expect(detections[i]![0]).toBe(String(i));
  }
  const [, ...origins] = unpack('det_truth.csv.gz');
  expect(origins.length).toBe(detections.length);
  expect(origins.filter(([, truth]) => truth === '-1').length).toBe(meta.n_clutter);
  const [, ...truth] = unpack('truth.csv.gz');
  expect(truth.length).toBeGreaterThan(500);
});

it('gives the same octets from the scenario it wrote down', async () => {
  const again = join(folder, 'again');
  await runSim({ scenario: join(out, 'scenario.yaml'), out: again, durationS: 40, write: ['raw'] });
  expect(readFileSync(join(again, 'asterix.raw')).equals(readFileSync(join(out, 'asterix.raw')))).toBe(true);
});

it.each([
  ['faults of a scenario with path and reason', 'sensors:\n  - kind: radar\n', /sensors\[0\]\.id is missing/],
  ['a text that is no scenario', 'hello', /must be an object/],
  ['a text that is not YAML', 'a: [1,', /not YAML/],
])('refuses %s', async (_, text, message) => {
  const scenario = join(folder, 'bad.yaml');
  writeFileSync(scenario, text);
  const refused = runSim({ scenario, out: join(folder, 'bad'), durationS: 1, write: ['raw'] });
  await expect(refused).rejects.toMatchObject({
    name: 'CliError',
    exitCode: 1,
    message: expect.stringMatching(message),
  });
});

it('does not write over what is there', async () => {
  await expect(runSim({ out, durationS: 1, write: ['raw'] })).rejects.toMatchObject({ exitCode: 2 });
});

it('accepts the scenario that the README of the simulator shows', () => {
  const text = readFileSync(new URL('../../../../packages/sim/README.md', import.meta.url), 'utf8');
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  expect(checkScenario(parse(yaml)).issues).toEqual([]);
});
