import type { TrackDetails } from '@commonsky/model';
import { startDemo } from '@commonsky/server';
import { expect, it } from 'vitest';

/** Two members, their sensors on loopback sockets, an agreement in force, keys, audit and envelopes between them. */
it('shows each member of the demo what the protocol grants beside its own tracks, and heeds the operator', async () => {
  const server = await startDemo({ port: 0, logLevel: 'silent' });
  const api = (path: string, init?: RequestInit) => fetch(`${server.url}api/v1/members/${path}`, init);
  const tracksOf = async (member: string) =>
    ((await (await api(`${member}/tracks`)).json()) as { readonly tracks: readonly TrackDetails[] }).tracks;
  const seenBy = ({ members = [] }: TrackDetails) => members.map(({ member }) => member).join(' ');
  try {
    await expect
      .poll(async () => new Set((await tracksOf('kg')).map(seenBy)), { timeout: 40_000, interval: 500 })
      .toEqual(new Set(['kg', 'kz', 'kg kz']));
    const tracks = await tracksOf('kg');
    const partnerOnly = tracks.filter((track) => seenBy(track) === 'kz');
    for (const { contributions } of partnerOnly)
      expect(contributions).toMatchObject([{ sensorId: 'kz:picture', owner: 'kz' }]);
    expect(await (await api(`kg/tracks/${partnerOnly[0]!.number}`)).json()).toMatchObject({
      members: [{ member: 'kz' }],
    });

    const both = tracks.find((track) => seenBy(track) === 'kg kz')!;
    const answer = await api('kg/joint/decisions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tracks: both.members, verdict: 'different', author: 'officer' }),
    });
    expect(answer.status).toBe(201);
    const { id } = (await answer.json()) as { readonly id: number };
    const isTogether = async () =>
      (await tracksOf('kg')).some(
        ({ members = [] }) =>
          members.length === 2 &&
          members.some(({ member, number }) => member === 'kg' && number === both.members![0]!.number),
      );
    await expect.poll(isTogether).toBe(false);
    expect((await api(`kg/joint/decisions/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect(await (await api('kg/joint/decisions')).json()).toEqual([]);
  } finally {
    await server.close();
  }
}, 60_000);
