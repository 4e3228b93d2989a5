import { createBeastReader } from '@commonsky/modes';
import type { PacketSink } from './feed.ts';
import type { StreamFramer } from './tcp.ts';

/** Octets of a mode A/C reply: no address, no parity, nothing to plot it by. */
const MODE_AC_SIZE = 2;

/** Cuts a Beast stream into one packet a Mode S message. It finds its place again after any damage. */
export function createBeastFramer(source: string, sink: PacketSink): StreamFramer {
  const reader = createBeastReader();
  let damagedBefore = 0;
  return {
    push(chunk, receivedAtMs) {
      reader.forEach(chunk, ({ kind, bytes }) => {
        if (kind === 'status' || bytes.length === MODE_AC_SIZE) return;
        sink.push({ kind: 'modes', source, receivedAtMs, bytes: bytes.slice() });
      });
      const { truncated, unknown, skipped } = reader.stats;
      const damaged = truncated + unknown + skipped;
      if (damaged > damagedBefore) {
        const detail = `${truncated} frames cut, ${unknown} of unknown type, ${skipped} octets skipped so far`;
        sink.reject(source, receivedAtMs, 'framing', detail, chunk);
      }
      damagedBefore = damaged;
      return true;
    },
  };
}
