/** A member of the NATS revocation bench, opened from its files in whichever thread runs it. */
import { join } from 'node:path';
import { createTreaties } from '@commonsky/treaty';
import { openSigner, readKeyring } from '@commonsky/server/federation';
import { deriveLinkKeys, openNatsFederation, type NatsFederation } from '@commonsky/server/federation/nats';
import { instruments, signed } from './revocation-traffic.ts';

export interface MemberFiles {
  readonly name: string;
  /** With `keys/` in it. */
  readonly folder: string;
  readonly url: string;
  readonly secret: Uint8Array;
}

export const PASSPHRASE = 'only for a bench';

export async function openMember(
  { folder, url, secret }: MemberFiles,
  partners: readonly string[],
): Promise<NatsFederation> {
  return await openNatsFederation({
    url,
    keys: deriveLinkKeys(secret),
    signer: await openSigner(join(folder, 'keys'), PASSPHRASE),
    keyring: await readKeyring(join(folder, 'keys')),
    partners,
    treaties: createTreaties(instruments, signed),
    logHead: '0'.repeat(64),
    auditFolder: join(folder, 'audit'),
    clock: () => ({ wallMs: Date.now(), steadyMs: performance.now() }),
    source: { sac: 1, sic: 1 },
  });
}
