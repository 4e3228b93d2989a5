import { M_PER_FT, MPS_PER_KT, RAD_PER_DEG } from '@commonsky/model';
import { expect, it } from 'vitest';
import { distanceAndBearing } from '../geo.ts';
import { createPlotSimulation, type PlotSimulation } from '../plots.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TruthState } from '../truth/truth.ts';

const BISHKEK = { latDeg: 43.0613, lonDeg: 74.4776 };

function distanceM(a: { latDeg: number; lonDeg: number }, b: { latDeg: number; lonDeg: number }): number {
  return distanceAndBearing(
    a.latDeg * RAD_PER_DEG,
    a.lonDeg * RAD_PER_DEG,
    b.latDeg * RAD_PER_DEG,
    b.lonDeg * RAD_PER_DEG,
  )[0];
}

/** Lives through `seconds` and shows the truth at each. */
function live(
  scenario: Scenario,
  seconds: number,
  visit: (truth: TruthState[], s: number) => void,
): PlotSimulation {
  const simulation = createPlotSimulation(scenario);
  for (let s = 0; s <= seconds; s++) {
    simulation.advance(simulation.startMs + s * 1000);
    visit(simulation.truth(), s);
  }
  return simulation;
}

it('flies from runway to runway: takes off, climbs, cruises, descends and lands', () => {
  const scenario: Scenario = {
    seed: 2,
    flows: [{ kind: 'airline', count: 12, airports: ['UCFM', 'UAAA', 'UCFO', 'UAII'], holdShare: 0 }],
  };
  const airports = [
    BISHKEK,
    { latDeg: 43.3543, lonDeg: 77.0428 },
    { latDeg: 40.609, lonDeg: 72.7933 },
    { latDeg: 42.3642, lonDeg: 69.4789 },
  ];
  const seen = new Map<number, TruthState[]>();
  live(scenario, 5400, (truth) => {
    for (const each of truth) {
      if (!seen.has(each.number)) seen.set(each.number, []);
      seen.get(each.number)!.push(each);
    }
  });
  const whole = [...seen.values()].filter(
    (life) => life[0]!.onGround && life.at(-1)!.onGround && life.some((each) => !each.onGround),
  );
  expect(whole.length).toBeGreaterThan(10);
  for (const life of whole) {
    const start = life[0]!;
    const touchdown = life[life.findLastIndex((each) => !each.onGround) + 1]!;
    expect(Math.min(...airports.map((airport) => distanceM(airport, start)))).toBeLessThan(100);
    expect(Math.min(...airports.map((airport) => distanceM(airport, touchdown)))).toBeLessThan(600);
    expect(Math.max(...life.map((each) => each.pressureAltitudeM))).toBeGreaterThan(3500);
    for (const each of life) {
      expect(Math.hypot(each.eastMps, each.northMps)).toBeLessThan(290);
      expect(Math.abs(each.verticalMps)).toBeLessThan(17);
    }
    // Slow, and at the height of the field, over the threshold.
    expect(Math.hypot(touchdown.eastMps, touchdown.northMps) / MPS_PER_KT).toBeLessThan(200);
  }
});

it('keeps as many aircraft as asked, each with an address of its own', () => {
  const scenario: Scenario = { seed: 8, flows: [{ kind: 'airline', count: 40 }] };
  live(scenario, 3600, (truth, s) => {
    if (s % 300 !== 0) return;
    expect(truth.length).toBeGreaterThanOrEqual(36);
    expect(truth.length).toBeLessThanOrEqual(40);
    expect(new Set(truth.map((each) => each.address)).size).toBe(truth.length);
  });
});

it('flies holds as racetracks around the fix', () => {
  const scenario: Scenario = {
    aircraft: [
      {
        callsign: 'HOLD1',
        route: [
          { latDeg: 43, lonDeg: 74, altitudeFt: 9000, speedKt: 210 },
          { latDeg: 43, lonDeg: 75, altitudeFt: 9000, speedKt: 210, holdLaps: 3 },
          { latDeg: 43, lonDeg: 76, altitudeFt: 9000 },
        ],
      },
    ],
  };
  let near = 0;
  let passes = 0;
  let before = Infinity;
  let rising = false;
  live(scenario, 2400, ([truth]) => {
    if (!truth) return;
    const distance = distanceM(truth, { latDeg: 43, lonDeg: 75 });
    if (distance < 20_000) near++;
    if (distance > before && !rising && distance < 4000) passes++;
    rising = distance > before;
    before = distance;
  });
  // Three laps of about five and a half minutes.
  expect(near).toBeGreaterThan(900);
  expect(passes).toBeGreaterThanOrEqual(3);
});

it('keeps formations together through turns', () => {
  const scenario: Scenario = {
    seed: 6,
    flows: [
      {
        kind: 'local',
        class: 'fast',
        equipage: 'modeC',
        count: 4,
        centre: BISHKEK,
        radiusM: 80_000,
        altitudeFt: { min: 15_000, max: 25_000 },
        formationSize: 4,
        spacingM: 300,
      },
    ],
  };
  let samples = 0;
  let apart = 0;
  const numbers = new Set<number>();
  live(scenario, 1200, (truth, s) => {
    for (const each of truth) numbers.add(each.number);
    if (truth.length < 4 || s < 10) return;
    const [leader, ...wing] = truth;
    for (const each of wing) {
      samples++;
      if (distanceM(leader!, each) > 2500) apart++;
    }
  });
  expect(numbers.size).toBe(4);
  expect(samples).toBeGreaterThan(3000);
  expect(apart / samples).toBeLessThan(0.05);
});

it('brings crossing pairs close at the centre', () => {
  const scenario: Scenario = {
    seed: 5,
    flows: [
      {
        kind: 'crossing',
        count: 30,
        centre: BISHKEK,
        radiusM: 60_000,
        missM: 500,
        altitudeFt: { min: 30_000, max: 30_000 },
      },
    ],
  };
  let closest = Infinity;
  live(scenario, 600, (truth) => {
    for (const [i, a] of truth.entries()) {
      for (const b of truth.slice(i + 1)) closest = Math.min(closest, distanceM(a, b));
    }
  });
  expect(closest).toBeLessThan(500);
});

it('plays events of scripted aircraft: codes, SPI, transponder off', () => {
  const scenario: Scenario = {
    sensors: [
      {
        kind: 'radar',
        id: 'r',
        owner: 'sim',
        sac: 1,
        sic: 1,
        ...BISHKEK,
        heightM: 640,
        rangeMaxM: 300_000,
        periodS: 4,
        primary: { rangeMaxM: 200_000, probability: 1 },
        secondary: { mode: 'ssr', probability: 1 },
        latency: { meanMs: 0, jitterMs: 0 },
      },
    ],
    aircraft: [
      {
        callsign: 'TEST1',
        mode3a: '1234',
        route: [
          { latDeg: 43.5, lonDeg: 74, altitudeFt: 30_000 },
          { latDeg: 43.5, lonDeg: 78, altitudeFt: 30_000 },
        ],
        events: [
          { atS: 60, mode3a: '7600', spi: true },
          { atS: 120, transponder: 'off' },
        ],
      },
    ],
  };
  const simulation = createPlotSimulation(scenario);
  const plots = [1, 2, 3].flatMap((minute) => simulation.advance(simulation.startMs + minute * 60_000));
  const during = (from: number, to: number) =>
    plots.filter(
      ({ plot }) =>
        plot.measuredAtMs >= simulation.startMs + from * 1000 &&
        plot.measuredAtMs < simulation.startMs + to * 1000,
    );
  expect(during(0, 60).every(({ plot }) => plot.mode3a === 0o1234 && !plot.spi)).toBe(true);
  expect(during(61, 120).every(({ plot }) => plot.mode3a === 0o7600 && plot.spi)).toBe(true);
  expect(
    during(121, 180).every(({ plot }) => plot.mode3a === undefined && plot.primary && !plot.secondary),
  ).toBe(true);
  expect(during(121, 180).length).toBeGreaterThan(10);
});

it('reaches the levels of scripted waypoints', () => {
  const scenario: Scenario = {
    aircraft: [
      {
        class: 'drone',
        equipage: 'primaryOnly',
        end: 'loop',
        route: [
          { latDeg: 43, lonDeg: 75, altitudeFt: 5000 },
          { latDeg: 43.05, lonDeg: 75, altitudeFt: 6000 },
          { latDeg: 43.05, lonDeg: 75.05, altitudeFt: 5500 },
        ],
      },
    ],
  };
  const levels: number[] = [];
  live(scenario, 1800, ([truth]) => levels.push(truth!.pressureAltitudeM / M_PER_FT));
  expect(levels).toHaveLength(1801);
  expect(Math.max(...levels)).toBeCloseTo(6000, -2);
  expect(Math.min(...levels)).toBeCloseTo(5000, -2);
});

function fingerprint(seed: number): string {
  const simulation = createPlotSimulation({ seed, flows: [{ kind: 'airline', count: 20 }] });
  simulation.advance(simulation.startMs + 60_000);
  return JSON.stringify(simulation.truth());
}

it('is the same for the same seed, and another for another', () => {
  expect(fingerprint(1)).toBe(fingerprint(1));
  expect(fingerprint(1)).not.toBe(fingerprint(2));
});
