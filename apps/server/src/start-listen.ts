import { parseFeedUrl } from './config/feed-url.ts';
import { ServerError } from './errors.ts';
import type { RunningServer } from './server.ts';
import { startServer, type StartOptions } from './start-node.ts';

export interface ListenOptions extends StartOptions {
  /** `udp://[GROUP@]HOST:PORT` to open, `tcp://HOST:PORT` to connect to. */
  readonly asterix?: readonly string[];
  /** `tcp://HOST:PORT` of Mode S receivers to connect to, by what they speak: Beast, AVR text, BaseStation. */
  readonly beast?: readonly string[];
  readonly avr?: readonly string[];
  readonly sbs?: readonly string[];
  /** Where the receivers stand; positions on the ground need it. */
  readonly receiver?: { readonly latDeg: number; readonly lonDeg: number };
}

const MEMBER = { id: 'local', name: 'Local' } as const;
const REGION_ZOOM = 6;

const receiverId = (index: number): string => `${MEMBER.id}:receiver:${index + 1}`;

/**
 * Feeds one node from live sources named by their addresses, and serves its picture. Sensors are
 * made as they are heard.
 *
 * @throws {ServerError} for a wrong URL, a port in use, an address that is not this machine's.
 */
export async function startListen(options: ListenOptions): Promise<RunningServer> {
  const { asterix = [], beast = [], avr = [], sbs = [], receiver, sites = [] } = options;
  const receivers = [
    ...beast.map((url) => ({ kind: 'beast' as const, url })),
    ...avr.map((url) => ({ kind: 'avr' as const, url })),
    ...sbs.map((url) => ({ kind: 'sbs' as const, url })),
  ];
  if (asterix.length + receivers.length === 0) {
    throw new ServerError('SERVER_ERR_OPTION_INVALID', 'name at least one source: asterix or beast');
  }
  for (const { url } of receivers) {
    if (parseFeedUrl(url).transport === 'udp') {
      throw new ServerError(
        'SERVER_ERR_URL_INVALID',
        `${url}: Mode S receivers are reached by tcp://HOST:PORT`,
      );
    }
  }
  const centre = receiver ?? sites[0];
  return startServer(
    {
      members: [
        {
          ...MEMBER,
          ...(centre && { view: { latDeg: centre.latDeg, lonDeg: centre.lonDeg, zoom: REGION_ZOOM } }),
          inputs: [
            ...asterix.map((url) => ({ kind: 'asterix' as const, url })),
            ...receivers.map(({ kind, url }, i) => ({ kind, url, sensor: receiverId(i) })),
          ],
          sensors: receivers.map(({ url }, i) =>
            Object.assign(
              { id: receiverId(i), name: `Receiver ${url.replace('tcp://', '')}`, kind: 'adsb' as const },
              receiver,
            ),
          ),
        },
      ],
    },
    options,
  );
}
