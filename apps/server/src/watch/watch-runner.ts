import type { Log } from '../observe/log.ts';
import type { MemberNode } from '../pipeline/member-node.ts';
import type { WatchConfig } from './watch-config.ts';
import { loadWatchFiles, newestChangeMs } from './watch-files.ts';

/** How often files are looked at for changes. */
const LOOK_EVERY_MS = 2_000;

export interface WatchFilesRunner {
  stop(): void;
}

/**
 * Puts a member's watch files to use and does so again when one changes. A changed file with a
 * mistake in it changes nothing: what ran goes on, and the log says why.
 *
 * @throws {ServerError} when the files cannot be used at the start.
 */
export async function startWatchFiles(
  node: MemberNode,
  config: WatchConfig,
  log: Log,
): Promise<WatchFilesRunner> {
  const { watch } = node.watch;
  let seenMs = await newestChangeMs(config);
  async function load(): Promise<void> {
    const { issues, apply } = await loadWatchFiles(config);
    apply(watch, node.clock.nowMs());
    for (const issue of issues.slice(0, 20)) log.warn({ ...issue }, 'watch file');
    log.info(
      { member: node.info.id, rules: watch.rules.version, issues: issues.length },
      'watch files in use',
    );
  }
  await load();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  async function look(): Promise<void> {
    const changedMs = await newestChangeMs(config);
    if (changedMs !== seenMs) {
      seenMs = changedMs;
      await load();
    }
  }
  function next(): void {
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) =>
          log.error({ err: error, member: node.info.id }, 'watch files not taken over'),
        )
        .finally(() => {
          if (!isStopped) next();
        });
    }, LOOK_EVERY_MS);
    timer.unref();
  }
  next();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
