import { STANDARD_IDENTITIES, type StandardIdentity, standardIdentityOf } from '@commonsky/model';

export const IDENTITY_NAMES: Readonly<Record<StandardIdentity, string>> = {
  pending: 'Pending',
  unknown: 'Unknown',
  assumedFriend: 'Assumed friend',
  friend: 'Friend',
  neutral: 'Neutral',
  suspect: 'Suspect',
  hostile: 'Hostile, as reported',
};

/** What an officer may say a track is: a hostile one is only ever reported by a member. */
export const OVERRIDES = STANDARD_IDENTITIES.filter((identity) => identity !== 'hostile');

/** How each identity is written in the filter. */
const FILTER_WORDS: Readonly<Record<StandardIdentity, string>> = {
  pending: 'PENDING',
  unknown: 'UNKNOWN',
  assumedFriend: 'ASSUMED',
  friend: 'FRIEND',
  neutral: 'NEUTRAL',
  suspect: 'SUSPECT',
  hostile: 'HOSTILE',
};

/** Identity of a row by its flags. Where a node identifies nobody, nobody has been looked at: pending. */
export function shownIdentity(flags: number): StandardIdentity {
  return standardIdentityOf(flags) ?? 'pending';
}

const NAMED: ReadonlyMap<string, StandardIdentity> = new Map(
  STANDARD_IDENTITIES.map((identity) => [FILTER_WORDS[identity], identity]),
);

/** `UNKNOWN,SUSPECT` as identities; undefined when the word is about something else. */
export function parseIdentities(word: string): ReadonlySet<StandardIdentity> | undefined {
  const identities = word.split(',').map((name) => NAMED.get(name));
  return identities.every((identity) => identity !== undefined) ? new Set(identities) : undefined;
}

/** The filter with an identity put in or taken out of its list of identities; other words stay. */
export function toggleIdentity(filter: string, identity: StandardIdentity): string {
  const words = filter.split(/\s+/u).filter(Boolean);
  const at = words.findIndex((word) => parseIdentities(word.toUpperCase()) !== undefined);
  const chosen = new Set(at < 0 ? [] : parseIdentities(words[at]!.toUpperCase()));
  if (!chosen.delete(identity)) chosen.add(identity);
  const list = STANDARD_IDENTITIES.filter((each) => chosen.has(each)).map((each) =>
    FILTER_WORDS[each].toLowerCase(),
  );
  const rest = words.filter((_, i) => i !== at);
  return [...(list.length > 0 ? [list.join(',')] : []), ...rest].join(' ');
}

/** Identities the filter asks for; empty when it asks for none. */
export function filteredIdentities(filter: string): ReadonlySet<StandardIdentity> {
  for (const word of filter.toUpperCase().split(/\s+/u)) {
    const identities = word === '' ? undefined : parseIdentities(word);
    if (identities !== undefined) return identities;
  }
  return new Set();
}
