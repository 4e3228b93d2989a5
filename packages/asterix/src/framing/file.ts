import { AsterixError } from '../errors.ts';
import { isPcap, isPcapng, pcapFrames, pcapngFrames } from './capture.ts';
import type { Damaged } from './damage.ts';
import { finalFrames, isFinal } from './final.ts';
import { hexPackets, isHexText } from './hex.ts';
import { createUdpReader } from './ip.ts';
import { rawBlocks } from './raw.ts';
import { unwrapBlocks } from './wrapped.ts';

export const FRAMINGS = ['raw', 'final', 'pcap', 'pcapng', 'hex'] as const;
export type Framing = (typeof FRAMINGS)[number];

/** One datagram, or what stands for one in a file. */
export interface Datagram {
  /** One or several data blocks; a view into the file where that is possible. */
  readonly bytes: Uint8Array;
  /** UTC ms, when the file says. */
  readonly capturedAtMs?: number;
  /** Seconds of the recorder's day, when the file says that only (FINAL). */
  readonly recordedTimeOfDayS?: number;
  /** UDP destination port, when captured from a network. */
  readonly port?: number;
  /** Sender's address, when captured from a network. */
  readonly source?: string;
}

/** Octets of a file's head that decide its framing. */
export const FRAMING_HEAD_SIZE = 65_536;

/** What a file is, judged by its head; `raw` when it is nothing else. Give it {@link FRAMING_HEAD_SIZE} octets, or all there are. */
export function detectFraming(head: Uint8Array): Framing {
  if (isPcap(head)) return 'pcap';
  if (isPcapng(head)) return 'pcapng';
  if (isFinal(head)) return 'final';
  return isHexText(head) ? 'hex' : 'raw';
}

function* captured(frames: ReturnType<typeof pcapFrames>): Generator<Datagram> {
  const reader = createUdpReader();
  for (const { linkType, frame, capturedAtMs } of frames) {
    const udp = reader.read(frame, linkType);
    if (udp === undefined) continue;
    const time = Number.isNaN(capturedAtMs) ? {} : { capturedAtMs };
    for (const bytes of unwrapBlocks(udp.bytes) ?? [udp.bytes]) {
      yield { bytes, ...time, port: udp.destinationPort, source: udp.source };
    }
  }
}

/**
 * Datagrams of a file held in memory. Lazy; never throws on octets.
 *
 * @param damaged Hears of octets that the framing had to pass over, in order. Damage inside a datagram is not framing:
 *   decoding reports it.
 * @throws {AsterixError} for an unknown framing.
 */
export function datagramsOf(
  file: Uint8Array,
  framing: Framing = detectFraming(file.subarray(0, FRAMING_HEAD_SIZE)),
  damaged?: Damaged,
): Iterable<Datagram> {
  switch (framing) {
    case 'raw':
      return map(rawBlocks(file), (bytes) => ({ bytes }));
    case 'final':
      return map(finalFrames(file, damaged), ({ bytes, recordedTimeOfDayS }) => ({
        bytes,
        recordedTimeOfDayS,
      }));
    case 'pcap':
      return captured(pcapFrames(file, damaged));
    case 'pcapng':
      return captured(pcapngFrames(file, damaged));
    case 'hex':
      return map(hexPackets(file), (bytes) => ({ bytes }));
    default:
      throw new AsterixError(
        'ASTERIX_ERR_OPTION',
        `unknown framing ${String(framing)}; there are ${FRAMINGS.join(', ')}`,
      );
  }
}

function* map<A, B>(values: Iterable<A>, change: (value: A) => B): Generator<B> {
  for (const value of values) yield change(value);
}
