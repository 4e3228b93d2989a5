/**
 * The joint picture against truth at a border, and what it costs: own and partner tracks at 1 Hz in a
 * sky of constant density.
 */
import { createJointPicture, type PartnerTrack } from '@commonsky/joint';
import type { Track } from '@commonsky/model';
import { type BorderOptions, runBorder } from '../tests/conformance/joint-border.ts';
import type { Bench, Figure } from './bench.ts';

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

const CASES: readonly (readonly [string, Partial<BorderOptions>])[] = [
  ['as granted', {}],
  ['no ADS-B station anywhere: biases stay', { hasReference: false }],
  ['address, callsign and code not granted', { isIdentityGranted: false }],
];

export const bench: Bench = (report) => {
  for (const [name, options] of CASES) {
    const figures = runBorder({ seed: 1, seconds: 2400, ...options });
    const { duplicateShare, duplicateShareOfSides, ...rest } = figures;
    report({
      name: `joint/border/${name}`,
      unit: 'share of track time shown twice',
      value: round(duplicateShare - duplicateShareOfSides),
      ofWhichOneSidesOwn: round(duplicateShareOfSides),
      ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, round(value)])),
    });
  }
  for (const count of [1000, 4000, 16_000]) cost(count, report);
};

/** CPU of pictures of `count` own and as many partner tracks, 40 % of them the same aircraft. */
function cost(count: number, report: (figure: Figure) => void): void {
  const picture = createJointPicture({ self: 'west' });
  const seconds = 30;
  const warmUp = 10;
  let cpuMs = 0;
  let shown = 0;
  for (let s = 0; s < seconds + warmUp; s++) {
    const own = Array.from({ length: count }, (_, i) => trackOf(i, s));
    const partners = Array.from({ length: count }, (_, i) =>
      partnerOf(trackOf(i + Math.round(0.6 * count), s)),
    );
    const before = process.cpuUsage();
    shown = picture.update(s * 1000, own, partners).length;
    const { user, system } = process.cpuUsage(before);
    if (s >= warmUp) cpuMs += (user + system) / 1000;
  }
  report({
    name: `joint/cost/${count} own and ${count} partner tracks`,
    unit: '% of a core at 1 Hz',
    value: round(cpuMs / seconds / 10),
    microsecondsPerTrack: round((cpuMs * 1000) / seconds / (2 * count)),
    shown,
    joined: picture.stats.joined,
  });
}

/** Flight `i` of a sky with one aircraft on some 400 km²; half of them with an address. */
function trackOf(i: number, s: number): Track {
  const spread = (factor: number) => (i * factor) % 1;
  const speed = 120 + 130 * spread(0.754_877);
  const heading = 2 * Math.PI * spread(0.569_84);
  const [eastMps, northMps] = [speed * Math.sin(heading), speed * Math.cos(heading)];
  const band = Math.floor(i / 100);
  return {
    number: i,
    status: 'confirmed',
    atMs: s * 1000,
    lastPlotMs: s * 1000,
    bornMs: 0,
    latDeg: 20 + (band % 100) * 0.2 + 0.2 * spread(0.618_034) + (northMps * s) / 111_000,
    lonDeg:
      (i % 100) * 0.25 + 30 * Math.floor(band / 100) + 0.25 * spread(0.414_214) + (eastMps * s) / 100_000,
    pressureAltitudeM: 300 * (20 + (i % 20)),
    geometricHeightM: Number.NaN,
    eastMps,
    northMps,
    verticalMps: 0,
    accuracyM: 60,
    pEastEast: 3600,
    pEastNorth: 0,
    pNorthNorth: 3600,
    modeProbabilities: [1, 0, 0],
    address: i % 2 === 0 ? 0x40_00_00 + i : undefined,
    mode3a: (i * 7) % 4096,
    callsign: undefined,
    onGround: false,
    spi: false,
    contributions: [],
  };
}

function partnerOf(track: Track): PartnerTrack {
  return { ...track, provider: 'east', owners: ['east'], latDeg: track.latDeg + 0.001 };
}
