import type { TrackPicture } from '@commonsky/model';
import {
  formatAge,
  formatClimb,
  formatCode,
  formatLevel,
  formatName,
  formatSpeed,
  formatTrend,
} from '../format.ts';
import { emergencyOf, freshnessOf } from '../target.ts';
import type { LabelLevel } from '../url-state.ts';

/**
 * The lines of a label: name; level with trend and ground speed (kt); code and climb. An alert, an
 * emergency code and an old position are said on every level.
 */
export function labelLines(
  picture: TrackPicture,
  row: number,
  level: LabelLevel,
  warning?: string,
): string[] {
  const identity = picture.identity[row]!;
  const verticalMps = picture.verticalMps[row]!;
  const ageMs = picture.pictureMs - picture.lastPlotMs[row]!;
  const freshness = freshnessOf(picture.flags[row]!, ageMs);
  const tag = freshness === 'current' ? '' : ` ${freshness === 'stale' ? formatAge(ageMs) : 'CST'}`;
  const lines = [formatName(identity, picture.number[row]!) + tag];
  const emergency = emergencyOf(identity.mode3a);
  if (warning !== undefined) lines.unshift(warning);
  if (emergency !== undefined) lines.unshift(emergency);
  if (level === 'minimal') return lines;
  const speedMps = Math.hypot(picture.eastMps[row]!, picture.northMps[row]!);
  const altitude = formatLevel(picture.pressureAltitudeM[row]!) + formatTrend(verticalMps);
  lines.push(`${altitude.padEnd(4)} ${formatSpeed(speedMps)}`);
  if (level === 'standard') return lines;
  const code = identity.mode3a === undefined ? '----' : formatCode(identity.mode3a);
  lines.push(`${code} ${formatClimb(verticalMps)}`);
  return lines;
}
