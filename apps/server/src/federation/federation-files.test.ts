import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certifyKey, signHead, utf8, leafOf, verifyAudit } from '@commonsky/treaty';
import { afterEach, describe, expect, it } from 'vitest';
import { openAuditChain, readAuditFiles, type StreamName } from './audit-files.ts';
import { generateKeys, openSigner, readKeyring, rotateKeys } from './key-files.ts';
import { createSigner, generateKeyPair, nodeCrypto } from './node-crypto.ts';

const PASSPHRASE = 'correct horse battery';
const NAME: StreamName = { provider: 'aa', recipient: 'bb', stream: 'released' };
const folders: string[] = [];

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'commonsky-federation-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('key files', () => {
  it('hold sealed keys that sign after reopening', async () => {
    const folder = makeFolder();
    const { member } = await generateKeys(folder, 'aa', PASSPHRASE, 1000);
    expect(member).toBe('aa');
    const signer = await openSigner(folder, PASSPHRASE);
    const keyring = await readKeyring(folder);
    expect(keyring.find('aa', signer.keyId)).toMatchObject({ fromMs: 1000 });
    const text = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join();
    expect(text).not.toContain('PRIVATE KEY');
    expect(statSync(join(folder, 'root.key')).mode & 0o077).toBe(0);
  });

  it('do not open with another passphrase, and are not written over', async () => {
    const folder = makeFolder();
    await generateKeys(folder, 'aa', PASSPHRASE, 0);
    await expect(openSigner(folder, 'wrong')).rejects.toMatchObject({ code: 'FEDERATION_ERR_KEY' });
    await expect(generateKeys(folder, 'aa', PASSPHRASE, 0)).rejects.toMatchObject({
      code: 'FEDERATION_ERR_KEY',
    });
  });

  it('rotate: the old key stays valid for the past, or is revoked', async () => {
    const folder = makeFolder();
    await generateKeys(folder, 'aa', PASSPHRASE, 0);
    const old = await openSigner(folder, PASSPHRASE);
    await rotateKeys(folder, PASSPHRASE, 5000, { revoke: true });
    const fresh = await openSigner(folder, PASSPHRASE);
    const keyring = await readKeyring(folder);
    expect(fresh.keyId).not.toBe(old.keyId);
    expect(keyring.find('aa', old.keyId)).toMatchObject({ toMs: 5000 });
    expect(keyring.find('aa', fresh.keyId)).toMatchObject({ fromMs: 5000 });
  });

  it('refuse a certificate that the root did not sign', async () => {
    const folder = makeFolder();
    const keys = await generateKeys(folder, 'aa', PASSPHRASE, 0);
    const stranger = generateKeyPair();
    const forged = certifyKey(
      createSigner('aa', stranger, 'root'),
      stranger.publicKey,
      { atMs: 0, fromMs: 0, toMs: 1e14 },
      nodeCrypto,
    );
    writeFileSync(join(folder, 'public.json'), JSON.stringify({ ...keys, documents: [forged] }));
    await expect(readKeyring(folder)).rejects.toMatchObject({ code: 'FEDERATION_ERR_KEY' });
  });
});

describe('audit files', () => {
  async function writer(folder = makeFolder()) {
    const keys = makeFolder();
    await generateKeys(keys, 'aa', PASSPHRASE, 0);
    const [signer, keyring] = [await openSigner(keys, PASSPHRASE), await readKeyring(keys)];
    const open = () =>
      openAuditChain({ folder, name: NAME, keyring, segmentSizeMax: 3000 }, signer, () => 99_000);
    const write = async ({ store, chain }: Awaited<ReturnType<typeof open>>, second: number) => {
      const leaves = [leafOf({ track: second, atMs: second * 1000, bytes: utf8('x') }, nodeCrypto)];
      await store.write(
        [chain.append({ atMs: second * 1000, epoch: 1, rule: 't/g', leaves })],
        chain.head(second * 1000)!,
      );
    };
    const verdict = async () => verifyAudit(await readAuditFiles(folder), NAME, keyring, nodeCrypto);
    return { folder, open, write, verdict, signer };
  }

  it('go on over restarts and segments', async () => {
    const { folder, open, write, verdict } = await writer();
    for (let run = 0; run < 3; run++) {
      const opened = await open();
      for (let i = 0; i < 5; i++) await write(opened, 1 + run * 5 + i);
      await opened.store.close();
    }
    expect(await verdict()).toMatchObject({ ok: true, records: 15, leaves: 15 });
    expect(readdirSync(folder).filter((name) => name.endsWith('.seg')).length).toBeGreaterThan(1);
  });

  it('are mended after a crash in mid-append, and only then', async () => {
    const { folder, open, write, verdict } = await writer();
    const opened = await open();
    for (let second = 1; second <= 3; second++) await write(opened, second);
    await opened.store.close();
    const segment = join(
      folder,
      readdirSync(folder).find((name) => name.endsWith('.seg'))!,
    );
    const octets = readFileSync(segment);
    appendFileSync(segment, octets.subarray(0, 100)); // a frame that says it is longer
    expect((await verdict()).ok).toBe(false);
    await (await open()).store.close();
    expect(await verdict()).toMatchObject({ ok: true, records: 3 });

    truncateSync(segment, octets.length - 10);
    await expect(open()).rejects.toMatchObject({ code: 'FEDERATION_ERR_AUDIT' });
  });

  it('sign the head anew when a crash left it behind', async () => {
    const { folder, open, write, verdict } = await writer();
    const opened = await open();
    await write(opened, 1);
    const head = readFileSync(join(folder, 'head.json'));
    await write(opened, 2);
    await opened.store.close();
    writeFileSync(join(folder, 'head.json'), head);
    expect((await verdict()).problems).toEqual([{ reason: 'head-behind', seq: 0 }]);
    await (await open()).store.close();
    expect(await verdict()).toMatchObject({ ok: true, records: 2 });
  });

  it('refuse a damaged head', async () => {
    const { folder, open, write, signer } = await writer();
    const opened = await open();
    await write(opened, 1);
    await opened.store.close();
    writeFileSync(join(folder, 'head.json'), '{');
    await expect(open()).rejects.toMatchObject({ code: 'FEDERATION_ERR_AUDIT' });
    const other = signHead(signer, { ...NAME, seq: 0, hash: 'f'.repeat(64), atMs: 1000 });
    writeFileSync(join(folder, 'head.json'), JSON.stringify(other));
    await expect(open()).rejects.toMatchObject({ code: 'FEDERATION_ERR_AUDIT' });
  });
});
