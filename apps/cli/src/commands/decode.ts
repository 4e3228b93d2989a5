import type { Command } from 'commander';
import { detectFraming, FRAMING_HEAD_SIZE } from '@commonsky/asterix';
import { readRecording } from '@commonsky/server/recording-file';
import { collectChoice } from '../asterix/choice.ts';
import { CSV_COLUMNS, csvHead, csvRow } from '../asterix/csv.ts';
import { detectModes } from '../decode/modes-format.ts';
import { createDecodeSink, renderJson } from '../decode/sink.ts';
import type { DecodeCounts, DecodeSink, Render } from '../decode/sink.ts';
import { CliError, ExitCode, explainError } from '../errors.ts';
import { openOutput } from '../output.ts';
import { createProgress } from '../progress.ts';

interface Options {
  readonly format: string;
  readonly out?: string;
  readonly rejects?: string;
  readonly quiet?: boolean;
  readonly columns: string;
  readonly edition: readonly string[];
}

const FORMATS = ['jsonl', 'csv', 'tree'] as const;

function renderOf({ format, columns }: Options): {
  readonly head: string | undefined;
  readonly render: Render;
} {
  if (format === 'jsonl') return { head: undefined, render: renderJson };
  if (format === 'tree')
    return { head: undefined, render: (record, tree) => tree?.() ?? renderJson(record, tree) };
  if (format === 'csv') {
    const names = columns.split(',').map((name) => name.trim());
    return { head: csvHead(names), render: (record) => csvRow(record, names) };
  }
  throw new CliError(ExitCode.usage, `no format "${format}"; there are ${FORMATS.join(', ')}`);
}

/** A file's octets; one that cannot be read is named, and must not cost those beside it. */
async function readOrSay(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readRecording(file);
  } catch (error) {
    const { exitCode, line } = explainError(error);
    process.stderr.write(`commonsky: ${line}\n`);
    process.exitCode = Math.max(Number(process.exitCode ?? 0), exitCode);
    return undefined;
  }
}

async function decodeFile(
  file: string,
  bytes: Uint8Array,
  sink: DecodeSink,
  choices: readonly string[],
): Promise<string[]> {
  const progress = createProgress(file);
  const head = bytes.subarray(0, FRAMING_HEAD_SIZE);
  const framing = detectFraming(head);
  try {
    // Codecs load when their kind of file is met: each start pays only for what it needs.
    const format = framing === 'raw' || framing === 'hex' ? detectModes(head) : undefined;
    if (format !== undefined) {
      const { decodeModesFile } = await import('../decode/modes.ts');
      await decodeModesFile(file, bytes, format, sink, progress);
      return [];
    }
    const { decodeAsterix } = await import('../decode/asterix.ts');
    const { editionChoice } = await import('../asterix/editions.ts');
    return await decodeAsterix(file, bytes, framing, sink, progress, editionChoice(choices));
  } finally {
    progress.end();
  }
}

function summary({ records, rejects, reasons }: DecodeCounts): string {
  const why = [...reasons].map(([reason, count]) => `${reason} ${count}`).join(', ');
  return `${records} records${rejects > 0 ? `, ${rejects} rejects (${why})` : ''}`;
}

export function define(command: Command): void {
  command
    .argument(
      '<file...>',
      'recordings: ASTERIX (raw, FINAL, pcap, pcapng, hex) or Mode S (Beast, AVR, hex with time, SBS, aircraft.json, OpenSky), told apart by content',
    )
    .option(
      '--format <format>',
      'jsonl: one JSON object a record; csv: chosen items; tree: each item with its octets',
      'jsonl',
    )
    .option(
      '--columns <paths>',
      'columns of csv: time, category, or paths such as i040.rho',
      CSV_COLUMNS.join(','),
    )
    .option(
      '--edition <choice>',
      'edition for a category, source or port: 21=0.26, 21@SAC/SIC=0.26, 21:PORT=0.26',
      collectChoice,
      [],
    )
    .option('-o, --out <file>', 'write there instead of to standard output')
    .option('--rejects <file>', 'write what could not be decoded there, as JSON lines with reason and hex')
    .option('-q, --quiet', 'no summary on standard error')
    .action(async (files: string[], options: Options) => {
      const { head, render } = renderOf(options);
      const output = await openOutput(options.out);
      const rejects = options.rejects === undefined ? undefined : await openOutput(options.rejects);
      const sink = createDecodeSink(output, rejects, render);
      if (head !== undefined) await output.line(head);
      const advice: string[] = [];
      const readable: string[] = [];
      for (const file of files) {
        const bytes = await readOrSay(file);
        if (bytes === undefined) continue;
        readable.push(file);
        advice.push(...(await decodeFile(file, bytes, sink, options.edition)));
      }
      await output.close();
      await rejects?.close();
      const { counts } = sink;
      for (const line of new Set(advice)) process.stderr.write(`commonsky: ${line}\n`);
      if (readable.length === 0) return;
      if (counts.records === 0) {
        const hint = counts.rejects > 0 ? ` (${summary(counts)})` : '';
        throw new CliError(
          ExitCode.input,
          `${readable.join(', ')}: nothing here could be decoded${hint}; is it a recording of ASTERIX or Beast data?`,
        );
      }
      if (options.quiet !== true) process.stderr.write(`commonsky: ${summary(counts)}\n`);
      if (counts.rejects > 0) process.exitCode ??= ExitCode.input;
    });
}
