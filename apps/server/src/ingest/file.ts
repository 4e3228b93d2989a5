import { readFile, stat } from 'node:fs/promises';
import { ServerError, systemCode } from '../errors.ts';

/** A recording is read whole; longer ones are to be cut. */
const RECORDING_SIZE_MAX = 1024 * 1024 * 1024;

/** Words a failure to read `path`; other errors pass through. */
export function fileError(error: unknown, path: string): unknown {
  const options = { cause: error };
  switch (systemCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new ServerError('SERVER_ERR_FILE_NOT_FOUND', `there is no file ${path}`, options);
    case 'EISDIR':
      return new ServerError(
        'SERVER_ERR_FILE_UNREADABLE',
        `${path} is a folder: name the files in it`,
        options,
      );
    case 'EACCES':
    case 'EPERM':
      return new ServerError(
        'SERVER_ERR_FILE_UNREADABLE',
        `${path} may not be read: change its permissions`,
        options,
      );
    case undefined:
    default:
      return error;
  }
}

/**
 * A recording's octets.
 *
 * @throws {ServerError} `SERVER_ERR_FILE_NOT_FOUND`, `…_UNREADABLE`, `…_TOO_LARGE`, `…_EMPTY`.
 */
export async function readRecording(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > RECORDING_SIZE_MAX) {
      const limit = `${RECORDING_SIZE_MAX / 1024 ** 2} MiB`;
      throw new ServerError(
        'SERVER_ERR_FILE_TOO_LARGE',
        `${path} is longer than ${limit}: cut it into parts`,
      );
    }
    const bytes = await readFile(path);
    if (bytes.length === 0) throw new ServerError('SERVER_ERR_FILE_EMPTY', `${path} is empty`);
    return bytes;
  } catch (error) {
    throw fileError(error, path);
  }
}
