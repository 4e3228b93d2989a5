import type { Track } from '@commonsky/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJointPicture, type JointPicture, type JointTrack, type PartnerTrack } from './index.ts';

const START_MS = Date.UTC(2026, 5, 1, 12);
/** About 100 m of latitude. */
const HUNDRED_M = 0.0009;

const state = {
  status: 'confirmed',
  latDeg: 43,
  lonDeg: 75,
  pressureAltitudeM: 9000,
  eastMps: 200,
  northMps: 0,
  verticalMps: 0,
  accuracyM: 60,
  pEastEast: 3600,
  pEastNorth: 0,
  pNorthNorth: 3600,
  address: undefined,
  mode3a: undefined,
  callsign: undefined,
} as const;

function own(number: number, more: Partial<Track> = {}): Track {
  return {
    ...state,
    number,
    atMs: START_MS,
    lastPlotMs: START_MS,
    bornMs: START_MS - 60_000,
    geometricHeightM: 9100,
    modeProbabilities: [1, 0, 0],
    onGround: false,
    spi: false,
    contributions: [{ sensorId: 'aa:radar', owner: 'aa', lastMs: START_MS, plotCount: 5 }],
    ...more,
  };
}

function theirs(number: number, more: Partial<PartnerTrack> = {}): PartnerTrack {
  return {
    ...state,
    provider: 'bb',
    owners: ['bb'],
    number,
    atMs: START_MS,
    latDeg: 43 + HUNDRED_M,
    ...more,
  };
}

/** Shows the same for so many seconds; tracks stand still in the air, which suits the arithmetic. */
function show(
  picture: JointPicture,
  seconds: number,
  ours: readonly Track[],
  others: readonly PartnerTrack[],
  fromS = 0,
): JointTrack[] {
  let joint: JointTrack[] = [];
  for (let s = fromS; s <= fromS + seconds; s++) {
    const atMs = START_MS + s * 1000;
    joint = picture.update(
      atMs,
      ours.map((track) => ({ ...track, atMs })),
      others.map((track) => ({ ...track, atMs })),
    );
  }
  return joint;
}

const membersOf = (joint: readonly JointTrack[]) =>
  joint.map(({ members }) => members.map(({ member, number }) => `${member}#${number}`).join(' '));

describe('joining', () => {
  it('joins the same address in the same place at once', () => {
    const joint = show(
      createJointPicture({ self: 'aa' }),
      0,
      [own(1, { address: 5 })],
      [theirs(9, { address: 5 })],
    );
    expect(membersOf(joint)).toEqual(['aa#1 bb#9']);
  });

  it('joins by place, course and height after a while, sooner with the same code', () => {
    const joinsAfter = (code: number | undefined) => {
      const picture = createJointPicture({ self: 'aa' });
      for (let s = 0; s < 60; s++)
        if (show(picture, 0, [own(1, { mode3a: code })], [theirs(9, { mode3a: code })], s).length === 1)
          return s;
      return Infinity;
    };
    const [byPlace, byCode] = [joinsAfter(undefined), joinsAfter(0o4321)];
    expect(byPlace).toBeGreaterThan(15);
    expect(byPlace).toBeLessThan(40);
    expect(byCode).toBeLessThan(10);
    expect(joinsAfter(0o7000)).toBeGreaterThan(15);
  });

  it.each<[string, Partial<Track>, Partial<PartnerTrack>]>([
    ['addresses differ', { address: 5 }, { address: 6 }],
    ['heights differ by 1,000 ft', {}, { pressureAltitudeM: 9305 }],
    ['one address is in two places', { address: 5 }, { address: 5, lonDeg: 75.2 }],
    ['courses are opposite', {}, { eastMps: -200 }],
    [
      'nothing is known but a place',
      { pressureAltitudeM: Number.NaN },
      { eastMps: Number.NaN, accuracyM: 5000, pEastEast: Number.NaN },
    ],
  ])('does not join when %s', (_, ours, other) => {
    expect(show(createJointPicture({ self: 'aa' }), 120, [own(1, ours)], [theirs(9, other)])).toHaveLength(2);
  });

  it('does not guess between two that fly together', () => {
    const close = [theirs(8), theirs(9, { latDeg: 43 + 2 * HUNDRED_M })];
    expect(show(createJointPicture({ self: 'aa' }), 120, [own(1)], close)).toHaveLength(3);
  });

  it('joins partners’ tracks where we see nothing, and then our own to both', () => {
    const picture = createJointPicture({ self: 'aa' });
    const others = [theirs(8, { address: 5 }), theirs(9, { address: 5, provider: 'cc', owners: ['cc'] })];
    const [before] = show(picture, 3, [], others);
    const after = show(picture, 1, [own(1, { address: 5 })], others, 4);
    expect(membersOf([before!])).toEqual(['bb#8 cc#9']);
    expect(after).toMatchObject([{ number: before!.number, members: { length: 3 } }]);
  });

  it('finds neighbours over the antimeridian and near the pole', () => {
    for (const [latDeg, a, b] of [
      [10, 179.9999, -179.9999],
      [89.5, 0, 0.01],
    ] as const) {
      const ours = own(1, { address: 5, latDeg, lonDeg: a });
      const joint = show(
        createJointPicture({ self: 'aa' }),
        1,
        [ours],
        [theirs(9, { address: 5, latDeg, lonDeg: b })],
      );
      expect(joint).toHaveLength(1);
      expect(Math.abs(joint[0]!.lonDeg)).toBeGreaterThan(latDeg === 10 ? 179.99 : -1);
    }
  });
});

describe('parting', () => {
  const together = (more: Partial<Track> = {}) => {
    const picture = createJointPicture({ self: 'aa' });
    show(picture, 40, [own(1, more)], [theirs(9, { address: more.address })]);
    return picture;
  };

  it('bears some seconds of a bad look, and parts when it stays', () => {
    const astray = [theirs(9, { latDeg: 43 + 18 * HUNDRED_M })];
    const picture = together();
    expect(show(picture, 2, [own(1)], astray, 41)).toHaveLength(1);
    expect(show(picture, 60, [own(1)], astray, 44)).toHaveLength(2);
  });

  it('parts at once from a track that jumps away', () => {
    expect(show(together(), 1, [own(1)], [theirs(9, { latDeg: 43.05 })], 41)).toHaveLength(2);
  });

  it('bears a wrong address for a moment only', () => {
    const picture = together({ address: 5 });
    const wrong = [theirs(9, { address: 6 })];
    expect(show(picture, 1, [own(1, { address: 5 })], wrong, 41)).toHaveLength(1);
    expect(show(picture, 4, [own(1, { address: 5 })], wrong, 43)).toHaveLength(2);
  });

  it('leaves the number with the better view', () => {
    const picture = together();
    const number = picture.numberOf({ member: 'aa', number: 1 });
    const poor = { pEastEast: 40_000, pNorthNorth: 40_000, accuracyM: 200 };
    show(picture, 2, [own(1, poor)], [theirs(9, { latDeg: 43.1 })], 41);
    expect(picture.numberOf({ member: 'bb', number: 9 })).toBe(number);
    expect(picture.numberOf({ member: 'aa', number: 1 })).not.toBe(number);
  });
});

describe('the joint track', () => {
  it('keeps number and trail from our view to theirs and back', () => {
    const picture = createJointPicture({ self: 'aa' });
    const ours = [own(1, { address: 5 })];
    const others = [theirs(9, { address: 5 })];
    const numbers = [
      show(picture, 30, ours, [], 0),
      show(picture, 30, ours, others, 31),
      show(picture, 30, [], others, 62),
      show(picture, 5, [own(2, { address: 5 })], others, 93),
      show(picture, 30, [own(2, { address: 5 })], [], 99),
    ].map((joint) => joint.map(({ number }) => number));
    expect(numbers).toEqual(Array.from({ length: 5 }, () => [1]));
    const trail = picture.history(1);
    expect(trail[0]!.atMs).toBe(START_MS);
    expect(trail.at(-1)!.atMs).toBeGreaterThan(START_MS + 110_000);
  });

  it('is our own track, exactly, where nobody else sees it', () => {
    const [joint] = show(createJointPicture({ self: 'aa' }), 0, [own(7)], []);
    expect(joint).toEqual({
      ...own(7),
      number: 1,
      members: [{ member: 'aa', number: 7, atMs: START_MS, isEcho: false }],
    });
  });

  it('names every owner, and who gave a partner’s data', () => {
    const other = theirs(9, { address: 5, owners: ['bb', 'cc'] });
    const [joint] = show(createJointPicture({ self: 'aa' }), 0, [own(1, { address: 5 })], [other]);
    expect(joint!.contributions.map(({ sensorId, owner }) => `${sensorId} ${owner}`)).toEqual([
      'aa:radar aa',
      'bb:picture bb',
      'bb:picture cc',
    ]);
  });

  it('leans to the better one and claims no more than the worse could bear', () => {
    const vague = { pEastEast: 250_000, pNorthNorth: 250_000, accuracyM: 500 };
    const [joint] = show(
      createJointPicture({ self: 'aa' }),
      0,
      [own(1, { address: 5, ...vague })],
      [theirs(9, { address: 5 })],
    );
    expect(joint!.latDeg).toBeCloseTo(43 + HUNDRED_M, 5);
    expect(joint!.accuracyM).toBeGreaterThan(55);
    expect(joint!.accuracyM).toBeLessThan(100);
  });
});

describe('our own data, come back', () => {
  const echo = theirs(9, { address: 5, callsign: 'ECHO1', owners: ['aa'], latDeg: 43 + HUNDRED_M });

  it('gives a number and nothing else', () => {
    const alone = createJointPicture({ self: 'aa' });
    const [without] = show(alone, 5, [own(1, { address: 5 })], []);
    const [joint] = show(createJointPicture({ self: 'aa' }), 5, [own(1, { address: 5 })], [echo]);
    expect(joint).toEqual({
      ...without,
      members: [...without!.members, { member: 'bb', number: 9, atMs: START_MS + 5000, isEcho: true }],
    });
  });

  it('is not shown when we see the aircraft no more', () => {
    const picture = createJointPicture({ self: 'aa' });
    show(picture, 5, [own(1, { address: 5 })], [echo]);
    expect(show(picture, 1, [], [echo], 6)).toEqual([]);
  });
});

describe('a partner’s track that is gone', () => {
  it('leaves no trace: the picture is as if it had never been', () => {
    // Whatever a partner shows for however long: afterwards everything but the number is what we see alone.
    const partner = fc.record({
      address: fc.constantFrom(undefined, 5, 6),
      callsign: fc.constantFrom(undefined, 'GONE99'),
      mode3a: fc.constantFrom(undefined, 0o7654),
      latDeg: fc.double({ min: 42.98, max: 43.02, noNaN: true }),
      pressureAltitudeM: fc.constantFrom(9000, 8990, Number.NaN),
    });
    fc.assert(
      fc.property(
        fc.array(partner, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 60 }),
        (list, seconds) => {
          const ours = [own(1, { pressureAltitudeM: Number.NaN, callsign: undefined, address: 5 })];
          const [seen, alone] = [createJointPicture({ self: 'aa' }), createJointPicture({ self: 'aa' })];
          show(
            seen,
            seconds,
            ours,
            list.map((more, i) => theirs(i, more)),
          );
          show(alone, seconds, ours, []);
          const after = show(seen, 0, ours, [], seconds + 1);
          const never = show(alone, 0, ours, [], seconds + 1);
          expect(after).toEqual(never);
          expect(seen.history(1)).toEqual(alone.history(1));
          expect(seen.biasOf('bb', 43, 75)).toBeUndefined();
        },
      ),
      { numRuns: 100, seed: 6 },
    );
  });
});

describe('a person’s decision', () => {
  const ref = (member: string, number: number) => ({ member, number });

  it('stands against all evidence, names its author, and can be taken back', () => {
    const picture = createJointPicture({ self: 'aa' });
    const [ours, others] = [[own(1, { address: 5 })], [theirs(9, { address: 5 })]];
    const apart = picture.decide([ref('aa', 1), ref('bb', 9)], 'different', 'officer 7', START_MS);
    expect(show(picture, 60, ours, others)).toHaveLength(2);
    const one = picture.decide([ref('bb', 9), ref('aa', 1)], 'same', 'officer 8', START_MS);
    expect(picture.decisions()).toEqual([
      {
        id: one.id,
        tracks: [ref('bb', 9), ref('aa', 1)],
        verdict: 'same',
        author: 'officer 8',
        atMs: START_MS,
      },
    ]);
    const far = [theirs(9, { address: 6, latDeg: 43.05 })];
    expect(show(picture, 60, ours, far, 61)).toHaveLength(1);
    expect(picture.undo(one.id)).toEqual(one);
    expect(picture.undo(apart.id)).toBeUndefined();
    expect(show(picture, 1, ours, far, 122)).toHaveLength(2);
  });

  it('makes room: whoever was joined before leaves', () => {
    const picture = createJointPicture({ self: 'aa' });
    const ours = [own(1, { address: 5 })];
    const others = [theirs(8, { address: 5 }), theirs(9, { latDeg: 43.02 })];
    show(picture, 5, ours, others);
    picture.decide([ref('aa', 1), ref('bb', 9)], 'same', 'officer', START_MS);
    expect(membersOf(show(picture, 30, ours, others, 6)).sort()).toEqual(['aa#1 bb#9', 'bb#8']);
  });

  it('ends when its tracks are long gone', () => {
    const picture = createJointPicture({ self: 'aa' });
    picture.decide([ref('aa', 1), ref('bb', 9)], 'same', 'officer', START_MS);
    show(picture, 0, [], [], 599);
    expect(picture.decisions()).toHaveLength(1);
    show(picture, 0, [], [], 601);
    expect(picture.decisions()).toEqual([]);
  });
});

describe('limits', () => {
  it('leaves out what is too much, and counts it', () => {
    const picture = createJointPicture({ self: 'aa', tracksPerMemberMax: 2 });
    const spread = Array.from({ length: 5 }, (_, i) => theirs(i, { latDeg: i }));
    const many = Array.from({ length: 40 }, (_, i) => theirs(1, { provider: `m${i}`, latDeg: -i }));
    expect(show(picture, 0, [], spread)).toHaveLength(2);
    expect(picture.stats.shedTracks).toBe(3);
    show(picture, 0, [], many, 1);
    expect(picture.stats.shedPartners).toBeGreaterThan(0);
    // They have gone; there is room again.
    expect(show(picture, 0, [], spread.slice(0, 2), 2)).toHaveLength(2);
  });

  it('looks at no more than so many neighbours in a crowd', () => {
    const crowd = Array.from({ length: 3000 }, (_, i) => theirs(i));
    const picture = createJointPicture({ self: 'aa' });
    show(picture, 0, [own(1)], crowd);
    expect(picture.stats.shedNeighbours).toBeGreaterThan(0);
  });

  it('refuses what has no place or claims to be ours', () => {
    const picture = createJointPicture({ self: 'aa' });
    expect(show(picture, 0, [], [theirs(1, { latDeg: Number.NaN }), theirs(2, { provider: 'aa' })])).toEqual(
      [],
    );
    expect(picture.stats.refusedTracks).toBe(2);
  });
});

it('gives the same picture for the same input', () => {
  const run = () => {
    const picture = createJointPicture({ self: 'aa' });
    const ours = Array.from({ length: 50 }, (_, i) => own(i, { latDeg: 43 + i * HUNDRED_M * 3 }));
    const others = Array.from({ length: 50 }, (_, i) => theirs(i, { latDeg: 43 + i * HUNDRED_M * 3.1 }));
    return JSON.stringify(show(picture, 30, ours, others));
  };
  expect(run()).toBe(run());
});
