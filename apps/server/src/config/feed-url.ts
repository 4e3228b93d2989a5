import { ServerError } from '../errors.ts';

/** Where bytes come from: a UDP port we open, or a TCP server we connect to. */
export interface FeedAddress {
  readonly url: string;
  readonly transport: 'udp' | 'tcp';
  readonly host: string;
  readonly port: number;
  /** Multicast group to join on the interface `host`. */
  readonly group?: string;
}

const ANY_INTERFACE = '0.0.0.0';
const FORM = /^(udp|tcp):\/\/(?:([^@/]+)@)?(\[[0-9a-f:.]+\]|[^:/@[\]]+):(\d{1,5})\/?$/i;

/**
 * Parses `udp://[GROUP@]HOST:PORT` (HOST is the local interface), `udp://GROUP:PORT` or `tcp://HOST:PORT`.
 *
 * @throws {ServerError} `SERVER_ERR_URL_INVALID`.
 */
export function parseFeedUrl(url: string): FeedAddress {
  const [, transport, group, host, port] = FORM.exec(url) ?? [];
  if (transport === undefined || host === undefined || Number(port) > 65_535) {
    throw urlError(url, 'write udp://HOST:PORT, udp://GROUP@HOST:PORT or tcp://HOST:PORT');
  }
  const address = {
    url,
    transport: transport.toLowerCase() as FeedAddress['transport'],
    host: host.replaceAll(/[[\]]/g, ''),
    port: Number(port),
  };
  if (address.transport === 'tcp' && address.port === 0)
    throw urlError(url, 'a TCP server has a port above 0');
  // A group alone is joined on the interface the system chooses; binding to it without joining hears nothing.
  if (group === undefined && address.transport === 'udp' && isMulticast(address.host)) {
    return { ...address, host: ANY_INTERFACE, group: address.host };
  }
  if (group === undefined) return address;
  if (address.transport === 'tcp') throw urlError(url, 'a multicast group goes with udp:// only');
  if (!isMulticast(group))
    throw urlError(url, `${group} is not a multicast group (224.0.0.0 to 239.255.255.255)`);
  return { ...address, group };
}

function isMulticast(group: string): boolean {
  const octets = group.split('.').map(Number);
  const [first = 0] = octets;
  return octets.length === 4 && octets.every((octet) => octet >= 0 && octet <= 255) && first >> 4 === 14;
}

function urlError(url: string, advice: string): ServerError {
  return new ServerError('SERVER_ERR_URL_INVALID', `${url} is not an address to listen to: ${advice}`);
}
