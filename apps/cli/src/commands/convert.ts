import type { Command } from 'commander';
import { createDecoder, datagramsOf } from '@commonsky/asterix';
import { readRecording } from '@commonsky/server/recording-file';
import type { Category, Datagram, DecodeIssue, FramingDamage } from '@commonsky/asterix';
import { collectChoice } from '../asterix/choice.ts';
import { editionChoice } from '../asterix/editions.ts';
import { timeOfDayOf } from '../asterix/time-of-day.ts';
import { WRITABLE, createDatagramWriter, writableOf } from '../asterix/write.ts';
import { CliError, ExitCode } from '../errors.ts';
import { openFile } from '../sim/file.ts';

export interface ConvertOptions {
  readonly out: string;
  readonly to: string;
  readonly category?: string;
  readonly source?: string;
  readonly from?: string;
  readonly until?: string;
  readonly edition?: readonly string[];
}

interface Wanted {
  readonly categories: ReadonlySet<number> | undefined;
  readonly sac: number | undefined;
  readonly sic: number | undefined;
  readonly fromS: number;
  readonly untilS: number;
}

function seconds(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/u.exec(text);
  if (parts === null)
    throw new CliError(ExitCode.usage, `"${text}" is no time of day; say 09:30 or 09:30:15`);
  return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0);
}

function wantedOf({ category, source, from, until }: ConvertOptions): Wanted {
  const parts = source === undefined ? undefined : /^(\d+)\/(\d+)$/u.exec(source);
  if (parts === null) throw new CliError(ExitCode.usage, `--source ${source}: say SAC/SIC, such as 25/201`);
  return {
    categories: category === undefined ? undefined : new Set(category.split(',').map(Number)),
    sac: parts === undefined ? undefined : Number(parts[1]),
    sic: parts === undefined ? undefined : Number(parts[2]),
    fromS: seconds(from, Number.NEGATIVE_INFINITY),
    untilS: seconds(until, Number.POSITIVE_INFINITY),
  };
}

/** Whether a record passes; one without a time passes every time window. Windows may span midnight. */
function passes(items: object, { sac, sic, fromS, untilS }: Wanted): boolean {
  const source = (items as { i010?: { sac?: number; sic?: number } }).i010;
  if (sac !== undefined && (source?.sac !== sac || source.sic !== sic)) return false;
  const timeS = timeOfDayOf(items);
  if (timeS === undefined) return true;
  return fromS <= untilS ? timeS >= fromS && timeS < untilS : timeS >= fromS || timeS < untilS;
}

/** Header and records, octet for octet as they came. */
function rebuilt(
  bytes: Uint8Array,
  block: number,
  records: readonly { readonly offset: number; readonly length: number }[],
): Uint8Array {
  const size = records.reduce((sum, { length }) => sum + length, 3);
  const out = new Uint8Array(size);
  out.set([bytes[block]!, size >> 8, size & 255]);
  let p = 3;
  for (const { offset, length } of records) {
    out.set(bytes.subarray(offset, offset + length), p);
    p += length;
  }
  return out;
}

/** Records (unfiltered: datagrams) written, and octets of the input that its framing had to pass over. */
interface Converted {
  readonly count: number;
  readonly damagedSize: number;
}

/** Writes a recording in another framing, with what passes the filters. */
export async function runConvert(file: string, options: ConvertOptions): Promise<Converted> {
  const framing = writableOf(options.to);
  const wanted = wantedOf(options);
  const { categories, rules } = editionChoice(options.edition ?? []);
  const filtered = wanted.sac !== undefined || options.from !== undefined || options.until !== undefined;
  const decoder = createDecoder<Category>({ categories, rules });
  const input = await readRecording(file);
  const sink = await openFile(options.out);
  const write = createDatagramWriter(sink, framing);
  let count = 0;

  async function keep(datagram: Datagram): Promise<void> {
    const { bytes, capturedAtMs, port, recordedTimeOfDayS: timeOfDayS } = datagram;
    const stamp = { capturedAtMs, port, timeOfDayS };
    if (wanted.categories === undefined && !filtered) {
      await write(bytes, stamp);
      count++;
      return;
    }
    const issues: DecodeIssue[] = [];
    for (let block = 0; block + 3 <= bytes.length;) {
      const end = block + ((bytes[block + 1]! << 8) | bytes[block + 2]!);
      if (end < block + 3 || end > bytes.length) break;
      if (wanted.categories === undefined || wanted.categories.has(bytes[block]!)) {
        const whole = bytes.subarray(block, end);
        const records = filtered
          ? [...decoder.records(whole, datagram, issues)].filter(({ items }) => passes(items, wanted))
          : [];
        const out = filtered ? rebuilt(whole, 0, records) : whole;
        if (out.length > 3) await write(out, stamp);
        count += filtered ? records.length : 1;
      }
      block = end;
    }
  }

  let damagedSize = 0;
  const damaged = ({ length }: FramingDamage): void => {
    damagedSize += length;
  };
  for (const datagram of datagramsOf(input, undefined, damaged)) await keep(datagram);
  await sink.close();
  return { count, damagedSize };
}

export function define(command: Command): void {
  command
    .argument('<file>', 'recording: raw, FINAL, pcap, pcapng or hex, told apart by content')
    .requiredOption('-o, --out <file>', 'recording to write')
    .option('--to <framing>', WRITABLE.join(', '), 'raw')
    .option('--category <numbers>', 'only these, such as 48,34')
    .option('--source <sac/sic>', 'only records of this source')
    .option('--from <time>', 'only records from this time of day on, such as 09:30')
    .option('--until <time>', 'only records before this time of day')
    .option('--edition <choice>', 'edition for reading, such as 21=0.26 or 21@25/3=0.26', collectChoice, [])
    .action(async (file: string, options: ConvertOptions) => {
      const { count, damagedSize } = await runConvert(file, options);
      if (count === 0) throw new CliError(ExitCode.input, `${file}: nothing there passes the filters`);
      if (damagedSize > 0) {
        process.stderr.write(`commonsky: ${file}: ${damagedSize} damaged octets were left out\n`);
        process.exitCode = ExitCode.input;
      }
    });
}
