import { finalFrame, pcapFileHeader, pcapPacket, toHex } from '@commonsky/asterix';
import { CliError, ExitCode } from '../errors.ts';
import type { FileSink } from '../sim/file.ts';

export const WRITABLE = ['raw', 'final', 'pcap', 'hex'] as const;
export type Writable = (typeof WRITABLE)[number];

const DEFAULT_PORT = 8600;
const DAY_S = 86_400;

export interface Stamp {
  readonly capturedAtMs?: number | undefined;
  readonly timeOfDayS?: number | undefined;
  readonly port?: number | undefined;
}

/** @throws {CliError} for an unknown framing. */
export function writableOf(text: string): Writable {
  const known = WRITABLE.find((framing) => framing === text);
  if (known === undefined)
    throw new CliError(ExitCode.usage, `no framing "${text}"; there are ${WRITABLE.join(', ')}`);
  return known;
}

/** Writes datagrams into a file of one framing. Times that a framing needs and the input lacks are 0. */
export function createDatagramWriter(file: FileSink, framing: Writable) {
  let begun = false;
  return async (
    bytes: Uint8Array,
    { capturedAtMs, timeOfDayS, port = DEFAULT_PORT }: Stamp,
  ): Promise<void> => {
    const atMs = capturedAtMs ?? (timeOfDayS ?? 0) * 1000;
    switch (framing) {
      case 'raw':
        return file.write(bytes);
      case 'hex':
        return file.write(`${toHex(bytes)}\n`);
      case 'final':
        return file.write(finalFrame(bytes, timeOfDayS ?? (atMs / 1000) % DAY_S));
      case 'pcap':
        if (!begun) await file.write(pcapFileHeader());
        begun = true;
        return file.write(pcapPacket(bytes, atMs, port));
    }
  };
}
