import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { createEncoder } from '@commonsky/asterix';
import { cat065 } from '@commonsky/asterix/cat065';
import { timeOfDayS, type MemberId } from '@commonsky/model';
import { decodeEnvelope } from '@commonsky/treaty';
import type { Cat062Source } from './cat062.ts';
import type { Transport } from './transport.ts';

/**
 * Plain CAT062 by UDP for a recipient whose centre knows nothing of envelopes. It stands behind the gateway
 * like every transport, so the same filter decides and the same record proves; but such a recipient gives
 * no countersignature, and an agreement that demands one releases nothing to it.
 */
export interface PlainTransport extends Transport {
  status(): { readonly datagrams: number; readonly errors: number };
  close(): Promise<void>;
}

export interface PlainOptions {
  readonly recipient: MemberId;
  readonly host: string;
  readonly port: number;
  readonly source: Cat062Source;
  readonly nowMs: () => number;
}

/** Fits an Ethernet frame, so that no datagram is lost for a fragment of it. */
const DATAGRAM_SIZE_MAX = 1400;
/** Given to the system and not yet sent; beyond, datagrams are dropped and counted as errors. */
const UNSENT_SIZE_MAX = 8 * 1024 * 1024;
const SDPS_STATUS = 1;
const OPERATIONAL = 0;
const NOT_CONNECTED = 2;

export function openPlainTransport({ recipient, host, port, source, nowMs }: PlainOptions): PlainTransport {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  const statusEncoder = createEncoder(cat065);
  const counts = { datagrams: 0, errors: 0 };
  socket.on('error', () => void (counts.errors += 1));

  function put(blocks: readonly Uint8Array[]): void {
    if (socket.getSendQueueSize() > UNSENT_SIZE_MAX) {
      counts.errors += 1;
      return;
    }
    counts.datagrams += 1;
    socket.send(blocks, port, host, (error) => {
      if (error !== null) counts.errors += 1;
    });
  }

  /** CAT065: whether there is a service, so that a recipient need not guess it from silence. */
  function putStatus(noGo: number): void {
    const record = {
      i010: source,
      i000: { messageType: SDPS_STATUS },
      i015: { serviceIdentification: 0 },
      i030: { timeOfMessage: timeOfDayS(nowMs()) },
      i040: { noGo, overload: false, timeSourceInvalid: false, processingStatus: 0, renumbering: false },
    };
    put([statusEncoder.encode([record])]);
  }

  return {
    isConnected: (partner) => partner === recipient,
    send(partner, kind, octets) {
      if (partner !== recipient) return;
      if (kind === 'revocation') putStatus(NOT_CONNECTED);
      if (kind !== 'envelope') return;
      for (const blocks of datagramsOf(decodeEnvelope(octets)!.messages)) put(blocks);
      putStatus(OPERATIONAL);
    },
    onReceive() {
      // Such a recipient says nothing.
    },
    status: () => counts,
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** Whole blocks, as many as fit. */
function* datagramsOf(messages: readonly { readonly bytes: Uint8Array }[]): Generator<Uint8Array[]> {
  let blocks: Uint8Array[] = [];
  let size = 0;
  for (const { bytes } of messages) {
    if (size + bytes.length > DATAGRAM_SIZE_MAX && blocks.length > 0) {
      yield blocks;
      blocks = [];
      size = 0;
    }
    blocks.push(bytes);
    size += bytes.length;
  }
  if (blocks.length > 0) yield blocks;
}

/** Each partner by its own way. */
export function joinTransports(ways: ReadonlyMap<MemberId, Transport>): Transport {
  return {
    isConnected: (partner) => ways.get(partner)?.isConnected(partner) === true,
    send(partner, ...message) {
      ways.get(partner)?.send(partner, ...message);
    },
    onReceive(handler) {
      for (const way of new Set(ways.values())) way.onReceive(handler);
    },
  };
}
