import { stringify } from './json.ts';
import type { Output } from '../output.ts';

/** What could not be decoded, as it goes into the rejects file. */
export interface Reject {
  readonly file: string;
  /** Octets from the start of the file, or of the datagram where the file frames datagrams. */
  readonly offset: number;
  readonly reason: string;
  readonly hex: string;
  readonly [detail: string]: unknown;
}

export interface DecodeCounts {
  records: number;
  rejects: number;
  /** Rejects by reason. */
  readonly reasons: Map<string, number>;
}

/** Where decoders put what they find. A returned promise is to be awaited: the reader is slow. */
export interface DecodeSink {
  readonly counts: DecodeCounts;
  /** `tree` makes the record's text for the eye, where its codec has one. */
  record(record: object, tree?: () => string): Promise<void> | undefined;
  reject(reject: Reject): Promise<void> | undefined;
}

/** How a record becomes a line. */
export type Render = (record: object, tree: (() => string) | undefined) => string;

export const renderJson: Render = (record) => stringify(record);

/** Rendered records to `records`; rejects counted, and as JSON lines to `rejects` if given. */
export function createDecodeSink(
  records: Output,
  rejects: Output | undefined,
  render: Render = renderJson,
): DecodeSink {
  const counts: DecodeCounts = { records: 0, rejects: 0, reasons: new Map() };
  return {
    counts,
    record(record, tree) {
      counts.records += 1;
      return records.line(render(record, tree));
    },
    reject(reject) {
      counts.rejects += 1;
      counts.reasons.set(reject.reason, (counts.reasons.get(reject.reason) ?? 0) + 1);
      return rejects?.line(stringify(reject));
    },
  };
}
