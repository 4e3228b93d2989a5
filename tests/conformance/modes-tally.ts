import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type ModesMessage, bytesFromHex, decodeModes } from '@commonsky/modes';

/** Counts classes of disagreement, so that a test can state every one of them with its number. */
export interface Tally {
  note(kind: string): void;
  /** Counts `kind` unless the two are equal. */
  same(kind: string, ours: unknown, reference: unknown): void;
  /** Counts `kind` unless both are absent, or at most `tolerance` apart. */
  near(kind: string, ours: number | undefined, reference: number | null | undefined, tolerance: number): void;
  readonly counts: Readonly<Record<string, number>>;
}

export function createTally(): Tally {
  const counts: Record<string, number> = {};
  const note = (kind: string) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  return {
    counts,
    note,
    same(kind, ours, reference) {
      if (ours !== reference) note(kind);
    },
    near(kind, ours, reference, tolerance) {
      if (ours === undefined && (reference === undefined || reference === null)) return;
      if (!(Math.abs((ours ?? Number.NaN) - (reference ?? Number.NaN)) <= tolerance)) note(kind);
    },
  };
}

export function decodeHex(hex: string): ModesMessage | undefined {
  const message = decodeModes(bytesFromHex(hex)!);
  return message.df === undefined ? undefined : message;
}

export function readLines(url: URL): string[] {
  const raw = readFileSync(url);
  const text = (url.pathname.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
  return text.replace('\uFEFF', '').trim().split(/\r?\n/);
}

/** Distance on a sphere, m: enough to compare two decodes of one message. */
export function distanceM(
  a: { latDeg: number; lonDeg: number },
  b: { latDeg: number; lonDeg: number },
): number {
  const rad = Math.PI / 180;
  const x = (a.lonDeg - b.lonDeg) * Math.cos(((a.latDeg + b.latDeg) / 2) * rad);
  return Math.hypot(x, a.latDeg - b.latDeg) * rad * 6_371_000;
}
