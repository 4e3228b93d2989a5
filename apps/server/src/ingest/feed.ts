import type { FeedStatus } from '@commonsky/model';

/** What a feed's octets are once its edge has framed them: a datagram of blocks, a Mode S message, a BaseStation line. */
export type PacketKind = 'asterix' | 'modes' | 'sbs';

/** One unit of input, stamped at the edge. */
export interface Packet {
  readonly kind: PacketKind;
  /** {@link Feed.source} it came from. */
  readonly source: string;
  readonly receivedAtMs: number;
  readonly bytes: Uint8Array;
}

/** Where an edge puts what it read; both are synchronous and bounded. */
export interface PacketSink {
  push(packet: Packet): void;
  reject(source: string, atMs: number, reason: string, detail: string, bytes?: Uint8Array): void;
}

/** An open edge: a socket, a connection or a recording. */
export interface Feed {
  readonly source: string;
  /** Without `rejects`, which the reject log knows. */
  status(): Omit<FeedStatus, 'rejects'>;
  close(): Promise<void>;
}
