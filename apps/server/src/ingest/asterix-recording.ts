import { type Datagram, datagramsOf, type Framing, type FramingDamage } from '@commonsky/asterix';
import { resolveTimeOfDay } from '@commonsky/model';
import { type AsterixDecoder, createAsterixDecoder, timeOfDayOf } from '../plots/asterix.ts';
import { createRecordedClock } from './recorded-clock.ts';
import type { RecordedPacket, Recording, RecordingDamage } from './recording.ts';

/** Pace of a recording in which nothing has a time. */
const NOMINAL_MS_PER_DATAGRAM = 20;

const FORMAT: Readonly<Record<Framing, string>> = {
  raw: 'ASTERIX',
  final: 'ASTERIX, FINAL',
  pcap: 'ASTERIX, pcap',
  pcapng: 'ASTERIX, pcapng',
  hex: 'ASTERIX, hexadecimal text',
};

/** Datagrams looked at to find which clock a recording has. */
const SAMPLE_COUNT = 256;

/** A clock of the recording: reads a datagram's moment (UTC ms near `nearMs`), where it has one. */
type Reading = (datagram: Datagram, nearMs: number) => number | undefined;

/**
 * An ASTERIX recording. Its moments are those of the first of these clocks that it has: capture
 * times; its records' times of day, on the day that puts the first nearest to `startMs`; the
 * recorder's time of day, which may be local; a nominal pace.
 */
export function openAsterixRecording(
  source: string,
  bytes: Uint8Array,
  framing: Framing,
  startMs: number,
): Recording {
  const chosen = chooseReading(datagramsOf(bytes, framing), startMs);

  function* packets(refuse: (damage: RecordingDamage) => void): Generator<RecordedPacket> {
    let atMs = chosen?.firstMs ?? startMs;
    const clock = createRecordedClock(atMs);
    const damaged = ({ offset, length, reason }: FramingDamage): void =>
      refuse({
        atMs,
        reason,
        detail: `${length} octets at ${offset} of the file`,
        bytes: bytes.subarray(offset, offset + length),
      });
    for (const datagram of datagramsOf(bytes, framing, damaged)) {
      const readingMs = chosen?.read(datagram, atMs);
      if (readingMs !== undefined) atMs = clock.read(readingMs);
      else if (chosen === undefined) atMs += NOMINAL_MS_PER_DATAGRAM;
      yield { atMs, bytes: datagram.bytes };
    }
  }

  return {
    source,
    kind: 'asterix',
    format: FORMAT[framing],
    hasDate: chosen?.hasDate === true,
    packets,
  };
}

function chooseReading(
  datagrams: Iterable<Datagram>,
  startMs: number,
): { readonly read: Reading; readonly firstMs: number; readonly hasDate: boolean } | undefined {
  const decoder = createAsterixDecoder();
  const readings: readonly Reading[] = [
    capturedAt,
    ({ bytes }, nearMs) => resolved(firstTimeOfDay(bytes, decoder), nearMs),
    ({ recordedTimeOfDayS }, nearMs) => resolved(recordedTimeOfDayS, nearMs),
  ];
  const sample: Datagram[] = [];
  for (const datagram of datagrams) if (sample.push(datagram) === SAMPLE_COUNT) break;
  for (const read of readings) {
    for (const datagram of sample) {
      const firstMs = read(datagram, startMs);
      if (firstMs !== undefined) return { read, firstMs, hasDate: read === capturedAt };
    }
  }
  return undefined;
}

/** The only clock of a recording that knows the day. */
const capturedAt: Reading = ({ capturedAtMs }) => capturedAtMs;

function resolved(timeOfDayS: number | undefined, nearMs: number): number | undefined {
  return timeOfDayS === undefined ? undefined : resolveTimeOfDay(timeOfDayS, nearMs);
}

function firstTimeOfDay(bytes: Uint8Array, decoder: AsterixDecoder): number | undefined {
  for (const record of decoder.decode(bytes).records) {
    const timeOfDayS = timeOfDayOf(record);
    if (timeOfDayS !== undefined) return timeOfDayS;
  }
  return undefined;
}
