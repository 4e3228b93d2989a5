import { isIP } from 'node:net';

/**
 * Whether a request may be answered. A page on another site can make the officer's browser call a
 * loopback port, and a name it controls can be pointed there; neither can fake these two headers.
 *
 * @param host The Host header.
 * @param origin The Origin header; programs send none.
 * @param hostNames Names beside IP addresses and `localhost` that this node goes by.
 */
export function isSameOrigin(
  host: string | undefined,
  origin: string | undefined,
  hostNames: readonly string[],
): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replaceAll(/[[\]]/g, '');
  if (isIP(name) === 0 && name !== 'localhost' && !hostNames.includes(name)) return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === new URL(`http://${host}`).host;
}
