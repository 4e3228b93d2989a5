import { parseAvrLine, parseRawHexLine, parseSbsLine, TICKS_PER_S } from '@commonsky/modes';
import type { PacketKind } from './feed.ts';

/** Text that carries Mode S: AVR lines, hexadecimal messages in columns, or decoded values (BaseStation). */
export type TextForm = 'avr' | 'hex' | 'sbs';

export const PACKET_KIND: Readonly<Record<TextForm, PacketKind>> = { avr: 'modes', hex: 'modes', sbs: 'sbs' };

/** One line as a packet. */
export interface TextPacket {
  readonly bytes: Uint8Array;
  /** What the line's own clock says, ms; of any origin in AVR, UTC in the others. */
  readonly readingMs: number | undefined;
}

/** Octets of a mode A/C reply: no address, no parity, nothing to plot it by. */
const MODE_AC_SIZE = 2;

/** The packet in a line, `skip` for one that is understood and of no use, or undefined. */
export function parseTextLine(form: TextForm, line: string): TextPacket | 'skip' | undefined {
  switch (form) {
    case 'avr': {
      const frame = parseAvrLine(line);
      if (frame === undefined) return undefined;
      if (frame.bytes.length === MODE_AC_SIZE) return 'skip';
      const { timestamp, bytes } = frame;
      return { bytes, readingMs: timestamp === undefined ? undefined : (timestamp / TICKS_PER_S) * 1000 };
    }
    case 'hex': {
      const frame = parseRawHexLine(line);
      return frame && { bytes: frame.bytes, readingMs: frame.atMs };
    }
    case 'sbs': {
      const report = parseSbsLine(line, Number.NaN);
      // Other records of the format (selections, clicks, status) say nothing about the air.
      if (report === undefined) return /^(?:SEL|ID|AIR|STA|CLK),/.test(line) ? 'skip' : undefined;
      return {
        bytes: Buffer.from(line, 'latin1'),
        readingMs: Number.isNaN(report.atMs) ? undefined : report.atMs,
      };
    }
  }
}
