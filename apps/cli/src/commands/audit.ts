import { join } from 'node:path';
import {
  checkProof,
  DENY_REASONS,
  decodeLeaf,
  framesOf,
  proveRelease,
  verifyAudit,
  type AuditFrame,
  type Keyring,
} from '@commonsky/treaty';
import {
  listStreams,
  nodeCrypto,
  readAuditFiles,
  readKeyring,
  streamFolder,
  type StreamName,
} from '@commonsky/server/federation';
import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';
import { parseDate } from '../treaty/read.ts';

interface KeyOptions {
  readonly keys?: string;
}

async function keyringOf(folder: string, { keys }: KeyOptions): Promise<Keyring> {
  return await readKeyring(keys ?? join(folder, 'keys'));
}

async function streamsOf(folder: string): Promise<StreamName[]> {
  const streams = await listStreams(folder);
  if (streams.length === 0)
    throw new CliError(ExitCode.input, `${folder}: no audit streams there (folders like aa-bb-released)`);
  return streams;
}

function nameOf({ provider, recipient, stream }: StreamName): string {
  return `${provider} to ${recipient}, ${stream}`;
}

async function verify(folder: string, options: KeyOptions & { readonly json?: boolean }): Promise<void> {
  const keyring = await keyringOf(folder, options);
  const results = [];
  for (const stream of await streamsOf(folder)) {
    const verdict = verifyAudit(
      await readAuditFiles(streamFolder(folder, stream)),
      stream,
      keyring,
      nodeCrypto,
    );
    results.push({ ...stream, ...verdict });
    if (options.json) continue;
    const { records, leaves, problems, countersignedSeq } = verdict;
    console.log(
      `${nameOf(stream)}: ${records} records, ${leaves} entries, ${verdict.ok ? 'whole' : 'NOT WHOLE'}, countersigned to record ${countersignedSeq}`,
    );
    for (const { reason, segment, offset, seq } of problems) {
      const place = segment === undefined ? '' : ` in segment ${segment} at octet ${offset}`;
      console.log(`  ${reason}${place}${seq === undefined ? '' : `, record ${seq}`}`);
    }
  }
  if (options.json) console.log(JSON.stringify(results));
  const bad = results.filter(({ ok }) => !ok);
  if (bad.length > 0) throw new CliError(ExitCode.input, `not whole: ${bad.map(nameOf).join('; ')}`);
}

async function show(
  folder: string,
  { limit, json }: { readonly limit: string; readonly json?: boolean },
): Promise<void> {
  const countMax = Number(limit);
  if (!(countMax > 0)) throw new CliError(ExitCode.usage, '--limit takes a number above 0');
  for (const stream of await streamsOf(folder)) {
    const { segments } = await readAuditFiles(streamFolder(folder, stream));
    const frames = [...framesOf(segments)].slice(-countMax);
    if (!json) console.log(`${nameOf(stream)}:`);
    for (const frame of frames) console.log(json ? JSON.stringify(frameJson(frame)) : frameText(frame));
  }
}

function frameText({ record: { document } }: AuditFrame): string {
  const { seq, atMs, epoch, rule, count, denied } = document;
  const what =
    denied === undefined
      ? `${count} released under ${rule}`
      : Object.entries(denied)
          .map(([reason, n]) => `${n} denied: ${reason}`)
          .join(', ');
  return `  ${String(seq).padStart(8)}  ${new Date(atMs).toISOString()}  epoch ${epoch}  ${what}`;
}

function frameJson({ record, leaves }: AuditFrame): object {
  const entries = leaves.map((bytes) => {
    const { track, atMs, decision, hash } = decodeLeaf(bytes);
    return {
      track,
      atMs,
      decision: decision === 0 ? 'released' : DENY_REASONS[decision - 1],
      sha256: Buffer.from(hash).toString('hex'),
    };
  });
  return { ...record.document, entries };
}

async function prove(folder: string, track: string, time: string, options: KeyOptions): Promise<void> {
  const number = Number(track);
  if (!Number.isSafeInteger(number)) throw new CliError(ExitCode.usage, `"${track}" is no track number`);
  const keyring = await keyringOf(folder, options);
  const proofs = [];
  for (const stream of await streamsOf(folder)) {
    if (stream.stream !== 'released') continue;
    const { segments } = await readAuditFiles(streamFolder(folder, stream));
    for (const proof of proveRelease(segments, number, parseDate(time), nodeCrypto)) {
      const leaf = checkProof(proof, keyring, nodeCrypto);
      if (typeof leaf === 'string')
        throw new CliError(ExitCode.input, `${nameOf(stream)}: the proof does not hold: ${leaf}`);
      proofs.push(proof);
    }
  }
  if (proofs.length === 0)
    throw new CliError(ExitCode.input, `track ${track} was not released in the second of ${time}`);
  console.log(JSON.stringify(proofs, undefined, 2));
}

export function define(command: Command): void {
  const keys = [
    '--keys <folder>',
    'public keys: public.json and partners/*.json; DIR/keys when absent',
  ] as const;
  command
    .command('verify')
    .description('find any edit, deletion, reordering or truncation, from the files alone')
    .argument('<dir>', 'audit folder of either party')
    .option(...keys)
    .option('--json', 'print JSON')
    .action(verify);
  command
    .command('show')
    .description('the last records of every stream')
    .argument('<dir>', 'audit folder')
    .option('--limit <count>', 'how many of each', '20')
    .option('--json', 'print JSON, entries included')
    .action(show);
  command
    .command('prove')
    .description('prove that a track was released in a second, for people who may not see the rest')
    .argument('<dir>', 'audit folder')
    .argument('<track>', 'its number as the recipient knew it')
    .argument('<time>', 'UTC, such as 2026-01-01T10:30:05Z')
    .option(...keys)
    .action(prove);
}
