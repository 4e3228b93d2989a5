import { describe, expect, it } from 'vitest';
import { feedView } from './feed-view.ts';

const open = { state: 'open' } as const;
const heard = (status: Partial<Parameters<typeof feedView>[1] & object>['status']) => ({
  status: { state: 'live', pictureMs: 0, speed: 1, ...status } as const,
  heardAtMs: 10_000,
});

describe('what the badge says', () => {
  it.each([
    [
      'live, with its latency',
      open,
      heard({ state: 'live', pictureMs: 0, speed: 1, latencyMs: 1_234 }),
      'LIVE',
      'latency 1.2 s',
    ],
    [
      'live, with sensors that are ahead of the node',
      open,
      heard({ state: 'live', pictureMs: 0, speed: 1, latencyMs: -200 }),
      'LIVE',
      'sensor clocks ahead',
    ],
    ['a replay, with its speed', open, heard({ state: 'replay', pictureMs: 0, speed: 10 }), 'REPLAY', '× 10'],
    [
      'a replay without a pace',
      open,
      { status: { state: 'replay', pictureMs: 0 } as const, heardAtMs: 10_000 },
      'REPLAY',
      'as fast as it goes',
    ],
    ['a node without input', open, heard({ state: 'stale', pictureMs: 0, speed: 1 }), 'STALE', 'no input'],
    ['a first connection', { state: 'connecting', attempt: 0 } as const, undefined, 'WAITING', 'connecting'],
    [
      'a lost connection',
      { state: 'waiting', attempt: 3, retryAtMs: 13_500 } as const,
      heard({ state: 'live', pictureMs: 0, speed: 1 }),
      'OFFLINE',
      'next try in 3 s, attempt 3',
    ],
  ])('of %s', (_, connection, clock, label, detail) =>
    expect(feedView(connection, clock, 11_000)).toMatchObject({ label, detail }),
  );

  it('does not call a picture live when the node has gone silent', () => {
    const clock = heard({ state: 'live', pictureMs: 0, speed: 1 });
    expect(feedView(open, clock, 16_000)).toEqual({
      label: 'STALE',
      tone: 'bad',
      detail: 'node silent for 6 s',
    });
  });
});
