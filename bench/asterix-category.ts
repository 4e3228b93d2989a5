/** Run by the ASTERIX benchmark, one process for each category: prints its figures as lines of JSON. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDecoder, createEncoder, project } from '@commonsky/asterix';
import { cat021 } from '@commonsky/asterix/cat021';
import { cat048 } from '@commonsky/asterix/cat048';
import { cat062 } from '@commonsky/asterix/cat062';
import type { Category } from '@commonsky/asterix';
import { blocksOf, realRecords, stream } from './asterix-records.ts';
import { median, medianRate } from './asterix-rate.ts';
import type { Rate } from './asterix-rate.ts';
import type { Bench } from './bench.ts';
import { pcapOf } from './pcap.ts';

const INPUT_SIZE = 64 * 2 ** 20;
const PEER_RECORD_COUNT = 20_000;
const COLD_RECORD_COUNT = 10_000;
/** Decoded, then encoded while still in the cache, as a gateway does. */
const ENCODE_BATCH_BLOCKS = 32;
/** Decoded and kept: their objects come from main memory when they are encoded. */
const HELD_BLOCKS = 2000;
const LONG_STREAM_SIZE = 10 * 2 ** 30;

/** What the pipeline takes from each record. */
const PROJECTIONS = [
  {
    category: cat048,
    projection: project(cat048, {
      time: 'i140.timeOfDay', rho: 'i040.rho', theta: 'i040.theta', typ: 'i020.typ', code: 'i070.mode3A', codeInvalid: 'i070.invalid',
      level: 'i090.flightLevel', address: 'i220.aircraftAddress', callsign: 'i240.aircraftIdentification', sac: 'i010.sac', sic: 'i010.sic',
    }),
  },
  {
    category: cat021,
    projection: project(cat021, {
      lat: 'i130.lat', lon: 'i130.lon', address: 'i080.targetAddress', time: 'i073.positionReceived', height: 'i140.geometricHeight',
      level: 'i145.flightLevel', nacp: 'i090.nacp', callsign: 'i170.targetIdentification', sac: 'i010.sac', sic: 'i010.sic',
    }),
  },
  {
    category: cat062,
    projection: project(cat062, {
      time: 'i070.timeOfTrack', lat: 'i105.lat', lon: 'i105.lon', vx: 'i185.vx', vy: 'i185.vy', track: 'i040.trackNumber',
      level: 'i136.flightLevel', code: 'i060.mode3A', address: 'i380.targetAddress', coasting: 'i080.coasting', sac: 'i010.sac', sic: 'i010.sic',
    }),
  },
] as const; // prettier-ignore

/** Decodes the first records in a process of its own, compilation included. */
function coldRate(file: string, category: number): Rate {
  const worker = new URL('asterix-cold.ts', import.meta.url);
  return JSON.parse(
    execFileSync(process.execPath, [worker.pathname, file, String(category)], { encoding: 'utf8' }),
  ) as Rate;
}

/** Records per second of tshark printing every value (JSON); its start-up is taken off by a run over a tenth. */
function tsharkRate(
  category: number,
  blocks: readonly Uint8Array[],
  recordsOf: (block: Uint8Array) => number,
  folder: string,
): number | undefined {
  const run = (share: number): { seconds: number; records: number } => {
    let records = 0;
    const part: Uint8Array[] = [];
    for (const block of blocks) {
      if (records >= PEER_RECORD_COUNT * share) break;
      part.push(block);
      records += recordsOf(block);
    }
    const file = join(folder, `peer-${category}.pcap`);
    writeFileSync(file, pcapOf(part));
    const startMs = performance.now();
    execFileSync('tshark', ['-r', file, '-d', 'udp.port==8600,asterix', '-T', 'json', '-J', 'asterix'], {
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    return { seconds: (performance.now() - startMs) / 1000, records };
  };
  try {
    const short = run(0.1);
    const long = run(1);
    return (long.records - short.records) / (long.seconds - short.seconds);
  } catch {
    return undefined;
  }
}

function measure(
  category: Category,
  projection: (typeof PROJECTIONS)[number]['projection'],
  folder: string,
  report: Parameters<Bench>[0],
): void {
  const real = realRecords(category);
  if (real.length === 0) return;
  const bytes = stream(category.category, real, INPUT_SIZE);
  const blocks = blocksOf(bytes);
  const name = `asterix CAT${String(category.category).padStart(3, '0')}`;
  const decoder = createDecoder({ categories: [category] });
  const recordsOf = (block: Uint8Array): number => decoder.decode(block).records.length;
  const recordCount = blocks.reduce((sum, block) => sum + recordsOf(block), 0);
  const recordSize = bytes.length / recordCount;
  const figure = (what: string, rate: Rate, detail: Record<string, number | string> = {}): void =>
    report({
      name: `${name} ${what}`,
      unit: 'records/s',
      value: rate.wall,
      megabytesPerSecond: (rate.wall * recordSize) / 1e6,
      recordsPerCpuSecond: rate.cpu,
      ...detail,
    });

  const decoded = medianRate((watch) =>
    watch.time(() => {
      let count = 0;
      for (const block of blocks) count += decoder.decode(block).records.length;
      return count;
    }),
  );
  const peer = tsharkRate(category.category, blocks, recordsOf, folder);
  figure('decode to objects', decoded, {
    inputMegabytes: bytes.length / 1e6,
    distinctRecords: real.length,
    ...(peer !== undefined && { tsharkJsonRecordsPerSecond: peer, ratioToTshark: decoded.wall / peer }),
  });
  figure(
    'project into columns',
    medianRate((watch) =>
      watch.time(() => {
        let count = 0;
        for (const block of blocks) {
          projection.clear();
          count += projection.read(block);
        }
        return count;
      }),
    ),
  );

  if (category === cat048) {
    const before = process.memoryUsage().rss;
    for (let passed = 0; passed < LONG_STREAM_SIZE; passed += bytes.length) {
      for (const block of blocks) {
        projection.clear();
        projection.read(block);
      }
    }
    report({
      name: `${name} resident memory growth over 10 GB`,
      unit: 'MB',
      value: (process.memoryUsage().rss - before) / 1e6,
    });
  }

  const encoder = createEncoder(category);
  const target = new Uint8Array(65_536);
  const itemsOf = (from: number, count: number) =>
    blocks.slice(from, from + count).map((block) => decoder.decode(block).records.map(({ items }) => items));
  const encodeAll = (batch: ReturnType<typeof itemsOf>): number => {
    let count = 0;
    for (const records of batch) {
      encoder.encodeInto(records, target, 0);
      count += records.length;
    }
    return count;
  };
  const streamed = medianRate((watch) => {
    for (let from = 0; from < blocks.length; from += ENCODE_BATCH_BLOCKS) {
      const batch = itemsOf(from, ENCODE_BATCH_BLOCKS);
      watch.time(() => encodeAll(batch));
    }
  });
  const items = itemsOf(0, HELD_BLOCKS);
  const held = medianRate((watch) => {
    for (let round = 0; round < 20; round++) watch.time(() => encodeAll(items));
  });
  figure('encode', streamed);
  figure(`encode, ${HELD_BLOCKS} blocks held as objects`, held);

  const cold = join(folder, `cold-${category.category}.bin`);
  const coldBlocks = Math.ceil(COLD_RECORD_COUNT / (recordCount / blocks.length));
  writeFileSync(cold, Buffer.concat(blocks.slice(0, coldBlocks)));
  const rates = [1, 2, 3, 4, 5].map(() => coldRate(cold, category.category));
  figure('cold start, first 10,000 records', median(rates));
}

const category = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'asterix-bench-'));
try {
  const chosen = PROJECTIONS.find((entry) => entry.category.category === category)!;
  measure(chosen.category, chosen.projection, folder, (figure) => console.log(JSON.stringify(figure)));
} finally {
  rmSync(folder, { recursive: true });
}
