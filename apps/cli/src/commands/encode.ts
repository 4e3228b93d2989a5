import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { AsterixError, createEncoder, unknownNames } from '@commonsky/asterix';
import type { Category, Encoder } from '@commonsky/asterix';
import { definitionOf } from '../asterix/editions.ts';
import { timeOfDayOf } from '../asterix/time-of-day.ts';
import { WRITABLE, createDatagramWriter, writableOf } from '../asterix/write.ts';
import { CliError, ExitCode } from '../errors.ts';
import { openFile } from '../sim/file.ts';

interface Line {
  readonly definition: Category;
  readonly items: Record<string, unknown>;
  readonly capturedAtMs: number | undefined;
}

function parseLine(text: string, where: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CliError(ExitCode.input, `${where}: not JSON`, { cause });
  }
  const { category, edition, items, time } = (value ?? {}) as Record<string, unknown>;
  if (typeof category !== 'number' || typeof items !== 'object' || items === null)
    throw new CliError(ExitCode.input, `${where}: needs "category" (a number) and "items" (an object)`);
  const definition = definitionOf(String(category), typeof edition === 'string' ? edition : undefined);
  const unknown = unknownNames(definition, items);
  if (unknown.length > 0)
    throw new CliError(
      ExitCode.input,
      `${where}: CAT${category} ${definition.edition} has no ${unknown.join(', ')}`,
    );
  const parsed = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return {
    definition,
    items: items as Record<string, unknown>,
    capturedAtMs: Number.isNaN(parsed) ? undefined : parsed,
  };
}

/** Encodes a file of JSON lines, each with `category`, `items` and, if wanted, `edition`; one data block a line. */
export async function runEncode(file: string, out: string, framing: string): Promise<number> {
  const write = writableOf(framing);
  const encoders = new Map<Category, Encoder<Category>>();
  const sink = await openFile(out);
  const writer = createDatagramWriter(sink, write);
  // Not before the file is open: lines read while nobody waits for them are lost.
  const lines = createInterface({
    input: file === '-' ? process.stdin : createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let number = 0;
  let records = 0;
  for await (const text of lines) {
    number++;
    if (text.trim() === '') continue;
    const where = `${file}:${number}`;
    const { definition, items, capturedAtMs } = parseLine(text, where);
    const encoder = encoders.get(definition) ?? createEncoder(definition);
    encoders.set(definition, encoder);
    let block: Uint8Array;
    try {
      block = encoder.encode([items]);
    } catch (error) {
      if (!(error instanceof AsterixError)) throw error;
      throw new CliError(ExitCode.input, `${where}: ${error.message}`, { cause: error });
    }
    await writer(block, { capturedAtMs, timeOfDayS: timeOfDayOf(items) });
    records++;
  }
  await sink.close();
  return records;
}

export function define(command: Command): void {
  command
    .argument('<file>', 'JSON lines as decode writes them; - reads standard input')
    .requiredOption('-o, --out <file>', 'recording to write')
    .option('--to <framing>', WRITABLE.join(', '), 'raw')
    .option('-q, --quiet', 'no summary on standard error')
    .action(async (file: string, { out, to, quiet }: { out: string; to: string; quiet?: boolean }) => {
      const records = await runEncode(file, out, to);
      if (quiet !== true) process.stderr.write(`commonsky: ${records} records\n`);
    });
}
