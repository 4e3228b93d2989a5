import type { MemberId } from '@commonsky/model';

/**
 * Subjects on the links: `commonsky.FROM.TO.word.KIND` for what members say about their agreement, and
 * `commonsky.FROM.TO.grant.INSTRUMENT.GRANT` for what one grant lets out. Names of members, instruments
 * and grants have no dots.
 */
const ROOT = 'commonsky';

export const wordSubject = (from: MemberId, to: MemberId, kind: string) =>
  `${ROOT}.${from}.${to}.word.${kind}`;

/** @param rule `instrument/grant`. */
export const grantSubject = (from: MemberId, to: MemberId, rule: string) =>
  `${ROOT}.${from}.${to}.grant.${rule.replace('/', '.')}`;

/** Everything `from` sends to `to`. */
export const linkSubjects = (from: MemberId, to: MemberId) => `${ROOT}.${from}.${to}.>`;
/** Everything `from` sends to anyone. */
export const sentSubjects = (from: MemberId) => `${ROOT}.${from}.>`;
/** Everything anyone sends to `to`. */
export const receivedSubjects = (to: MemberId) => `${ROOT}.*.${to}.>`;

export interface Address {
  readonly from: MemberId;
  readonly channel: 'word' | 'grant';
  /** Kind of a word; instrument of a grant. */
  readonly name: string;
}

/** Undefined for a subject that is none of ours. */
export function parseSubject(subject: string): Address | undefined {
  const [root, from, , channel, name] = subject.split('.');
  if (root !== ROOT || from === undefined || name === undefined) return undefined;
  return channel === 'word' || channel === 'grant' ? { from, channel, name } : undefined;
}
