import type { DecodeIssue } from './codec/issue.ts';
import { toHex } from './framing/hex.ts';

export interface FirewallLimits {
  /** Sources watched at once; the one longest silent gives way to a new one. */
  readonly sourceCountMax: number;
  /** Longest datagram let through. */
  readonly datagramSizeMax: number;
  /** Datagrams per second of one source, on average; bursts of one second's worth pass. */
  readonly datagramsPerSecondMax: number;
  readonly octetsPerSecondMax: number;
  /** A datagram equal to one that came within this time from the same source is a duplicate. 0 keeps duplicates. */
  readonly duplicateWindowMs: number;
  /** Datagrams remembered for that, per source. */
  readonly duplicateCountMax: number;
  /** Bad blocks kept per source. */
  readonly quarantineCountMax: number;
  /** Octets kept of each. */
  readonly quarantineSizeMax: number;
}

export const FIREWALL_LIMITS: FirewallLimits = {
  sourceCountMax: 256,
  datagramSizeMax: 65_507,
  datagramsPerSecondMax: 2000,
  octetsPerSecondMax: 4_000_000,
  duplicateWindowMs: 500,
  duplicateCountMax: 64,
  quarantineCountMax: 20,
  quarantineSizeMax: 1024,
};

export type Verdict = 'pass' | 'too-large' | 'too-fast' | 'duplicate';

/** A block that was not understood, as the engineer sees it. */
export interface Quarantined {
  readonly atMs: number;
  readonly reason: DecodeIssue;
  /** Its first octets. */
  readonly hex: string;
  readonly size: number;
}

export interface SourceState {
  readonly source: string;
  readonly lastSeenAtMs: number;
  readonly counts: Readonly<Record<Verdict | 'quarantined', number>>;
  /** The last bad blocks, oldest first. */
  readonly quarantine: readonly Quarantined[];
}

export interface Firewall {
  /** Whether a datagram may be decoded. Time is the caller's; it may not run backwards. */
  check(source: string, bytes: Uint8Array, receivedAtMs: number): Verdict;
  /** Keeps the blocks of a datagram that its issues are about. */
  quarantine(source: string, bytes: Uint8Array, issues: readonly DecodeIssue[], receivedAtMs: number): void;
  readonly sources: readonly SourceState[];
  /** Sources given up because there were too many. */
  readonly sourcesGivenUp: number;
}

interface Watched {
  lastSeenAtMs: number;
  datagramTokens: number;
  octetTokens: number;
  readonly counts: Record<Verdict | 'quarantined', number>;
  readonly quarantine: Quarantined[];
  /** Rings: fingerprints of the last datagrams and when they came. */
  readonly fingerprints: Float64Array;
  readonly cameAtMs: Float64Array;
  next: number;
}

/** 53 bits of two FNV-1a hashes: a chance match within a window of 64 datagrams is out of the question. */
function fingerprint(bytes: Uint8Array): number {
  let a = 0x811c9dc5;
  let b = 0x9747b28c ^ bytes.length;
  for (const octet of bytes) {
    a = Math.imul(a ^ octet, 0x01000193);
    b = Math.imul(b ^ octet, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0) * 2 ** 21 + (b >>> 11);
}

/** Stands before the decoder: limits each source, drops duplicates, keeps what was bad for inspection. */
export function createFirewall(limits: Partial<FirewallLimits> = {}): Firewall {
  const max = { ...FIREWALL_LIMITS, ...limits };
  const watched = new Map<string, Watched>();
  let sourcesGivenUp = 0;

  function watch(source: string, atMs: number): Watched {
    const known = watched.get(source);
    if (known !== undefined) return known;
    if (watched.size >= max.sourceCountMax) {
      const [longestSilent] = [...watched].sort(([, a], [, b]) => a.lastSeenAtMs - b.lastSeenAtMs)[0]!;
      watched.delete(longestSilent);
      sourcesGivenUp++;
    }
    const fresh: Watched = {
      lastSeenAtMs: atMs,
      datagramTokens: max.datagramsPerSecondMax,
      octetTokens: max.octetsPerSecondMax,
      counts: { pass: 0, 'too-large': 0, 'too-fast': 0, duplicate: 0, quarantined: 0 },
      quarantine: [],
      fingerprints: new Float64Array(max.duplicateCountMax),
      cameAtMs: new Float64Array(max.duplicateCountMax).fill(Number.NEGATIVE_INFINITY),
      next: 0,
    };
    watched.set(source, fresh);
    return fresh;
  }

  function isDuplicate(source: Watched, bytes: Uint8Array, atMs: number): boolean {
    if (max.duplicateWindowMs <= 0) return false;
    const print = fingerprint(bytes);
    for (let i = 0; i < source.fingerprints.length; i++)
      if (source.fingerprints[i] === print && atMs - source.cameAtMs[i]! <= max.duplicateWindowMs)
        return true;
    source.fingerprints[source.next] = print;
    source.cameAtMs[source.next] = atMs;
    source.next = (source.next + 1) % source.fingerprints.length;
    return false;
  }

  function judge(source: Watched, bytes: Uint8Array, atMs: number): Verdict {
    const elapsedS = Math.max(0, atMs - source.lastSeenAtMs) / 1000;
    source.datagramTokens = Math.min(
      max.datagramsPerSecondMax,
      source.datagramTokens + elapsedS * max.datagramsPerSecondMax,
    );
    source.octetTokens = Math.min(
      max.octetsPerSecondMax,
      source.octetTokens + elapsedS * max.octetsPerSecondMax,
    );
    if (bytes.length > max.datagramSizeMax) return 'too-large';
    if (source.datagramTokens < 1 || source.octetTokens < bytes.length) return 'too-fast';
    source.datagramTokens -= 1;
    source.octetTokens -= bytes.length;
    return isDuplicate(source, bytes, atMs) ? 'duplicate' : 'pass';
  }

  return {
    check(key, bytes, receivedAtMs) {
      const source = watch(key, receivedAtMs);
      const verdict = judge(source, bytes, receivedAtMs);
      source.lastSeenAtMs = Math.max(source.lastSeenAtMs, receivedAtMs);
      source.counts[verdict]++;
      return verdict;
    },
    quarantine(key, bytes, issues, receivedAtMs) {
      const source = watch(key, receivedAtMs);
      for (const reason of issues) {
        const block = blockAt(bytes, reason.block ?? reason.offset);
        source.counts.quarantined++;
        source.quarantine.push({
          atMs: receivedAtMs,
          reason,
          hex: toHex(block.subarray(0, max.quarantineSizeMax)),
          size: block.length,
        });
        if (source.quarantine.length > max.quarantineCountMax) source.quarantine.shift();
      }
    },
    get sources() {
      return Array.from(watched, ([source, { lastSeenAtMs, counts, quarantine }]) => ({
        source,
        lastSeenAtMs,
        counts: { ...counts },
        quarantine: [...quarantine],
      }));
    },
    get sourcesGivenUp() {
      return sourcesGivenUp;
    },
  };
}

/** The data block that begins at `start`, or what is left where its length cannot be. */
export function blockAt(bytes: Uint8Array, start: number): Uint8Array {
  const length = start + 3 <= bytes.length ? (bytes[start + 1]! << 8) | bytes[start + 2]! : 0;
  return length < 3 || start + length > bytes.length
    ? bytes.subarray(start)
    : bytes.subarray(start, start + length);
}
