import type { PacketSink } from './feed.ts';
import type { StreamFramer } from './tcp.ts';

const HEADER_SIZE = 3;

/**
 * Cuts a TCP stream of ASTERIX data blocks (category, two octets of length) into one packet a block.
 * A length below 3 cannot be stepped over: the connection is given up.
 */
export function createAsterixFramer(source: string, sink: PacketSink): StreamFramer {
  let rest = new Uint8Array(0); // Shorter than one block, so at most 65,534 octets.
  return {
    push(chunk, receivedAtMs) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let at = 0;
      while (bytes.length - at >= HEADER_SIZE) {
        const size = (bytes[at + 1]! << 8) | bytes[at + 2]!;
        if (size < HEADER_SIZE) {
          sink.reject(source, receivedAtMs, 'framing', `block length ${size}`, bytes.subarray(at));
          return false;
        }
        if (bytes.length - at < size) break;
        sink.push({ kind: 'asterix', source, receivedAtMs, bytes: bytes.subarray(at, at + size) });
        at += size;
      }
      rest = bytes.slice(at);
      return true;
    },
  };
}
