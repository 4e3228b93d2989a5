/** A public key and the time in which it speaks for its member. */
export interface Key {
  readonly publicKey: Uint8Array;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Keyring {
  /** Undefined for keys no root has certified. */
  readonly find: (member: string, keyId: string) => Key | undefined;
}
