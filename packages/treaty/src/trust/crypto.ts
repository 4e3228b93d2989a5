/** Ed25519 and SHA-256, given by whoever runs this package: it has no cryptography of its own. */
export interface Crypto {
  /** 32 octets. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** Never throws: a key or signature of the wrong length does not verify. */
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
}

/** Holds a private key and never shows it. */
export interface Signer {
  readonly member: string;
  readonly keyId: string;
  /** Ed25519 signature, 64 octets. */
  sign(bytes: Uint8Array): Uint8Array;
}
