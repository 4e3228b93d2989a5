import { createPrivateKey, hkdfSync, sign } from 'node:crypto';
import { fromSeed, Prefix, type KeyPair } from '@nats-io/nkeys';
import type { MemberId } from '@commonsky/model';

/**
 * Every NATS key of a member, derived from one secret, so that only that one has to be kept (sealed):
 * the operator key, the release account's and the gateway's, and one account for each partner with the
 * key its server links up with.
 */
export interface LinkKeys {
  readonly operator: KeyPair;
  readonly system: KeyPair;
  /** User of the system account that tells the server of new accounts. */
  readonly authority: KeyPair;
  readonly release: KeyPair;
  /** The only user of the release account: the gateway. */
  readonly egress: KeyPair;
  partner(member: MemberId): KeyPair;
  link(member: MemberId): KeyPair;
}

export const LINK_SECRET_SIZE = 32;

/** @throws {RangeError} when the secret is not {@link LINK_SECRET_SIZE} octets. */
export function deriveLinkKeys(secret: Uint8Array): LinkKeys {
  if (secret.length !== LINK_SECRET_SIZE)
    throw new RangeError(`a link secret has ${LINK_SECRET_SIZE} octets`);
  const derived = new Map<string, KeyPair>();
  const derive = (role: Prefix, label: string) => {
    const raw = hkdfSync('sha256', secret, '', `commonsky link/1 ${label}`, 32);
    const pair = derived.get(label) ?? createPair(role, new Uint8Array(raw));
    derived.set(label, pair);
    return pair;
  };
  return {
    operator: derive(Prefix.Operator, 'operator'),
    system: derive(Prefix.Account, 'system'),
    authority: derive(Prefix.User, 'authority'),
    release: derive(Prefix.Account, 'release'),
    egress: derive(Prefix.User, 'egress'),
    partner: (member) => derive(Prefix.Account, `partner ${member}`),
    link: (member) => derive(Prefix.User, `link ${member}`),
  };
}

/** DER wrapping of a raw Ed25519 seed (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The library's own pair signs in JavaScript, some hundred times slower, and an authority signs a lot at once. */
function createPair(role: Prefix, raw: Uint8Array): KeyPair {
  const pair = fromSeed(new TextEncoder().encode(encodeSeed(role, raw)));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, raw]), format: 'der', type: 'pkcs8' });
  const [publicKey, privateKey] = [pair.getPublicKey(), pair.getPrivateKey()];
  return Object.assign(pair, {
    getPublicKey: () => publicKey,
    getPrivateKey: () => privateKey,
    sign: (octets: Uint8Array) => new Uint8Array(sign(null, octets, key)),
  });
}

/**
 * An nkey seed: prefix and role in the first two octets, the Ed25519 seed, CRC-16/XMODEM, all in base 32.
 * The library makes random ones only.
 */
function encodeSeed(role: Prefix, raw: Uint8Array): string {
  const octets = new Uint8Array(2 + raw.length + 2);
  octets[0] = Prefix.Seed | (role >> 5);
  octets[1] = (role & 31) << 3;
  octets.set(raw, 2);
  new DataView(octets.buffer).setUint16(2 + raw.length, crc16(octets.subarray(0, -2)), true);
  return base32(octets);
}

function crc16(octets: Uint8Array): number {
  let crc = 0;
  for (const octet of octets) {
    crc ^= octet << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

function base32(octets: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let text = '';
  let held = 0;
  let bits = 0;
  for (const octet of octets) {
    held = ((held << 8) | octet) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}
