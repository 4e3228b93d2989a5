import type { Reject, SourceRejects } from '@commonsky/model';

/** Octets of a reject kept for inspection. */
const HEX_SIZE_MAX = 64;
/** Rejects kept per source. */
const RECENT_COUNT_MAX = 50;
const NONE = new Uint8Array(0);

/** What was refused, counted per source and reason, the newest kept with their octets. */
export interface RejectLog {
  readonly total: number;
  add(source: string, atMs: number, reason: string, detail: string, bytes?: Uint8Array): void;
  totalOf(source: string): number;
  report(): SourceRejects[];
}

interface Ledger {
  total: number;
  readonly byReason: Map<string, number>;
  readonly recent: Reject[];
}

/** Sources are the node's own (config), so their number is bounded by it; reasons are words of the code. */
export function createRejectLog(): RejectLog {
  const ledgers = new Map<string, Ledger>();
  let total = 0;
  return {
    get total() {
      return total;
    },
    add(source, atMs, reason, detail, bytes) {
      let ledger = ledgers.get(source);
      if (ledger === undefined) {
        ledger = { total: 0, byReason: new Map(), recent: [] };
        ledgers.set(source, ledger);
      }
      total++;
      ledger.total++;
      ledger.byReason.set(reason, (ledger.byReason.get(reason) ?? 0) + 1);
      const { buffer, byteOffset, length } = bytes ?? NONE;
      const hex = Buffer.from(buffer, byteOffset, Math.min(length, HEX_SIZE_MAX)).toString('hex');
      ledger.recent.push({ atMs, reason, detail, hex, size: length });
      if (ledger.recent.length > RECENT_COUNT_MAX) ledger.recent.shift();
    },
    totalOf: (source) => ledgers.get(source)?.total ?? 0,
    report: () =>
      Array.from(ledgers, ([source, { total, byReason, recent }]) => ({
        source,
        total,
        byReason: Object.fromEntries(byReason),
        recent: recent.toReversed(),
      })),
  };
}
