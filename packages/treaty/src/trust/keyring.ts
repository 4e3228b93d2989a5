import { fromHex, toHex } from './bytes.ts';
import type { Crypto, Signer } from './crypto.ts';
import type { Key, Keyring } from './key.ts';
import { checkSignature, signDocument, type Document, type Signed } from './signed.ts';

/** A member's root key (offline) says which key speaks for the member, and for how long. */
export interface KeyCertificate extends Document {
  readonly kind: 'key-certificate';
  readonly keyId: string;
  /** Hexadecimal, 32 octets. */
  readonly publicKey: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The root key withdraws a key from `atMs` on: what it signed before stays valid. */
export interface KeyRevocation extends Document {
  readonly kind: 'key-revocation';
  readonly keyId: string;
}

export type KeyDocument = Signed<KeyCertificate> | Signed<KeyRevocation>;

/** What every member publishes once, by hand, to the others. */
export interface MemberRoot {
  readonly member: string;
  /** Hexadecimal, 32 octets. */
  readonly rootKey: string;
}

const ROOT_KEY_ID = 'root';

/** SHA-256 of the public key, first 8 octets: short enough to read out, long enough not to collide. */
export function keyIdOf(publicKey: Uint8Array, crypto: Crypto): string {
  return toHex(crypto.sha256(publicKey).subarray(0, 8));
}

/** Certifies `publicKey`; `root` signs with key id `root`. */
export function certifyKey(
  root: Signer,
  publicKey: Uint8Array,
  span: { readonly atMs: number; readonly fromMs: number; readonly toMs: number },
  crypto: Crypto,
): Signed<KeyCertificate> {
  return signDocument(
    {
      kind: 'key-certificate',
      member: root.member,
      keyId: keyIdOf(publicKey, crypto),
      publicKey: toHex(publicKey),
      ...span,
    },
    root,
  );
}

/**
 * Keys that hold, out of everything published. A document that its member's root did not sign
 * counts for nothing: it is returned among `refused`.
 */
export function createKeyring(
  roots: readonly MemberRoot[],
  documents: readonly KeyDocument[],
  crypto: Crypto,
): Keyring & { readonly refused: readonly KeyDocument[] } {
  const rootKeys = new Map<string, Key>();
  for (const { member, rootKey } of roots) {
    const publicKey = fromHex(rootKey);
    if (publicKey?.length === 32) {
      rootKeys.set(member, { publicKey, fromMs: -Infinity, toMs: Infinity });
    }
  }
  const rootRing: Keyring = {
    find: (member, keyId) => (keyId === ROOT_KEY_ID ? rootKeys.get(member) : undefined),
  };
  const keys = new Map<string, Key>();
  const revokedMs = new Map<string, number>();
  const refused: KeyDocument[] = [];
  for (const signed of documents) {
    const { document } = signed;
    const name = `${document.member}/${document.keyId}`;
    if (checkSignature(signed, rootRing, crypto) !== undefined) {
      refused.push(signed);
    } else if (document.kind === 'key-revocation') {
      revokedMs.set(name, Math.min(document.atMs, revokedMs.get(name) ?? Infinity));
    } else {
      const publicKey = fromHex(document.publicKey);
      if (publicKey === undefined || keyIdOf(publicKey, crypto) !== document.keyId) refused.push(signed);
      else keys.set(name, { publicKey, fromMs: document.fromMs, toMs: document.toMs });
    }
  }
  return {
    refused,
    find(member, keyId) {
      const name = `${member}/${keyId}`;
      const key = keys.get(name);
      const endMs = revokedMs.get(name);
      if (key === undefined || endMs === undefined) return key;
      return { ...key, toMs: Math.min(key.toMs, endMs) };
    },
  };
}
