import { expect, it } from 'vitest';
import { createRejectLog } from './rejects.ts';

it('counts every reject and keeps the newest fifty with their first octets', () => {
  const log = createRejectLog();
  for (let atMs = 1; atMs <= 60; atMs++) log.add('udp', atMs, 'truncated', 'detail', new Uint8Array(100));
  log.add('tcp', 1, 'parity', 'none');

  expect([log.total, log.totalOf('udp'), log.totalOf('other')]).toEqual([61, 60, 0]);
  const [udp, tcp] = log.report();
  expect(udp!.byReason).toEqual({ truncated: 60 });
  expect(udp!.recent.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 50 }, (_, i) => 60 - i));
  expect(udp!.recent[0]).toEqual({
    atMs: 60,
    reason: 'truncated',
    detail: 'detail',
    hex: '00'.repeat(64),
    size: 100,
  });
  expect(tcp!.recent).toEqual([{ atMs: 1, reason: 'parity', detail: 'none', hex: '', size: 0 }]);
});
