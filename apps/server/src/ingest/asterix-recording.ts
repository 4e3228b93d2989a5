import { type Datagram, datagramsOf, type Framing } from '@commonsky/asterix';
import { resolveTimeOfDay } from '@commonsky/model';
import { type AsterixDecoder, createAsterixDecoder, timeOfDayOf } from '../plots/asterix.ts';
import { createRecordedClock } from './recorded-clock.ts';
import type { RecordedPacket, Recording } from './recording.ts';

/** Pace of a recording in which nothing has a time. */
const NOMINAL_MS_PER_DATAGRAM = 20;

const FORMAT: Readonly<Record<Framing, string>> = {
  raw: 'ASTERIX',
  final: 'ASTERIX, FINAL',
  pcap: 'ASTERIX, pcap',
  pcapng: 'ASTERIX, pcapng',
  hex: 'ASTERIX, hexadecimal text',
};

/**
 * An ASTERIX recording. Its moments are, in this order: capture times; the recorder's or the
 * records' times of day, on the day that puts the first nearest to `startMs`; a nominal pace.
 */
export function openAsterixRecording(
  source: string,
  bytes: Uint8Array,
  framing: Framing,
  startMs: number,
): Recording {
  const decoder = createAsterixDecoder();

  function* packets(): Generator<RecordedPacket> {
    let clock: ReturnType<typeof createRecordedClock> | undefined;
    let atMs = startMs;
    let pacedMs = 0;
    for (const datagram of datagramsOf(bytes, framing)) {
      const readingMs = readingOf(datagram, decoder, atMs);
      if (readingMs !== undefined) {
        clock ??= createRecordedClock(Math.max(readingMs, atMs - pacedMs));
        atMs = Math.max(atMs, clock.read(readingMs));
      } else if (clock === undefined) {
        atMs += NOMINAL_MS_PER_DATAGRAM;
      }
      yield { atMs, bytes: datagram.bytes };
    }
  }

  return { source, kind: 'asterix', format: FORMAT[framing], packets };
}

function readingOf(
  { bytes, capturedAtMs, recordedTimeOfDayS }: Datagram,
  decoder: AsterixDecoder,
  nearMs: number,
): number | undefined {
  if (capturedAtMs !== undefined) return capturedAtMs;
  const timeOfDayS = recordedTimeOfDayS ?? firstTimeOfDay(bytes, decoder);
  return timeOfDayS === undefined ? undefined : resolveTimeOfDay(timeOfDayS, nearMs);
}

function firstTimeOfDay(bytes: Uint8Array, decoder: AsterixDecoder): number | undefined {
  for (const record of decoder.decode(bytes).records) {
    const timeOfDayS = timeOfDayOf(record);
    if (timeOfDayS !== undefined) return timeOfDayS;
  }
  return undefined;
}
