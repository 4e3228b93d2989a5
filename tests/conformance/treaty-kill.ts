import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { framesOf, verifyAudit } from '@commonsky/treaty';
import {
  generateKeys,
  nodeCrypto,
  openAuditChain,
  openSigner,
  readAuditFiles,
  readKeyring,
} from '@commonsky/server/federation';
import type { Random } from './treaty-random.ts';

const WRITER = fileURLToPath(new URL('treaty-kill-writer.ts', import.meta.url));
const TRIALS_PER_FOLDER = 10;
const PASSPHRASE = 'correct horse battery';

/**
 * Starts a node's audit writer over and over on one folder and kills it (SIGKILL) at a random moment.
 * After each: everything it released is in the files, and the files verify once reopened.
 */
export async function killWriter(
  random: Random,
  trials: number,
): Promise<{ released: number; torn: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'commonsky-kill-'));
  const keys = join(folder, 'keys');
  try {
    await generateKeys(keys, 'aa', PASSPHRASE, Date.now());
    const keyring = await readKeyring(keys);
    const signer = await openSigner(keys, PASSPHRASE);
    const name = { provider: 'aa', recipient: 'bb', stream: 'released' } as const;
    const counts = { released: 0, torn: 0 };
    for (let trial = 0; trial < trials; trial++) {
      // A fresh folder now and then: checking a long chain after every trial would take most of the time.
      const audit = join(folder, `audit-${Math.floor(trial / TRIALS_PER_FOLDER)}`);
      const stdout = await runAndKill([keys, audit, PASSPHRASE], random.int(0, 200));
      const lines = stdout.split('\n').filter((line) => /^\d+ [0-9a-f]{64}$/.test(line));
      const { store } = await openAuditChain({ folder: audit, name, keyring }, signer, () => Date.now());
      await store.close();
      const files = await readAuditFiles(audit);
      const verdict = verifyAudit(files, name, keyring, nodeCrypto);
      if (!verdict.ok) throw new Error(`trial ${trial}: ${JSON.stringify(verdict.problems)}`);
      const roots = [...framesOf(files.segments)].map(({ record }) => record.document.root);
      for (const line of lines) {
        const [seq, root] = line.split(' ');
        if (roots[Number(seq)] !== root)
          throw new Error(`trial ${trial}: record ${seq} was released but is not in the audit`);
      }
      counts.released += lines.length;
      const last = Number(lines.at(-1)?.split(' ')[0] ?? -1);
      if (verdict.end.seq > last) counts.torn++;
    }
    return counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything the writer said, when killed so long after its first word. */
async function runAndKill(args: readonly string[], afterMs: number): Promise<string> {
  const child = spawn(process.execPath, [WRITER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs));
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal !== 'SIGKILL') throw new Error('the writer ended by itself');
  return stdout;
}
