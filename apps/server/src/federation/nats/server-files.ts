import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fmtCreds } from '@nats-io/jwt';
import type { MemberId } from '@commonsky/model';
import { ENVELOPE_SIZE_MAX } from '@commonsky/treaty';
import { linkToken, operatorToken, partnerAccount, releaseAccount, systemAccount } from './accounts.ts';
import type { LinkKeys } from './link-keys.ts';
import type { LinkPlan } from './link-plan.ts';
import { sentSubjects } from './subjects.ts';

/**
 * Writes what a member's nats-server needs into `folder`:
 *
 *     server.conf             nats-server -c folder/server.conf
 *     accounts/*.jwt          public; the node renews them while it runs
 *     invitations/X.creds     for partner X, whose server dials ours: to be given to X by a way both trust
 *     received/X.creds        from partner X, whom our server dials: put there by the operator
 *
 * Nothing in it lets anyone send in our name: the gateway's own key is never written down.
 */
export async function writeServerFiles(
  folder: string,
  member: MemberId,
  plan: LinkPlan,
  keys: LinkKeys,
): Promise<void> {
  const at = (...path: string[]) => resolve(folder, ...path);
  // Accounts of partners that left the plan must not stay.
  await rm(at('accounts'), { recursive: true, force: true });
  await rm(at('invitations'), { recursive: true, force: true });
  for (const name of ['accounts', 'invitations', 'received']) {
    await mkdir(at(name), { recursive: true, mode: 0o700 });
  }
  const members = plan.partners.map((partner) => partner.member);
  // No grant yet: the node says which are in force when it runs.
  const none = new Map(members.map((partner) => [partner, []]));
  const accounts: [string, string][] = [
    [keys.system.getPublicKey(), await systemAccount(keys)],
    [keys.release.getPublicKey(), await releaseAccount(member, keys, none)],
  ];
  for (const partner of members) {
    accounts.push([keys.partner(partner).getPublicKey(), await partnerAccount(member, keys, partner, [])]);
  }
  for (const [key, token] of accounts) await writeFile(at('accounts', `${key}.jwt`), token, { mode: 0o600 });
  for (const { member: partner, dial } of plan.partners) {
    if (dial !== undefined) continue;
    const credentials = fmtCreds(await linkToken(keys, partner), keys.link(partner));
    await writeFile(at('invitations', `${partner}.creds`), credentials, { mode: 0o600 });
  }
  const config = serverConfig(at(), member, plan, keys, await operatorToken(member, keys));
  // The server's own language takes JSON.
  await writeFile(at('server.conf'), `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
}

/** Octets waiting for one connection before the server gives it up: ten seconds of a large picture. */
const PENDING_SIZE_MAX = 4 * ENVELOPE_SIZE_MAX;

const OF_SERVERS = ['$SYS.>', '$JS.>', '_INBOX.>'];

function serverConfig(
  folder: string,
  member: MemberId,
  { accept, node, tls, partners }: LinkPlan,
  keys: LinkKeys,
  operator: string,
): object {
  const certificates = {
    cert_file: resolve(folder, tls.certificate),
    key_file: resolve(folder, tls.key),
    ca_file: resolve(folder, tls.authorities),
    // Both sides show a certificate, and both check it.
    verify: true,
    timeout: 5,
  };
  const remotes = partners.flatMap(({ member: partner, dial }) =>
    dial === undefined
      ? []
      : [
          {
            urls: [dial],
            account: keys.partner(partner).getPublicKey(),
            credentials: join(folder, 'received', `${partner}.creds`),
            // Nothing of the partner's own goes back, and nothing of the server's, whatever the other side asks for.
            deny_exports: [sentSubjects(partner), ...OF_SERVERS],
            deny_imports: OF_SERVERS,
            tls: certificates,
          },
        ],
  );
  return {
    server_name: member,
    listen: new URL(node).host,
    operator,
    system_account: keys.system.getPublicKey(),
    resolver: { type: 'full', dir: join(folder, 'accounts'), allow_delete: false },
    max_payload: ENVELOPE_SIZE_MAX,
    max_pending: PENDING_SIZE_MAX,
    write_deadline: '2s',
    ping_interval: '5s',
    ping_max: 2,
    leafnodes: {
      reconnect: 1,
      ...(accept !== undefined && { listen: accept.listen, advertise: accept.address, tls: certificates }),
      remotes,
    },
  };
}
