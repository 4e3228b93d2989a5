import type { FeedStatus, SensorStatus } from '@commonsky/model';
import { startDemo } from '@commonsky/server';
import { expect, it, vi } from 'vitest';
import { connectStream, getJson } from './server-harness.ts';

const MEMBERS = ['kg', 'kz'];
const AIRCRAFT_COUNT_MIN = 60;

it(
  'shows sixty aircraft on both nodes within a minute, fed through real sockets',
  { timeout: 90_000 },
  async () => {
    const demo = await startDemo({ port: 0 });
    const clients = await Promise.all(MEMBERS.map(() => connectStream(demo.url)));
    try {
      for (const [i, client] of clients.entries()) client.subscribe({ member: MEMBERS[i]! });
      await vi.waitFor(
        () => {
          for (const client of clients)
            expect(client.picture.count).toBeGreaterThanOrEqual(AIRCRAFT_COUNT_MIN);
        },
        { timeout: 60_000, interval: 200 },
      );
      for (const [i, member] of MEMBERS.entries()) {
        expect(clients[i]!.issues).toEqual([]);
        const sensors = await getJson<SensorStatus[]>(demo.url, `api/v1/members/${member}/sensors`);
        expect(sensors.map(({ state }) => state)).toEqual(sensors.map(() => 'up'));
        const feeds = await getJson<FeedStatus[]>(demo.url, `api/v1/members/${member}/feeds`);
        expect(feeds.map(({ source }) => source.slice(0, 3))).toEqual(['udp', 'tcp']);
        expect(demo.stats().nodes[member]).toMatchObject({
          rejects: 0,
          internalErrors: 0,
          packetsShed: 0,
          plotsShed: 0,
        });
      }
    } finally {
      for (const client of clients) client.close();
      // A signal can come while a test or a user already ends it.
      await Promise.all([demo.close(), demo.close()]);
    }
  },
);
