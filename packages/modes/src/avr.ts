import { bytesFromHex, hexFromBytes } from './hex.ts';

/** A message of an AVR text stream. */
export interface AvrFrame {
  /** 48 bits as in Beast; undefined in lines without. */
  readonly timestamp: number | undefined;
  /** 0…255; undefined in lines without. */
  readonly signal: number | undefined;
  /** 2 (mode A/C), 7 or 14 octets. */
  readonly bytes: Uint8Array;
}

/** `*message;`, `:message;`, `@timestamp message;`, `%timestamp message;`, or `<timestamp signal message;`. */
const LINE =
  /^\s*(?:[*:]|[@%]([0-9a-f]{12})|<([0-9a-f]{12})([0-9a-f]{2}))([0-9a-f]{4}|[0-9a-f]{14}|[0-9a-f]{28});?\s*$/i;

/** Undefined when the line is not AVR. */
export function parseAvrLine(line: string): AvrFrame | undefined {
  const match = LINE.exec(line);
  if (!match) return undefined;
  const [, plain, withSignal, signal, message] = match;
  const timestamp = plain ?? withSignal;
  return {
    timestamp: timestamp === undefined ? undefined : Number.parseInt(timestamp, 16),
    signal: signal === undefined ? undefined : Number.parseInt(signal, 16),
    bytes: bytesFromHex(message!)!,
  };
}

/** One line without its end: with timestamp if there is one, and with signal if there is that too. */
export function formatAvrLine(frame: AvrFrame): string {
  const message = hexFromBytes(frame.bytes).toUpperCase();
  if (frame.timestamp === undefined) return `*${message};`;
  const timestamp = frame.timestamp.toString(16).padStart(12, '0').toUpperCase();
  if (frame.signal === undefined) return `@${timestamp}${message};`;
  return `<${timestamp}${frame.signal.toString(16).padStart(2, '0').toUpperCase()}${message};`;
}

/** Whether text looks like AVR: judged by its first line that is whole. */
export function looksLikeAvr(head: string): boolean {
  const line = head.split(/[\r\n]+/).find((text) => text !== '');
  return line !== undefined && parseAvrLine(line) !== undefined;
}
