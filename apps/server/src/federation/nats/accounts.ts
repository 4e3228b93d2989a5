import {
  Algorithms,
  encodeAccount,
  encodeActivation,
  encodeOperator,
  encodeUser,
  type Account,
  type Export,
  type Import,
} from '@nats-io/jwt';
import type { MemberId } from '@commonsky/model';
import type { LinkKeys } from './link-keys.ts';
import { grantSubject, linkSubjects, receivedSubjects, sentSubjects, wordSubject } from './subjects.ts';

/**
 * The accounts of one member's nats-server:
 *
 * - `release`: the gateway, alone. Exports to each partner its words, and each grant in force as a stream
 *   of its own; all need an activation. A grant that is not in force is not exported.
 * - `partner-X`: nobody but the link to X's server. Imports what is for X, by activations that expire, and
 *   exports what X says to the release account.
 * - `system`: from where accounts are renewed.
 */
export interface ActiveGrant {
  /** `instrument/grant`. */
  readonly rule: string;
  /** UTC ms; the activation ends with its second, never after it. */
  readonly untilMs: number;
}

const V2 = { algorithm: Algorithms.v2 };
const UNLIMITED = -1;
/** One connection, and a second while a lost one has not been missed yet. */
const CONNECTION_COUNT_MAX = 2;

export function operatorToken(member: MemberId, { operator, system }: LinkKeys): Promise<string> {
  return encodeOperator(member, operator, { system_account: system.getPublicKey() }, V2);
}

export function systemAccount({ operator, system }: LinkKeys): Promise<string> {
  return encodeAccount('system', system, limited({}, 0), {
    ...V2,
    signer: operator,
  });
}

/** @param grants Rules in force, by partner. */
export function releaseAccount(
  member: MemberId,
  keys: LinkKeys,
  grants: ReadonlyMap<MemberId, readonly ActiveGrant[]>,
): Promise<string> {
  const account: Account = { version: 2, exports: [], imports: [] };
  const exported = (name: string, subject: string): Export => ({
    name,
    subject,
    type: 'stream',
    token_req: true,
  });
  for (const [partner, active] of grants) {
    account.exports!.push(exported(`words for ${partner}`, wordSubject(member, partner, '*')));
    for (const { rule } of active)
      account.exports!.push(exported(`${rule} for ${partner}`, grantSubject(member, partner, rule)));
    account.imports!.push({
      name: `from ${partner}`,
      subject: linkSubjects(partner, member),
      account: keys.partner(partner).getPublicKey(),
      type: 'stream',
    });
  }
  return encodeAccount('release', keys.release, limited(account, 0), {
    ...V2,
    signer: keys.operator,
  });
}

export async function partnerAccount(
  member: MemberId,
  keys: LinkKeys,
  partner: MemberId,
  active: readonly ActiveGrant[],
): Promise<string> {
  const key = keys.partner(partner);
  const activated = async (name: string, subject: string, exp?: number): Promise<Import> => ({
    name,
    subject,
    account: keys.release.getPublicKey(),
    type: 'stream',
    token: await encodeActivation(
      name,
      key,
      keys.release,
      'stream',
      { subject },
      {
        ...V2,
        ...(exp !== undefined && { exp }),
      },
    ),
  });
  const imports = await Promise.all([
    activated('words', wordSubject(member, partner, '*')),
    ...active.map(({ rule, untilMs }) =>
      activated(rule, grantSubject(member, partner, rule), Math.floor(untilMs / 1000)),
    ),
  ]);
  const exports: Export[] = [{ name: 'words', subject: linkSubjects(partner, member), type: 'stream' }];
  const account: Account = { version: 2, imports, exports };
  return await encodeAccount(`partner-${partner}`, key, limited(account, CONNECTION_COUNT_MAX), {
    ...V2,
    signer: keys.operator,
  });
}

/** What the gateway connects with; made in memory, never written down. */
export function egressToken(member: MemberId, { egress, release }: LinkKeys): Promise<string> {
  const permissions = {
    pub: { allow: [sentSubjects(member)] },
    sub: { allow: [receivedSubjects(member)] },
    allowed_connection_types: ['STANDARD' as const],
  };
  return encodeUser('egress', egress, release, permissions, V2);
}

export function authorityToken({ authority, system }: LinkKeys): Promise<string> {
  const permissions = {
    pub: { allow: ['$SYS.REQ.CLAIMS.UPDATE'] },
    sub: { allow: ['_INBOX.>'] },
    allowed_connection_types: ['STANDARD' as const],
  };
  return encodeUser('authority', authority, system, permissions, V2);
}

/**
 * What a partner's server links up with. It needs no list of subjects: in its account there is nothing but
 * what is for the partner, and nothing leaves that account but what the partner says to us.
 */
export function linkToken(keys: LinkKeys, partner: MemberId): Promise<string> {
  const user = { allowed_connection_types: ['LEAFNODE' as const] };
  return encodeUser(`link-${partner}`, keys.link(partner), keys.partner(partner), user, V2);
}

function limited(account: Partial<Account>, leaf: number): Partial<Account> {
  const limits = {
    subs: UNLIMITED,
    data: UNLIMITED,
    payload: UNLIMITED,
    imports: UNLIMITED,
    exports: UNLIMITED,
    wildcards: true,
    disallow_bearer: true,
    conn: CONNECTION_COUNT_MAX,
    leaf,
  };
  return { ...account, limits };
}
