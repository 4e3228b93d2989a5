import type { Command } from 'commander';
import type { WatchTest } from '@commonsky/server';
import { CliError, ExitCode } from '../errors.ts';
import { addFeedOptions, collect, type FeedOptions } from '../feed-options.ts';

interface Options extends FeedOptions {
  readonly airspaces: readonly string[];
  readonly notams: readonly string[];
  readonly plans: readonly string[];
  readonly terrain: readonly string[];
  readonly points?: string;
  readonly registry?: string;
  readonly codes?: string;
  readonly qnh?: number;
  readonly startAt?: number;
  readonly json?: boolean;
}

function parseQnh(text: string): number {
  const value = Number(text);
  if (value >= 850 && value <= 1100) return value;
  throw new CliError(ExitCode.usage, `--qnh ${text}: expected 850 to 1100 hPa`);
}

function parseMoment(text: string): number {
  const atMs = Date.parse(text);
  if (!Number.isNaN(atMs)) return atMs;
  throw new CliError(ExitCode.usage, `--start-at ${text}: expected ISO 8601, such as 2026-01-06T08:28:13Z`);
}

export function define(command: Command): void {
  addFeedOptions(command.command('test').description('print what a rule set would have raised on recordings'))
    .argument('<rules>', 'rule set, YAML or JSON; "default" for every rule as it comes')
    .argument('<recording...>', 'recordings, played together in order of time')
    .option('--airspaces <file>', 'GeoJSON, OpenAir or AIXM 5.1; repeatable', collect, [])
    .option('--notams <file>', 'NOTAMs that activate airspaces; repeatable', collect, [])
    .option('--plans <file>', 'flight plans: FPL messages, JSON like FIXM, CSV; repeatable', collect, [])
    .option('--points <file>', 'CSV of name, lat, lon for the routes of plans')
    .option('--registry <file>', 'CSV of address, registration, type, operator, towards')
    .option('--codes <file>', 'CSV of from, to, towards, weight, about')
    .option('--terrain <file>', 'HGT or GeoTIFF tile; repeatable', collect, [])
    .option('--qnh <hPa>', 'QNH of the region', parseQnh)
    .option('--start-at <time>', 'when a recording without a date began, ISO 8601', parseMoment)
    .option('--json', 'one JSON object an alert')
    .addHelpText(
      'after',
      `
Examples:
  commonsky watch test default adsb.bin --receiver 60.32,24.95
  commonsky watch test rules.yaml radar.pcap --airspaces zones.txt --site 25/10=42.86,74.59,760`,
    )
    .action(async (rules: string, files: string[], options: Options) => {
      const { testWatch } = await import('@commonsky/server');
      const { airspaces, notams, plans, terrain, points, registry, codes, qnh, site, receiver, startAt } =
        options;
      const result = await testWatch({
        files,
        sites: site,
        ...(receiver && { receiver }),
        ...(startAt !== undefined && { startAtMs: startAt }),
        watch: {
          airspaces: [...airspaces],
          notams: [...notams],
          plans: [...plans],
          terrain: [...terrain],
          ...(rules !== 'default' && { rules }),
          ...(points !== undefined && { points }),
          ...(registry !== undefined && { registry }),
          ...(codes !== undefined && { codes }),
          ...(qnh !== undefined && { qnhHPa: qnh }),
        },
      });
      print(result, options.json === true);
    });
}

const timeOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

function print(result: WatchTest, isJson: boolean): void {
  const { alerts, issues, fromMs, toMs, trackHours, ruleSetVersion } = result;
  for (const { file, where, code, message } of issues) {
    process.stderr.write(`commonsky: ${file}, ${where}: ${message} (${code})\n`);
  }
  for (const { raised, last } of alerts) {
    const { raisedMs, severity, ruleId, text } = raised;
    const stood = `${Math.round(((last.clearedMs ?? toMs) - raisedMs) / 1000)} s`;
    process.stdout.write(
      isJson
        ? `${JSON.stringify({ ...raised, state: last.state, clearedMs: last.clearedMs })}\n`
        : `${timeOf(raisedMs)}  ${severity.padEnd(8)}  ${ruleId.padEnd(18)}  ${stood.padStart(6)}  ${text}\n`,
    );
  }
  const minutes = Number.isNaN(fromMs) ? 0 : Math.round((toMs - fromMs) / 60_000);
  process.stderr.write(
    `${alerts.length} alerts of rule set ${ruleSetVersion} in ${minutes} min, ${trackHours.toFixed(1)} track hours\n`,
  );
}
