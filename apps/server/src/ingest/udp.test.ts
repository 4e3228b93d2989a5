import { createSocket } from 'node:dgram';
import { expect, it, vi } from 'vitest';
import { createLiveClock } from '../clock.ts';
import { parseFeedUrl } from '../config/feed-url.ts';
import type { Packet, PacketSink } from './feed.ts';
import { openUdpFeed } from './udp.ts';

function collect() {
  const packets: Packet[] = [];
  const sink: PacketSink = { push: (packet) => void packets.push(packet), reject: () => undefined };
  return { packets, sink };
}

it.each(['udp://127.0.0.1:0', 'udp://239.255.77.1@127.0.0.1:0'])('receives datagrams at %s', async (url) => {
  const { packets, sink } = collect();
  const address = parseFeedUrl(url);
  const feed = await openUdpFeed(address, createLiveClock(), sink);
  const sender = createSocket('udp4');
  try {
    if (address.group !== undefined) {
      await new Promise<void>((resolve) => sender.bind(0, '127.0.0.1', resolve));
      sender.setMulticastInterface('127.0.0.1');
    }
    await vi.waitFor(() => {
      sender.send('abc', feed.port, address.group ?? address.host);
      expect(packets.length).toBeGreaterThan(0);
    });
    expect(packets[0]).toMatchObject({ kind: 'asterix', source: url });
    expect(Buffer.from(packets[0]!.bytes).toString()).toBe('abc');
    expect(feed.status()).toMatchObject({ source: url, state: 'open' });
  } finally {
    sender.close();
    await feed.close();
  }
  expect(feed.status().state).toBe('closed');
});

it('says in one line that a port is taken, and that an address is not here', async () => {
  const { sink } = collect();
  const first = await openUdpFeed(parseFeedUrl('udp://127.0.0.1:0'), createLiveClock(), sink);
  const open = (url: string) => openUdpFeed(parseFeedUrl(url), createLiveClock(), sink);
  await expect(open(`udp://127.0.0.1:${first.port}`)).rejects.toMatchObject({
    code: 'SERVER_ERR_PORT_IN_USE',
    fault: 'environment',
    message: expect.stringMatching(/^UDP 127\.0\.0\.1:\d+ is in use: [^\n]+$/) as string,
  });
  await expect(open('udp://192.0.2.1:9000')).rejects.toMatchObject({
    code: 'SERVER_ERR_ADDRESS_UNAVAILABLE',
  });
  await first.close();
});
