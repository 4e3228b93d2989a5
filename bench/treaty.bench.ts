import {
  compileFilter,
  createAuditChain,
  createTreaties,
  decide,
  leafOf,
  utf8,
  verifyAudit,
  type Instrument,
  type LifeEvent,
  type LonLat,
  type ReleaseItem,
} from '@commonsky/treaty';
import { createMembers, nodeCrypto } from '../tests/conformance/treaty-keys.ts';
import { createRandom } from '../tests/conformance/treaty-random.ts';
import { medianRate, type Bench } from './bench.ts';

const PARTNERS = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'] as const;
const VERTEX_COUNT = 500;
const TRACK_COUNT = 4000;
const NOW_MS = Date.UTC(2026, 0, 1);

/** A ragged ring about the same size for every partner, like a border. */
function border(lon: number, lat: number): LonLat[] {
  return Array.from({ length: VERTEX_COUNT }, (_, i) => {
    const angle = (2 * Math.PI * i) / VERTEX_COUNT;
    const r = 3 + 0.4 * Math.sin(7 * angle) + 0.1 * Math.sin(61 * angle);
    return [lon + r * Math.cos(angle), lat + r * Math.sin(angle)];
  });
}

function treatyWith(partner: string, index: number): Instrument {
  return {
    commonsky: 'instrument/1',
    id: `with-${partner}`,
    title: partner,
    type: 'system',
    parties: ['us', partner],
    entryIntoForce: { rule: 'signature' },
    term: 'P5Y',
    areas: {
      zone: { polygon: border(72 + index, 43) },
      corridor: { corridor: { line: border(72 + index, 43).slice(0, 120), widthKm: 50 } },
    },
    grants: [
      {
        id: 'tracks',
        article: 'Article 1',
        provider: 'us',
        recipient: partner,
        products: ['tracks'],
        area: ['zone'],
        altitude: { from: 50, to: 460, unit: 'FL' },
        categories: ['civil', 'unknown'],
        fields: ['altitude'],
        purpose: 'bench',
      },
    ],
  };
}

export const bench: Bench = (report) => {
  const random = createRandom(1);
  const instruments = PARTNERS.map(treatyWith);
  const events = instruments.flatMap(({ id, parties }) =>
    parties.map((by): LifeEvent => ({ instrument: id, kind: 'signed', by, at: '2025-01-01' })),
  );
  const treaties = createTreaties(instruments, events);
  const filters = PARTNERS.map((recipient) =>
    compileFilter(treaties, {
      provider: 'us',
      recipient,
      epoch: 1,
      fromMs: NOW_MS,
      expiresMs: NOW_MS + 600_000,
    }),
  );
  const items = Array.from({ length: TRACK_COUNT }, (): ReleaseItem => ({
    product: 'tracks',
    mode: 'live',
    category: random.pick(['civil', 'civil', 'civil', 'unknown', 'military']),
    identity: 'unknown',
    latDeg: 39 + 8 * random.next(),
    lonDeg: 68 + 14 * random.next(),
    altitudeM: 13_000 * random.next(),
    measuredAtMs: NOW_MS,
    owners: ['us'],
    lastReleasedMs: Number.NaN,
  }));
  const detail = { partners: PARTNERS.length, vertices: VERTEX_COUNT, tracks: TRACK_COUNT };
  let released = 0;
  const round = () => {
    for (const filter of filters)
      for (const item of items) if (decide(filter, item, NOW_MS + 1).release) released++;
    return filters.length * items.length;
  };
  const rate = medianRate(() => {
    for (let i = 0; i < 9; i++) round();
    return 10 * round();
  });
  report({
    name: 'treaty: release decisions',
    unit: 'decisions/s',
    value: rate,
    ...detail,
    releasedShare: released / (filters.length * items.length * 60),
  });

  const delays = Array.from({ length: 100 }, () => {
    const startMs = performance.now();
    round();
    return performance.now() - startMs;
  }).sort((a, b) => a - b);
  report({
    name: 'treaty: deciding a second for all partners, p95',
    unit: 'ms',
    value: delays[95]!,
    ...detail,
  });

  auditFigures(report);
};

function auditFigures(report: Parameters<Bench>[0]): void {
  const { signers, keyring } = createMembers(['us', 'p1']);
  const message = utf8('x'.repeat(60));
  const seconds = 20;
  const perSecond = 4000;
  const frames: Uint8Array[] = [];
  const writeAll = () => {
    frames.length = 0;
    const chain = createAuditChain({
      signer: signers['us']!,
      recipient: 'p1',
      stream: 'released',
      crypto: nodeCrypto,
    });
    for (let second = 0; second < seconds; second++) {
      const leaves = Array.from({ length: perSecond }, (_, track) =>
        leafOf({ track, atMs: NOW_MS, bytes: message }, nodeCrypto),
      );
      frames.push(chain.append({ atMs: NOW_MS + 1000 * second, epoch: 1, rule: 't/g', leaves }).frame);
    }
    return { head: chain.head(NOW_MS + 1000 * seconds)! };
  };
  const count = seconds * perSecond;
  report({
    name: 'treaty: audit records written (hash, tree, sign)',
    unit: 'records/s',
    value: medianRate(() => (writeAll(), count), 3),
    perSecond,
  });
  const { head } = writeAll();
  const segments = [Buffer.concat(frames)];
  const verified = medianRate(() => {
    const verdict = verifyAudit(
      { segments, head },
      { provider: 'us', recipient: 'p1', stream: 'released' },
      keyring,
      nodeCrypto,
    );
    if (!verdict.ok) throw new Error(JSON.stringify(verdict.problems[0]));
    return count;
  }, 3);
  report({
    name: 'treaty: audit records verified',
    unit: 'records/s',
    value: verified,
    octetsPerRecord: segments[0]!.length / count,
  });
}
