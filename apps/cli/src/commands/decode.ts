import type { Command } from 'commander';
import { detectFraming, FRAMING_HEAD_SIZE } from '@commonsky/asterix';
import { looksLikeBeast } from '@commonsky/modes';
import { createDecodeSink, type DecodeCounts, type DecodeSink } from '../decode/sink.ts';
import { CliError, ExitCode } from '../errors.ts';
import { readInput } from '../input.ts';
import { openOutput } from '../output.ts';
import { createProgress } from '../progress.ts';

interface Options {
  readonly format: string;
  readonly out?: string;
  readonly rejects?: string;
  readonly quiet?: boolean;
}

async function decodeFile(file: string, sink: DecodeSink): Promise<void> {
  const bytes = await readInput(file);
  const progress = createProgress(file);
  const head = bytes.subarray(0, FRAMING_HEAD_SIZE);
  const framing = detectFraming(head);
  try {
    // Codecs load when their kind of file is met: each start pays only for what it needs.
    if (framing === 'raw' && looksLikeBeast(head)) {
      const { decodeBeast } = await import('../decode/modes.ts');
      await decodeBeast(file, bytes, sink, progress);
    } else {
      const { decodeAsterix } = await import('../decode/asterix.ts');
      await decodeAsterix(file, bytes, framing, sink, progress);
    }
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
      'recordings: ASTERIX (raw, FINAL, pcap, pcapng, hex) or Beast, told apart by content',
    )
    .option('--format <format>', 'jsonl: one JSON object a record', 'jsonl')
    .option('-o, --out <file>', 'write there instead of to standard output')
    .option('--rejects <file>', 'write what could not be decoded there, as JSON lines with reason and hex')
    .option('-q, --quiet', 'no summary on standard error')
    .action(async (files: string[], options: Options) => {
      if (options.format !== 'jsonl') {
        throw new CliError(ExitCode.usage, `no format "${options.format}"; there is jsonl`);
      }
      const output = await openOutput(options.out);
      const rejects = options.rejects === undefined ? undefined : await openOutput(options.rejects);
      const sink = createDecodeSink(output, rejects);
      for (const file of files) await decodeFile(file, sink);
      await output.close();
      await rejects?.close();
      const { counts } = sink;
      if (counts.records === 0) {
        const hint = counts.rejects > 0 ? ` (${summary(counts)})` : '';
        throw new CliError(
          ExitCode.input,
          `${files.join(', ')}: nothing here could be decoded${hint}; is it a recording of ASTERIX or Beast data?`,
        );
      }
      if (options.quiet !== true) process.stderr.write(`commonsky: ${summary(counts)}\n`);
      if (counts.rejects > 0) process.exitCode = ExitCode.input;
    });
}
