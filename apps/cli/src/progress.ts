/** How often the bar is redrawn; more often costs more than it tells. */
const REDRAW_MS = 100;
const BAR_WIDTH = 24;

export interface Progress {
  /** `done` and `total` in the same unit; `note` stands behind the bar. */
  update(done: number, total: number, note?: string): void;
  /** Removes the bar. Call it before anything else is printed. */
  end(): void;
}

const SILENT: Progress = { update: () => {}, end: () => {} };

/** A progress bar on standard error when that is a terminal; nothing otherwise. */
export function createProgress(label: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return SILENT;
  let drawnAtMs = -Infinity;
  return {
    update(done, total, note = '') {
      const nowMs = performance.now();
      if (nowMs - drawnAtMs < REDRAW_MS) return;
      drawnAtMs = nowMs;
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const bar = '━'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '·');
      const percent = String(Math.floor(share * 100)).padStart(3);
      stream.write(`\r\u001B[K${label} ${bar} ${percent} % ${note}`);
    },
    end() {
      if (drawnAtMs > -Infinity) stream.write('\r\u001B[K');
    },
  };
}
