import { bytesFromHex } from './hex.ts';

export interface RawHexFrame {
  /** UTC ms; undefined when the line has no time. */
  readonly atMs: number | undefined;
  /** 7 or 14 octets. */
  readonly bytes: Uint8Array;
}

const MESSAGE = /^(?:[0-9a-f]{14}|[0-9a-f]{28})$/i;
/** Seconds since 1970, with or without a fraction; nine or ten digits are the years 1973 to 2286. */
const EPOCH_S = /^\d{9,10}(?:\.\d+)?$/;
const EPOCH_MS = /^\d{12,13}(?:\.\d+)?$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d\d:\d\d:\d\d(?:\.\d+)?$/;

/**
 * A line of a recording as text: a message in hexadecimal, and a time before or behind it (seconds or
 * milliseconds since 1970, ISO 8601, or date and time in two columns; UTC unless it says otherwise).
 * Columns stand between blanks, commas, semicolons or tabs, quoted or not; other columns are ignored.
 */
export function parseRawHexLine(line: string): RawHexFrame | undefined {
  const columns = line
    .replaceAll('"', ' ')
    .split(/[\s,;]+/)
    .filter((column) => column !== '');
  let message: string | undefined;
  let atMs: number | undefined;
  let date: string | undefined;
  for (const column of columns) {
    if (EPOCH_S.test(column)) atMs ??= Number(column) * 1000;
    else if (EPOCH_MS.test(column)) atMs ??= Number(column);
    else if (ISO.test(column))
      atMs ??= Date.parse(/[Z+]|-\d\d:?\d\d$/.test(column.slice(19)) ? column : `${column}Z`);
    else if (DATE.test(column)) date = column;
    else if (TIME.test(column) && date !== undefined) atMs ??= Date.parse(`${date}T${column}Z`);
    // A longer message wins: fourteen digits may be something else.
    else if (MESSAGE.test(column) && (message === undefined || column.length > message.length))
      message = column;
  }
  if (message === undefined) return undefined;
  return {
    atMs: atMs !== undefined && Number.isFinite(atMs) ? atMs : undefined,
    bytes: bytesFromHex(message)!,
  };
}

/** Whether text looks like messages in hexadecimal: judged by its first line that is whole. */
export function looksLikeRawHex(head: string): boolean {
  const line = head.split(/[\r\n]+/).find((text) => text !== '');
  return line !== undefined && !line.includes('{') && parseRawHexLine(line) !== undefined;
}
