import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type BeastFrame,
  createAircraftStore,
  createBeastReader,
  decodeModes,
  encodeBeast,
  bytesFromHex,
  inferCommB,
} from '@commonsky/modes';
import type { Figure } from './bench.ts';

const DATA = new URL('../../shared/data/adsb/', import.meta.url);
const MESSAGES_MIN = 5_000_000;
const TICKS_PER_MS = 12_000;
const CHUNK_SIZE = 65_536;
const LIVE_RATE = 5_000;
const LIVE_SECONDS = 10;
const RUNS = 3;

/** The part of `mode-s-decoder` that is used here. */
interface PeerDecoder {
  parse(bytes: Uint8Array): unknown;
}

interface Recording {
  readonly name: string;
  readonly stream: Uint8Array;
  readonly messageCount: number;
  readonly spanMs: number;
}

function helsinki(): Uint8Array {
  const folder = new URL('helsinki-beast/', DATA);
  return Buffer.concat(
    readdirSync(folder)
      .filter((name) => name.endsWith('.bin'))
      .sort()
      .map((name) => readFileSync(new URL(name, folder))),
  );
}

function toulouse(): Uint8Array {
  const text = gunzipSync(readFileSync(new URL('jet1090-tutorial/tutorial.jsonl.gz', DATA))).toString();
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { timestamp: number; frame: string });
  const startS = lines[0]!.timestamp;
  return Buffer.concat(
    lines.map(({ timestamp, frame }) =>
      encodeBeast({
        timestamp: Math.round((timestamp - startS) * 1000 * TICKS_PER_MS),
        signal: 100,
        bytes: bytesFromHex(frame)!,
      }),
    ),
  );
}

function measure(name: string, stream: Uint8Array): Recording {
  let messageCount = 0;
  let spanMs = 0;
  forEachMessage(stream, (frame) => {
    messageCount++;
    spanMs = Math.max(spanMs, frame.timestamp / TICKS_PER_MS);
  });
  return { name, stream, messageCount, spanMs };
}

function forEachMessage(stream: Uint8Array, visit: (frame: BeastFrame) => void): void {
  const reader = createBeastReader();
  const mode = (frame: BeastFrame) => {
    if (frame.kind === 'mode-s-short' || frame.kind === 'mode-s-long') visit(frame);
  };
  for (let at = 0; at < stream.length; at += CHUNK_SIZE)
    reader.forEach(stream.subarray(at, at + CHUNK_SIZE), mode);
}

/** Beast octets to decoded fields, Comm-B registers included. */
function decodeAll({ stream }: Recording): number {
  let count = 0;
  forEachMessage(stream, ({ bytes }) => {
    const message = decodeModes(bytes);
    if (message.df === 20 || message.df === 21) {
      inferCommB(message.high, message.low, { altitudeFt: message.altitudeFt });
    }
    count++;
  });
  return count;
}

/** The same by the peer, fed by our reader: it has none. */
function decodePeer({ stream }: Recording, peer: PeerDecoder): number {
  let count = 0;
  forEachMessage(stream, ({ bytes }) => {
    peer.parse(bytes);
    count++;
  });
  return count;
}

/** Beast octets to aircraft state; the recording repeats in its own time, so positions go on. */
function createStateRun({ stream, spanMs }: Recording): () => number {
  const store = createAircraftStore({ receiver: { latDeg: 60.3, lonDeg: 24.9 }, receiverRangeMaxM: 3e6 });
  let pass = 0;
  return () => {
    const offsetMs = pass++ * (spanMs + 400_000);
    let count = 0;
    let expiredAtMs = 0;
    forEachMessage(stream, ({ bytes, timestamp }) => {
      const atMs = offsetMs + timestamp / TICKS_PER_MS;
      const message = decodeModes(bytes);
      if (message.df !== undefined) store.update(message, atMs);
      if (Math.abs(atMs - expiredAtMs) > 1000) store.expire((expiredAtMs = atMs));
      count++;
    });
    return count;
  };
}

interface Rate {
  /** Per second of processor time, collector and compiler included: other jobs on the machine do not change it. */
  readonly value: number;
  /** Per second on the wall. */
  readonly perWallSecond: number;
}

/** Median of a few runs after a short warm-up. */
function measureRate(passes: number, pass: () => number): Rate {
  pass();
  const runs = Array.from({ length: RUNS }, () => {
    const cpuBefore = process.cpuUsage();
    const startMs = performance.now();
    const count = repeat(passes, pass);
    const { user, system } = process.cpuUsage(cpuBefore);
    return {
      value: (count * 1e6) / (user + system),
      perWallSecond: (count * 1000) / (performance.now() - startMs),
    };
  });
  return runs.sort((a, b) => a.value - b.value)[RUNS >> 1]!;
}

function repeat(passes: number, pass: () => number): number {
  let count = 0;
  for (let i = 0; i < passes; i++) count += pass();
  return count;
}

/** A receiver at 5,000 messages a second: share of a core and growth of memory. */
async function live(recording: Recording, report: (figure: Figure) => void): Promise<void> {
  const frames: Uint8Array[] = [];
  forEachMessage(recording.stream, ({ timestamp, signal, bytes }) => {
    if (frames.length < LIVE_RATE * LIVE_SECONDS) frames.push(encodeBeast({ timestamp, signal, bytes }));
  });
  const tickMs = 50;
  const perTick = (LIVE_RATE * tickMs) / 1000;
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < frames.length; at += perTick)
    chunks.push(Buffer.concat(frames.slice(at, at + perTick)));

  const reader = createBeastReader();
  const store = createAircraftStore({ receiver: { latDeg: 60.3, lonDeg: 24.9 } });
  const take = ({ kind, bytes, timestamp }: BeastFrame) => {
    if (kind === 'mode-ac' || kind === 'status') return;
    const message = decodeModes(bytes);
    if (message.df !== undefined) store.update(message, timestamp / TICKS_PER_MS);
  };
  const usedBefore = process.cpuUsage();
  const startMs = performance.now();
  for (const [index, chunk] of chunks.entries()) {
    reader.forEach(chunk, take);
    const waitMs = startMs + (index + 1) * tickMs - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  const used = process.cpuUsage(usedBefore);
  const share = (used.user + used.system) / 1000 / (performance.now() - startMs);
  report({
    name: 'modes live at 5,000 messages/s',
    unit: '% of a core',
    value: share * 100,
    seconds: LIVE_SECONDS,
  });
}

/** What the heap holds after a collection, which is not to be had without this flag. */
function heapMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}

export async function bench(report: (figure: Figure) => void): Promise<void> {
  if (!existsSync(DATA)) throw new Error('the modes bench needs the recordings in ../shared/data/adsb');
  const Peer = createRequire(import.meta.url)('mode-s-decoder') as new () => PeerDecoder;
  for (const recording of [measure('helsinki', helsinki()), measure('toulouse', toulouse())]) {
    const { name, messageCount } = recording;
    const passes = Math.ceil(MESSAGES_MIN / messageCount);
    const messages = passes * messageCount;
    const peer = new Peer();
    const fields = measureRate(passes, () => decodeAll(recording));
    const theirs = measureRate(passes, () => decodePeer(recording, peer));
    const stateRun = createStateRun(recording);
    const state = measureRate(passes, stateRun);
    const before = heapMb();
    repeat(passes, stateRun);
    const growth = heapMb() - before;
    const ratioToPeer = fields.value / theirs.value;
    report({ name: `modes ${name}: Beast to fields`, unit: 'messages/s', ...fields, messages, ratioToPeer });
    report({ name: `modes ${name}: mode-s-decoder`, unit: 'messages/s', ...theirs, messages });
    report({ name: `modes ${name}: Beast to aircraft state`, unit: 'messages/s', ...state, messages });
    report({
      name: `modes ${name}: heap growth over one more run`,
      unit: 'MB',
      value: growth,
      messages,
    });
    if (name === 'helsinki') await live(recording, report);
  }
}
