import { fromHex, toHex, utf8 } from './bytes.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import type { Crypto, Signer } from './crypto.ts';
import type { Keyring } from './key.ts';

/**
 * What members sign. `kind` is signed too, so that a signature under one kind of document never
 * verifies as another; `member` is who speaks, `atMs` when (UTC ms).
 */
export interface Document {
  readonly kind: string;
  readonly member: string;
  readonly atMs: number;
}

export interface Signed<D extends Document> {
  readonly document: D;
  readonly keyId: string;
  /** Hexadecimal, 64 octets. */
  readonly signature: string;
}

const DOMAIN = 'commonsky/1\n';

function signedBytes(document: Document, keyId: string): Uint8Array {
  return utf8(DOMAIN + canonicalJson({ document: document as unknown as JsonValue, keyId }));
}

/** @throws {RangeError} when the signer is not the member the document speaks for: our bug, not bad input. */
export function signDocument<D extends Document>(document: D, signer: Signer): Signed<D> {
  if (signer.member !== document.member) {
    throw new RangeError(`${signer.member} cannot sign what ${document.member} says`);
  }
  const signature = toHex(signer.sign(signedBytes(document, signer.keyId)));
  return { document, keyId: signer.keyId, signature };
}

export type SignatureProblem = 'key-unknown' | 'key-not-valid-then' | 'signature-wrong';

/** Undefined when the signature is by a key that its member's root certified for that time. */
export function checkSignature(
  signed: Signed<Document>,
  keyring: Keyring,
  crypto: Crypto,
): SignatureProblem | undefined {
  const { document, keyId } = signed;
  const key = keyring.find(document.member, keyId);
  if (key === undefined) return 'key-unknown';
  // Written so that a NaN time is refused.
  if (!(document.atMs >= key.fromMs && document.atMs < key.toMs)) return 'key-not-valid-then';
  const signature = fromHex(signed.signature);
  if (signature === undefined) return 'signature-wrong';
  return crypto.verify(key.publicKey, signedBytes(document, keyId), signature)
    ? undefined
    : 'signature-wrong';
}

/** SHA-256 (hexadecimal) over document, key and signature: the name under which others refer to it. */
export function documentHash(signed: Signed<Document>, crypto: Crypto): string {
  return toHex(crypto.sha256(utf8(canonicalJson(signed as unknown as JsonValue))));
}
