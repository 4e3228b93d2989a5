import type { Command } from 'commander';
import { parseSite, type Site } from '@commonsky/server';
import { CliError, ExitCode } from './errors.ts';

/** What is known of the sensors beyond what they send. */
export interface FeedOptions {
  readonly site: readonly Site[];
  readonly receiver?: { readonly latDeg: number; readonly lonDeg: number };
}

function parseReceiver(text: string): { latDeg: number; lonDeg: number } {
  const [latDeg, lonDeg, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const isPlace =
    Math.abs(latDeg ?? Number.NaN) <= 90 && Math.abs(lonDeg ?? Number.NaN) <= 180 && rest.length === 0;
  if (isPlace) return { latDeg: latDeg!, lonDeg: lonDeg! };
  throw new CliError(ExitCode.usage, `--receiver ${text}: expected LAT,LON in degrees, such as 42.84,74.59`);
}

/** For repeatable options. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

export function addFeedOptions(command: Command): Command {
  return command
    .option(
      '--site <SAC/SIC=LAT,LON,HEIGHT>',
      'where a radar stands (degrees, m above the ellipsoid) that does not say so itself; repeatable',
      (text: string, before: readonly Site[]) => [...before, parseSite(text)],
      [],
    )
    .option('--receiver <LAT,LON>', 'where the Mode S receiver stands', parseReceiver);
}
