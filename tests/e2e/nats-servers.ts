/** Real nats-servers, one for each member, linked as leaf nodes over mutual TLS. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  deriveLinkKeys,
  LINK_SECRET_SIZE,
  writeServerFiles,
  type LinkKeys,
  type LinkPlan,
} from '@commonsky/server/federation/nats';
import { createAuthority, type Certificate } from './nats-certificates.ts';
import { createLink, type TestLink } from './nats-link.ts';

export interface NatsMember {
  readonly name: string;
  readonly secret: Uint8Array;
  readonly keys: LinkKeys;
  readonly folder: string;
  /** Of the own server, for the own node. */
  readonly url: string;
  readonly plan: LinkPlan;
  start(): void;
  /** Ends the server's process. */
  stop(): Promise<void>;
  log(): string;
}

export interface NatsMembers {
  readonly folder: string;
  of(name: string): NatsMember;
  /** By which the later members reach this one. */
  linkTo(name: string): TestLink;
  close(): Promise<void>;
}

/**
 * Every pair is linked; of a pair the later one dials the earlier.
 *
 * @param options.stranger A member whose certificate is by an authority the others do not know.
 */
export async function startNatsServers(
  names: readonly string[],
  { stranger }: { readonly stranger?: string } = {},
): Promise<NatsMembers> {
  const folder = mkdtempSync(join(tmpdir(), 'commonsky-nats-'));
  const authority = createAuthority('test authority');
  const ports = await freePorts(names.length * 2);
  const links = new Map<string, TestLink>();
  const members = new Map<string, NatsMember>();
  for (const [i, name] of names.entries()) {
    const own = join(folder, name);
    const issuer = name === stranger ? createAuthority('another authority') : authority;
    writeCertificates(own, issuer.issue(name), authority.certificate);
    const link = await createLink(ports[2 * i]!);
    const partners = names
      .filter((other) => other !== name)
      .map((member) => {
        const earlier = links.get(member);
        return earlier === undefined ? { member } : { member, dial: `tls://127.0.0.1:${earlier.port}` };
      });
    links.set(name, link);
    const plan: LinkPlan = {
      accept: { listen: `127.0.0.1:${ports[2 * i]}`, address: `127.0.0.1:${link.port}` },
      node: `nats://127.0.0.1:${ports[2 * i + 1]}`,
      tls: { certificate: 'tls/certificate.pem', key: 'tls/key.pem', authorities: 'tls/authorities.pem' },
      partners,
    };
    const secret = randomBytes(LINK_SECRET_SIZE);
    await writeServerFiles(own, name, plan, deriveLinkKeys(secret));
    for (const { member: partner, dial } of plan.partners) {
      // As operators hand invitations over.
      if (dial !== undefined)
        copyFileSync(
          join(folder, partner, 'invitations', `${name}.creds`),
          join(own, 'received', `${partner}.creds`),
        );
    }
    members.set(name, createMember(name, own, plan, secret));
  }
  for (const member of members.values()) member.start();
  return {
    folder,
    of: (name) => members.get(name)!,
    linkTo: (name) => links.get(name)!,
    async close() {
      await Promise.all([...members.values()].map((member) => member.stop()));
      await Promise.all([...links.values()].map((link) => link.close()));
      rmSync(folder, { recursive: true });
    },
  };
}

function createMember(name: string, folder: string, plan: LinkPlan, secret: Uint8Array): NatsMember {
  const logFile = join(folder, 'server.log');
  let server: ChildProcess | undefined;
  return {
    name,
    secret,
    keys: deriveLinkKeys(secret),
    folder,
    url: plan.node,
    plan,
    start() {
      const log = openSync(logFile, 'a');
      server = spawn('nats-server', ['-c', join(folder, 'server.conf')], { stdio: ['ignore', log, log] });
    },
    async stop() {
      if (server === undefined || server.exitCode !== null) return;
      server.kill('SIGKILL');
      await once(server, 'exit');
      server = undefined;
    },
    log: () => readFileSync(logFile, 'utf8'),
  };
}

export function writeCertificates(folder: string, own: Certificate, authorities: string): void {
  mkdirSync(join(folder, 'tls'), { recursive: true });
  writeFileSync(join(folder, 'tls', 'certificate.pem'), own.certificate);
  writeFileSync(join(folder, 'tls', 'key.pem'), own.key, { mode: 0o600 });
  writeFileSync(join(folder, 'tls', 'authorities.pem'), authorities);
}

/** Ports nobody listens on now: all held at once, so that none comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => (server.close(), once(server, 'close'))));
  return ports;
}
