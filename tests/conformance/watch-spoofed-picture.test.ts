import { expect, it } from 'vitest';
import { createPlotSimulation, demoScenario } from '@commonsky/sim';
import { createTracker } from '@commonsky/tracker';
import { createConsistencyMonitor } from '@commonsky/watch';
import { START_MS } from './watch-scenarios.ts';

it('aircraft whose reports go astray are suspected, nobody else is, and they keep their radar track', () => {
  const simulation = createPlotSimulation(demoScenario({ seed: 1, startMs: START_MS }));
  const sensors = new Map(simulation.sensors.map((sensor) => [sensor.id, sensor]));
  const kindOf = (sensorId: string): string => sensors.get(sensorId)!.kind;
  const tracker = createTracker();
  for (const sensor of sensors.values()) tracker.addSensor(sensor);
  const monitor = createConsistencyMonitor(sensors);
  const victims = new Set<number>();
  const suspected = new Set<number>();
  const errorsM: number[] = [];
  let withoutTrack = 0;
  for (let s = 1; s < 400; s++) {
    const atMs = START_MS + s * 1000;
    const plots = simulation.advance(atMs).map(({ plot }) => plot);
    if (s === 200) {
      for (const { address, contributions } of tracker.tracks(atMs)) {
        const kinds = contributions
          .filter(({ lastMs }) => atMs - lastMs < 15_000)
          .map(({ sensorId }) => kindOf(sensorId));
        const isBoth =
          kinds.includes('adsb') && kinds.some((kind) => kind === 'modeS' || kind === 'psrModeS');
        if (address !== undefined && isBoth && victims.size < 12) victims.add(address);
      }
    }
    // From here on their own reports say 3.3 km further north.
    for (const plot of plots)
      if (kindOf(plot.sensorId) === 'adsb' && victims.has(plot.address ?? -1)) plot.latDeg += 0.03;
    monitor.observe(plots);
    for (const { address } of monitor.suspicions(atMs)) suspected.add(address);
    tracker.process(plots);
    tracker.advance(atMs);
    if (s < 260) continue;
    const tracks = tracker.tracks(atMs);
    for (const truth of simulation.truth()) {
      if (truth.address === undefined || !victims.has(truth.address)) continue;
      const offM = tracks
        .filter(({ address }) => address === truth.address)
        .map(({ latDeg, lonDeg }) =>
          Math.hypot((latDeg - truth.latDeg) * 111_000, (lonDeg - truth.lonDeg) * 81_000),
        );
      if (offM.length === 0) withoutTrack += 1;
      else errorsM.push(Math.min(...offM));
    }
  }
  expect(victims.size).toBe(12);
  expect([...suspected].sort((a, b) => a - b)).toEqual([...victims].sort((a, b) => a - b));
  expect(withoutTrack).toBeLessThan(errorsM.length / 100);
  errorsM.sort((a, b) => a - b);
  expect(errorsM[Math.floor(errorsM.length * 0.95)]).toBeLessThan(300);
});
