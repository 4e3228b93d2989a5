import { concat } from '../trust/bytes.ts';
import type { Envelope, Message } from './envelope.ts';
import { parseRecord, recordBytesOf } from './record.ts';

/** An envelope as octets: length of the record, the record as canonical JSON, then each message with its head. */
const MESSAGE_HEAD_SIZE = 14;
const MESSAGE_SIZE_MAX = 65_535;
export const ENVELOPE_SIZE_MAX = 8 * 1024 * 1024;

/** @throws {RangeError} when a message or the whole is too large: the caller's batches are bounded. */
export function encodeEnvelope({ record, messages }: Envelope): Uint8Array {
  const recordBytes = recordBytesOf(record);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, recordBytes.length);
  const parts = messages.flatMap(({ track, atMs, bytes }) => {
    if (bytes.length > MESSAGE_SIZE_MAX) throw new RangeError('a message is longer than 65,535 octets');
    const head = new Uint8Array(MESSAGE_HEAD_SIZE);
    const view = new DataView(head.buffer);
    view.setUint32(0, track);
    view.setFloat64(4, atMs);
    view.setUint16(12, bytes.length);
    return [head, bytes];
  });
  const octets = concat(length, recordBytes, ...parts);
  if (octets.length > ENVELOPE_SIZE_MAX) throw new RangeError('an envelope is too large');
  return octets;
}

/** Undefined for octets that are no envelope. Signature and content are the gate's to check. */
export function decodeEnvelope(octets: Uint8Array): Envelope | undefined {
  if (octets.length < 4 || octets.length > ENVELOPE_SIZE_MAX) return undefined;
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
  const messagesAt = 4 + view.getUint32(0);
  if (messagesAt > octets.length) return undefined;
  const record = parseRecord(octets.subarray(4, messagesAt));
  if (record === undefined) return undefined;
  const messages: Message[] = [];
  for (let at = messagesAt; at < octets.length;) {
    const end =
      at + MESSAGE_HEAD_SIZE + (at + MESSAGE_HEAD_SIZE <= octets.length ? view.getUint16(at + 12) : 0);
    if (end > octets.length || at + MESSAGE_HEAD_SIZE > octets.length) return undefined;
    const bytes = octets.slice(at + MESSAGE_HEAD_SIZE, end);
    messages.push({ track: view.getUint32(at), atMs: view.getFloat64(at + 4), bytes });
    at = end;
  }
  return { record, messages };
}
