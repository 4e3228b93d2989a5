import { createPublicKey, generateKeyPairSync, hash, sign, verify, type KeyObject } from 'node:crypto';
import { keyIdOf, type Crypto, type Signer } from '@commonsky/treaty';

/** SHA-256 and Ed25519 of Node, for the treaty package. */
export const nodeCrypto: Crypto = {
  sha256(bytes) {
    const digest = hash('sha256', bytes, 'buffer');
    return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
  },
  verify(publicKey, bytes, signature) {
    const key = publicKeyOf(publicKey);
    return key !== undefined && verify(null, bytes, key, signature);
  },
};

/** DER wrappings of a raw Ed25519 key (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_CACHE_MAX = 1000;
const keys = new Map<string, KeyObject>();

function publicKeyOf(raw: Uint8Array): KeyObject | undefined {
  if (raw.length !== 32) return undefined;
  const name = Buffer.from(raw).toString('hex');
  let key = keys.get(name);
  if (key === undefined) {
    key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
    // Parsing a key costs as much as using it; members have few.
    if (keys.size >= KEY_CACHE_MAX) keys.clear();
    keys.set(name, key);
  }
  return key;
}

export interface KeyPair {
  readonly privateKey: KeyObject;
  /** 32 octets. */
  readonly publicKey: Uint8Array;
}

export function generateKeyPair(): KeyPair {
  const { privateKey } = generateKeyPairSync('ed25519');
  return keyPairOf(privateKey);
}

/** @param keyId `root` for a root key; the hash of the public key when absent. */
export function createSigner(
  member: string,
  { privateKey, publicKey }: KeyPair,
  keyId = keyIdOf(publicKey, nodeCrypto),
): Signer {
  return { member, keyId, sign: (bytes) => sign(null, bytes, privateKey) };
}

export function keyPairOf(privateKey: KeyObject): KeyPair {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { privateKey, publicKey: new Uint8Array(spki.subarray(SPKI_PREFIX.length)) };
}
