import { createTreaties, parseMoment, TreatyError, type Treaties } from '@commonsky/treaty';
import { readTreatyFiles, type TreatyFiles } from '@commonsky/server/federation';
import { CliError, ExitCode } from '../errors.ts';

/** Documents without a problem among them. @throws {CliError} with every problem, one a line. */
export async function readTreaties(paths: readonly string[]): Promise<TreatyFiles> {
  const read = await readTreatyFiles(paths);
  if (read.problems.length > 0) throw new CliError(ExitCode.input, read.problems.join('\n'));
  if (read.files.length === 0)
    throw new CliError(ExitCode.input, `${paths.join(', ')}: no treaty documents there`);
  return read;
}

export function buildTreaties({ instruments, events }: TreatyFiles, knownAtMs = Infinity): Treaties {
  try {
    return createTreaties(instruments, events, { knownAtMs });
  } catch (error) {
    if (error instanceof TreatyError) throw new CliError(ExitCode.input, error.message, { cause: error });
    throw error;
  }
}

/** A day or an instant; of a month or year the first moment. */
export function parseDate(text: string): number {
  const moment = parseMoment(text);
  if (moment === undefined) {
    throw new CliError(ExitCode.usage, `"${text}" is no date; write 2024-05-01 or 2024-05-01T10:30Z`);
  }
  return moment.earliestMs;
}
