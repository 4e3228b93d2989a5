import type { Track } from '@commonsky/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMembers, nodeCrypto } from '../../../../tests/conformance/treaty-keys.ts';
import { FIELDS, type Grant, type Instrument } from '../instrument/schema.ts';
import type { LifeEvent } from '../life/event.ts';
import { createTreaties } from '../life/timeline.ts';
import { signDocument } from '../trust/signed.ts';
import { whoMaySee } from '../advice/who-may-see.ts';
import { createClockGuard } from './clock.ts';
import { EPOCH_LIFE_MS, epochProblem, epochState, issueEpoch } from './epoch.ts';
import { compileFilter, decide, type DenyReason } from './filter.ts';
import { trackItem, type ReleaseItem } from './item.ts';
import { createNumbering } from './numbering.ts';
import { endedGrants, receiptProblem, signPurgeOrder, signPurgeReceipt } from './revocation.ts';
import { cell, projectTrack, type Terms } from './terms.ts';
import { chooseVersion } from './versions.ts';

const START_MS = Date.UTC(2024, 1, 28);
const NOW_MS = START_MS + 100_000;

const grant: Grant = {
  id: 'g',
  article: 'Article 1',
  provider: 'aa',
  recipient: 'bb',
  products: ['tracks'],
  area: ['box'],
  altitude: { from: 100, to: 300, unit: 'FL' },
  categories: ['civil'],
  fields: ['altitude', 'callsign'],
  purpose: 'test',
};
const instrument = (grants: readonly Grant[], more: Partial<Instrument> = {}): Instrument => ({
  commonsky: 'instrument/1',
  id: 't',
  title: 'T',
  type: 'system',
  parties: ['aa', 'bb', 'cc'],
  entryIntoForce: { rule: 'signature' },
  term: 'P2D',
  suspension: { alone: ['aa'] },
  areas: {
    box: {
      polygon: [
        [70, 40],
        [80, 40],
        [80, 50],
        [70, 50],
      ],
    },
    hole: { corridor: { line: [[75, 45]], widthKm: 10 } },
  },
  grants,
  ...more,
});
const signed: LifeEvent[] = ['aa', 'bb', 'cc'].map((by) => ({
  instrument: 't',
  kind: 'signed',
  by,
  at: '2024-02-28',
}));
const filterOf = (text: Instrument, events = signed) =>
  compileFilter(createTreaties([text], events), {
    provider: 'aa',
    recipient: 'bb',
    epoch: 1,
    fromMs: START_MS,
    expiresMs: START_MS + EPOCH_LIFE_MS,
  });

const track: Track = {
  number: 4711,
  status: 'confirmed',
  atMs: NOW_MS,
  lastPlotMs: NOW_MS - 900,
  bornMs: START_MS,
  latDeg: 43.123456,
  lonDeg: 74.654321,
  pressureAltitudeM: 6096,
  geometricHeightM: 6200,
  eastMps: 123.4,
  northMps: -56.7,
  verticalMps: 3.3,
  accuracyM: 40,
  pEastEast: 1,
  pEastNorth: 0,
  pNorthNorth: 1,
  modeProbabilities: [1, 0, 0],
  address: 0x600123,
  mode3a: 0o1234,
  callsign: 'TST1',
  onGround: false,
  spi: false,
  contributions: [{ sensorId: 's', owner: 'aa', lastMs: NOW_MS, plotCount: 9 }],
};
const labels = { category: 'civil', identity: 'unknown', lastReleasedMs: Number.NaN } as const;
const item: ReleaseItem = trackItem(track, labels);

describe('the filter', () => {
  const filter = filterOf(instrument([grant]));
  const reason = (change: Partial<ReleaseItem>, nowMs = NOW_MS, by = filter): DenyReason | 'released' => {
    const decision = decide(by, { ...item, ...change }, nowMs);
    return decision.release ? 'released' : decision.reason;
  };

  it('releases under an article', () => {
    expect(decide(filter, item, NOW_MS)).toEqual({
      release: true,
      terms: {
        rules: ['t/g'],
        articles: ['Article 1'],
        fields: new Set(['altitude', 'callsign']),
        positionM: 0,
        altitudeM: 0,
        velocityMps: 0,
      },
    });
  });

  it.each<[DenyReason | 'released', Partial<ReleaseItem>]>([
    ['product', { product: 'plots' }],
    ['product', { mode: 'replay' }],
    ['category', { category: 'military' }],
    ['category', { category: 'nonsense' as never }],
    ['altitude', { altitudeM: 3047.999 }],
    ['released', { altitudeM: 3048 }],
    ['released', { altitudeM: 9144 }],
    ['altitude', { altitudeM: 9144.001 }],
    ['altitude', { altitudeM: Number.NaN }],
    ['area', { lonDeg: 69.9 }],
    ['area', { latDeg: Number.NaN }],
    ['owner', { owners: [] }],
    ['owner', { owners: ['aa', 'cc'] }],
    ['owner', { owners: ['bb'] }],
    ['clock', { measuredAtMs: NOW_MS + 2001 }],
    ['clock', { measuredAtMs: Number.NaN }],
    ['not-in-force', { measuredAtMs: START_MS - 1 }],
  ])('says %s for %j', (expected, change) => {
    expect(reason(change)).toBe(expected);
  });

  it('denies before and after its epoch, and without a clock', () => {
    expect([START_MS - 1, START_MS + EPOCH_LIFE_MS, Number.NaN].map((ms) => reason({}, ms))).toEqual([
      'epoch',
      'epoch',
      'epoch',
    ]);
  });

  it('ends with the treaty in mid-stream, on a leap day, to the millisecond', () => {
    const endMs = Date.UTC(2024, 2, 1);
    const late = compileFilter(createTreaties([instrument([grant])], signed), {
      provider: 'aa',
      recipient: 'bb',
      epoch: 9,
      fromMs: endMs - 5000,
      expiresMs: endMs + 5000,
    });
    expect(reason({ measuredAtMs: endMs - 1 }, endMs - 1, late)).toBe('released');
    expect(reason({ measuredAtMs: endMs - 1 }, endMs, late)).toBe('not-in-force');
  });

  it('waits, and thins out', () => {
    const slow = filterOf(instrument([{ ...grant, delayS: 30, periodS: 10 }]));
    expect(reason({ measuredAtMs: NOW_MS - 29_999 }, NOW_MS, slow)).toBe('too-young');
    const measuredAtMs = NOW_MS - 30_000;
    expect(reason({ measuredAtMs }, NOW_MS, slow)).toBe('released');
    expect(reason({ measuredAtMs, lastReleasedMs: NOW_MS - 9999 }, NOW_MS, slow)).toBe('too-soon');
    expect(reason({ measuredAtMs, lastReleasedMs: NOW_MS - 10_000 }, NOW_MS, slow)).toBe('released');
  });

  it('keeps reserved things whatever is granted, also where it cannot tell', () => {
    const reserved = filterOf(
      instrument([{ ...grant, categories: ['civil', 'state'] }], {
        reservations: [
          {
            id: 'r',
            article: 'Article 9',
            provider: 'aa',
            products: ['tracks'],
            area: ['hole'],
            categories: ['civil'],
          },
        ],
      }),
    );
    expect(reason({}, NOW_MS, reserved)).toBe('released');
    expect(reason({ latDeg: 45, lonDeg: 75.05 }, NOW_MS, reserved)).toBe('reserved');
    expect(reason({ latDeg: Number.NaN }, NOW_MS, reserved)).toBe('reserved');
    expect(reason({ latDeg: 45, lonDeg: 75.05, category: 'state' }, NOW_MS, reserved)).toBe('released');
  });

  it('passes on what others gave only with their leave, on the stricter terms', () => {
    const leave: Grant = {
      ...grant,
      id: 'c',
      article: 'Article 2',
      provider: 'cc',
      recipient: 'aa',
      fields: ['altitude'],
      quantise: { positionM: 500 },
      onward: ['bb'],
    };
    const both = filterOf(instrument([{ ...grant, quantise: { positionM: 100 } }, leave]));
    expect(decide(both, { ...item, owners: ['aa', 'cc'] }, NOW_MS)).toMatchObject({
      release: true,
      terms: { rules: ['t/g', 't/c'], fields: new Set(['altitude']), positionM: 500 },
    });
    expect(reason({ owners: ['aa', 'cc', 'bb'] }, NOW_MS, both)).toBe('owner');
    // Not even when the owner itself allows it: the recipient would take it for a second witness.
    const own: Grant = { ...leave, id: 'b', provider: 'bb', onward: ['bb'] };
    expect(reason({ owners: ['aa', 'bb'] }, NOW_MS, filterOf(instrument([grant, own])))).toBe('owner');
    const without = filterOf(instrument([grant, { ...leave, onward: [] }]));
    expect(reason({ owners: ['aa', 'cc'] }, NOW_MS, without)).toBe('owner');
  });

  it('tells the officer who may see a thing, and who may not', () => {
    const other = compileFilter(createTreaties([], []), {
      provider: 'aa',
      recipient: 'zz',
      epoch: 1,
      fromMs: START_MS,
      expiresMs: START_MS + EPOCH_LIFE_MS,
    });
    expect(whoMaySee([filter, other], item, NOW_MS)).toEqual([
      { recipient: 'bb', articles: ['Article 1'], rules: ['t/g'], deniedBecause: undefined },
      { recipient: 'zz', articles: [], rules: [], deniedBecause: 'no-grant' },
    ]);
  });

  it('needs an epoch that ends', () => {
    expect(() =>
      compileFilter(createTreaties([], []), {
        provider: 'aa',
        recipient: 'bb',
        epoch: 1,
        fromMs: 0,
        expiresMs: Infinity,
      }),
    ).toThrow(RangeError);
  });
});

describe('versions of a track', () => {
  const filter = filterOf(instrument([grant]));
  const fused: Track = {
    ...track,
    contributions: [...track.contributions, { sensorId: 'x', owner: 'cc', lastMs: NOW_MS, plotCount: 3 }],
  };

  it('are tried from best to least, and nothing is released of none', () => {
    expect(chooseVersion(filter, [{ track: fused }, { track }], labels, NOW_MS)).toMatchObject({
      release: true,
      track,
    });
    expect(chooseVersion(filter, [{ track: fused }], labels, NOW_MS)).toMatchObject({
      release: false,
      reason: 'owner',
    });
    expect(chooseVersion(filter, [], labels, NOW_MS)).toMatchObject({ release: false });
  });

  it('lose fields whose owners do not agree', () => {
    const choice = chooseVersion(
      filter,
      [{ track, fieldOwners: { callsign: ['cc'], altitude: ['aa'] } }],
      labels,
      NOW_MS,
    );
    expect(choice).toMatchObject({ release: true, terms: { fields: new Set(['altitude']) } });
  });
});

const terms = (fields: Terms['fields'], more: Partial<Terms> = {}): Terms => ({
  rules: [],
  articles: [],
  fields,
  positionM: 0,
  altitudeM: 0,
  velocityMps: 0,
  ...more,
});

describe('a released track', () => {
  const released = { provider: 'aa', number: 1 };

  it('tells no more than position, time and status without fields', () => {
    expect(projectTrack(track, 'friend', terms(new Set()), released)).toEqual({
      provider: 'aa',
      number: 1,
      status: 'confirmed',
      atMs: NOW_MS,
      latDeg: 43.123456,
      lonDeg: 74.654321,
      pressureAltitudeM: Number.NaN,
      eastMps: Number.NaN,
      northMps: Number.NaN,
      verticalMps: Number.NaN,
      accuracyM: Number.NaN,
      address: undefined,
      mode3a: undefined,
      callsign: undefined,
      identity: undefined,
    });
  });

  it('has every field, and neither its own number nor its sensors', () => {
    const all = projectTrack(track, 'friend', terms(new Set(FIELDS)), released);
    expect(all).toMatchObject({
      pressureAltitudeM: 6096,
      eastMps: 123.4,
      verticalMps: 3.3,
      callsign: 'TST1',
      address: 0x600123,
      identity: 'friend',
    });
    expect(JSON.stringify(all)).not.toMatch(/4711|contributions|born/);
  });

  it('is as coarse as agreed', () => {
    const coarse = projectTrack(
      track,
      'friend',
      terms(new Set(FIELDS), { altitudeM: 100, velocityMps: 10, positionM: 1000 }),
      released,
    );
    expect(coarse).toMatchObject({ pressureAltitudeM: 6050, eastMps: 125, northMps: -55 });
    expect(coarse.accuracyM).toBeGreaterThan(288);
  });

  it('gives one position for a whole cell, near the true one', () => {
    const size = fc.integer({ min: 10, max: 20_000 });
    const lat = fc.double({ min: -89.9, max: 89.9, noNaN: true });
    const lon = fc.double({ min: -180, max: 179.999, noNaN: true });
    fc.assert(
      fc.property(lat, lon, size, (lat, lon, size) => {
        const once = cell(lat, lon, size);
        const again = cell(once.latDeg, once.lonDeg, size);
        expect(again.latDeg).toBeCloseTo(once.latDeg, 9);
        expect(again.lonDeg).toBeCloseTo(once.lonDeg, 9);
        expect(Math.abs(once.latDeg - lat) * 110_570).toBeLessThanOrEqual(size / 2 + 1e-3);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});

describe('numbers of released tracks', () => {
  it('count from one, whatever the tracks are called, and are not taken up again', () => {
    const numbering = createNumbering({ keepMs: 60_000, countMax: 2 });
    expect([numbering.numberOf(900, 0), numbering.numberOf(17, 0), numbering.numberOf(900, 30_000)]).toEqual([
      1, 2, 1,
    ]);
    expect(numbering.lastReleasedMs(900)).toBe(30_000);
    expect(numbering.lastReleasedMs(5)).toBeNaN();
    expect(numbering.expire(61_000)).toEqual([2]);
    expect(numbering.numberOf(900, 90_001)).toBe(3);
  });

  it('are bounded', () => {
    const numbering = createNumbering({ keepMs: 60_000, countMax: 2 });
    for (let track = 0; track < 10; track++) numbering.numberOf(track, track);
    expect(numbering.size).toBe(2);
  });
});

describe('policy epochs', () => {
  const { signers, keyring } = createMembers(['aa', 'bb']);
  const epoch = issueEpoch(signers['aa']!, { recipient: 'bb', number: 5, atMs: NOW_MS, logHead: '' });
  const expected = { provider: 'aa', recipient: 'bb', known: undefined };
  const problem = (nowMs = NOW_MS, more: object = {}, subject = epoch) =>
    epochProblem(subject, { ...expected, ...more }, nowMs, keyring, nodeCrypto);

  it('are believed once, in time, by the one they are for', () => {
    expect(problem()).toBeUndefined();
    expect(problem(NOW_MS + EPOCH_LIFE_MS)).toBe('expired');
    expect(problem(NOW_MS - 2001)).toBe('from-the-future');
    expect(problem(NOW_MS, { recipient: 'cc' })).toBe('not-for-us');
    expect(problem(NOW_MS, { known: epoch.document })).toBe('older-than-known');
    expect(problem(NOW_MS, { known: { ...epoch.document, number: 4 } })).toBeUndefined();
    const long = signDocument({ ...epoch.document, expiresMs: NOW_MS + EPOCH_LIFE_MS + 1 }, signers['aa']!);
    expect(problem(NOW_MS, {}, long)).toBe('too-long');
    expect(problem(NOW_MS, {}, { ...epoch, document: { ...epoch.document, number: 6 } })).toBe(
      'signature-wrong',
    );
  });

  it('grow old', () => {
    const at = (ageMs: number) => epochState(epoch.document, NOW_MS + ageMs);
    expect([at(0), at(60_000), at(60_001), at(599_999), at(600_000), at(Number.NaN), at(-3000)]).toEqual([
      'fresh',
      'fresh',
      'due',
      'due',
      'expired',
      'expired',
      'expired',
    ]);
    expect(epochState(undefined, NOW_MS)).toBe('expired');
  });
});

describe('the clock guard', () => {
  const start = { wallMs: NOW_MS, steadyMs: 0 };
  const guard = () => {
    const made = createClockGuard({ errorMsMax: 200, stepMsMax: 500 });
    made.check(start);
    return made;
  };

  it.each([
    ['runs', { wallMs: NOW_MS + 60_000, steadyMs: 60_000 }, undefined],
    ['stepped back', { wallMs: NOW_MS, steadyMs: 60_000 }, 'stepped-back'],
    ['stepped forward', { wallMs: NOW_MS + 61_000, steadyMs: 60_000 }, 'stepped-forward'],
    ['is known to be wrong', { wallMs: NOW_MS, steadyMs: 0, errorMs: -201 }, 'error-too-large'],
    ['is no clock', { wallMs: Number.NaN, steadyMs: 0 }, 'unknown'],
  ] as const)('tells when the clock %s', (_, reading, problem) => {
    expect(guard().check(reading)).toBe(problem);
  });

  it('follows drift for years, and adds up small steps', () => {
    const drifting = guard();
    for (let s = 1; s <= 100_000; s++) {
      expect(drifting.check({ wallMs: NOW_MS + s * 1000 * 1.0005, steadyMs: s * 1000 })).toBeUndefined();
    }
    const stepping = guard();
    const problems = Array.from({ length: 20 }, (_, s) =>
      stepping.check({ wallMs: NOW_MS + s * 1100, steadyMs: s * 1000 }),
    );
    expect(problems.at(-1)).toBe('stepped-forward');
  });

  it('needs someone to accept the new time', () => {
    const stepped = guard();
    const reading = { wallMs: NOW_MS, steadyMs: 60_000 };
    expect([stepped.check(reading), stepped.check(reading)]).toEqual(['stepped-back', 'stepped-back']);
    stepped.accept(reading);
    expect(stepped.check(reading)).toBeUndefined();
  });
});

describe('revocation and purge', () => {
  it('names the grants that ended', () => {
    const text = instrument([grant, { ...grant, id: 'h' }]);
    const before = createTreaties([text], signed);
    const after = createTreaties(
      [text],
      [...signed, { instrument: 't', kind: 'suspended', by: 'aa', at: '2024-02-28T00:01Z', grants: ['g'] }],
    );
    expect(endedGrants(before, after, { provider: 'aa', recipient: 'bb' }, NOW_MS)).toEqual(['t/g']);
    expect(endedGrants(before, after, { provider: 'aa', recipient: 'bb' }, START_MS)).toEqual([]);
  });

  it('takes a receipt only from the recipient, for this order, in time', () => {
    const { signers, keyring } = createMembers(['aa', 'bb', 'cc']);
    const order = signPurgeOrder(signers['aa']!, {
      recipient: 'bb',
      rules: ['t/g'],
      atMs: NOW_MS,
      dueMs: NOW_MS + 1000,
    });
    const content = { atMs: NOW_MS + 500, deletedRecords: 12, destroyedKeys: ['k1'] };
    const receipt = signPurgeReceipt(signers['bb']!, order, content, nodeCrypto);
    const problem = (r = receipt) => receiptProblem(r, order, keyring, nodeCrypto);
    expect(problem()).toBeUndefined();
    expect(problem(signPurgeReceipt(signers['cc']!, order, content, nodeCrypto))).toBe('other-member');
    expect(
      problem(signPurgeReceipt(signers['bb']!, order, { ...content, atMs: NOW_MS + 1001 }, nodeCrypto)),
    ).toBe('late');
    const other = signPurgeOrder(signers['aa']!, { ...order.document, rules: ['t/h'] });
    expect(problem(signPurgeReceipt(signers['bb']!, other, content, nodeCrypto))).toBe('other-order');
    expect(problem({ ...receipt, document: { ...receipt.document, deletedRecords: 0 } })).toBe(
      'signature-wrong',
    );
  });
});
