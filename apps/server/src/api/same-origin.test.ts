import { expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

it.each([
  ['127.0.0.1:8080', undefined, true],
  ['localhost:8080', 'http://localhost:8080', true],
  ['[::1]:8080', 'http://[::1]:8080', true],
  ['atc.example', 'https://atc.example', true],
  ['localhost:8080', 'http://localhost:9999', false],
  ['localhost:8080', 'https://evil.example', false],
  ['localhost:8080', 'null', false],
  ['evil.example:8080', undefined, false],
  ['evil.example:8080', 'http://evil.example:8080', false],
  [undefined, undefined, false],
  ['a b', undefined, false],
])('host %s and origin %s: %s', (host, origin, expected) => {
  expect(isSameOrigin(host, origin, ['atc.example'])).toBe(expected);
});
