import type { Track } from '@commonsky/model';
import type { ReleasedTrack } from '@commonsky/treaty';
import { expect, it } from 'vitest';
import { createJointStage } from './joint-stage.ts';
import { toOffers } from './offers.ts';
import { toPartnerTrack } from './partner-tracks.ts';

const NOW_MS = Date.UTC(2026, 5, 1, 12);

const state = {
  status: 'confirmed',
  atMs: NOW_MS,
  latDeg: 43,
  lonDeg: 75,
  pressureAltitudeM: 9000,
  eastMps: 200,
  northMps: 0,
  verticalMps: 0,
  accuracyM: 60,
  address: 5,
  mode3a: undefined,
  callsign: undefined,
} as const;

const ours: Track = {
  ...state,
  number: 41,
  lastPlotMs: NOW_MS,
  bornMs: NOW_MS,
  geometricHeightM: Number.NaN,
  pEastEast: 3600,
  pEastNorth: 0,
  pNorthNorth: 3600,
  modeProbabilities: [1, 0, 0],
  onGround: false,
  spi: false,
  contributions: [{ sensorId: 'kg-1', owner: 'kg', lastMs: NOW_MS, plotCount: 3 }],
};

const released: ReleasedTrack = {
  ...state,
  provider: 'kz',
  number: 7,
  callsign: 'THEIRS',
  identity: undefined,
};

it('passes our own picture through, as it is, while there are no partners', () => {
  const stage = createJointStage('kg');
  const own = [ours];
  expect(stage.tracks(NOW_MS, own)).toBe(own);
  expect(stage.renumber(own)).toBe(own);
});

it('shows partners’ tracks with their owner, and nothing of them the moment they are gone', () => {
  const stage = createJointStage('kg');
  let partners = [released, { ...released, number: 8, address: 6, latDeg: 44 }].map(toPartnerTrack);
  stage.usePartners(() => partners);
  expect(stage.tracks(NOW_MS, [ours])).toMatchObject([
    {
      callsign: 'THEIRS',
      members: [
        { member: 'kg', number: 41 },
        { member: 'kz', number: 7 },
      ],
    },
    { contributions: [{ sensorId: 'kz:picture', owner: 'kz' }], members: [{ member: 'kz', number: 8 }] },
  ]);
  partners = [];
  const after = stage.tracks(NOW_MS, [ours]);
  expect(after).toEqual([
    { ...ours, number: 1, members: [{ member: 'kg', number: 41, atMs: NOW_MS, isEcho: false }] },
  ]);
});

it('gives the watch our own tracks alone, under the picture’s numbers', () => {
  const stage = createJointStage('kg');
  stage.usePartners(() => [toPartnerTrack(released)]);
  stage.tracks(NOW_MS, [ours]);
  expect(stage.renumber([ours, { ...ours, number: 42 }])).toEqual([{ ...ours, number: 1 }]);
});

it('offers nothing that another’s measurements are in', () => {
  const foreign = { sensorId: 'kz:picture', owner: 'kz', lastMs: NOW_MS, plotCount: 1 };
  const mixed = { ...ours, number: 42, contributions: [...ours.contributions, foreign] };
  expect(toOffers('kg', [ours, mixed]).map(({ versions }) => versions[0]!.track.number)).toEqual([41]);
});
