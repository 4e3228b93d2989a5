import { Buffer } from 'node:buffer';
import {
  type AircraftReport,
  type AircraftStore,
  type AvrFrame,
  TICKS_PER_S,
  createAircraftStore,
  createBeastReader,
  createLineReader,
  decodeModes,
  formatAddress,
  formatSquawk,
  inferCommB,
  parseAircraftJson,
  parseAvrLine,
  parseOpenSky,
  parseRawHexLine,
  parseSbsLine,
} from '@commonsky/modes';
import type { Progress } from '../progress.ts';
import type { ModesFormat } from './modes-format.ts';
import type { DecodeSink } from './sink.ts';

/** Read in parts so that the progress bar moves. */
const CHUNK_SIZE = 1 << 16;
/** Octets of a damaged place that go into its reject. */
const REJECT_SIZE_MAX = 512;

interface Recording {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly sink: DecodeSink;
  readonly progress: Progress;
}

/** Decodes a recording of Mode S messages, or of what another decoder made of them, held in memory. */
export async function decodeModesFile(
  file: string,
  bytes: Uint8Array,
  format: ModesFormat,
  sink: DecodeSink,
  progress: Progress,
): Promise<void> {
  const recording = { file, bytes, sink, progress };
  switch (format) {
    case 'beast':
      return decodeBeast(recording);
    case 'avr':
    case 'hex':
      return decodeLines(recording, format === 'avr' ? parseAvr : parseHex);
    case 'sbs':
      return decodeSbs(recording);
    case 'aircraft-json':
    case 'opensky':
      return decodeJson(recording, format === 'opensky' ? parseOpenSky : parseAircraftJson);
  }
}

/** `time` is the receiver's own clock in seconds. */
async function decodeBeast({ file, bytes, sink, progress }: Recording): Promise<void> {
  const reader = createBeastReader();
  const store = createAircraftStore();
  let damagedBefore = 0;
  for (let offset = 0; offset < bytes.length; offset += CHUNK_SIZE) {
    const chunk = bytes.subarray(offset, offset + CHUNK_SIZE);
    for (const frame of reader.push(chunk)) {
      if (frame.kind !== 'mode-s-short' && frame.kind !== 'mode-s-long') continue;
      const time = frame.timestamp / TICKS_PER_S;
      await decodeMessage({ file, offset, time, atMs: time * 1000, bytes: frame.bytes }, store, sink);
    }
    const { truncated, unknown, skipped } = reader.stats;
    const damaged = truncated + unknown + skipped;
    if (damaged > damagedBefore) {
      const hex = Buffer.from(chunk.subarray(0, REJECT_SIZE_MAX)).toString('hex');
      await sink.reject({ file, offset, reason: 'framing', truncated, unknown, skipped, hex });
    }
    damagedBefore = damaged;
    progress.update(offset + CHUNK_SIZE, bytes.length, `${sink.counts.records} messages`);
  }
}

interface TextMessage {
  readonly bytes: Uint8Array;
  readonly time: number | string | null;
  readonly atMs: number;
}

/** `time` is the receiver's own clock in seconds, or null. */
function parseAvr(line: string): TextMessage | undefined {
  const frame: AvrFrame | undefined = parseAvrLine(line);
  if (frame === undefined) return undefined;
  const time = frame.timestamp === undefined ? null : frame.timestamp / TICKS_PER_S;
  return { bytes: frame.bytes, time, atMs: (time ?? 0) * 1000 };
}

function parseHex(line: string): TextMessage | undefined {
  const frame = parseRawHexLine(line);
  if (frame === undefined) return undefined;
  const time = frame.atMs === undefined ? null : new Date(frame.atMs).toISOString();
  return { bytes: frame.bytes, time, atMs: frame.atMs ?? 0 };
}

async function decodeLines(
  recording: Recording,
  parse: (line: string) => TextMessage | undefined,
): Promise<void> {
  const { file, sink } = recording;
  const store = createAircraftStore();
  await forEachLine(recording, async (line, offset) => {
    const message = parse(line);
    if (message === undefined) await rejectLine(file, offset, line, sink);
    // Mode A/C replies hold two octets and no format.
    else if (message.bytes.length > 2) await decodeMessage({ file, offset, ...message }, store, sink);
  });
}

async function forEachLine(
  { bytes, progress, sink }: Recording,
  take: (line: string, offset: number) => Promise<void>,
): Promise<void> {
  const reader = createLineReader();
  const decoder = new TextDecoder('latin1');
  for (let offset = 0; offset < bytes.length; offset += CHUNK_SIZE) {
    const lines: string[] = [];
    reader.push(decoder.decode(bytes.subarray(offset, offset + CHUNK_SIZE)), (line) => lines.push(line));
    if (offset + CHUNK_SIZE >= bytes.length) reader.end((line) => lines.push(line));
    for (const line of lines) await take(line, offset);
    progress.update(offset + CHUNK_SIZE, bytes.length, `${sink.counts.records} messages`);
  }
}

async function rejectLine(file: string, offset: number, line: string, sink: DecodeSink): Promise<void> {
  await sink.reject({ file, offset, reason: 'line', hex: Buffer.from(line, 'latin1').toString('hex') });
}

interface Received extends TextMessage {
  readonly file: string;
  readonly offset: number;
}

async function decodeMessage(received: Received, store: AircraftStore, sink: DecodeSink): Promise<void> {
  const { file, offset, time, atMs, bytes } = received;
  const message = decodeModes(bytes);
  if (message.df === undefined) {
    const hex = Buffer.from(bytes).toString('hex');
    await sink.reject({ file, offset, reason: message.reject, time, hex });
    return;
  }
  const { df, address, ...rest } = message;
  const fields: Record<string, unknown> = { address: formatAddress(address), ...rest };
  // The halves of the 56-bit field are for programs; people know it as seven octets.
  delete fields['high'];
  delete fields['low'];
  if ('squawk' in message && message.squawk !== undefined) fields['squawk'] = formatSquawk(message.squawk);
  const position = store.update(message, atMs)?.position;
  if (position?.atMs === atMs && 'me' in message && 'cprLat' in message.me) {
    fields['position'] = { latDeg: position.latDeg, lonDeg: position.lonDeg, nic: position.nic };
  }
  if (message.df === 16 || message.df === 20 || message.df === 21) {
    fields[message.df === 16 ? 'mv' : 'mb'] = bytes.slice(4, 11);
  }
  if (message.df === 20 || message.df === 21) {
    const altitudeFt = message.altitudeFt ?? store.get(address)?.altitudeFt?.value;
    const found = inferCommB(message.high, message.low, { altitudeFt });
    if (found)
      fields['register'] = { ...found.register, probability: Math.round(found.probability * 1000) / 1000 };
  }
  await sink.record({ df, time, fields });
}

/** What another decoder told: there is no format, and `df` says so. */
async function writeReport(report: AircraftReport, sink: DecodeSink): Promise<void> {
  const { address, atMs, squawk, ...fields } = report;
  await sink.record({
    df: null,
    time: atMs === 0 ? null : new Date(atMs).toISOString(),
    fields: {
      address: formatAddress(address),
      ...fields,
      ...(squawk === undefined ? {} : { squawk: formatSquawk(squawk) }),
    },
  });
}

/** Lines of BaseStation that are not about an aircraft. */
const OTHER_LINE = /^(?:SEL|ID|AIR|STA|CLK),/;

async function decodeSbs(recording: Recording): Promise<void> {
  const { file, sink } = recording;
  await forEachLine(recording, async (line, offset) => {
    const report = parseSbsLine(line, 0);
    if (report) await writeReport(report, sink);
    else if (!OTHER_LINE.test(line)) await rejectLine(file, offset, line, sink);
  });
}

async function decodeJson(
  { file, bytes, sink, progress }: Recording,
  parse: (json: unknown) => AircraftReport[],
): Promise<void> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    const hex = Buffer.from(bytes.subarray(0, REJECT_SIZE_MAX)).toString('hex');
    await sink.reject({ file, offset: 0, reason: 'json', hex });
    return;
  }
  for (const report of parse(json)) await writeReport(report, sink);
  progress.update(bytes.length, bytes.length, `${sink.counts.records} aircraft`);
}
