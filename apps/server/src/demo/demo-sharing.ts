import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { certifyKey, createKeyring, createTreaties, toHex, type Signer } from '@commonsky/treaty';
import { openFederation } from '../federation/federation.ts';
import { createSigner, generateKeyPair, nodeCrypto } from '../federation/node-crypto.ts';
import { createMemoryHub } from '../federation/transport.ts';
import { readTreatyFiles } from '../federation/treaty-files.ts';
import { type Sharing, startSharing } from '../joint/share.ts';
import type { Log } from '../observe/log.ts';
import type { MemberNode } from '../pipeline/member-node.ts';

const SCENARIO = fileURLToPath(new URL('../../../../scenarios/issyk-kul-demo', import.meta.url));
/** The demo's life log has no entries of its own: its events come from the scenario. */
const LOG_HEAD = '0'.repeat(64);
const DAY_MS = 86_400_000;

/** The demo's members under the scenario's exercise protocol, each with keys made for this run. */
export async function startDemoSharing(nodes: readonly MemberNode[], log: Log): Promise<Sharing> {
  const { instruments, events, problems } = await readTreatyFiles([SCENARIO]);
  if (problems.length > 0) throw new Error(`the demo's protocol is not right: ${problems[0]}`);
  const treaties = createTreaties(instruments, events);
  const names = nodes.map(({ info }) => info.id);
  const { signers, keyring } = makeKeys(names);
  const hub = createMemoryHub();
  const auditFolder = await mkdtemp(join(tmpdir(), 'commonsky-demo-audit-'));
  const sharings = await Promise.all(
    nodes.map(async (node, index) => {
      const self = node.info.id;
      const partners = names.filter((name) => name !== self);
      const federation = await openFederation({
        signer: signers.get(self)!,
        keyring,
        partners,
        treaties,
        logHead: LOG_HEAD,
        auditFolder: join(auditFolder, self),
        transport: hub.transportOf(self),
        // One machine, one clock: nobody is ahead.
        clock: () => ({ wallMs: node.clock.nowMs(), steadyMs: performance.now(), errorMs: 0 }),
        source: { sac: 201 + index, sic: 0 },
      });
      return startSharing(node, federation, partners, log);
    }),
  );
  return {
    get stats() {
      return {
        steps: sharings.reduce((sum, { stats }) => sum + stats.steps, 0),
        faults: sharings.reduce((sum, { stats }) => sum + stats.faults, 0),
      };
    },
    async stop() {
      await Promise.all(sharings.map((sharing) => sharing.stop()));
      await rm(auditFolder, { recursive: true });
    },
  };
}

/** Keys that live as long as the process. */
function makeKeys(names: readonly string[]) {
  const fromMs = Date.now() - DAY_MS;
  const span = { atMs: fromMs, fromMs, toMs: fromMs + 366 * DAY_MS };
  const signers = new Map<string, Signer>();
  const members = names.map((member) => {
    const [root, issuing] = [generateKeyPair(), generateKeyPair()];
    signers.set(member, createSigner(member, issuing));
    const certificate = certifyKey(createSigner(member, root, 'root'), issuing.publicKey, span, nodeCrypto);
    return { member, rootKey: toHex(root.publicKey), certificate };
  });
  const keyring = createKeyring(
    members,
    members.map(({ certificate }) => certificate),
    nodeCrypto,
  );
  return { signers, keyring };
}
