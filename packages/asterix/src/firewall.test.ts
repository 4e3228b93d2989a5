import { describe, expect, it } from 'vitest';
import { cat048 } from './all.ts';
import { createDecoder } from './decoder.ts';
import { createFirewall } from './firewall.ts';
import { fromHex as hex } from './framing/hex.ts';

const PLOT = hex('30 000E F0 01 02 0A 80 00 A0 10 00 40 00');
const BAD = hex('30 0006 F0 01 02');
const numbered = (n: number): Uint8Array => new Uint8Array([n >> 8, n & 255]);

describe('firewall', () => {
  it('lets through, and counts', () => {
    const firewall = createFirewall();
    expect(firewall.check('a', PLOT, 0)).toBe('pass');
    expect(firewall.sources).toEqual([
      {
        source: 'a',
        lastSeenAtMs: 0,
        counts: { pass: 1, 'too-large': 0, 'too-fast': 0, duplicate: 0, quarantined: 0 },
        quarantine: [],
      },
    ]);
  });

  it('drops what a source repeats within the window, and only that', () => {
    const firewall = createFirewall({ duplicateWindowMs: 100 });
    expect(firewall.check('a', PLOT, 0)).toBe('pass');
    expect(firewall.check('a', PLOT, 100)).toBe('duplicate');
    expect(firewall.check('b', PLOT, 100)).toBe('pass');
    expect(firewall.check('a', PLOT, 101)).toBe('pass');
    expect(createFirewall({ duplicateWindowMs: 0 }).check('a', PLOT, 0)).toBe('pass');
  });

  it('limits size and rate', () => {
    const firewall = createFirewall({
      datagramSizeMax: 20,
      datagramsPerSecondMax: 10,
      octetsPerSecondMax: 1000,
    });
    expect(firewall.check('a', new Uint8Array(21), 0)).toBe('too-large');
    const verdicts = Array.from({ length: 12 }, (_, i) => firewall.check('a', numbered(i), 0));
    expect(verdicts.filter((verdict) => verdict === 'pass')).toHaveLength(10);
    expect(verdicts.at(-1)).toBe('too-fast');
    expect(firewall.check('a', numbered(99), 100)).toBe('pass');
    expect(firewall.check('a', numbered(98), 100)).toBe('too-fast');
  });

  it('keeps the last bad blocks with reason and octets', () => {
    const firewall = createFirewall({ quarantineCountMax: 2, quarantineSizeMax: 4 });
    const datagram = new Uint8Array([...BAD, ...PLOT]);
    const { issues } = createDecoder({ categories: [cat048] }).decode(datagram);
    for (let atMs = 1; atMs <= 3; atMs++) firewall.quarantine('a', datagram, issues, atMs);
    const [{ counts, quarantine }] = firewall.sources as [(typeof firewall.sources)[number]];
    expect(counts.quarantined).toBe(3);
    expect(quarantine).toEqual([
      { atMs: 2, reason: issues[0], hex: '300006f0', size: 6 },
      { atMs: 3, reason: issues[0], hex: '300006f0', size: 6 },
    ]);
  });

  it('watches a limited number of sources and gives up the longest silent', () => {
    const firewall = createFirewall({ sourceCountMax: 2 });
    firewall.check('a', PLOT, 1);
    firewall.check('b', PLOT, 2);
    firewall.check('a', numbered(1), 3);
    firewall.check('c', PLOT, 4);
    expect(firewall.sources.map(({ source }) => source)).toEqual(['a', 'c']);
    expect(firewall.sourcesGivenUp).toBe(1);
  });
});
