import { expect, it } from 'vitest';
import { createDuplicateFilter } from './duplicate-filter.ts';

const datagram = (i: number): Uint8Array => Uint8Array.of(48, 0, 5, i >> 8, i & 255);

it('recognises octets that came a moment ago, and only those', () => {
  const filter = createDuplicateFilter();
  const bytes = Uint8Array.of(48, 0, 4, 1);
  expect(filter.isDuplicate(bytes, 0)).toBe(false);
  expect(filter.isDuplicate(bytes.slice(), 300)).toBe(true);
  expect(filter.isDuplicate(Uint8Array.of(48, 0, 4, 2), 300)).toBe(false);
  expect(filter.isDuplicate(bytes, 2_500)).toBe(false);
});

it('tells ten thousand datagrams apart, and forgets the oldest at its bound', () => {
  const filter = createDuplicateFilter();
  for (let i = 0; i < 10_000; i++) expect(filter.isDuplicate(datagram(i), 0)).toBe(false);
  expect(filter.isDuplicate(datagram(9_999), 0)).toBe(true);
  expect(filter.isDuplicate(datagram(0), 0)).toBe(false);
});
