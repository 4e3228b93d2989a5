import { geodeticToEcef, RAD_PER_DEG } from '@commonsky/model';
import { expect, it } from 'vitest';
import { createSite, toLocal, wrapPi } from '../geo.ts';
import { createPlotSimulation, type SimulatedPlot } from '../plots.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TruthState } from '../truth/truth.ts';

type RadarInput = Extract<NonNullable<Scenario['sensors']>[number], { kind: 'radar' }>;

const RADAR: RadarInput = {
  kind: 'radar',
  id: 'radar',
  owner: 'sim',
  sac: 1,
  sic: 2,
  latDeg: 43,
  lonDeg: 75,
  heightM: 700,
  rangeMaxM: 400_000,
  periodS: 4,
  latency: { meanMs: 0, jitterMs: 0 },
};
const SITE = createSite(43, 75, 700);

/** Straight flights spread over the coverage, at FL 330. */
const STRAIGHT = {
  kind: 'crossing',
  count: 60,
  centre: { latDeg: 43, lonDeg: 75 },
  radiusM: 300_000,
  missM: 120_000,
  altitudeFt: { min: 33_000, max: 33_000 },
} as const;

function scenario(
  radar: Partial<RadarInput>,
  flow: Partial<Extract<NonNullable<Scenario['flows']>[number], { kind: 'crossing' }>> = {},
): Scenario {
  return { sensors: [{ ...RADAR, ...radar }], flows: [{ ...STRAIGHT, ...flow }], seed: 11 };
}

/** Polar coordinates of the truth, moved to the time of a plot along the straight line it flies. */
function polar(truth: TruthState, laterS: number): { rangeM: number; azimuthRad: number } {
  const point = new Float64Array(3);
  const local = new Float64Array(3);
  const lat = truth.latDeg + ((truth.northMps * laterS) / 6_366_000) * (180 / Math.PI);
  const lon =
    truth.lonDeg +
    ((truth.eastMps * laterS) / (6_388_000 * Math.cos(truth.latDeg * RAD_PER_DEG))) * (180 / Math.PI);
  geodeticToEcef(lat * RAD_PER_DEG, lon * RAD_PER_DEG, truth.heightM, point);
  toLocal(SITE, point[0]!, point[1]!, point[2]!, local);
  return {
    rangeM: Math.hypot(local[0]!, local[1]!, local[2]!),
    azimuthRad: Math.atan2(local[0]!, local[1]!),
  };
}

interface Seen extends SimulatedPlot {
  readonly errorRangeM: number;
  readonly errorAzimuthDeg: number;
}

/** All plots of some time, each with its errors against the truth. */
function observe(input: Scenario, seconds: number): { seen: Seen[]; false: SimulatedPlot[]; turns: number } {
  const simulation = createPlotSimulation(input);
  const seen: Seen[] = [];
  const others: SimulatedPlot[] = [];
  simulation.advance(simulation.startMs);
  for (let s = 1; s <= seconds; s++) {
    const plots = simulation.advance(simulation.startMs + s * 1000);
    const truth = new Map(simulation.truth().map((each) => [each.number, each]));
    for (const each of plots) {
      const at = each.truth === undefined ? undefined : truth.get(each.truth);
      if (each.cause !== 'aircraft') others.push(each);
      if (!at || each.cause !== 'aircraft') continue;
      const { rangeM, azimuthRad } = polar(at, (each.plot.measuredAtMs - simulation.nowMs) / 1000);
      seen.push({
        ...each,
        errorRangeM: each.plot.rangeM - rangeM,
        errorAzimuthDeg: wrapPi(each.plot.azimuthDeg * RAD_PER_DEG - azimuthRad) / RAD_PER_DEG,
      });
    }
  }
  return { seen, false: others, turns: seconds / 4 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

it('measures exactly when there is no noise, at the moment its beam passes', () => {
  const exact = { rangeM: 0, azimuthDeg: 0 };
  const { seen } = observe(scenario({ secondary: { mode: 'modeS', probability: 1, noise: exact } }), 60);
  expect(seen.length).toBeGreaterThan(500);
  for (const { errorRangeM, errorAzimuthDeg, plot } of seen) {
    expect(Math.abs(errorRangeM)).toBeLessThan(1);
    // The crossing is found by interpolation: good to a hundredth of the beam's width even near the site.
    expect(Math.abs(errorAzimuthDeg * RAD_PER_DEG * plot.rangeM)).toBeLessThan(1);
  }
  // Every aircraft in view once a turn: time between its plots is the period, give or take its own motion.
  const times = Map.groupBy(seen, (each) => each.truth);
  for (const plots of times.values()) {
    for (let i = 1; i < plots.length; i++) {
      const gapS = (plots[i]!.plot.measuredAtMs - plots[i - 1]!.plot.measuredAtMs) / 1000;
      if (plots[i]!.plot.rangeM > 50_000) expect(Math.abs(gapS - 4)).toBeLessThan(0.05);
    }
  }
});

it('has the noise it claims, without bias', () => {
  const { seen } = observe(
    scenario({ secondary: { mode: 'modeS', noise: { rangeM: 30, azimuthDeg: 0.06 } } }),
    300,
  );
  const range = seen.map((each) => each.errorRangeM);
  const azimuth = seen.map((each) => each.errorAzimuthDeg);
  const tolerance = 4 / Math.sqrt(2 * seen.length);
  expect(seen.length).toBeGreaterThan(3000);
  expect(Math.abs(deviation(range) / 30 - 1)).toBeLessThan(tolerance);
  expect(Math.abs(deviation(azimuth) / 0.06 - 1)).toBeLessThan(tolerance);
  expect(Math.abs(mean(range)) / 30).toBeLessThan(4 / Math.sqrt(seen.length));
  expect(Math.abs(mean(azimuth)) / 0.06).toBeLessThan(4 / Math.sqrt(seen.length));
});

it('has the bias and the clock error it is given', () => {
  const { seen } = observe(
    scenario({
      secondary: { mode: 'modeS' },
      bias: { rangeM: 200, rangeGain: 0.001, azimuthDeg: 0.3 },
    }),
    60,
  );
  expect(mean(seen.map((each) => each.errorRangeM - 0.001 * each.plot.rangeM))).toBeCloseTo(200, -1);
  expect(mean(seen.map((each) => each.errorAzimuthDeg))).toBeCloseTo(0.3, 1.5);

  const on = createPlotSimulation(scenario({ secondary: { mode: 'modeS' } }));
  const off = createPlotSimulation(
    scenario({ secondary: { mode: 'modeS' }, clock: { offsetMs: 700, driftPpm: 100 } }),
  );
  const a = on.advance(on.startMs + 20_000);
  const b = off.advance(off.startMs + 20_000);
  for (const [index, { plot }] of a.entries()) {
    const expected = 700 + 1e-4 * (plot.measuredAtMs - on.startMs);
    expect(b[index]!.plot.measuredAtMs - plot.measuredAtMs).toBeCloseTo(expected, 3);
  }
});

it.each([0.5, 0.9, 1])('detects with the probability given: %f', (probability) => {
  const inside = { missM: 50_000, radiusM: 200_000 };
  const { seen } = observe(
    scenario({ secondary: { mode: 'modeS', probability }, elevationMinDeg: -5 }, inside),
    200,
  );
  const possible = 60 * 50;
  expect(Math.abs(seen.length / possible - probability)).toBeLessThan(0.035);
});

function share(seen: readonly Seen[], fromM: number, toM: number): number {
  return seen.filter(({ plot }) => plot.rangeM >= fromM && plot.rangeM < toM).length;
}

it('sees a large aircraft farther than a small one by primary radar, by the fourth root of its echo', () => {
  const primary = { rangeMaxM: 100_000, probability: 0.5 };
  const ring = (kind: 'airliner' | 'drone') =>
    observe(
      scenario(
        { primary, elevationMinDeg: -5, elevationMaxDeg: 90 },
        { class: kind, count: 150, missM: 90_000, radiusM: 100_000 },
      ),
      300,
    ).seen;
  const airliner = ring('airliner');
  expect(share(airliner, 80_000, 100_000)).toBeGreaterThan(0.5 * share(airliner, 60_000, 80_000));
  const drone = ring('drone');
  // 0.05 m² against 10 m²: half of what is seen at 100 km is seen at 27 km.
  expect(share(drone, 60_000, 100_000)).toBeLessThan(5);
  expect(share(drone, 0, 30_000)).toBeGreaterThan(100);
});

it('is blind below the horizon, behind mountains and overhead', () => {
  const secondary = { mode: 'modeS', probability: 1 } as const;
  const mountain = [{ fromDeg: 90, toDeg: 180, elevationDeg: 10 }];
  const { seen } = observe(scenario({ secondary, horizon: mountain, elevationMaxDeg: 45 }), 120);
  const southEast = seen.filter(
    ({ plot }) => plot.azimuthDeg > 91 && plot.azimuthDeg < 179 && plot.rangeM > 60_000,
  );
  expect(southEast).toEqual([]);
  expect(seen.some(({ plot }) => plot.rangeM < 13_000)).toBe(false);
  const low = scenario({ secondary }, { altitudeFt: { min: 3000, max: 3000 } });
  // 4.12 (√210 m) km at most: the antenna stands at 700 m, but its ground is not modelled, 0.3° is.
  expect(Math.max(...observe(low, 120).seen.map(({ plot }) => plot.rangeM))).toBeLessThan(60_000);
});

it('adds clutter: even over the area, and in clusters', () => {
  const primary = { rangeMaxM: 100_000 };
  const uniform = observe(scenario({ primary, clutter: { uniformPerScan: 20 } }, { count: 0 }), 400).false;
  expect(Math.abs(uniform.length / 100 - 20)).toBeLessThan(1.5);
  // Uniform over the area: half of it lies within 71 km.
  const near = uniform.filter(({ plot }) => plot.rangeM < 70_711).length;
  expect(Math.abs(near / uniform.length - 0.5)).toBeLessThan(0.04);
  expect(uniform.every((each) => each.cause === 'clutter' && each.truth === undefined)).toBe(true);

  const cluster = { latDeg: 43.4, lonDeg: 75.3, radiusM: 4000, perScan: 6 };
  const clustered = observe(scenario({ primary, clutter: { clusters: [cluster] } }, { count: 0 }), 400).false;
  expect(Math.abs(clustered.length / 100 - 6)).toBeLessThan(0.8);
  expect(deviation(clustered.map(({ plot }) => plot.rangeM))).toBeLessThan(3000);
});

function pairs(equipage: 'modeC' | 'adsb'): Scenario {
  return {
    seed: 3,
    sensors: [{ ...RADAR, secondary: { mode: 'modeS', probability: 1 } }],
    flows: [
      {
        kind: 'local',
        class: 'fast',
        equipage,
        count: 20,
        centre: { latDeg: 44, lonDeg: 75 },
        radiusM: 30_000,
        altitudeFt: { min: 20_000, max: 25_000 },
        formationSize: 2,
        spacingM: 400,
      },
    ],
  };
}

/** Share of the plots of close pairs that lost their code. */
function spoilt(equipage: 'modeC' | 'adsb'): number {
  const { seen } = observe(pairs(equipage), 100);
  return seen.filter(({ plot }) => plot.mode3a === undefined).length / seen.length;
}

it('garbles overlapping replies of close pairs, not those of Mode S', () => {
  expect(spoilt('adsb')).toBe(0);
  expect(spoilt('modeC')).toBeGreaterThan(0.2);
});

it('shows reflections at the azimuth of the reflector, farther away than the aircraft', () => {
  const reflectors = [{ azimuthDeg: 200, rangeM: 5000, widthDeg: 4, probability: 0.5 }];
  const { seen, false: others } = observe(scenario({ secondary: { mode: 'modeS', reflectors } }), 60);
  const reflections = others.filter((each) => each.cause === 'reflection');
  expect(Math.abs(reflections.length / seen.length - 0.5)).toBeLessThan(0.1);
  for (const { plot, truth } of reflections) {
    expect(Math.abs(plot.azimuthDeg - 200)).toBeLessThanOrEqual(2.01);
    expect(truth).toBeDefined();
  }
});

/** Seconds since the start at which a plot was measured. */
function second(plot: SimulatedPlot['plot']): number {
  return (plot.measuredAtMs - Date.parse('2026-01-01T06:00:00Z')) / 1000;
}

it('falls silent in an outage', () => {
  const outages = [{ fromS: 20, toS: 40 }];
  const { seen } = observe(scenario({ secondary: { mode: 'modeS' }, outages }), 60);
  expect(seen.some(({ plot }) => second(plot) < 19.8)).toBe(true);
  expect(seen.some(({ plot }) => second(plot) > 20.2 && second(plot) < 39.8)).toBe(false);
  expect(seen.some(({ plot }) => second(plot) > 40.2)).toBe(true);
});

it('measures height and radial speed where it can', () => {
  const primary = { rangeMaxM: 200_000, probability: 0.99, elevationNoiseDeg: 0.2, dopplerNoiseMps: 1 };
  const { seen } = observe(scenario({ primary, elevationMinDeg: -1 }), 60);
  expect(seen.length).toBeGreaterThan(100);
  const heights = seen.map(
    ({ plot }) => (plot.geometricHeightM - 33_000 * 0.3048) / (plot.rangeM * 0.2 * RAD_PER_DEG),
  );
  expect(Math.abs(deviation(heights) - 1)).toBeLessThan(0.15);
  expect(seen.every(({ plot }) => Math.abs(plot.dopplerMps) < 320 && plot.mode3a === undefined)).toBe(true);
});
