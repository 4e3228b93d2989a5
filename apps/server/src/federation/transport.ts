/** What members say to each other. Every kind is signed inside; the transport need not be trusted. */
export const WIRE_KINDS = [
  'epoch',
  'envelope',
  'revocation',
  'head',
  /** A signed audit record without content, of a batch that did not arrive. */
  'record',
  /** Asks for records from this number on, as decimal text. */
  'catch-up',
  'purge-order',
  'purge-receipt',
] as const;
export type WireKind = (typeof WIRE_KINDS)[number];

export interface Transport {
  /** False when the partner cannot be reached now: then nothing is released to it at all. */
  isConnected(partner: string): boolean;
  /** @param rule `instrument/grant` that lets an envelope out: a transport may keep a way for each. */
  send(partner: string, kind: WireKind, octets: Uint8Array, rule?: string): void;
  onReceive(handler: (from: string, kind: WireKind, octets: Uint8Array) => void): void;
}

/** Members in one process, for the demo and for tests; links can be cut. */
export function createMemoryHub() {
  const handlers = new Map<string, (from: string, kind: WireKind, octets: Uint8Array) => void>();
  const cut = new Set<string>();
  const link = (a: string, b: string) => [a, b].sort().join('/');
  return {
    transportOf(member: string): Transport {
      return {
        isConnected: (partner) => handlers.has(partner) && !cut.has(link(member, partner)),
        send(partner, kind, octets) {
          if (!cut.has(link(member, partner))) handlers.get(partner)?.(member, kind, octets);
        },
        onReceive: (handler) => void handlers.set(member, handler),
      };
    },
    cut: (a: string, b: string) => void cut.add(link(a, b)),
    join: (a: string, b: string) => void cut.delete(link(a, b)),
  };
}
