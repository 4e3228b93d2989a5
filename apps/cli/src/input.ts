import { readFile, stat } from 'node:fs/promises';
import { CliError, ExitCode } from './errors.ts';

/** A recording is read whole. */
export const RECORDING_SIZE_MAX = 1024 ** 3;

/** A file's octets; one that cannot be read rejects with the system's error, an empty or endless one with ours. */
export async function readInput(path: string): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > RECORDING_SIZE_MAX) {
    const limit = `${RECORDING_SIZE_MAX / 1024 ** 2} MiB`;
    throw new CliError(ExitCode.environment, `${path} is longer than ${limit}: cut it into parts`);
  }
  const bytes = await readFile(path);
  if (bytes.length === 0) throw new CliError(ExitCode.input, `${path} is empty`);
  return bytes;
}
