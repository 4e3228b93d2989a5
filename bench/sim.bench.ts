import { createPlotSimulation, createSimulation, demoScenario, type Scenario } from '@commonsky/sim';
import type { Bench } from './bench.ts';

/** Straight flights over a region, seen by radars that cover it: for the cost of size. */
function large(aircraftCount: number): Scenario {
  const side = Math.ceil(Math.sqrt(aircraftCount / 2000));
  const sensors = Array.from({ length: side * side }, (_, index) => ({
    kind: 'radar' as const,
    id: `radar-${index}`,
    owner: 'sim',
    sac: 1,
    sic: index,
    latDeg: 35 + 3.5 * (index % side),
    lonDeg: 60 + 5 * Math.floor(index / side),
    heightM: 1000,
    periodS: 4,
    rangeMaxM: 300_000,
    secondary: { mode: 'modeS' as const },
  }));
  const centre = { latDeg: 35 + 1.75 * (side - 1), lonDeg: 60 + 2.5 * (side - 1) };
  const radiusM = 250_000 * side;
  return {
    sensors,
    flows: [
      {
        kind: 'crossing',
        count: aircraftCount,
        centre,
        radiusM,
        missM: 0.9 * radiusM,
        altitudeFt: { min: 20_000, max: 40_000 },
      },
    ],
  };
}

export const bench: Bench = (report) => {
  {
    const simulation = createSimulation(demoScenario());
    simulation.advance(simulation.startMs + 60_000);
    const seconds = 300;
    const startMs = performance.now();
    let octets = 0;
    for (let ms = 50; ms <= seconds * 1000; ms += 50) {
      for (const { bytes } of simulation.advance(simulation.startMs + 60_000 + ms)) octets += bytes.length;
    }
    const share = (performance.now() - startMs) / (seconds * 1000);
    report({
      name: 'sim/demo-octets-share-of-core',
      unit: '%',
      value: 100 * share,
      aircraft: simulation.aircraftCount,
      sensors: simulation.sensors.length,
      octetsPerS: Math.round(octets / seconds),
    });
  }
  for (const aircraftCount of [1000, 10_000, 100_000]) {
    const simulation = createPlotSimulation(large(aircraftCount));
    simulation.advance(simulation.startMs + 2000);
    const seconds = Math.max(4, 40_000 / aircraftCount);
    const startMs = performance.now();
    const plots = simulation.advance(simulation.startMs + 2000 + seconds * 1000).length;
    const elapsedMs = performance.now() - startMs;
    report({
      name: `sim/plots-${aircraftCount}-aircraft`,
      unit: 'plots/s',
      value: (plots * 1000) / elapsedMs,
      plots,
      timesRealTime: (seconds * 1000) / elapsedMs,
      sensors: simulation.sensors.length,
    });
  }
};
