import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MPS_PER_KT, type Track } from '@commonsky/model';
import type { FlightPlan } from './flight-plan.ts';
import { createIdentifier } from './identifier.ts';
import { parseFpl } from './parse-fpl.ts';
import { parseFixmJson, parsePlanCsv } from './parse-plans.ts';
import { createPlanStore } from './plan-store.ts';
import { parsePoints } from './points.ts';
import { parseCodeList, parseRegistry } from './registry.ts';
import { stateOfAddress } from './state-allocation.ts';

const START = Date.UTC(2026, 10, 22, 6);
const { lookup } = parsePoints(
  'name,lat,lon\nUCFM,43.06,74.47\nUAAA,43.35,77.04\nBEKAD,43.2,75.5\nDUB,43,75\nDUB,53,-6\n',
);

const trackOf = (changes: Partial<Track> = {}): Track => ({
  number: 1,
  status: 'confirmed',
  atMs: START,
  lastPlotMs: START,
  bornMs: START,
  latDeg: 43.2,
  lonDeg: 75.5,
  pressureAltitudeM: 9000,
  geometricHeightM: Number.NaN,
  eastMps: 220,
  northMps: 0,
  verticalMps: 0,
  accuracyM: 50,
  pEastEast: 2500,
  pEastNorth: 0,
  pNorthNorth: 2500,
  modeProbabilities: [1, 0, 0],
  address: undefined,
  mode3a: undefined,
  callsign: undefined,
  onGround: false,
  spi: false,
  contributions: [],
  ...changes,
});

const planOf = (text: string): FlightPlan => {
  const plan = parseFpl(text, START, lookup);
  if ('code' in plan) throw new Error(plan.message);
  return plan;
};

describe('flight plans', () => {
  const FPL = `(FPL-KGA101/A4321-IS
-A320/M-SDE2E3FGHIRWY/LB1
-UCFM0540
-N0450F350 DCT BEKAD/N0430F330 A127 4320N07630E DUB090010 DCT
-UAAA0045 UAFM
-PBN/A1B1C1 DOF/261122 REG/EX32001 CODE/601001 EET/UAAA0025 OPR/KG AIR)`;

  it('reads an ICAO FPL: identity, times, and every kind of route point', () => {
    const plan = planOf(FPL);
    expect(plan).toMatchObject({
      id: 'KGA101/UCFM/2026-11-22',
      callsign: 'KGA101',
      mode3a: 0o4321,
      registration: 'EX32001',
      address: 0x60_10_01,
      aircraftType: 'A320',
      flightType: 'S',
      departure: 'UCFM',
      destination: 'UAAA',
      offBlockMs: Date.UTC(2026, 10, 22, 5, 40),
      elapsedS: 2700,
      unresolved: [],
    });
    expect(plan.speedMps).toBeCloseTo(450 * MPS_PER_KT, 9);
    expect(plan.route.map(({ name }) => name)).toEqual(['UCFM', 'BEKAD', '4320N07630E', 'DUB090010', 'UAAA']);
    expect(plan.route[2]).toMatchObject({ latDeg: 43 + 20 / 60, lonDeg: 76.5 });
    // 10 NM east of the DUB that is first in the list; the nearest one counts for plain names.
    expect(plan.route[3]!.lonDeg).toBeCloseTo(75 + 18_520 / 81_540, 2);
    expect(plan.route.at(-1)!.atMs).toBe(Date.UTC(2026, 10, 22, 5, 50) + 25 * 60_000);
    const times = plan.route.slice(0, 3).map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('takes the nearest day without a date, and metric and Mach speeds', () => {
    const plain = '(FPL-EX001-VG-C172/L-S/C-UCFM2350-K0180VFR DCT-UAAA0100-0)';
    expect(planOf(plain)).toMatchObject({
      offBlockMs: Date.UTC(2026, 10, 21, 23, 50),
      flightType: 'G',
      speedMps: 50,
    });
    expect(planOf(plain.replace('K0180', 'M082')).speedMps).toBeCloseTo(242, 0);
  });

  it.each([
    ['no message', 'KGA101', 'no (FPL-…) message'],
    [
      'no identification',
      '(FPL-?-IS-A320/M-S-UCFM0540-N0450F350-UAAA0045)',
      'item 7 is not an identification: ?',
    ],
    [
      'no departure',
      '(FPL-KGA1-IS-A320/M-S-UCFM-N0450F350-UAAA0045)',
      'item 13 is not aerodrome and time: UCFM',
    ],
    ['no destination', '(FPL-KGA1-IS-A320/M-S-UCFM0540-N0450F350-U)', 'item 16 is not aerodrome and time: U'],
  ])('says what is wrong: %s', (_, text, message) => {
    expect(parseFpl(text, START, lookup)).toMatchObject({ code: 'syntax', message });
  });

  it('reads JSON laid out like FIXM, and CSV', () => {
    const fixm = parseFixmJson(
      [
        {
          gufi: 'x-1',
          flightType: 'M',
          flightIdentification: { aircraftIdentification: 'KAF12' },
          departure: {
            departureAerodrome: { locationIndicator: 'UCFM' },
            estimatedOffBlockTime: '2026-11-22T06:00:00Z',
          },
          arrival: { destinationAerodrome: { locationIndicator: 'UAAA' } },
          aircraft: { aircraftAddress: '601ABC', registration: 'EX001' },
          enRoute: { currentModeACode: '4401' },
          routeTrajectoryGroup: {
            filed: {
              totalEstimatedElapsedTime: 'PT1H05M',
              element: [
                { point4D: { pos: [43.1, 75], time: '2026-11-22T06:20:00Z' } },
                { elementStartPoint: { designator: 'BEKAD' } },
                { elementStartPoint: { designator: 'NOWHERE' } },
              ],
            },
          },
        },
        { flightIdentification: {} },
      ],
      lookup,
    );
    expect(fixm.items).toMatchObject([
      {
        id: 'x-1',
        callsign: 'KAF12',
        address: 0x60_1a_bc,
        mode3a: 0o4401,
        flightType: 'M',
        elapsedS: 3900,
        unresolved: ['NOWHERE'],
      },
    ]);
    expect(fixm.items[0]!.route[1]).toMatchObject({
      latDeg: 43.1,
      lonDeg: 75,
      atMs: Date.UTC(2026, 10, 22, 6, 20),
    });
    expect(fixm.issues).toHaveLength(1);
    const csv = parsePlanCsv(
      'callsign,departure,destination,off_block,elapsed_min,route,mode3a\nKGA1,UCFM,UAAA,2026-11-22T06:00Z,45,"DCT BEKAD",1234\n,,,\n"A""B",UCFM,UAAA,never,,,\n',
      lookup,
    );
    expect(csv.items).toMatchObject([
      {
        callsign: 'KGA1',
        elapsedS: 2700,
        mode3a: 0o1234,
        route: [{ name: 'UCFM' }, { name: 'BEKAD' }, { name: 'UAAA' }],
      },
    ]);
    expect(csv.issues).toMatchObject([{ where: 'flight 2' }]);
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, json) => {
        parseFpl(`(FPL-${text})`, START, lookup);
        parsePlanCsv(text, lookup);
        parseRegistry(text);
        parseCodeList(text);
        parsePoints(text);
        parseFixmJson(json, lookup);
      }),
      { seed: 12, numRuns: 1000 },
    );
  });

  it('correlates by callsign, address, code and route with its time; not at the wrong time', () => {
    const store = createPlanStore([planOf(FPL)]);
    const nowMs = Date.UTC(2026, 10, 22, 6, 5);
    expect(store.match(trackOf({ callsign: 'KGA101' }), nowMs)).toMatchObject({
      by: ['callsign', 'route'],
      plan: { callsign: 'KGA101' },
    });
    expect(store.match(trackOf({ address: 0x60_10_01 }), nowMs)).toMatchObject({ by: ['address', 'route'] });
    expect(store.match(trackOf({ callsign: 'EX32001' }), nowMs)).toMatchObject({
      by: ['registration', 'route'],
    });
    expect(store.match(trackOf({ mode3a: 0o4321 }), nowMs)).toMatchObject({ by: ['code', 'route'] });
    // A code alone, far from the route, is somebody else's.
    expect(store.match(trackOf({ mode3a: 0o4321, latDeg: 41 }), nowMs)).toBeUndefined();
    // Silent, but the only one for whom route and time fit: a hint below the threshold of belief.
    expect(store.match(trackOf(), nowMs)).toMatchObject({ by: ['route'], score: 0.25 });
    expect(store.match(trackOf(), nowMs + 3 * 3_600_000)).toBeUndefined();
    expect(store.match(trackOf({ callsign: 'KGA101' }), nowMs - 12 * 3_600_000)).toBeUndefined();
    expect(store.match(trackOf({ callsign: 'XYZ1' }), nowMs)).toBeUndefined();
  });
});

describe('addresses', () => {
  it.each([
    [0x60_10_01, 'KG'],
    [0x68_30_00, 'KZ'],
    [0x50_7c_00, 'UZ'],
    [0x3c_65_ac, 'DE'],
    [0xa0_00_00, 'US'],
    [0xaf_ff_ff, 'US'],
    [0xf0_00_01, 'ICAO'],
    [0x00_00_00, undefined],
    [0xb0_00_00, undefined],
    [0xff_ff_ff, undefined],
  ])('%i belongs to %s', (address, state) => {
    expect(stateOfAddress(address)).toBe(state);
  });
});

describe('identity', () => {
  it('a plan, the register and codes are evidence; it decays when no longer seen', () => {
    const identifier = createIdentifier();
    identifier.useRegistry(
      parseRegistry('address,registration,operator,towards\n601001,EX-32001,Air,\n601002,EX-2,Army,friend\n')
        .items,
    );
    identifier.useCodes(
      parseCodeList('from,to,towards,weight,about\n4400,4477,friend,0.7,own patrol\n').items,
    );
    identifier.step(START, [
      trackOf({ address: 0x60_10_01 }),
      trackOf({ number: 2, address: 0x60_10_02, mode3a: 0o4410 }),
      trackOf({ number: 3, mode3a: 0o4410 }),
      trackOf({ number: 4 }),
    ]);
    expect([1, 2, 3, 4].map((n) => identifier.identityOf(n, START)!.identity)).toEqual([
      'neutral',
      'friend',
      'assumedFriend',
      'pending',
    ]);
    expect(identifier.identityOf(2, START)!.evidence.map(({ text }) => text)).toEqual([
      'address 601002 is registered: EX2, Army',
      'code 4410: own patrol',
    ]);
    expect(identifier.identityOf(4, START + 61_000)!.identity).toBe('unknown');
    // 120 s halve what a code says.
    expect(identifier.identityOf(3, START + 120_000)!.evidence[0]!.weight).toBeCloseTo(0.35, 9);
    expect(identifier.identityOf(3, START + 120_000)!.identity).toBe('unknown');
    expect(identifier.identityOf(9, START)).toBeUndefined();
  });

  it('hostile is only passed on from a member, with its name, and fades; nothing else ever makes it', () => {
    const identifier = createIdentifier();
    identifier.step(START, [trackOf()]);
    identifier.report(1, 'kz', 'hostile', START);
    expect(identifier.identityOf(1, START)).toMatchObject({ identity: 'hostile', reportedBy: 'kz' });
    expect(identifier.identityOf(1, START + 1_200_000)!.identity).not.toBe('hostile');
    fc.assert(
      fc.property(
        fc.record({
          address: fc.option(fc.nat(0xff_ff_ff), { nil: undefined }),
          mode3a: fc.option(fc.nat(0o7777), { nil: undefined }),
          callsign: fc.option(fc.stringMatching(/^[A-Z0-9]{2,7}$/u), { nil: undefined }),
          reported: fc.constantFrom('friend', 'neutral', 'suspect', 'unknown', 'pending', 'assumedFriend'),
        }),
        ({ reported, ...attributes }) => {
          const any = createIdentifier();
          any.useCodes([{ from: 0, to: 0o7777, towards: 'suspect', weight: 2, about: 'all' }]);
          const suspicion = {
            address: attributes.address ?? 0,
            sensorId: 'r',
            sinceMs: 0,
            atMs: START,
            measuredLatDeg: 0,
            measuredLonDeg: 0,
            reportedLatDeg: 0,
            reportedLonDeg: 0,
            distanceM: 9000,
            sigmas: 9,
            scans: 3,
          };
          any.step(START, [trackOf(attributes)], [suspicion]);
          any.report(1, 'kz', reported, START);
          expect(any.identityOf(1, START)!.identity).not.toBe('hostile');
        },
      ),
      { seed: 13, numRuns: 500 },
    );
  });

  it('an override sticks, across a loss of track too, until it is taken back', () => {
    const identifier = createIdentifier();
    const aircraft = { address: 0x60_10_01 };
    identifier.step(START, [trackOf(aircraft)]);
    const override = { identity: 'suspect', author: 'Aibek', reason: 'no answer', atMs: START } as const;
    expect(identifier.override(1, override)).toBe(true);
    expect(identifier.override(99, override)).toBe(false);
    identifier.step(START + 10_000, [trackOf({ ...aircraft, callsign: 'KGA101' })]);
    expect(identifier.identityOf(1, START + 10_000)).toMatchObject({ identity: 'suspect', override });
    // Lost for ten minutes, found again under another number.
    identifier.step(START + 100_000, []);
    identifier.step(START + 600_000, [trackOf({ ...aircraft, number: 2 })]);
    expect(identifier.identityOf(1, START + 600_000)).toBeUndefined();
    expect(identifier.identityOf(2, START + 600_000)).toMatchObject({ identity: 'suspect', override });
    identifier.clearOverride(2);
    identifier.step(START + 700_000, []);
    identifier.step(START + 900_000, [trackOf({ ...aircraft, number: 3 })]);
    expect(identifier.identityOf(3, START + 900_000)!.override).toBeUndefined();
  });

  it('names what contradicts itself', () => {
    const identifier = createIdentifier();
    identifier.usePlans([
      planOf('(FPL-KGA101-IS-A320/M-S-UCFM0540-N0450F350 BEKAD-UAAA0045-DOF/261122 CODE/601001)'),
    ]);
    identifier.useRegistry(parseRegistry('address,registration\n601005,EX-005\n').items);
    identifier.step(START, [
      trackOf({ address: 0x60_10_01, callsign: 'XYZ1' }),
      trackOf({ number: 2, address: 0x60_10_02, callsign: 'KGA101' }),
      trackOf({ number: 3, address: 0x60_10_05, callsign: 'EXABC' }),
      trackOf({ number: 4, address: 0x60_10_06, callsign: 'KGA7' }),
      trackOf({ number: 5, address: 0x60_10_07, callsign: 'KGA7', latDeg: 42 }),
    ]);
    const conflicts = [1, 2, 3, 4].map((n) => identifier.identityOf(n, START)!.conflicts);
    expect(conflicts).toEqual([
      ['flight plan KGA101/UCFM/2026-11-22 has address 601001 as KGA101, the track says XYZ1'],
      ['flight plan KGA101/UCFM/2026-11-22 has address 601001, the track 601002'],
      ['the register has EX005 for its address, the track says EXABC'],
      ['KGA7 (track 5) uses the same callsign'],
    ]);
  });
});
