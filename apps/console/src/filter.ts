import type { TrackPicture } from '@commonsky/model';
import { formatAddress, formatCode, formatLevel, formatName } from './format.ts';
import { parseIdentities, shownIdentity } from './identity.ts';
import { emergencyOf } from './target.ts';

/**
 * Whether a row answers the filter: every word must be found in its name, address, code or number,
 * or be a level band such as `FL200-350`, identities such as `unknown,suspect`, or `emergency`.
 */
export function createFilter(text: string): (picture: TrackPicture, row: number) => boolean {
  const words = text.toUpperCase().split(/\s+/).filter(Boolean).map(parseWord);
  if (words.length === 0) return () => true;
  return (picture, row) => words.every((word) => word(picture, row));
}

type Test = (picture: TrackPicture, row: number) => boolean;

function parseWord(word: string): Test {
  const band = /^FL(\d{1,3})-(\d{1,3})$/.exec(word);
  if (band !== null) {
    const [low, high] = [Number(band[1]), Number(band[2])];
    return (picture, row) => {
      const level = Number(formatLevel(picture.pressureAltitudeM[row]!));
      return level >= low && level <= high;
    };
  }
  const identities = parseIdentities(word);
  if (identities !== undefined) return ({ flags }, row) => identities.has(shownIdentity(flags[row]!));
  if (word === 'EMERGENCY') return ({ identity }, row) => emergencyOf(identity[row]!.mode3a) !== undefined;
  return ({ identity, number }, row) => {
    const { address, mode3a } = identity[row]!;
    return (
      formatName(identity[row]!, number[row]!).includes(word) ||
      (address !== undefined && formatAddress(address).includes(word)) ||
      (mode3a !== undefined && formatCode(mode3a).includes(word)) ||
      String(number[row]) === word
    );
  };
}
