import { RAD_PER_DEG } from '@commonsky/model';
import { expect, it } from 'vitest';
import { distanceAndBearing } from '../geo.ts';
import { createPlotSimulation, type SimulatedPlot } from '../plots.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TruthState } from '../truth/truth.ts';

const ADSB = {
  kind: 'adsb',
  id: 'adsb',
  owner: 'sim',
  sac: 1,
  sic: 3,
  latDeg: 43,
  lonDeg: 75,
  heightM: 700,
  rangeMaxM: 400_000,
  latency: { meanMs: 0, jitterMs: 0 },
} as const;

const MLAT = {
  ...ADSB,
  kind: 'mlat',
  id: 'mlat',
  rangeMaxM: 200_000,
  timingNoiseM: 10,
  stations: [
    { latDeg: 43, lonDeg: 75, heightM: 700 },
    { latDeg: 43.4, lonDeg: 75, heightM: 700 },
    { latDeg: 42.8, lonDeg: 75.5, heightM: 700 },
    { latDeg: 42.8, lonDeg: 74.5, heightM: 700 },
  ],
} as const;

const CROSSING = {
  kind: 'crossing',
  count: 40,
  centre: { latDeg: 43, lonDeg: 75 },
  radiusM: 150_000,
  missM: 60_000,
  altitudeFt: { min: 33_000, max: 33_000 },
} as const;

interface Compared extends SimulatedPlot {
  readonly errorM: number;
}

/** Plots with their distance from the truth at the moment of measurement. */
function compare(scenario: Scenario, seconds: number): Compared[] {
  const simulation = createPlotSimulation(scenario);
  const result: Compared[] = [];
  for (let s = 1; s <= seconds; s++) {
    const plots = simulation.advance(simulation.startMs + s * 1000);
    for (const each of plots) {
      const at = simulation
        .truth(each.plot.measuredAtMs)
        .find(({ number }: TruthState) => number === each.truth);
      if (!at) continue;
      const [errorM] = distanceAndBearing(
        at.latDeg * RAD_PER_DEG,
        at.lonDeg * RAD_PER_DEG,
        each.plot.latDeg * RAD_PER_DEG,
        each.plot.lonDeg * RAD_PER_DEG,
      );
      result.push({ ...each, errorM });
    }
  }
  return result;
}

function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

it('reports by ADS-B once a second, within the accuracy promised', () => {
  const plots = compare({ seed: 2, sensors: [{ ...ADSB, probability: 1 }], flows: [CROSSING] }, 60);
  expect(plots.length / 40 / 60).toBeGreaterThan(0.93);
  expect(plots.length / 40 / 60).toBeLessThan(1.07);
  // 95 % within the estimated uncertainty; 1σ of one axis times √2 is the RMS of both.
  const promised = rms(plots.map(({ plot }) => plot.accuracyM * Math.SQRT2));
  expect(rms(plots.map(({ errorM }) => errorM))).toBeLessThan(promised);
  expect(rms(plots.map(({ errorM }) => errorM))).toBeGreaterThan(0.2 * promised);
});

it('locates by multilateration as well as the geometry allows', () => {
  const plots = compare({ seed: 2, sensors: [MLAT], flows: [CROSSING] }, 120);
  expect(plots.length).toBeGreaterThan(1500);
  const claimed = rms(plots.map(({ plot }) => plot.accuracyM * Math.SQRT2));
  expect(Math.abs(rms(plots.map(({ errorM }) => errorM)) / claimed - 1)).toBeLessThan(0.1);
  // Inside the triangle of stations it is about the timing noise, far outside much worse.
  const inside = plots.filter(({ plot }) => Math.hypot(plot.latDeg - 43, plot.lonDeg - 75) < 0.2);
  expect(rms(inside.map(({ errorM }) => errorM))).toBeLessThan(25);
  expect(Math.max(...plots.map(({ plot }) => plot.accuracyM))).toBeGreaterThan(100);
});

it('needs four stations for a position', () => {
  const outage = MLAT.stations.map((each, index) => (index < 3 ? each : { ...each, latDeg: 60 }));
  expect(compare({ seed: 2, sensors: [{ ...MLAT, stations: outage }], flows: [CROSSING] }, 20)).toEqual([]);
});

it('delivers late and in order, as the line does', () => {
  const latency = { meanMs: 2000, jitterMs: 500 };
  const simulation = createPlotSimulation({ sensors: [{ ...ADSB, latency }], flows: [CROSSING] });
  const plots = simulation.advance(simulation.startMs + 60_000);
  const delays = plots.map(({ plot }) => plot.receivedAtMs - plot.measuredAtMs);
  const mean = delays.reduce((sum, value) => sum + value, 0) / delays.length;
  // Batches of a quarter second wait an eighth on average; keeping order holds some back.
  expect(mean).toBeGreaterThan(2000);
  expect(mean).toBeLessThan(3200);
  for (let i = 1; i < plots.length; i++) {
    expect(plots[i]!.plot.receivedAtMs).toBeGreaterThanOrEqual(plots[i - 1]!.plot.receivedAtMs);
  }
});

function fromCentreM({ plot }: SimulatedPlot): number {
  return Math.hypot(plot.latDeg - 43, (plot.lonDeg - 75) * 0.73) * 111_200;
}

function isLate({ plot }: SimulatedPlot): boolean {
  return plot.measuredAtMs > Date.parse('2026-01-01T06:00:31Z');
}

it('loses positions to jamming, and believes spoofing', () => {
  const zone = { latDeg: 43, lonDeg: 75, radiusM: 60_000, fromS: 30 };
  const scenario = (effect: 'jamming' | 'spoofing'): Scenario => ({
    seed: 4,
    sensors: [ADSB],
    flows: [CROSSING],
    interference: [{ ...zone, effect, target: { latDeg: 45, lonDeg: 80 } }],
  });

  const jammed = compare(scenario('jamming'), 60);
  expect(jammed.some((each) => !isLate(each) && fromCentreM(each) < 55_000)).toBe(true);
  expect(jammed.some((each) => isLate(each) && fromCentreM(each) < 55_000)).toBe(false);

  const spoofed = compare(scenario('spoofing'), 60).filter((each) => isLate(each) && each.errorM > 1000);
  expect(spoofed.length).toBeGreaterThan(50);
  for (const { plot } of spoofed) expect(Math.hypot(plot.latDeg - 45, plot.lonDeg - 80)).toBeLessThan(0.01);
});

it('hears ghosts that radar does not see', () => {
  const scenario: Scenario = {
    sensors: [
      ADSB,
      { ...MLAT },
      {
        ...ADSB,
        kind: 'radar',
        id: 'radar',
        periodS: 4,
        secondary: { mode: 'modeS', probability: 1 },
        primary: { rangeMaxM: 200_000, probability: 1 },
      },
    ],
    aircraft: [
      {
        callsign: 'GHOST',
        address: '683001',
        ghost: true,
        route: [
          { latDeg: 43.2, lonDeg: 74.5, altitudeFt: 30_000 },
          { latDeg: 43.2, lonDeg: 76 },
        ],
      },
      {
        callsign: 'REAL',
        route: [
          { latDeg: 43.3, lonDeg: 74.5, altitudeFt: 30_000 },
          { latDeg: 43.3, lonDeg: 76 },
        ],
      },
    ],
  };
  const heard = (sensorId: string) =>
    new Set(
      compare(scenario, 60)
        .filter(({ plot }) => plot.sensorId === sensorId)
        .map(({ plot }) => plot.callsign),
    );
  expect(heard('adsb')).toEqual(new Set(['GHOST', 'REAL']));
  expect(heard('mlat')).toEqual(new Set(['REAL']));
  const simulation = createPlotSimulation(scenario);
  const radar = simulation
    .advance(simulation.startMs + 60_000)
    .filter(({ plot }) => plot.sensorId === 'radar');
  expect(new Set(radar.map(({ plot }) => plot.callsign))).toEqual(new Set(['REAL']));
});
