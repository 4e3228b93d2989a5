import type { Track } from '@commonsky/model';
import { createJointPicture } from '@commonsky/server/federation';
import type { ReleasedTrack } from '@commonsky/treaty';
import { describe, expect, it } from 'vitest';
import { runJointTraffic } from './joint-traffic.ts';
import { offerOf } from './treaty-members.ts';

const NOW_MS = Date.UTC(2026, 5, 1, 12);
const own = (number: number, more: Partial<Track> = {}): Track => ({
  ...offerOf({ number, latDeg: 43, lonDeg: 75, altitudeM: 9000, category: 'civil', owner: 'aa' }, NOW_MS)
    .versions[0]!.track,
  address: undefined,
  ...more,
});
const theirs = (number: number, more: Partial<ReleasedTrack> = {}): ReleasedTrack => ({
  provider: 'bb',
  number,
  status: 'confirmed',
  atMs: NOW_MS,
  latDeg: 43.0005,
  lonDeg: 75.0005,
  pressureAltitudeM: 9000,
  eastMps: 200,
  northMps: -30,
  verticalMps: 0,
  accuracyM: 60,
  address: undefined,
  mode3a: undefined,
  callsign: undefined,
  identity: undefined,
  ...more,
});

describe('the joint picture', () => {
  it('shows border traffic once, keeps identities, and is no worse than the better side', () => {
    const figures = runJointTraffic({ flights: 300, seconds: 1500, seed: 5, addressShare: 0.8 });
    expect(figures.wrongMergeSeconds).toBe(0);
    expect(figures.duplicatesPercent).toBeLessThanOrEqual(0.5);
    expect(figures.identityKeptPercent).toBeGreaterThanOrEqual(99);
    expect(figures.crossings).toBeGreaterThan(20);
    expect(figures.rmsFusedM).toBeLessThanOrEqual(Math.min(figures.rmsOwnM, figures.rmsPartnerM));
  });

  const joined = (
    picture: ReturnType<typeof createJointPicture>,
    ours: Track[],
    others: ReleasedTrack[],
    looks = 8,
  ) => {
    let joint = picture.update(ours, others, NOW_MS);
    for (let n = 1; n < looks; n++) joint = picture.update(ours, others, NOW_MS + n);
    return joint;
  };

  it('joins by the same address at once, and by position after some looks', () => {
    expect(
      joined(createJointPicture(), [own(1, { address: 5 })], [theirs(9, { address: 5 })], 1),
    ).toHaveLength(1);
    expect(joined(createJointPicture(), [own(1)], [theirs(9)], 1)).toHaveLength(2);
    expect(joined(createJointPicture(), [own(1)], [theirs(9)])).toMatchObject([
      { own: { number: 1 }, partners: [{ number: 9 }] },
    ]);
  });

  it.each<[string, Partial<Track>, Partial<ReleasedTrack>]>([
    ['addresses differ', { address: 5 }, { address: 6 }],
    ['heights differ', {}, { pressureAltitudeM: 9600 }],
    ['one address is in two places', { address: 5 }, { address: 5, lonDeg: 75.2 }],
    ['courses differ', {}, { eastMps: -200 }],
  ])('never joins when %s', (_, ours, other) => {
    expect(joined(createJointPicture(), [own(1, ours)], [theirs(9, other)], 30)).toHaveLength(2);
  });

  it('does not guess between two that fly together', () => {
    const close = [theirs(8), theirs(9, { lonDeg: 75.003 })];
    expect(joined(createJointPicture(), [own(1)], close, 30)).toHaveLength(3);
  });

  it('follows the operator, whatever the evidence says', () => {
    const picture = createJointPicture();
    expect(joined(picture, [own(1)], [theirs(9)])).toHaveLength(1);
    picture.decide(1, 'bb', 9, 'different');
    expect(joined(picture, [own(1)], [theirs(9)])).toHaveLength(2);
    picture.decide(1, 'bb', 9, 'same');
    expect(joined(picture, [own(1)], [theirs(9, { pressureAltitudeM: 1000 })])).toHaveLength(1);
    picture.decide(1, 'bb', 9, undefined);
    expect(joined(picture, [own(1)], [theirs(9, { pressureAltitudeM: 1000 })])).toHaveLength(2);
  });

  it('keeps its number from one side’s view to the other’s', () => {
    const picture = createJointPicture();
    const before = joined(picture, [own(1)], []);
    const both = joined(picture, [own(1)], [theirs(9)]);
    const after = joined(picture, [], [theirs(9)]);
    expect([...before, ...both, ...after].map(({ number }) => number)).toEqual([
      before[0]!.number,
      before[0]!.number,
      before[0]!.number,
    ]);
  });

  it('holds nothing of a partner’s track that is gone', () => {
    const picture = createJointPicture();
    joined(picture, [own(1)], [theirs(9, { callsign: 'GONE' })]);
    const after = joined(picture, [own(1)], [], 1);
    expect(JSON.stringify(after)).not.toContain('GONE');
    expect(after).toMatchObject([{ partners: [], estimate: { latDeg: 43, lonDeg: 75 } }]);
  });
});
