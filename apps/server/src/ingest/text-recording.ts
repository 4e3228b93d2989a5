import { createLineReader } from '@commonsky/modes';
import { createRecordedClock } from './recorded-clock.ts';
import type { RecordedPacket, Recording, RecordingDamage } from './recording.ts';
import { PACKET_KIND, parseTextLine, type TextForm } from './text-lines.ts';

const CHUNK_SIZE = 65_536;
/** Pace of a recording without times. */
const NOMINAL_MS_PER_LINE = 5;

const FORMAT: Readonly<Record<TextForm, string>> = {
  avr: 'AVR text',
  hex: 'Mode S messages as hexadecimal text',
  sbs: 'BaseStation (SBS-1) text',
};

/** A recording in lines of text. AVR has no date and starts at `startMs`, as do lines without any time. */
export function openTextRecording(
  source: string,
  bytes: Uint8Array,
  form: TextForm,
  startMs: number,
): Recording {
  const decoder = new TextDecoder('latin1');

  function* packets(refuse: (damage: RecordingDamage) => void): Generator<RecordedPacket> {
    const reader = createLineReader();
    let clock: ReturnType<typeof createRecordedClock> | undefined;
    let atMs = startMs;
    const lines: string[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK_SIZE) {
      const chunk = bytes.subarray(at, at + CHUNK_SIZE);
      reader.push(decoder.decode(chunk), (line) => lines.push(line));
      if (at + CHUNK_SIZE >= bytes.length) reader.end((line) => lines.push(line));
      for (const line of lines.splice(0)) {
        const packet = parseTextLine(form, line);
        if (packet === 'skip') continue;
        if (packet === undefined) {
          const octets = Buffer.from(line, 'latin1');
          refuse({ atMs, reason: 'framing', detail: `not a line of ${FORMAT[form]}`, bytes: octets });
          continue;
        }
        const { readingMs } = packet;
        if (readingMs !== undefined) {
          clock ??= createRecordedClock(form === 'avr' ? startMs : readingMs);
          atMs = clock.read(readingMs);
        } else if (clock === undefined) {
          atMs += NOMINAL_MS_PER_LINE;
        }
        yield { atMs, bytes: packet.bytes };
      }
    }
  }

  return { source, kind: PACKET_KIND[form], format: FORMAT[form], hasDate: form !== 'avr', packets };
}
