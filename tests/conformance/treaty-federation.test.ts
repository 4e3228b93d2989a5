import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createTreaties,
  decodeEnvelope,
  verifyAudit,
  type Grant,
  type Instrument,
  type LifeEvent,
} from '@commonsky/treaty';
import { readAuditFiles, streamFolder, type WireKind } from '@commonsky/server/federation';
import geodesic from 'geographiclib-geodesic';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeCrypto } from './treaty-keys.ts';
import { openMembers, type TestFlight, type Wire } from './treaty-members.ts';
import { createRandom } from './treaty-random.ts';

let members: Awaited<ReturnType<typeof openMembers>> | undefined;
afterEach(async () => {
  await members?.close();
  members = undefined;
});

const grantOf = (provider: string, recipient: string, more: Partial<Grant> = {}): Grant => ({
  id: `${provider}-${recipient}`,
  article: 'Article 1',
  provider,
  recipient,
  products: ['tracks'],
  area: ['zone'],
  categories: ['civil'],
  fields: ['altitude', 'callsign'],
  purpose: 'test',
  ...more,
});
const agreement = (
  parties: readonly string[],
  grants: readonly Grant[],
  more: Partial<Instrument> = {},
): Instrument => ({
  commonsky: 'instrument/1',
  id: parties.join('-'),
  title: 'T',
  type: 'system',
  parties,
  entryIntoForce: { rule: 'signature' },
  term: 'P1Y',
  suspension: { alone: parties },
  areas: { zone: { corridor: { line: [[75, 43]], widthKm: 100 } } },
  grants,
  ...more,
});
const signedBy = ({ id, parties }: Instrument): LifeEvent[] =>
  parties.map((by) => ({ instrument: id, kind: 'signed', by, at: '2026-01-01' }));
const flight = (number: number, more: Partial<TestFlight> = {}): TestFlight => ({
  number,
  latDeg: 43,
  lonDeg: 75,
  altitudeM: 9000,
  category: 'civil',
  owner: 'aa',
  callsign: `TST${number}`,
  ...more,
});

async function openTwo(text = agreement(['aa', 'bb'], [grantOf('aa', 'bb')]), wire?: Wire) {
  members = await openMembers(['aa', 'bb'], {
    instruments: [text],
    events: signedBy(text),
    ...(wire && { wire }),
  });
  return members;
}

describe('six members', () => {
  it('each see what the grants give, no more and no less, by an oracle of their own', async () => {
    const random = createRandom(66);
    const names = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff'];
    const circles = new Map<
      string,
      { lon: number; lat: number; km: number; floorM: number; callsign: boolean }
    >();
    const instruments = names.flatMap((a, i) =>
      names.slice(i + 1).flatMap((b): Instrument[] => {
        if (random.chance(0.3)) return [];
        const grants: Grant[] = [];
        const areas: Record<string, NonNullable<Instrument['areas']>[string]> = {};
        for (const [provider, recipient] of [
          [a, b],
          [b, a],
        ] as const) {
          if (random.chance(0.2)) continue;
          const circle = {
            lon: 72 + 6 * random.next(),
            lat: 41 + 4 * random.next(),
            km: random.int(50, 300),
            floorM: 3048 * random.int(0, 2),
            callsign: random.chance(0.5),
          };
          circles.set(`${provider}/${recipient}`, circle);
          areas[provider] = { corridor: { line: [[circle.lon, circle.lat]], widthKm: circle.km } };
          grants.push(
            grantOf(provider, recipient, {
              area: [provider],
              altitude: { from: circle.floorM / 30.48, to: 600, unit: 'FL' },
              fields: circle.callsign ? ['callsign'] : [],
            }),
          );
        }
        return [agreement([a, b], grants, { areas })];
      }),
    );
    members = await openMembers(names, { instruments, events: instruments.flatMap(signedBy) });
    const flights = Array.from({ length: 240 }, (_, n): TestFlight => ({
      number: n,
      latDeg: random.int(40_000, 46_000) / 1000,
      lonDeg: random.int(70_000, 80_000) / 1000,
      altitudeM: random.int(0, 12_000),
      category: random.pick(['civil', 'civil', 'military']),
      owner: random.pick(names),
      callsign: `F${n}`,
    }));
    let seen = 0;
    for (let second = 0; second < 3; second++) {
      await members.step(flights);
      for (const provider of names) {
        for (const recipient of names) {
          if (provider === recipient) continue;
          const circle = circles.get(`${provider}/${recipient}`);
          const expected = flights.filter(
            ({ owner, category, altitudeM, latDeg, lonDeg }) =>
              circle !== undefined &&
              owner === provider &&
              category === 'civil' &&
              altitudeM >= circle.floorM &&
              geodesic.Geodesic.WGS84.Inverse(latDeg, lonDeg, circle.lat, circle.lon).s12! <=
                circle.km * 1000,
          );
          const place = ({ latDeg, lonDeg }: { latDeg: number; lonDeg: number }) =>
            `${latDeg.toFixed(3)} ${lonDeg.toFixed(3)}`;
          const tracks = members.of(recipient).tracksFrom(provider);
          expect(tracks.map(place).sort(), `${provider} to ${recipient}`).toEqual(expected.map(place).sort());
          expect(tracks.every(({ callsign }) => (callsign !== undefined) === circle!.callsign)).toBe(true);
          seen += tracks.length;
        }
      }
      members.pass(1000);
    }
    expect(seen).toBeGreaterThan(100);
    const unsigned = names.flatMap((name) =>
      members!
        .of(name)
        .status()
        .releases.filter(({ countersignedSeq, auditSeq }) => countersignedSeq < auditSeq),
    );
    expect(unsigned).toEqual([]);
  });
});

describe('what must not leak', () => {
  it('is in no octet that leaves: number, sensor, fields and tracks outside the grant', async () => {
    const sent: Buffer[] = [];
    const two = await openTwo(
      agreement(['aa', 'bb'], [grantOf('aa', 'bb', { fields: [] })]),
      (from, _, __, octets) => {
        if (from === 'aa') sent.push(Buffer.from(octets));
        return true;
      },
    );
    await two.step([
      flight(777_777),
      flight(5, { lonDeg: 80, callsign: 'HIDDEN' }),
      flight(6, { category: 'military', callsign: 'SECRET' }),
    ]);
    const all = Buffer.concat(sent);
    expect(all.length).toBeGreaterThan(0);
    for (const secret of ['aa-1', 'TST', 'HIDDEN', 'SECRET', '777777', 'denied', 'category', 'area']) {
      expect(all.includes(secret), secret).toBe(false);
    }
    expect(two.of('bb').tracksFrom('aa')).toMatchObject([
      {
        number: 1,
        callsign: undefined,
        address: undefined,
        mode3a: undefined,
        accuracyM: Number.NaN,
        eastMps: Number.NaN,
      },
    ]);
  });

  it('is not in the recipient’s files either; denials stay with the provider', async () => {
    const two = await openTwo();
    await two.step([flight(1), flight(2, { category: 'military' })]);
    expect(readdirSync(join(two.folder, 'aa')).sort()).toEqual([
      'aa-bb-denied',
      'aa-bb-released',
      'bb-aa-released',
    ]);
    const recipients = readdirSync(join(two.folder, 'bb'), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    const text = recipients.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join();
    expect(text).toContain('aa-bb/aa-bb');
    expect(text).not.toContain('category');
    expect(readdirSync(join(two.folder, 'bb')).includes('aa-bb-denied')).toBe(false);
  });

  it('does not show by its number that a track was elsewhere in between', async () => {
    const two = await openTwo();
    await two.step([flight(1), flight(2)]);
    two.pass(121_000);
    await two.step([flight(1)]);
    expect(
      two
        .of('bb')
        .tracksFrom('aa')
        .map(({ number }) => number),
    ).toEqual([3]);
  });

  it('goes nowhere without an agreement', async () => {
    const sent: WireKind[] = [];
    members = await openMembers(['aa', 'bb'], {
      instruments: [],
      events: [],
      wire: (_, __, kind) => (sent.push(kind), true),
    });
    await members.step([flight(1)]);
    expect(sent.includes('envelope')).toBe(false);
    expect(members.of('bb').tracksFrom('aa')).toEqual([]);
  });
});

describe('the end of sharing', () => {
  const text = agreement(['aa', 'bb'], [grantOf('aa', 'bb')]);
  const suspended = (atMs: number): LifeEvent[] => [
    ...signedBy(text),
    { instrument: text.id, kind: 'suspended', by: 'aa', at: new Date(atMs).toISOString() },
  ];

  it('by suspension takes the tracks off the partner’s picture at once and says why', async () => {
    const two = await openTwo(text);
    await two.step([flight(1)]);
    expect(two.of('bb').tracksFrom('aa')).toHaveLength(1);
    two
      .of('aa')
      .applyTreaties(createTreaties([text], suspended(two.time.wallMs)), '1'.repeat(64), 'suspended by aa');
    await two.settle();
    expect(two.of('bb').tracksFrom('aa')).toEqual([]);
    expect(two.of('bb').status().feeds[0]).toMatchObject({ revoked: 'suspended by aa' });
    two.pass(1000);
    await two.step([flight(1)]);
    expect(two.of('bb').tracksFrom('aa')).toEqual([]);
  });

  it('between decision and sending withholds the batch, and both chains stay whole', async () => {
    const order: string[] = [];
    const two = await openTwo(text, (from, _, kind) => (from === 'aa' && order.push(kind), true));
    await two.step([flight(1)]);
    two.pass(1000);
    const inFlight = two.step([flight(1)]);
    two
      .of('aa')
      .applyTreaties(createTreaties([text], suspended(two.time.wallMs)), '1'.repeat(64), 'suspended');
    await inFlight;
    expect(order.lastIndexOf('envelope')).toBeLessThan(order.indexOf('revocation'));
    expect(two.of('aa').status().releases[0]).toMatchObject({
      withheld: 1,
      countersignedSeq: 0,
      auditSeq: 1,
    });
    const name = { provider: 'aa', recipient: 'bb', stream: 'released' } as const;
    for (const [holder, withoutLeaves] of [
      ['aa', 0],
      ['bb', 1],
    ] as const) {
      const files = await readAuditFiles(streamFolder(join(two.folder, holder), name));
      expect(verifyAudit(files, name, two.keyring, nodeCrypto)).toMatchObject({
        ok: true,
        records: 2,
        withoutLeaves,
      });
    }
  });

  it('by term comes to the millisecond, in mid-stream', async () => {
    const ends = agreement(['aa', 'bb'], [grantOf('aa', 'bb', { validity: { to: '2026-06-01T12:00:02Z' } })]);
    const counts: number[] = [];
    const two = await openTwo(
      ends,
      (_, __, kind, octets) => (
        kind === 'envelope' && counts.push(decodeEnvelope(octets)!.messages.length),
        true
      ),
    );
    for (let second = 0; second < 4; second++) {
      await two.step([flight(1)]);
      two.pass(1000);
    }
    expect(counts).toEqual([1, 1]);
  });

  it('by partition: nothing is released, and after the epoch limit nothing is shown; then a fresh epoch comes first', async () => {
    const order: WireKind[] = [];
    const two = await openTwo(text, (from, _, kind) => (from === 'aa' && order.push(kind), true));
    await two.step([flight(1)]);
    two.hub.cut('aa', 'bb');
    order.length = 0;
    for (let minute = 0; minute < 10; minute++) {
      two.pass(60_000);
      await two.step([flight(1)]);
    }
    expect(order).toEqual([]);
    expect(two.of('aa').status().releases[0]).toMatchObject({ pause: 'partner-away' });
    expect(two.of('bb').tracksFrom('aa')).toEqual([]);
    expect(two.of('bb').status().feeds[0]).toMatchObject({ epoch: 'expired' });
    two.hub.join('aa', 'bb');
    await two.step([flight(1)]);
    expect(order).toEqual(['epoch', 'envelope']);
    expect(two.of('bb').tracksFrom('aa')).toHaveLength(1);
  });

  it('lets no envelope in without a fresh epoch, even of the right provider', async () => {
    const two = await openTwo(text, (_, __, kind) => kind !== 'epoch');
    await two.step([flight(1)]);
    expect(two.of('bb').tracksFrom('aa')).toEqual([]);
    expect(two.of('bb').status().feeds[0]!.refused).toEqual({ 'no-fresh-epoch': 1 });
  });
});

describe('a provider', () => {
  it('releases nothing when its clock steps, back or forward, and says so', async () => {
    for (const stepMs of [-5000, 5000]) {
      const two = await openTwo();
      await two.step([flight(1)]);
      two.time.wallMs += stepMs;
      two.pass(1000);
      const before = two.of('aa').status().releases[0]!.released;
      await two.step([flight(1)]);
      expect(two.of('aa').status().releases[0]).toMatchObject({
        released: before,
        pause: stepMs < 0 ? 'stepped-back' : 'stepped-forward',
      });
      await two.close();
      members = undefined;
    }
  });

  it('stops when the partner does not countersign in time, and goes on when it does', async () => {
    const text = agreement(['aa', 'bb'], [grantOf('aa', 'bb')], { audit: { countersignWithinS: 5 } });
    let heads = false;
    const two = await openTwo(text, (_, __, kind) => kind !== 'head' || heads);
    for (let second = 0; second < 10; second++) {
      await two.step([flight(1)]);
      two.pass(1000);
    }
    expect(two.of('aa').status().releases[0]).toMatchObject({
      released: 6,
      pause: 'not-countersigned',
      countersignedSeq: -1,
    });
    heads = true;
  });

  it('sends again the record of a batch that was lost, without its content', async () => {
    let lost = 0;
    const two = await openTwo(undefined, (_, __, kind, octets) => {
      const drop = kind === 'envelope' && decodeEnvelope(octets)!.record.document.seq === 1;
      if (drop) lost++;
      return !drop;
    });
    for (let second = 0; second < 4; second++) {
      await two.step([flight(1)]);
      two.pass(1000);
    }
    expect(lost).toBe(1);
    expect(two.of('bb').status().feeds[0]).toMatchObject({ missing: 1, tracks: 1 });
    const name = { provider: 'aa', recipient: 'bb', stream: 'released' } as const;
    const files = await readAuditFiles(streamFolder(join(two.folder, 'bb'), name));
    expect(verifyAudit(files, name, two.keyring, nodeCrypto)).toMatchObject({
      ok: true,
      records: 4,
      withoutLeaves: 1,
    });
    expect(two.of('aa').status().releases[0]).toMatchObject({ countersignedSeq: 3 });
  });

  it('releases late what is granted late', async () => {
    const two = await openTwo(agreement(['aa', 'bb'], [grantOf('aa', 'bb', { delayS: 3 })]));
    for (let second = 0; second < 5; second++) {
      await two.step([flight(1, { latDeg: 43 + second / 100 })]);
      const [track] = two.of('bb').tracksFrom('aa');
      if (second < 3) expect(track).toBeUndefined();
      else expect(track!.latDeg).toBeCloseTo(43 + (second - 3) / 100, 4);
      two.pass(1000);
    }
  });
});
