import { createEncoder } from '@commonsky/asterix';
import { cat001 } from '@commonsky/asterix/cat001';
import { cat002 } from '@commonsky/asterix/cat002';
import { cat034 } from '@commonsky/asterix/cat034';
import { cat048 } from '@commonsky/asterix/cat048';
import { encodeAirbornePosition } from '@commonsky/modes';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createReplayClock } from '../clock.ts';
import { createLog } from '../observe/log.ts';
import { createMemberNode } from './member-node.ts';
import type { PipelineLimits } from './limits.ts';

const START_MS = Date.UTC(2026, 0, 2, 10);
const START_S = 36_000;
const MEMBER = { id: 'kg', name: 'Kyrgyzstan', view: { latDeg: 42, lonDeg: 75, zoom: 6 } };
const SITE = { sac: 25, sic: 10, latDeg: 42.86, lonDeg: 74.59, heightM: 760 };

const targets = createEncoder(cat048);
const oldTargets = createEncoder(cat001);

function createNode(limits: Partial<PipelineLimits> = {}, sites = [SITE]) {
  const clock = createReplayClock(START_MS, 1);
  return {
    clock,
    node: createMemberNode({ member: MEMBER, clock, sites, limits, log: createLog('silent') }),
  };
}

function plotAt(afterS: number, { sac = 25, sic = 10, rho = 40 } = {}): Uint8Array {
  return targets.encode([
    {
      i010: { sac, sic },
      i140: { timeOfDay: START_S + afterS },
      i020: { typ: 5, simulated: false, rdpChain: false, spi: false, fieldMonitor: false },
      i040: { rho, theta: 45 },
      i220: { aircraftAddress: 0x71be34 },
    },
  ]);
}

const packet = (bytes: Uint8Array, afterMs = 0) => ({
  kind: 'asterix' as const,
  source: 'udp',
  receivedAtMs: START_MS + afterMs,
  bytes,
});

it('makes a track of plots, and tells where it comes from and how late it is', () => {
  const { node, clock } = createNode();
  for (let turn = 0; turn < 6; turn++) {
    node.push(packet(plotAt(turn * 4, { rho: 40 + turn * 0.25 }), turn * 4_000 + 200));
    clock.set(START_MS + turn * 4_000 + 300);
    node.step(clock.nowMs());
  }
  clock.set(START_MS + 21_000);
  node.step(clock.nowMs());

  const [track] = node.tracks(clock.nowMs());
  expect(track?.address).toBe(0x71be34);
  expect(node.track(track!.number, clock.nowMs())).toMatchObject({
    address: '71be34',
    contributions: [{ sensorId: 'kg:radar:25/10', owner: 'kg', plotCount: 6 }],
  });
  expect(node.clockStatus()).toMatchObject({ state: 'replay', latencyMs: 300 });
  expect(node.sensors()).toMatchObject([{ state: 'up', messages: 6, plots: 6, rejects: 0 }]);
});

it('says why a radar without a site gives no tracks, until its service message tells the site', () => {
  const { node } = createNode({}, []);
  node.push(packet(plotAt(0)));
  node.step(START_MS);
  expect(node.sensors()[0]?.note).toMatch(/^site unknown.*25\/10/);

  const i120 = { height: 700, lat: 0, lon: 0 };
  const i000 = { messageType: 1 };
  node.push(packet(createEncoder(cat034).encode([{ i010: { sac: 25, sic: 10 }, i000, i120 }])));
  node.step(START_MS + 1);
  expect(node.sensors()).toMatchObject([{ sensor: { latDeg: 0, lonDeg: 0, heightM: 700 }, messages: 2 }]);
  expect(node.sensors()[0]).not.toHaveProperty('note');
});

it('dates plots of category 001 by the service messages of category 002', () => {
  const { node } = createNode();
  const i010 = { sac: 25, sic: 10 };
  node.push(
    packet(createEncoder(cat002).encode([{ i010, i000: { messageType: 2 }, i030: { timeOfDay: START_S } }])),
  );
  const descriptor = {
    isTrack: false,
    simulated: false,
    detection: 2,
    antenna2: false,
    spi: false,
    fieldMonitor: false,
  };
  // 36,000 s is 160 s into its period of 512 s.
  const timed = { i010, i020: descriptor, i040: { rho: 10, theta: 0 }, i141: { truncatedTimeOfDay: 158.5 } };
  node.push(packet(oldTargets.encode([timed]), 900));
  node.step(START_MS + 1_000);
  expect(node.sensors()).toMatchObject([{ plots: 1, lastPlotMs: START_MS - 1_500 }]);
});

it('sheds the oldest packets at the bound of its input, and counts them', () => {
  const { node } = createNode({ packetCountMax: 10 });
  for (let i = 0; i < 25; i++) node.push(packet(plotAt(i)));
  expect(node.counters()).toMatchObject({ packets: 25, packetsShed: 15, packetsWaiting: 10 });
  node.step(START_MS + 25_000);
  expect(node.counters()).toMatchObject({ records: 10, packetsWaiting: 0 });
});

it('sheds the oldest plots of the sensor that floods, and says that work is left', () => {
  const { node } = createNode({ plotsPerSensorMax: 20, plotsPerStepMax: 10, packetsPerStepMax: 100 });
  for (let i = 0; i < 50; i++) node.push(packet(plotAt(i / 128)));
  node.push(packet(plotAt(0, { sic: 11 })));
  expect(node.step(START_MS + 1_000)).toBe(true);
  expect(node.counters()).toMatchObject({ plots: 51, plotsShed: 30, plotsWaiting: 11 });
  expect(node.sensors().map(({ note }) => note?.includes('30 plots shed'))).toEqual([true, false]);
  expect(node.step(START_MS + 1_000)).toBe(true);
  expect(node.step(START_MS + 1_000)).toBe(false);
});

it('keeps no more sensors than its bound, whatever identities damaged input names', () => {
  const { node } = createNode();
  for (let sac = 0; sac < 2; sac++) {
    for (let sic = 0; sic < 256; sic++) node.push(packet(plotAt(0, { sac, sic })));
  }
  node.step(START_MS);
  expect(node.sensors()).toHaveLength(256);
  expect(node.counters()).toMatchObject({ sensorsRefused: 256, rejects: 256 });
});

it('makes tracks of a Mode S source that is bound to a sensor', () => {
  const { node, clock } = createNode();
  node.bindSource('beast', { id: 'kg-adsb', name: 'ADS-B', owner: 'kg', kind: 'adsb' });
  for (let i = 0; i < 40; i++) {
    const afterMs = i * 500;
    const position = { latDeg: 42.9, lonDeg: 74.6 + i * 0.0015, altitudeFt: 35_000, odd: i % 2 === 1 };
    const bytes = encodeAirbornePosition({ address: 0x71be34, ...position });
    node.push({ kind: 'modes', source: 'beast', receivedAtMs: START_MS + afterMs, bytes });
    clock.set(START_MS + afterMs);
    node.step(clock.nowMs());
  }
  expect(node.tracks(clock.nowMs())).toMatchObject([{ address: 0x71be34, callsign: undefined }]);
  node.push({ kind: 'modes', source: 'beast', receivedAtMs: START_MS, bytes: new Uint8Array(14) });
  node.step(clock.nowMs());
  expect(node.rejects()).toMatchObject([{ source: 'beast', total: 1 }]);
});

it('counts a fault of its own against the packet that met it, and goes on', () => {
  const { node } = createNode();
  node.push({ kind: 'modes', source: 'nobody bound this', receivedAtMs: START_MS, bytes: new Uint8Array(7) });
  node.push(packet(plotAt(0)));
  node.step(START_MS);
  expect(node.counters()).toMatchObject({ internalErrors: 1, plots: 1, rejects: 1 });
});

it('survives any octets, whole or as damage to a good datagram, and reads the next good one', () => {
  const good = plotAt(0);
  const damaged = fc
    .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    .map((changes) => {
      const bytes = good.slice();
      for (const [at, octet] of changes) bytes[at] = octet;
      return bytes;
    });
  const { node } = createNode();
  node.bindSource('beast', { id: 'kg-adsb', name: 'ADS-B', owner: 'kg', kind: 'adsb' });
  let turn = 0;
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), (bytes) => {
      node.push(packet(bytes, turn * 4_000));
      node.push({ ...packet(bytes, turn * 4_000), kind: 'modes', source: 'beast' });
      const before = node.counters().records;
      node.push(packet(plotAt(++turn * 4), turn * 4_000));
      node.step(START_MS + turn * 4_000);
      expect(node.counters().records).toBeGreaterThan(before);
      expect(node.counters().internalErrors).toBe(0);
    }),
    { numRuns: 1_000, seed: 3 },
  );
});

it('makes tracks of BaseStation lines, each telling a part', () => {
  const { node, clock } = createNode();
  node.bindSource('sbs', { id: 'kg-sbs', name: 'SBS', owner: 'kg', kind: 'adsb' });
  const say = (line: string, afterMs: number): void =>
    node.push({ kind: 'sbs', source: 'sbs', receivedAtMs: START_MS + afterMs, bytes: Buffer.from(line) });
  for (let i = 0; i < 20; i++) {
    say('MSG,1,1,1,71BE34,1,,,,,KGZ456,,,,,,,,,,,', i * 1_000);
    say('MSG,4,1,1,71BE34,1,,,,,,,470,90,,,0,,,,,', i * 1_000);
    say(`MSG,3,1,1,71BE34,1,,,,,,35000,,,42.9,${74.6 + i * 0.003},,,0,0,0,0`, i * 1_000);
    clock.set(START_MS + i * 1_000 + 100);
    node.step(clock.nowMs());
  }
  say('not a line', 20_000);
  node.step(START_MS + 21_000);
  clock.set(START_MS + 21_000);
  const [track] = node.tracks(clock.nowMs());
  expect(track).toMatchObject({ address: 0x71be34, callsign: 'KGZ456', onGround: false });
  expect(track?.pressureAltitudeM).toBeCloseTo(10_668, 0);
  expect(node.rejects()).toMatchObject([{ source: 'sbs', byReason: { format: 1 } }]);
});

it('is stale until fed, live while fed, and stale again some seconds after the last packet', () => {
  let nowMs = START_MS;
  const clock = { nowMs: () => nowMs, speed: 1, replay: false };
  const node = createMemberNode({ member: MEMBER, clock, log: createLog('silent') });
  expect(node.clockStatus()).toEqual({ state: 'stale', pictureMs: START_MS, speed: 1 });
  node.push(packet(plotAt(0)));
  expect(node.clockStatus().state).toBe('live');
  nowMs += 10_001;
  expect(node.clockStatus().state).toBe('stale');
});
