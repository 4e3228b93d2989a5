import { Buffer } from 'node:buffer';

/** Octets as hex digits; all else as JSON has it. */
export function stringify(value: object): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('hex') : part,
  );
}
