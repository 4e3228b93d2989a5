import { existsSync } from 'node:fs';

/** Real recordings live beside the project, never in it. */
const ROOT = new URL('../../shared/', import.meta.url);

/** Location of a file or folder of the shared test data, or undefined (with one warning) when it is absent. */
export function sharedData(path: string): URL | undefined {
  const url = new URL(`data/${path}`, ROOT);
  if (existsSync(url)) return url;
  process.emitWarning(
    `tests over ${path} are skipped: there is no ../shared/data/${path} beside the project`,
  );
  return undefined;
}
