/** A certificate authority for tests, made in memory: X.509 in DER by hand, as Node has no writer of it. */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

interface Authority extends Certificate {
  /** A certificate for a server and client on this machine. */
  issue(name: string): Certificate;
}

const YEAR_MS = 365 * 86_400_000;

export function createAuthority(name: string, nowMs = Date.now()): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const isAuthority = extension('551d13', sequence(tlv(0x01, Buffer.of(0xff))));
  const make = (subject: string, publicKey: KeyObject, extensions: Buffer) => {
    const signed = sequence(
      tlv(0xa0, tlv(0x02, Buffer.of(2))),
      tlv(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
      ECDSA_SHA256,
      nameOf(name),
      sequence(utcTime(nowMs - 86_400_000), utcTime(nowMs + YEAR_MS)),
      nameOf(subject),
      publicKey.export({ type: 'spki', format: 'der' }),
      tlv(0xa3, sequence(extensions)),
    );
    const signature = sign('sha256', signed, own.privateKey);
    return pem('CERTIFICATE', sequence(signed, ECDSA_SHA256, bits(signature)));
  };
  const keyPem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
  return {
    certificate: make(name, own.publicKey, isAuthority),
    key: keyPem(own.privateKey),
    issue(subject) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const loopback = extension('551d11', sequence(tlv(0x87, Buffer.of(127, 0, 0, 1))));
      return { certificate: make(subject, publicKey, loopback), key: keyPem(privateKey) };
    },
  };
}

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));

function nameOf(commonName: string): Buffer {
  return sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(commonName)))));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tlv(0x04, value));
}

function utcTime(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return tlv(0x17, Buffer.from(`${digits}Z`));
}

function bits(octets: Buffer): Buffer {
  return tlv(0x03, Buffer.concat([Buffer.of(0), octets]));
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...head), value]);
}

function pem(label: string, der: Buffer): string {
  return `-----BEGIN ${label}-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
}
