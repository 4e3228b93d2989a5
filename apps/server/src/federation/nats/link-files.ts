import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FederationError } from '../errors.ts';
import { readKey, readPublic, writeKey } from '../key-files.ts';
import { generateKeyPair } from '../node-crypto.ts';
import { deriveLinkKeys, type LinkKeys } from './link-keys.ts';
import { parseLinkPlan, type LinkPlan } from './link-plan.ts';
import { writeServerFiles } from './server-files.ts';

/**
 * A member's links in the folder of its keys: `link.key` is the sealed secret all NATS keys come from,
 * `link.json` the operator's plan, `nats/` what its server runs on.
 */
export interface Links {
  readonly member: string;
  readonly plan: LinkPlan;
  readonly serverFolder: string;
  /** Partners our server dials and whose invitation has not been put into `nats/received` yet. */
  readonly awaited: readonly string[];
}

const SECRET = 'link.key';
const PLAN = 'link.json';
const SERVER = 'nats';

/** Writes the server's files anew, as often as the plan changes; the secret is made the first time. */
export async function writeLinks(folder: string, passphrase: string): Promise<Links> {
  const { member } = await readPublic(join(folder, 'public.json'));
  const plan = await readPlan(join(folder, PLAN));
  if (!(await exists(join(folder, SECRET)))) {
    await writeKey(join(folder, SECRET), generateKeyPair(), passphrase, 'wx');
  }
  const serverFolder = join(folder, SERVER);
  await writeServerFiles(serverFolder, member, plan, await openLinkKeys(folder, passphrase));
  const awaited: string[] = [];
  for (const { member: partner, dial } of plan.partners) {
    const isThere = await exists(join(serverFolder, 'received', `${partner}.creds`));
    if (dial !== undefined && !isThere) awaited.push(partner);
  }
  return { member, plan, serverFolder, awaited };
}

/** What the node needs to talk to its server: with the plan's `node` address, for {@link openNatsFederation}. */
export async function openLinkKeys(folder: string, passphrase: string): Promise<LinkKeys> {
  const { privateKey } = await readKey(join(folder, SECRET), passphrase);
  return deriveLinkKeys(Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url'));
}

async function readPlan(file: string): Promise<LinkPlan> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const { message } = cause as Error;
    throw new FederationError('FEDERATION_ERR_LINK', `${file}: ${message}`, { cause });
  }
  return parseLinkPlan(value, file);
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
