import { createLineReader } from '@commonsky/modes';
import type { PacketSink } from './feed.ts';
import { PACKET_KIND, parseTextLine } from './text-lines.ts';
import type { StreamFramer } from './tcp.ts';

/** Cuts a stream of AVR or BaseStation text into one packet a line; lines that are neither are refused. */
export function createTextFramer(form: 'avr' | 'sbs', source: string, sink: PacketSink): StreamFramer {
  const reader = createLineReader();
  let overlongBefore = 0;
  return {
    push(chunk, receivedAtMs) {
      const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
      reader.push(text, (line) => {
        const packet = parseTextLine(form, line);
        if (packet === undefined) {
          sink.reject(source, receivedAtMs, 'framing', `not a line of ${form}`, Buffer.from(line, 'latin1'));
        } else if (packet !== 'skip') {
          sink.push({ kind: PACKET_KIND[form], source, receivedAtMs, bytes: packet.bytes });
        }
      });
      if (reader.overlong > overlongBefore)
        sink.reject(source, receivedAtMs, 'framing', 'a line too long', chunk);
      overlongBefore = reader.overlong;
      return true;
    },
  };
}
