import { createBeastReader, gpsTimeOfDayS, TICKS_PER_S } from '@commonsky/modes';
import { resolveTimeOfDay } from '@commonsky/model';
import { createRecordedClock } from './recorded-clock.ts';
import type { RecordedPacket, Recording, RecordingDamage } from './recording.ts';

const CHUNK_SIZE = 65_536;
/** Octets from which the kind of timestamp is told. */
const SAMPLE_SIZE = 1_048_576;
/**
 * An aircraft sends its position twice a second: 6 million ticks of 12 MHz, or 500 million
 * nanoseconds of a GPS receiver. Between the two lies this.
 */
const UNITS_BETWEEN = 55_000_000;

/** A Beast recording. Its clock has no date, and a 12 MHz one no hour: it starts at `startMs`. */
export function openBeastRecording(source: string, bytes: Uint8Array, startMs: number): Recording {
  const isGps = hasGpsTimestamps(bytes.subarray(0, SAMPLE_SIZE));

  function* packets(refuse: (damage: RecordingDamage) => void): Generator<RecordedPacket> {
    const reader = createBeastReader();
    let clock: ReturnType<typeof createRecordedClock> | undefined;
    let atMs = startMs;
    let damaged = 0;
    for (let at = 0; at < bytes.length; at += CHUNK_SIZE) {
      const chunk = bytes.subarray(at, at + CHUNK_SIZE);
      for (const frame of reader.push(chunk)) {
        if (frame.kind !== 'mode-s-short' && frame.kind !== 'mode-s-long') continue;
        const { timestamp } = frame;
        const readingMs = isGps
          ? resolveTimeOfDay(gpsTimeOfDayS(timestamp), atMs)
          : (timestamp / TICKS_PER_S) * 1000;
        clock ??= createRecordedClock(isGps ? readingMs : startMs);
        atMs = clock.read(readingMs);
        yield { atMs, bytes: frame.bytes };
      }
      const { truncated, unknown, skipped } = reader.stats;
      const now = truncated + unknown + skipped;
      if (now > damaged) {
        const detail = `${truncated} frames cut, ${unknown} of unknown type, ${skipped} octets skipped so far`;
        refuse({ atMs, reason: 'framing', detail, bytes: chunk });
      }
      damaged = now;
    }
  }

  return {
    source,
    kind: 'modes',
    hasDate: false,
    format: `Beast, ${isGps ? 'GPS' : '12 MHz'} timestamps`,
    packets,
  };
}

/** Tells nanoseconds from ticks by the pace of the aircraft's own position messages. */
function hasGpsTimestamps(sample: Uint8Array): boolean {
  const lastOf = new Map<number, number>();
  const intervals: number[] = [];
  createBeastReader().forEach(sample, ({ timestamp, bytes }) => {
    const isPosition =
      bytes.length === 14 && bytes[0]! >> 3 === 17 && bytes[4]! >> 3 >= 9 && bytes[4]! >> 3 <= 18;
    if (!isPosition) return;
    const address = (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!;
    const before = lastOf.get(address);
    if (before !== undefined && timestamp > before) intervals.push(timestamp - before);
    lastOf.set(address, timestamp);
  });
  intervals.sort((a, b) => a - b);
  const median = intervals[intervals.length >> 1];
  return median !== undefined && median > UNITS_BETWEEN;
}
