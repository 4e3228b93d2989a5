/** Random treaties and things to release, for tests that compare the compiled filter with an oracle. */
import {
  CATEGORIES,
  FIELDS,
  IDENTITIES,
  PRODUCTS,
  bandM,
  type Area,
  type Grant,
  type Instrument,
  type LifeEvent,
  type LonLat,
  type ReleaseItem,
} from '@commonsky/treaty';

export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  int(min: number, max: number): number;
  pick<T>(items: readonly T[]): T;
  some<T>(items: readonly T[], min?: number): T[];
  chance(p: number): boolean;
}

/** Mulberry32: small, seeded, good enough to choose test cases. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)]!;
  return {
    next,
    int,
    pick,
    chance: (p) => next() < p,
    some(items, min = 1) {
      const chosen = items.filter(() => next() < 0.5);
      return chosen.length >= min ? chosen : items.slice(0, min);
    },
  };
}

const MEMBERS = ['aa', 'bb', 'cc'] as const;
export const START_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
export const END_MS = START_MS + 60 * DAY_MS;
const day = (n: number) => new Date(START_MS + n * DAY_MS).toISOString().slice(0, 10);

function star(random: Random): LonLat[] {
  const lon = 74 + 6 * random.next();
  const lat = 41 + 3 * random.next();
  const corners = random.int(4, 9);
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.3 * random.next())) / corners;
    const r = 0.4 + 2 * random.next();
    return [lon + r * Math.cos(angle), lat + r * Math.sin(angle)];
  });
}

function randomArea(random: Random): Area {
  if (random.chance(0.5)) return { polygon: star(random) };
  return {
    corridor: { line: [[74 + 6 * random.next(), 41 + 3 * random.next()]], widthKm: random.int(20, 250) },
  };
}

function randomGrant(random: Random, id: string, areas: readonly string[]): Grant {
  const [provider, recipient] = random.pick([
    ['aa', 'bb'],
    ['aa', 'bb'],
    ['cc', 'aa'],
  ] as const);
  const from = random.int(-5, 120);
  return {
    id,
    article: `Article ${id}`,
    provider,
    recipient,
    products: random.some(PRODUCTS.slice(0, 2)),
    area: random.chance(0.2) ? 'everywhere' : random.some(areas),
    ...(random.chance(0.3) && { exclude: [random.pick(areas)] }),
    ...(random.chance(0.5) && {
      altitude: { from, to: from + random.int(1, 300), unit: random.pick(['FL', 'ft', 'm'] as const) },
    }),
    categories: random.some(CATEGORIES, 2),
    ...(random.chance(0.3) && { identities: random.some(IDENTITIES, 3) }),
    fields: random.some(FIELDS, 0),
    ...(random.chance(0.3) && { delayS: random.int(0, 60) }),
    ...(random.chance(0.3) && { periodS: random.int(1, 20) }),
    purpose: 'test',
    ...(random.chance(0.8) && { onward: ['bb'] }),
    ...(random.chance(0.3) && { modes: random.some(['live', 'replay'] as const) }),
    ...(random.chance(0.2) && { validity: { from: day(random.int(0, 20)), to: day(random.int(30, 60)) } }),
  };
}

/** One or two instruments among three members, with a short, eventful life of some 40 days. */
export function randomTreaties(random: Random): { instruments: Instrument[]; events: LifeEvent[] } {
  const instruments: Instrument[] = [];
  const events: LifeEvent[] = [];
  for (let n = 0; n < random.int(1, 2); n++) {
    const id = `t${n}`;
    const areas = Object.fromEntries(
      Array.from({ length: random.int(1, 4) }, (_, i) => [`a${i}`, randomArea(random)]),
    );
    const names = Object.keys(areas);
    instruments.push({
      commonsky: 'instrument/1',
      id,
      title: id,
      type: 'system',
      parties: [...MEMBERS],
      entryIntoForce: { rule: 'signature' },
      term: `P${random.int(20, 60)}D`,
      suspension: { alone: ['aa'] },
      areas,
      grants: Array.from({ length: random.int(1, 4) }, (_, i) => randomGrant(random, `g${i}`, names)),
      ...(random.chance(0.4) && {
        reservations: [
          {
            id: 'r0',
            article: 'Article 9',
            provider: 'aa',
            products: ['tracks'],
            area: random.chance(0.5) ? 'everywhere' : [random.pick(names)],
            ...(random.chance(0.5) && { altitude: { from: 0, to: random.int(1, 300), unit: 'FL' } }),
            categories: [random.pick(CATEGORIES)],
          },
        ],
      }),
    });
    for (const by of MEMBERS) events.push({ instrument: id, kind: 'signed', by, at: day(random.int(0, 3)) });
    if (random.chance(0.3)) {
      events.push({ instrument: id, kind: 'suspended', by: 'aa', at: day(random.int(5, 15)) });
      for (const by of MEMBERS)
        events.push({ instrument: id, kind: 'resumed', by, at: day(random.int(15, 20)) });
    }
  }
  return { instruments, events };
}

/**
 * A thing to release and the moment, with unknown values and edges more often than life has them.
 * Most are drawn towards one of the grants, in all but a few traits, so that much is released and
 * much fails by one trait alone.
 */
export function randomItem(
  random: Random,
  instruments: readonly Instrument[],
): { item: ReleaseItem; nowMs: number } {
  const nowMs = START_MS + random.int(0, 70 * 24 * 3600) * 1000 + random.pick([0, 0, 1, 999]);
  const ageMs = random.pick([
    0,
    1000,
    5000,
    30_000,
    60_000,
    random.int(-3000, 90_000),
    -2000,
    -2001,
    20 * DAY_MS,
  ]);
  const [lonDeg, latDeg] = random.chance(0.03)
    ? [Number.NaN, Number.NaN]
    : [72 + 10 * random.next(), 39 + 7 * random.next()];
  const item: ReleaseItem = {
    product: random.chance(0.8) ? 'tracks' : random.pick(PRODUCTS),
    mode: random.chance(0.9) ? 'live' : 'replay',
    category: random.pick(CATEGORIES),
    identity: random.pick(IDENTITIES),
    latDeg,
    lonDeg,
    altitudeM: random.chance(0.05) ? Number.NaN : random.int(-1000, 14_000_000) / 1000,
    measuredAtMs: nowMs - ageMs,
    owners: random.pick([['aa'], ['aa'], ['aa'], ['aa'], ['aa', 'cc'], ['cc'], ['aa', 'bb'], []]),
    lastReleasedMs: random.chance(0.5) ? Number.NaN : nowMs - random.int(0, 25) * 1000,
  };
  const instrument = random.pick(instruments);
  return random.chance(0.2)
    ? { item, nowMs }
    : fitted(random, instrument, random.pick(instrument.grants!), item, nowMs);
}

function fitted(
  random: Random,
  { areas }: Instrument,
  grant: Grant,
  item: ReleaseItem,
  anyMs: number,
): { item: ReleaseItem; nowMs: number } {
  const usually = <T>(fit: T, other: T): T => (random.chance(0.95) ? fit : other);
  // At times the very end of the epoch the comparison uses.
  const inside = random.chance(0.05)
    ? END_MS
    : START_MS + random.int(4, 30) * DAY_MS + random.int(0, 3) * 1000;
  const nowMs = usually(inside, anyMs);
  const { altitude, delayS = 0, identities = IDENTITIES, modes = ['live'] } = grant;
  const [lonDeg, latDeg] = usually(
    grant.area === 'everywhere'
      ? [item.lonDeg, item.latDeg]
      : nearMiddle(random, areas![random.pick(grant.area)]!),
    [item.lonDeg, item.latDeg],
  );
  const { fromM, toM } = altitude === undefined ? { fromM: 0, toM: 9000 } : bandM(altitude);
  const edge = random.pick([fromM, toM, fromM - 0.001, toM + 0.001]);
  const middle = Math.round(fromM * 1000 + random.next() * (toM - fromM) * 1000) / 1000;
  return {
    nowMs,
    item: {
      product: usually(random.pick(grant.products), item.product),
      mode: usually(random.pick(modes), item.mode),
      category: usually(random.pick(grant.categories), item.category),
      identity: usually(random.pick(identities), item.identity),
      latDeg,
      lonDeg,
      altitudeM: usually(random.chance(0.2) ? Math.round(edge * 1000) / 1000 : middle, item.altitudeM),
      measuredAtMs:
        nowMs - usually(delayS * 1000 + random.pick([0, 0, 1, 500, -1]), anyMs - item.measuredAtMs),
      owners: usually(grant.provider === 'aa' ? ['aa'] : ['aa', 'cc'], item.owners),
      lastReleasedMs: usually(
        random.chance(0.3) ? nowMs - (grant.periodS ?? 1) * 1000 : Number.NaN,
        item.lastReleasedMs,
      ),
    },
  };
}

/** Somewhere about the middle of an area, most often inside. */
function nearMiddle(random: Random, area: Area): [lonDeg: number, latDeg: number] {
  const points = 'polygon' in area ? area.polygon : area.corridor.line;
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [mean(0) + random.next() - 0.5, mean(1) + random.next() - 0.5];
}
