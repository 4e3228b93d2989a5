import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  randomBytes,
  scryptSync,
  type KeyObject,
} from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  certifyKey,
  createKeyring,
  signDocument,
  toHex,
  type KeyDocument,
  type Keyring,
  type KeyRevocation,
  type MemberRoot,
  type Signer,
} from '@commonsky/treaty';
import { FederationError } from './errors.ts';
import { createSigner, generateKeyPair, keyPairOf, nodeCrypto, type KeyPair } from './node-crypto.ts';

/**
 * A member's keys in a folder: `root.key` (to be kept offline), `issuing.key`, both sealed with a
 * passphrase, and `public.json`, which is what partners get and put among their own `partners/`.
 */
export interface PublicKeys extends MemberRoot {
  readonly documents: readonly KeyDocument[];
}

const DAY_MS = 86_400_000;
/** An issuing key serves a year; rotation overlaps. */
const ISSUING_LIFE_MS = 366 * DAY_MS;

/** 32 MB and about 0.1 s a try: guessing passphrases is dear. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

interface SealedKey {
  readonly sealed: 'scrypt-aes256gcm/1';
  readonly salt: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

/** @throws {FederationError} when the folder has keys already. */
export async function generateKeys(
  folder: string,
  member: string,
  passphrase: string,
  nowMs: number,
): Promise<PublicKeys> {
  await mkdir(folder, { recursive: true });
  const root = generateKeyPair();
  const issuing = generateKeyPair();
  // 'wx': an existing key is never written over.
  await writeKey(join(folder, 'root.key'), root, passphrase, 'wx');
  await writeKey(join(folder, 'issuing.key'), issuing, passphrase, 'wx');
  const span = { atMs: nowMs, fromMs: nowMs, toMs: nowMs + ISSUING_LIFE_MS };
  const certificate = certifyKey(createSigner(member, root, 'root'), issuing.publicKey, span, nodeCrypto);
  return await writePublic(folder, { member, rootKey: toHex(root.publicKey), documents: [certificate] });
}

/** A new issuing key, certified by the root; the old one stays valid for what it signed, or is revoked from now on. */
export async function rotateKeys(
  folder: string,
  passphrase: string,
  nowMs: number,
  { revoke }: { readonly revoke: boolean },
): Promise<PublicKeys> {
  const { member, rootKey, documents } = await readPublic(join(folder, 'public.json'));
  const root = createSigner(member, await readKey(join(folder, 'root.key'), passphrase), 'root');
  const old = await readKey(join(folder, 'issuing.key'), passphrase);
  const issuing = generateKeyPair();
  const span = { atMs: nowMs, fromMs: nowMs, toMs: nowMs + ISSUING_LIFE_MS };
  const added: KeyDocument[] = [certifyKey(root, issuing.publicKey, span, nodeCrypto)];
  if (revoke) {
    const { keyId } = createSigner(member, old);
    added.push(signDocument<KeyRevocation>({ kind: 'key-revocation', member, atMs: nowMs, keyId }, root));
  }
  await writeKey(join(folder, 'issuing.key'), issuing, passphrase, 'w');
  return await writePublic(folder, { member, rootKey, documents: [...documents, ...added] });
}

export async function openSigner(folder: string, passphrase: string): Promise<Signer> {
  const { member } = await readPublic(join(folder, 'public.json'));
  return createSigner(member, await readKey(join(folder, 'issuing.key'), passphrase));
}

/** Own and partners' public keys of a folder: `public.json` and `partners/*.json`. */
export async function readKeyring(
  folder: string,
): Promise<Keyring & { readonly members: readonly PublicKeys[] }> {
  const partners = await readdir(join(folder, 'partners')).catch(() => []);
  const files = [
    'public.json',
    ...partners.filter((name) => name.endsWith('.json')).map((name) => join('partners', name)),
  ];
  const members = await Promise.all(files.map((name) => readPublic(join(folder, name))));
  const keyring = createKeyring(
    members,
    members.flatMap(({ documents }) => documents),
    nodeCrypto,
  );
  if (keyring.refused.length > 0) {
    const { member, keyId } = keyring.refused[0]!.document;
    throw new FederationError(
      'FEDERATION_ERR_KEY',
      `${folder}: a certificate of ${member} (${keyId}) is not signed by its root key`,
    );
  }
  return { ...keyring, members };
}

export async function readPublic(file: string): Promise<PublicKeys> {
  const value = JSON.parse(await readFile(file, 'utf8')) as Partial<PublicKeys>;
  if (
    typeof value.member !== 'string' ||
    typeof value.rootKey !== 'string' ||
    !Array.isArray(value.documents)
  ) {
    throw new FederationError('FEDERATION_ERR_KEY', `${file}: not the public keys of a member`);
  }
  return value as PublicKeys;
}

async function writePublic(folder: string, keys: PublicKeys): Promise<PublicKeys> {
  await writeWhole(join(folder, 'public.json'), `${JSON.stringify(keys, undefined, 2)}\n`, 'w', 0o644);
  return keys;
}

export async function writeKey(
  file: string,
  { privateKey }: KeyPair,
  passphrase: string,
  flag: 'w' | 'wx',
): Promise<void> {
  await writeWhole(file, `${JSON.stringify(seal(privateKey, passphrase))}\n`, flag, 0o600);
}

export async function readKey(file: string, passphrase: string): Promise<KeyPair> {
  const sealed = JSON.parse(await readFile(file, 'utf8')) as SealedKey;
  try {
    return keyPairOf(unseal(sealed, passphrase));
  } catch (cause) {
    throw new FederationError('FEDERATION_ERR_KEY', `${file}: wrong passphrase, or not a sealed key`, {
      cause,
    });
  }
}

function seal(key: KeyObject, passphrase: string): SealedKey {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, SCRYPT), iv);
  const data = Buffer.concat([cipher.update(key.export({ type: 'pkcs8', format: 'der' })), cipher.final()]);
  return {
    sealed: 'scrypt-aes256gcm/1',
    salt: toHex(salt),
    iv: toHex(iv),
    tag: toHex(cipher.getAuthTag()),
    data: toHex(data),
  };
}

function unseal({ salt, iv, tag, data }: SealedKey, passphrase: string): KeyObject {
  const decipher = createDecipheriv(
    'aes-256-gcm',
    scryptSync(passphrase, octetsOf(salt), 32, SCRYPT),
    octetsOf(iv),
  );
  decipher.setAuthTag(octetsOf(tag));
  const der = Buffer.concat([decipher.update(octetsOf(data)), decipher.final()]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function octetsOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

/** New files are made as such; existing ones are replaced whole or not at all. */
async function writeWhole(file: string, text: string, flag: 'w' | 'wx', mode: number): Promise<void> {
  const target = flag === 'wx' ? file : `${file}.new`;
  const handle = await open(target, flag, mode).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new FederationError('FEDERATION_ERR_KEY', `${file} exists already; keys are never written over`);
  });
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (target !== file) await rename(target, file);
}
