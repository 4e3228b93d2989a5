import type { Alert } from '@commonsky/model';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertByTrack, nextUnseen, sortAlerts, stepFrom } from './alert-order.ts';

const alert = (id: string, fields: Partial<Alert> = {}): Alert =>
  ({ id, state: 'raised', severity: 'warning', raisedMs: 0, tracks: [], ...fields }) as Alert;
const ids = (alerts: readonly Alert[]): string[] => alerts.map(({ id }) => id);

const ALERTS = [
  alert('shelved', { state: 'shelved', tracks: [1] }),
  alert('seen', { state: 'acknowledged', tracks: [2] }),
  alert('advisory', { severity: 'advisory', tracks: [3] }),
  alert('old', { raisedMs: 1, tracks: [2] }),
  alert('new', { raisedMs: 2, tracks: [2, 4] }),
  alert('caution', { severity: 'caution', tracks: [4] }),
];

describe('order', () => {
  it('is unseen, standing, shelved; each by severity, newest first', () => {
    expect(ids(sortAlerts(ALERTS))).toEqual(['new', 'old', 'caution', 'advisory', 'seen', 'shelved']);
  });

  it('does not depend on the order they come in', () => {
    const sorted = ids(sortAlerts(ALERTS));
    fc.assert(
      fc.property(fc.shuffledSubarray(ALERTS, { minLength: ALERTS.length }), (shuffled) => {
        expect(ids(sortAlerts(shuffled))).toEqual(sorted);
      }),
      { numRuns: 50, seed: 7 },
    );
  });
});

describe('steps', () => {
  const sorted = sortAlerts(ALERTS);

  it.each([
    [undefined, 'new'],
    ['new', 'old'],
    ['advisory', 'new'],
    ['seen', 'new'],
    ['gone', 'new'],
  ])('the next unseen one after %s is %s', (id, next) => expect(nextUnseen(sorted, id)?.id).toBe(next));

  it('end when all are seen', () => {
    expect(nextUnseen([alert('a', { state: 'acknowledged' })], undefined)).toBeUndefined();
    expect(nextUnseen([], 'a')).toBeUndefined();
  });

  it.each([
    [undefined, 1, 'new'],
    ['new', 1, 'old'],
    ['new', -1, 'new'],
    ['shelved', 1, 'shelved'],
  ])('from %s by %i is %s', (id, by, next) => expect(stepFrom(sorted, id, by)?.id).toBe(next));
});

it('shows on each track the alert that needs somebody most, and none that is shelved', () => {
  expect(Array.from(alertByTrack(ALERTS), ([track, { id }]) => [track, id])).toEqual([
    [2, 'new'],
    [4, 'new'],
    [3, 'advisory'],
  ]);
});
