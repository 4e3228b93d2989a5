import { type Datagram, datagramsOf, detectFraming, FRAMING_HEAD_SIZE } from '@commonsky/asterix';
import { looksLikeAvr, looksLikeBeast, looksLikeRawHex, looksLikeSbs } from '@commonsky/modes';
import { ServerError } from '../errors.ts';
import { createAsterixDecoder } from '../plots/asterix.ts';
import { openAsterixRecording } from './asterix-recording.ts';
import { openBeastRecording } from './beast-recording.ts';
import { readRecording } from './file.ts';
import { openTextRecording } from './text-recording.ts';
import type { TextForm } from './text-lines.ts';
import type { Recording } from './recording.ts';

/** Datagrams looked at to tell ASTERIX from noise. */
const SAMPLE_COUNT = 64;

/**
 * Opens a recording in whatever format its content shows.
 *
 * @param startMs UTC ms at which, or near which, a recording without a date begins.
 * @throws {ServerError} `SERVER_ERR_FORMAT_UNKNOWN`, or `SERVER_ERR_FILE_…` when it cannot be read.
 */
export async function openRecording(path: string, startMs: number): Promise<Recording> {
  const bytes = await readRecording(path);
  const head = bytes.subarray(0, FRAMING_HEAD_SIZE);
  const framing = detectFraming(head);
  if (framing === 'raw' || framing === 'hex') {
    if (looksLikeBeast(head)) return openBeastRecording(path, bytes, startMs);
    const form = textFormOf(new TextDecoder('latin1').decode(head));
    if (form !== undefined) return openTextRecording(path, bytes, form, startMs);
  }
  if (holdsAsterix(datagramsOf(bytes, framing))) return openAsterixRecording(path, bytes, framing, startMs);
  throw new ServerError(
    'SERVER_ERR_FORMAT_UNKNOWN',
    `${path} is no recording known here: ASTERIX (raw, FINAL, pcap, pcapng, hexadecimal), Beast, AVR, SBS-1`,
  );
}

function textFormOf(head: string): TextForm | undefined {
  if (looksLikeSbs(head)) return 'sbs';
  if (looksLikeAvr(head)) return 'avr';
  return looksLikeRawHex(head) ? 'hex' : undefined;
}

/** Whether among the first datagrams is a record, or whole blocks of nothing but categories unknown here. */
function holdsAsterix(datagrams: Iterable<Datagram>): boolean {
  const decoder = createAsterixDecoder();
  let count = 0;
  let unknownCount = 0;
  for (const { bytes } of datagrams) {
    const { records, issues } = decoder.decode(bytes);
    if (records.length > 0) return true;
    if (issues.length > 0 && issues.every(({ code }) => code === 'unknown-category')) unknownCount++;
    if (++count === SAMPLE_COUNT) break;
  }
  return count > 0 && unknownCount === count;
}
