import type { LonLat } from '@commonsky/treaty';
import { openNatsTransport } from '@commonsky/server/federation/nats';
import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../conformance/treaty-random.ts';
import { agreement, flight, grantOf, HEAD, openTwo, signedBy, ZONE } from './nats-agreements.ts';
import { openNatsMembers, until } from './nats-members.ts';
import { startNatsServers } from './nats-servers.ts';

let members: Awaited<ReturnType<typeof openNatsMembers>> | undefined;
afterEach(async () => {
  await members?.close();
  members = undefined;
});

/** Even-odd by hand: how often a ray to the east meets the ring. */
function isInside(ring: readonly LonLat[], lonDeg: number, latDeg: number): boolean {
  const crossings = ring.filter(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length]!;
    if (y1 < latDeg === y2 < latDeg) return false;
    return x1 + ((latDeg - y1) / (y2 - y1)) * (x2 - x1) > lonDeg;
  });
  return crossings.length % 2 === 1;
}

describe.each([
  { names: ['aa', 'bb'], flightCount: 60 },
  { names: ['aa', 'bb', 'cc', 'dd', 'ee', 'ff'], flightCount: 240 },
])('$names.length members, a nats-server each', ({ names, flightCount }) => {
  it('see what the grants give, no more and no less', { timeout: 60_000 }, async () => {
    const random = createRandom(names.length);
    const rules: { from: string; to: string; ring: LonLat[]; floorM: number; hasAddress: boolean }[] = [];
    const instruments = names.flatMap((a, i) =>
      names.slice(i + 1).map((b) => {
        const [x, y] = [72 + 4 * random.next(), 41 + 2 * random.next()];
        const ring = ZONE.map(([lon, lat]): LonLat => [lon - 72 + x, lat - 41 + y]);
        const grants = [
          [a, b],
          [b, a],
        ].flatMap(([from, to]) => {
          if (names.length > 2 && random.chance(0.3)) return [];
          const floorM = 3048 * random.int(0, 2);
          const hasAddress = random.chance(0.5);
          rules.push({ from: from!, to: to!, ring, floorM, hasAddress });
          return grantOf(from!, to!, {
            altitude: { from: floorM / 30.48, to: 600, unit: 'FL' },
            fields: hasAddress ? ['address', 'callsign'] : ['callsign'],
          });
        });
        return agreement([a, b], grants, ring);
      }),
    );
    const flights = Array.from({ length: flightCount }, (_, number) =>
      flight(number, {
        latDeg: 41 + 6 * random.next(),
        lonDeg: 71 + 11 * random.next(),
        altitudeM: random.int(500, 12_000),
        category: random.chance(0.8) ? 'civil' : 'military',
        owner: names[random.int(0, names.length - 1)]!,
      }),
    );
    members = await openNatsMembers(names, { instruments, events: instruments.flatMap(signedBy) });
    await members.linked();
    await members.step(flights);
    await members.delivered();
    // A link that was thought away for a moment on a busy machine got nothing: the next second it does.
    await members.step(flights);
    await members.delivered();
    let seen = 0;
    for (const from of names) {
      for (const to of names) {
        if (from === to) continue;
        const rule = rules.find((one) => one.from === from && one.to === to);
        const expected = flights.filter(
          ({ owner, category, altitudeM, lonDeg, latDeg }) =>
            owner === from &&
            category === 'civil' &&
            rule !== undefined &&
            altitudeM >= rule.floorM &&
            isInside(rule.ring, lonDeg, latDeg),
        );
        const got = members.of(to).tracksFrom(from);
        expect(got).toHaveLength(expected.length);
        expect(new Set(got.map(({ callsign }) => callsign))).toEqual(
          new Set(expected.map(({ callsign }) => callsign)),
        );
        for (const track of got) {
          const truth = flights.find(({ callsign }) => callsign === track.callsign)!;
          expect(track.latDeg).toBeCloseTo(truth.latDeg, 4);
          expect(track.lonDeg).toBeCloseTo(truth.lonDeg, 4);
          expect(track.address).toBe(rule!.hasAddress ? 0x400000 + truth.number : undefined);
          expect(track.mode3a).toBeUndefined();
        }
        seen += got.length;
      }
    }
    expect(seen).toBeGreaterThan(flightCount / 20);
    // Nobody's server handed on what was another's, and nobody was refused anything.
    for (const name of names) {
      for (const { refused, missing } of members.of(name).status().feeds)
        expect({ refused, missing }).toEqual({ refused: {}, missing: 0 });
      expect(members.of(name).linkStatus().transport).toMatchObject({ dropped: 0, refused: 0 });
    }
  });
});

it('gives no link to a server whose certificate no common authority signed', async () => {
  const servers = await startNatsServers(['aa', 'bb'], { stranger: 'bb' });
  try {
    const log = () => servers.of('aa').log();
    await until(() => /TLS leafnode handshake error.*certificate/.test(log()), 'the refusal');
    expect(log()).toContain('Leafnode connection closed: TLS Handshake Failure');
  } finally {
    await servers.close();
  }
});

describe("the server's own fence", () => {
  it('cuts a grant whose activation is withdrawn, whatever the gateway sends, and opens it again', async () => {
    const two = await openTwo();
    members = two;
    await two.step([]);
    const raw = await openRaw('aa', 'bb');
    const heard = await listen('bb', 'aa');
    await raw.reaches(heard, true);
    two.of('aa').applyTreaties(two.suspended(), HEAD, 'suspended');
    await two.of('aa').step([]);
    await raw.reaches(heard, false);
    two.of('aa').applyTreaties(two.inForce, HEAD, 'resumed');
    await two.of('aa').step([]);
    await raw.reaches(heard, true);
    await raw.close();
    await heard.close();
  });

  it('closes by itself when nobody renews the activation', async () => {
    const two = await openTwo({ activationLifeMs: 3000 });
    members = two;
    const endMs = Date.now() + 3500;
    await two.step([]);
    const raw = await openRaw('aa', 'bb');
    const heard = await listen('bb', 'aa');
    await raw.reaches(heard, true);
    await until(() => Date.now() > endMs, 'the end of the activation');
    await raw.reaches(heard, false);
    await raw.close();
    await heard.close();
  });
});

it('loses nothing while accounts are renewed under load', async () => {
  const two = await openTwo();
  members = two;
  await two.step([]);
  const raw = await openRaw('aa', 'bb');
  const heard = await listen('bb', 'aa');
  await raw.reaches(heard, true);
  const { renewals } = two.of('aa').linkStatus().authority;
  for (let round = 0; round < 20; round++) {
    two.pass(61_000);
    const renewed = two.of('aa').step([]);
    for (let i = 0; i < 20; i++) raw.send();
    await renewed;
  }
  await raw.reaches(heard, true);
  expect(heard.batches).toHaveLength(20 * 20 + 2);
  expect(two.of('aa').linkStatus().authority.renewals).toBeGreaterThanOrEqual(renewals + 40);
  await raw.close();
  await heard.close();
});

/** The gateway's own credential in other hands: sends what it likes, past every filter of ours. */
async function openRaw(from: string, to: string) {
  const { url, keys } = members!.servers.of(from);
  const transport = await openNatsTransport({
    url,
    member: from,
    partners: [],
    keys,
    steadyMs: () => performance.now(),
  });
  let mark = 0;
  const send = () => transport.send(to, 'envelope', Uint8Array.of(mark), `${from}-${to}/${from}-${to}`);
  return {
    send,
    /** A word is sent after the batch on the same way: when it is there, the batch is, or never will be. */
    async reaches(heard: Awaited<ReturnType<typeof listen>>, isExpected: boolean) {
      mark += 1;
      send();
      transport.send(to, 'purge-order', Uint8Array.of(mark));
      await until(() => heard.words.includes(mark), 'the word after the batch');
      expect(heard.batches.includes(mark)).toBe(isExpected);
    },
    close: () => transport.close(),
  };
}

async function listen(at: string, from: string) {
  const { url, keys } = members!.servers.of(at);
  const transport = await openNatsTransport({
    url,
    member: at,
    partners: [from],
    keys,
    steadyMs: () => performance.now(),
  });
  const words: number[] = [];
  const batches: number[] = [];
  transport.onReceive((_, kind, octets) => {
    if (kind === 'purge-order') words.push(...octets);
    if (kind === 'envelope') batches.push(...octets);
  });
  return { words, batches, close: () => transport.close() };
}
