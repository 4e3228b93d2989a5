import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Command } from 'commander';
import { readLines } from '../lines.ts';
import { createDetectionParser, createScenarioRun, parseMeta, trackHeader, trackLine } from '../scenario.ts';

interface Options {
  readonly out: string;
  readonly stats?: boolean;
}

/** Tracks a scenario folder; only meta.json and detections.csv.gz are read. */
export async function runTrack(directory: string, { out, stats }: Options): Promise<void> {
  const meta = parseMeta(await readFile(join(directory, 'meta.json'), 'utf8'));
  const parse = createDetectionParser(meta);
  let lines: string[] = [trackHeader(meta)];
  const run = createScenarioRun(meta, (timeS, track) => lines.push(trackLine(meta, timeS, track)));
  let trackingMs = 0;
  let plotCount = 0;
  let mostTracks = 0;

  function timed(work: () => void): void {
    const startMs = performance.now();
    work();
    trackingMs += performance.now() - startMs;
    mostTracks = Math.max(mostTracks, run.tracker.stats.confirmedCount);
  }

  async function* text(): AsyncGenerator<string> {
    let header = true;
    for await (const batch of readLines(join(directory, 'detections.csv.gz'))) {
      const plots = (header ? batch.slice(1) : batch).filter((line) => line !== '').map(parse);
      header = false;
      plotCount += plots.length;
      timed(() => {
        for (const plot of plots) run.take(plot);
      });
      if (lines.length === 0) continue;
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
    timed(() => run.finish());
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }

  const file = createWriteStream(out);
  if (out.endsWith('.gz')) await pipeline(Readable.from(text()), createGzip(), file);
  else await pipeline(Readable.from(text()), file);
  if (stats !== true) return;
  const { confirmedCount, tentativeCount } = run.tracker.stats;
  const rate = Math.round((plotCount * 1000) / trackingMs);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.error(
    `${plotCount} plots in ${(trackingMs / 1000).toFixed(2)} s: ${rate} plots/s, peak memory ${peakMb} MB, ` +
      `${confirmedCount} live tracks (${mostTracks} at most, ${tentativeCount} tentative)`,
  );
}

export function define(command: Command): void {
  command
    .argument('<scenario>', 'folder with meta.json and detections.csv.gz')
    .requiredOption('--out <file>', 'where the tracks go, on the score grid: CSV, packed when it ends in .gz')
    .option('--stats', 'say plots per second, peak memory and live tracks')
    .addHelpText(
      'after',
      `
Example:
  commonsky track scenarios/S2 --out s2.csv.gz --stats`,
    )
    .action(runTrack);
}
