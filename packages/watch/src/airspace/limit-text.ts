import { M_PER_FL, M_PER_FT } from '@commonsky/model';
import { GROUND, UNLIMITED, type VerticalLimit } from './vertical.ts';

const NUMBER = /(-?\d+(?:\.\d+)?)/u;

/**
 * A vertical limit as charts write it: `GND`, `SFC`, `UNL`, `FL195`, `2000FT MSL`, `1500 ft AGL`,
 * `3600m`, `5000`. Feet above mean sea level unless it says otherwise. Undefined when not understood.
 */
export function parseLimit(text: string): VerticalLimit | undefined {
  const upper = text.trim().toUpperCase();
  if (/^(GND|SFC|GROUND|SURFACE)\b/u.test(upper)) return GROUND;
  if (/^(UNL|UNLTD|UNLIM|UNLIMITED)\b/u.test(upper)) return UNLIMITED;
  const match = NUMBER.exec(upper);
  if (!match) return undefined;
  const value = Number(match[1]);
  if (/\bFL\s*\d/u.test(upper)) return { reference: 'fl', valueM: value * M_PER_FL };
  const metres = /\d\s*(M|MT|MTR)\b/u.test(upper);
  const valueM = metres ? value : value * M_PER_FT;
  if (/\b(AGL|ASFC|GND|SFC|AAGL)\b/u.test(upper)) return { reference: 'agl', valueM };
  if (/\b(STD)\b/u.test(upper)) return { reference: 'fl', valueM };
  return { reference: 'amsl', valueM };
}
