import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commonsky } from './commonsky.ts';
import { createAuthority } from './nats-certificates.ts';
import { writeCertificates } from './nats-servers.ts';

const PLAN = {
  accept: { listen: '127.0.0.1:7422', address: 'nats.aa.example:7422' },
  node: 'nats://127.0.0.1:4222',
  tls: { certificate: 'tls/certificate.pem', key: 'tls/key.pem', authorities: 'tls/authorities.pem' },
  partners: [{ member: 'bb' }, { member: 'cc', dial: 'tls://nats.cc.example:7422' }],
};

let folder: string;
let passphrase: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'commonsky-links-'));
  writeFileSync(join(folder, 'passphrase'), 'correct horse battery\n');
  passphrase = ['--passphrase-file', join(folder, 'passphrase')];
  await commonsky('keys', 'generate', folder, '--member', 'aa', ...passphrase);
});
afterEach(() => rmSync(folder, { recursive: true }));

it('writes what nats-server needs, says what is to be handed over, and keeps its keys', async () => {
  writeFileSync(join(folder, 'link.json'), JSON.stringify(PLAN));
  const authority = createAuthority('test authority');
  writeCertificates(join(folder, 'nats'), authority.issue('aa'), authority.certificate);
  const first = await commonsky('keys', 'link', folder, ...passphrase);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout.split('\n').slice(0, 2)).toEqual([
    `give ${folder}/nats/invitations/bb.creds to bb`,
    `put the invitation from cc at ${folder}/nats/received/cc.creds`,
  ]);
  const accounts = () => readdirSync(join(folder, 'nats', 'accounts')).toSorted();
  const before = accounts();
  writeFileSync(
    join(folder, 'nats', 'received', 'cc.creds'),
    readFileSync(join(folder, 'nats/invitations/bb.creds')),
  );
  const second = await commonsky('keys', 'link', folder, ...passphrase);
  expect(second.stdout).not.toContain('cc.creds');
  expect(accounts()).toEqual(before);
  // The server itself says whether it can read what was written.
  const { status, stderr } = spawnSync('nats-server', ['-t', '-c', join(folder, 'nats', 'server.conf')], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  // Seeds are in invitations only, and those are for their owner's eyes.
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const withSeed = files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => /\bS[AOU][A-Z2-7]{56}\b/.test(readFileSync(file, 'utf8')));
  expect(withSeed.map((file) => file.slice(folder.length + 1)).toSorted()).toEqual([
    'nats/invitations/bb.creds',
    'nats/received/cc.creds',
  ]);
  expect(statSync(withSeed[0]!).mode & 0o077).toBe(0);
});
