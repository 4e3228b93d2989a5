import { mkdir, open, readdir, readFile, rename, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createAuditChain,
  decodeFrame,
  framesOf,
  verifyAudit,
  type AuditChain,
  type AuditFiles,
  type AuditHead,
  type AuditStream,
  type ChainEnd,
  type Keyring,
  type Link,
  type Signed,
  type Signer,
} from '@commonsky/treaty';
import { FederationError } from './errors.ts';
import { nodeCrypto } from './node-crypto.ts';

/** Which chain a folder holds. */
export interface StreamName {
  readonly provider: string;
  readonly recipient: string;
  readonly stream: AuditStream;
}

const SEGMENT_SUFFIX = '.seg';
const HEAD = 'head.json';
const COUNTERSIGNATURE = 'countersignature.json';

export function streamFolder(auditFolder: string, { provider, recipient, stream }: StreamName): string {
  return join(auditFolder, `${provider}-${recipient}-${stream}`);
}

/** Streams in an audit folder, by the names of their folders. */
export async function listStreams(auditFolder: string): Promise<StreamName[]> {
  const entries = await readdir(auditFolder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const match = /^([a-z][a-z0-9]*)-([a-z][a-z0-9]*)-(released|denied)$/.exec(entry.name);
    if (!entry.isDirectory() || match === null) return [];
    return [{ provider: match[1]!, recipient: match[2]!, stream: match[3] as AuditStream }];
  });
}

export async function readAuditFiles(folder: string): Promise<AuditFiles> {
  const names = await segmentNames(folder);
  const countersignature = await readHead(join(folder, COUNTERSIGNATURE));
  return {
    segments: await Promise.all(names.map((name) => readFile(join(folder, name)))),
    head: await readHead(join(folder, HEAD)),
    ...(countersignature && { countersignature }),
  };
}

export interface AuditStore {
  readonly end: ChainEnd;
  /** Appends links and the new head; when it resolves they are on disk, and what they are about may leave. */
  write(links: readonly Pick<Link, 'record' | 'frame'>[], head: Signed<AuditHead>): Promise<void>;
  /** The other party's word for the chain, once checked. */
  writeCountersignature(head: Signed<AuditHead>): Promise<void>;
  close(): Promise<void>;
}

export interface AuditStoreOptions {
  readonly folder: string;
  readonly name: StreamName;
  readonly keyring: Keyring;
  /** A new segment begins after this many octets. */
  readonly segmentSizeMax?: number;
}

const SEGMENT_SIZE_MAX = 64 * 1024 * 1024;

/**
 * Opens a stream's folder and makes it whole after a crash: a frame cut short at the very end never
 * left the node and is cut off, and a head that is behind is signed anew by `resign`. Any other damage
 * is for people to look at.
 *
 * @throws {FederationError} `FEDERATION_ERR_AUDIT` on damage.
 */
export async function openAuditStore(
  { folder, name, keyring, segmentSizeMax = SEGMENT_SIZE_MAX }: AuditStoreOptions,
  resign: (end: ChainEnd) => Signed<AuditHead> | undefined,
): Promise<AuditStore> {
  await mkdir(folder, { recursive: true });
  const names = await segmentNames(folder);
  await cutTornFrame(folder, names.at(-1));
  const files = await readAuditFiles(folder);
  const verdict = verifyAudit(files, name, keyring, nodeCrypto);
  const damage = verdict.problems.filter(
    ({ reason }) => reason !== 'head-behind' && !(reason === 'head-missing' && isFirstBatch(files)),
  );
  if (damage.length > 0) {
    throw new FederationError(
      'FEDERATION_ERR_AUDIT',
      `${folder}: ${damage[0]!.reason} at record ${damage[0]!.seq ?? 'none'}; run "commonsky audit verify"`,
    );
  }
  let { end } = verdict;
  let countersigning = Promise.resolve();
  let segment: { handle: FileHandle; size: number } | undefined;
  const last = names.at(-1);
  if (last !== undefined) {
    const handle = await open(join(folder, last), 'a');
    segment = { handle, size: (await handle.stat()).size };
  }
  if (verdict.problems.length > 0) {
    const head = resign(end);
    if (head !== undefined) await replaceFile(folder, HEAD, JSON.stringify(head));
  }
  return {
    get end() {
      return end;
    },
    async write(links, head) {
      if (links.length === 0) return;
      if (segment === undefined || segment.size >= segmentSizeMax) {
        await segment?.handle.close();
        const first = links[0]!.record.document.seq;
        segment = {
          handle: await open(join(folder, `${String(first).padStart(12, '0')}${SEGMENT_SUFFIX}`), 'ax'),
          size: 0,
        };
        await syncFolder(folder);
      }
      const octets = Buffer.concat(links.map(({ frame }) => frame));
      await segment.handle.appendFile(octets);
      await segment.handle.datasync();
      segment.size += octets.length;
      await replaceFile(folder, HEAD, JSON.stringify(head));
      end = { seq: head.document.seq, hash: head.document.hash };
    },
    writeCountersignature(head) {
      // One after the other: they come faster than a disk, and an older one must not win.
      countersigning = countersigning.then(() => replaceFile(folder, COUNTERSIGNATURE, JSON.stringify(head)));
      return countersigning;
    },
    async close() {
      await countersigning;
      await segment?.handle.close();
      segment = undefined;
    },
  };
}

/** A store and the provider's chain in it, which goes on where the files end. */
export async function openAuditChain(
  options: AuditStoreOptions,
  signer: Signer,
  nowMs: () => number,
): Promise<{ readonly store: AuditStore; readonly chain: AuditChain }> {
  const { recipient, stream } = options.name;
  const chainFrom = (end: ChainEnd) =>
    createAuditChain({ signer, recipient, stream, crypto: nodeCrypto }, end);
  const store = await openAuditStore(options, (end) => chainFrom(end).head(nowMs()));
  return { store, chain: chainFrom(store.end) };
}

/** A crash between the very first append and its head leaves nothing but one batch. */
function isFirstBatch({ segments, countersignature }: AuditFiles): boolean {
  const times = new Set([...framesOf(segments)].map(({ record }) => record.document.atMs));
  return times.size === 1 && countersignature === undefined;
}

async function segmentNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(SEGMENT_SUFFIX)).sort();
}

async function cutTornFrame(folder: string, name: string | undefined): Promise<void> {
  if (name === undefined) return;
  const octets = await readFile(join(folder, name));
  let whole = 0;
  for (;;) {
    const frame = decodeFrame(octets, whole);
    if (frame === undefined) break;
    whole += frame.size;
  }
  if (whole === octets.length) return;
  // Only an append that was interrupted is mended: its length says more than is there.
  const wanted = octets.length - whole < 4 ? Infinity : 4 + octets.readUInt32BE(whole);
  if (octets.length - whole < wanted) await truncate(join(folder, name), whole);
}

async function readHead(file: string): Promise<Signed<AuditHead> | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const head = JSON.parse(text) as Partial<Signed<AuditHead>> | null;
    if (typeof head?.signature === 'string' && typeof head.document?.seq === 'number')
      return head as Signed<AuditHead>;
  } catch {
    // falls through: what is no JSON is no head
  }
  throw new FederationError('FEDERATION_ERR_AUDIT', `${file}: damaged`);
}

/** Replaced whole or not at all, and on disk when it resolves. */
async function replaceFile(folder: string, name: string, text: string): Promise<void> {
  const file = join(folder, name);
  const handle = await open(`${file}.new`, 'w');
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
