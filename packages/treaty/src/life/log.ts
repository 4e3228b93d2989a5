import type { Instrument } from '../instrument/schema.ts';
import { toHex, utf8 } from '../trust/bytes.ts';
import { canonicalJson, type JsonValue } from '../trust/canonical-json.ts';
import type { Crypto, Signer } from '../trust/crypto.ts';
import type { Keyring } from '../trust/key.ts';
import {
  checkSignature,
  documentHash,
  signDocument,
  type Document,
  type SignatureProblem,
  type Signed,
} from '../trust/signed.ts';
import type { LifeEvent } from './event.ts';

/** One party's act, signed by it over the exact text of the instrument it acts on. */
export interface LifeDocument extends Document {
  readonly kind: 'life-event';
  readonly event: LifeEvent;
  /** {@link instrumentHash}: nobody can change the text under a signature. */
  readonly instrumentHash: string;
}

/** A line of a node's append-only log. */
export interface LogEntry {
  readonly seq: number;
  readonly recordedMs: number;
  /** Hash of the entry before; 64 zeros in the first. */
  readonly prev: string;
  readonly signed: Signed<LifeDocument>;
}

export type LogProblemReason =
  | SignatureProblem
  | 'sequence-broken'
  | 'chain-broken'
  | 'time-goes-back'
  | 'instrument-unknown'
  | 'text-differs'
  | 'not-its-own-act'
  | 'repeated'
  | 'head-differs';

export interface LogProblem {
  readonly seq: number;
  readonly reason: LogProblemReason;
}

/** A log with any problem yields no events at all: a lost suspension would share more than agreed. */
export type VerifiedLog =
  | { readonly ok: true; readonly events: readonly LifeEvent[]; readonly head: string }
  | { readonly ok: false; readonly problems: readonly LogProblem[] };

export const GENESIS = '0'.repeat(64);

/** SHA-256 of the instrument as canonical JSON: white space and order of keys do not matter. */
export function instrumentHash(instrument: Instrument, crypto: Crypto): string {
  return toHex(crypto.sha256(utf8(canonicalJson(instrument))));
}

export function signEvent(
  event: LifeEvent,
  instrument: Instrument,
  atMs: number,
  signer: Signer,
  crypto: Crypto,
): Signed<LifeDocument> {
  return signDocument(
    { kind: 'life-event', member: event.by, atMs, event, instrumentHash: instrumentHash(instrument, crypto) },
    signer,
  );
}

export function entryHash(entry: LogEntry, crypto: Crypto): string {
  return toHex(crypto.sha256(utf8(canonicalJson(entry as unknown as JsonValue))));
}

/** The entry to append for `signed`; {@link verifyLog} over the longer log says whether it may be. */
export function nextEntry(
  log: readonly LogEntry[],
  signed: Signed<LifeDocument>,
  recordedMs: number,
  crypto: Crypto,
): LogEntry {
  const last = log.at(-1);
  return {
    seq: log.length,
    recordedMs,
    prev: last === undefined ? GENESIS : entryHash(last, crypto),
    signed,
  };
}

/**
 * Checks chain, signatures and texts.
 *
 * @param head Hash of the last entry as known from elsewhere (the audit chain, a partner): without it
 *   a log that was cut at its end looks whole.
 */
export function verifyLog(
  log: readonly LogEntry[],
  instruments: readonly Instrument[],
  keyring: Keyring,
  crypto: Crypto,
  head?: string,
): VerifiedLog {
  const problems: LogProblem[] = [];
  const hashes = new Map(
    instruments.map((instrument) => [instrument.id, instrumentHash(instrument, crypto)]),
  );
  const seen = new Set<string>();
  const events: LifeEvent[] = [];
  let prev = GENESIS;
  let lastMs = -Infinity;
  for (const [index, entry] of log.entries()) {
    const report = (reason: LogProblemReason) => problems.push({ seq: index, reason });
    const { document } = entry.signed;
    const { event } = document;
    if (entry.seq !== index) report('sequence-broken');
    if (entry.prev !== prev) report('chain-broken');
    if (!(entry.recordedMs >= lastMs)) report('time-goes-back');
    const problem = checkSignature(entry.signed, keyring, crypto);
    if (problem !== undefined) report(problem);
    if (document.kind !== 'life-event' || event.by !== document.member) report('not-its-own-act');
    const text = hashes.get(event.instrument);
    if (text === undefined) report('instrument-unknown');
    else if (text !== document.instrumentHash) report('text-differs');
    const id = documentHash(entry.signed, crypto);
    if (seen.has(id)) report('repeated');
    seen.add(id);
    prev = entryHash(entry, crypto);
    lastMs = entry.recordedMs;
    events.push({ ...event, recorded: new Date(entry.recordedMs).toISOString() });
  }
  if (head !== undefined && head !== prev) problems.push({ seq: log.length, reason: 'head-differs' });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, events, head: prev };
}
