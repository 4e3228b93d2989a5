import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMembers,
  createSigner,
  generateKeyPair,
  nodeCrypto,
} from '../../../../tests/conformance/treaty-keys.ts';
import { fromHex, textOf, toHex, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { certifyKey, createKeyring, type KeyRevocation } from './keyring.ts';
import { checkSignature, signDocument, type Document } from './signed.ts';

describe('bytes', () => {
  it('writes the UTF-8 that everyone writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8(text)).toEqual(new TextEncoder().encode(text));
        expect(textOf(utf8(text))).toBe(text);
      }),
      { numRuns: 2000, seed: 8 },
    );
  });

  it('reads UTF-8 exactly when it is well-formed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
        let truth: string | undefined;
        try {
          truth = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        } catch {
          truth = undefined;
        }
        expect(textOf(bytes)).toBe(truth);
      }),
      { numRuns: 20_000, seed: 8 },
    );
  });

  it('refuses a lone surrogate', () => {
    expect(() => utf8('\ud800')).toThrow(RangeError);
    expect(() => utf8('\udc00x')).toThrow(RangeError);
  });

  it('reads back the hexadecimal it writes, and no other', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
      { seed: 8 },
    );
    expect([fromHex('0'), fromHex('0G'), fromHex('AB')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('canonicalJson', () => {
  it('gives the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('says the same of a value however its keys are ordered, and means it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.boolean())), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual({ ...value });
      }),
      { seed: 8 },
    );
  });

  it('refuses what JSON cannot say', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe('signed documents', () => {
  const { signers, keyring, roots, documents } = createMembers(['aa', 'bb'], 1000, 5000);
  const document: Document = { kind: 'test', member: 'aa', atMs: 2000 };
  const signed = signDocument(document, signers['aa']!);

  it('verifies what was signed', () => {
    expect(checkSignature(signed, keyring, nodeCrypto)).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['another member', { document: { ...document, member: 'bb' } }, 'key-unknown'],
    ['another kind', { document: { ...document, kind: 'other' } }, 'signature-wrong'],
    ['one member more', { document: { ...document, extra: 1 } }, 'signature-wrong'],
    ['a time before the key', { document: { ...document, atMs: 999 } }, 'key-not-valid-then'],
    ['a time after the key', { document: { ...document, atMs: 5000 } }, 'key-not-valid-then'],
    ['a time that is none', { document: { ...document, atMs: Number.NaN } }, 'key-not-valid-then'],
    ['the key of another', { keyId: signers['bb']!.keyId }, 'key-unknown'],
    ['a cut signature', { signature: signed.signature.slice(2) }, 'signature-wrong'],
    ['no hexadecimal', { signature: 'zz' }, 'signature-wrong'],
  ])('refuses %s', (_, change, problem) => {
    expect(checkSignature({ ...signed, ...change }, keyring, nodeCrypto)).toBe(problem);
  });

  it('lets nobody sign for another', () => {
    expect(() => signDocument(document, signers['bb']!)).toThrow(RangeError);
  });

  it('takes keys from roots only', () => {
    const stranger = generateKeyPair();
    const forged = certifyKey(
      createSigner('aa', stranger, 'root'),
      stranger.publicKey,
      { atMs: 0, fromMs: 0, toMs: 1e14 },
      nodeCrypto,
    );
    const ring = createKeyring(roots, [...documents, forged], nodeCrypto);
    expect(ring.refused).toEqual([forged]);
    expect(checkSignature(signDocument(document, createSigner('aa', stranger)), ring, nodeCrypto)).toBe(
      'key-unknown',
    );
  });

  it('stops believing a key from its revocation on', () => {
    const root = generateKeyPair();
    const issuing = generateKeyPair();
    const rootSigner = createSigner('cc', root, 'root');
    const certificate = certifyKey(
      rootSigner,
      issuing.publicKey,
      { atMs: 0, fromMs: 0, toMs: 1e14 },
      nodeCrypto,
    );
    const revocation: KeyRevocation = {
      kind: 'key-revocation',
      member: 'cc',
      atMs: 3000,
      keyId: certificate.document.keyId,
    };
    const ring = createKeyring(
      [{ member: 'cc', rootKey: toHex(root.publicKey) }],
      [signDocument(revocation, rootSigner), certificate],
      nodeCrypto,
    );
    const at = (atMs: number) =>
      checkSignature(
        signDocument({ ...document, member: 'cc', atMs }, createSigner('cc', issuing)),
        ring,
        nodeCrypto,
      );
    expect([at(2999), at(3000)]).toEqual([undefined, 'key-not-valid-then']);
  });
});
