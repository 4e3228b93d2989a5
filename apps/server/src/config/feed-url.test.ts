import { expect, it } from 'vitest';
import { parseFeedUrl } from './feed-url.ts';

it.each([
  ['udp://127.0.0.1:8600', { transport: 'udp', host: '127.0.0.1', port: 8600 }],
  ['udp://239.1.2.3@0.0.0.0:8600', { transport: 'udp', host: '0.0.0.0', port: 8600, group: '239.1.2.3' }],
  ['udp://239.1.2.3:8600', { transport: 'udp', host: '0.0.0.0', port: 8600, group: '239.1.2.3' }],
  ['tcp://radar.example:30005/', { transport: 'tcp', host: 'radar.example', port: 30_005 }],
  ['UDP://[::1]:0', { transport: 'udp', host: '::1', port: 0 }],
])('parses %s', (url, address) => {
  expect(parseFeedUrl(url)).toEqual({ url, ...address });
});

it.each([
  '',
  'http://127.0.0.1:8600',
  'udp://127.0.0.1',
  'udp://127.0.0.1:70000',
  'tcp://127.0.0.1:0',
  'tcp://239.1.2.3@127.0.0.1:8600',
  'udp://10.1.2.3@0.0.0.0:8600',
  'udp://239.1.2.x@0.0.0.0:8600',
])('refuses %s with advice', (url) => {
  expect(() => parseFeedUrl(url)).toThrow(
    expect.objectContaining({ code: 'SERVER_ERR_URL_INVALID', fault: 'usage' }),
  );
});
