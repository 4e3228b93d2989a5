import type { Command } from 'commander';
import { type CommBCandidate, type Explanation, explainModes } from '@commonsky/modes';
import { stringify } from '../decode/json.ts';
import { CliError, ExitCode } from '../errors.ts';
import { type Output, openOutput } from '../output.ts';

interface Options {
  readonly json?: boolean;
}

/** The fields as a table, and for Comm-B replies the registers with what speaks for them. */
function table({ title, fields, candidates }: Explanation): string[] {
  const rows = fields.map(({ name, from, to, raw, meaning }) => [
    from === to ? `${from}` : `${from}-${to}`,
    name,
    `0x${raw.toString(16).toUpperCase()}`,
    meaning,
  ]);
  const all = [['bits', 'field', 'raw', 'meaning'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [title, '', ...lines, ...candidates.flatMap(candidateLines)];
}

function candidateLines({ register, probability, score, reasons }: CommBCandidate): string[] {
  const { bds } = register;
  const percent = (probability * 100).toFixed(1);
  return [
    '',
    `register ${bds[0]},${bds[1]}: ${percent} % probable, score ${score.toFixed(1)}`,
    ...reasons.map(({ why, bits }) => `  ${bits.toFixed(1).padStart(8)}  ${why}`),
  ];
}

async function explain(messages: readonly string[], { json }: Options): Promise<void> {
  const output: Output = await openOutput();
  let damaged = false;
  for (const [index, hex] of messages.entries()) {
    const explanation = explainModes(hex);
    if (explanation === undefined) {
      throw new CliError(ExitCode.usage, `"${hex}" is not a message: give 14 or 28 hexadecimal digits`);
    }
    damaged ||= explanation.message === undefined;
    if (json) await output.line(stringify({ hex, ...explanation }));
    else {
      if (index > 0) await output.line('');
      for (const line of table(explanation)) await output.line(line);
    }
  }
  await output.close();
  if (damaged) process.exitCode = ExitCode.input;
}

export function define(command: Command): void {
  command
    .command('explain')
    .description('print every field of a Mode S message with its bits and its meaning')
    .argument('<hex...>', 'messages of 14 or 28 hexadecimal digits')
    .option('--json', 'one JSON object a message')
    .action(explain);
}
