/** Members with real keys, for tests of what they sign. */
import {
  certifyKey,
  createKeyring,
  type KeyDocument,
  type Keyring,
  type MemberRoot,
  type Signer,
} from '@commonsky/treaty';
import { toHex } from '@commonsky/treaty';
import { createSigner, generateKeyPair, nodeCrypto } from '../../apps/server/src/federation/node-crypto.ts';

export { createSigner, generateKeyPair, nodeCrypto };

export interface TestMembers {
  readonly signers: Readonly<Record<string, Signer>>;
  readonly roots: readonly MemberRoot[];
  readonly documents: readonly KeyDocument[];
  readonly keyring: Keyring;
}

/** Each with a root key that certified one issuing key for `fromMs` … `toMs`. */
export function createMembers(names: readonly string[], fromMs = 0, toMs = 1e14): TestMembers {
  const roots: MemberRoot[] = [];
  const documents: KeyDocument[] = [];
  const signers: Record<string, Signer> = {};
  for (const name of names) {
    const root = generateKeyPair();
    const issuing = generateKeyPair();
    roots.push({ member: name, rootKey: toHex(root.publicKey) });
    documents.push(
      certifyKey(
        createSigner(name, root, 'root'),
        issuing.publicKey,
        { atMs: fromMs, fromMs, toMs },
        nodeCrypto,
      ),
    );
    signers[name] = createSigner(name, issuing);
  }
  return { signers, roots, documents, keyring: createKeyring(roots, documents, nodeCrypto) };
}
