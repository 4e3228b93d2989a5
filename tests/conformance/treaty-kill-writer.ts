/** Run as a process of its own: writes audit batches as fast as it can and says each one it released. */
import { writeSync } from 'node:fs';
import { utf8, leafOf, type Link } from '@commonsky/treaty';
import { openAuditChain, openSigner, nodeCrypto, readKeyring } from '@commonsky/server/federation';

const [keyFolder, auditFolder, passphrase] = process.argv.slice(2) as [string, string, string];
const signer = await openSigner(keyFolder, passphrase);
const keyring = await readKeyring(keyFolder);
const name = { provider: 'aa', recipient: 'bb', stream: 'released' } as const;
const { store, chain } = await openAuditChain(
  { folder: auditFolder, name, keyring, segmentSizeMax: 20_000 },
  signer,
  () => Date.now(),
);
for (;;) {
  const atMs = Date.now();
  const links = ['t/g', 't/h'].map((rule): Link => {
    const leaves = [1, 2, 3].map((track) =>
      leafOf({ track, atMs, bytes: utf8(`${rule} ${track} ${atMs}`) }, nodeCrypto),
    );
    return chain.append({ atMs, epoch: 1, rule, leaves });
  });
  await store.write(links, chain.head(atMs)!);
  // From here on the batch may leave; a synchronous write stands for the network.
  for (const { record } of links) writeSync(1, `${record.document.seq} ${record.document.root}\n`);
}
