import { readFile } from 'node:fs/promises';
import type { Holding, ObjectCategory } from '@commonsky/treaty';
import { CliError, ExitCode } from '../errors.ts';

/**
 * Tracks to try a hypothesis on: JSON lines with at least `provider`, `latDeg` and `lonDeg`; also
 * `pressureAltitudeM`, `category`.
 */
export async function readHoldings(file: string, atMs: number): Promise<Holding[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const track = parseTrack(line);
    if (track === undefined) {
      throw new CliError(
        ExitCode.input,
        `${file}:${index + 1}: not a track with provider, latDeg and lonDeg`,
      );
    }
    const { provider, latDeg, lonDeg, pressureAltitudeM = Number.NaN, category = 'unknown' } = track;
    return [
      {
        provider,
        item: {
          product: 'tracks',
          mode: 'live',
          category,
          identity: 'unknown',
          latDeg,
          lonDeg,
          altitudeM: pressureAltitudeM,
          measuredAtMs: atMs,
          owners: [provider],
          lastReleasedMs: Number.NaN,
        },
      },
    ];
  });
}

interface TrackLine {
  readonly provider: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly pressureAltitudeM?: number;
  readonly category?: ObjectCategory;
}

function parseTrack(line: string): TrackLine | undefined {
  try {
    const track = JSON.parse(line) as Partial<TrackLine> | null;
    const whole =
      typeof track?.provider === 'string' &&
      typeof track.latDeg === 'number' &&
      typeof track.lonDeg === 'number';
    return whole ? (track as TrackLine) : undefined;
  } catch {
    return undefined;
  }
}
