/** One aircraft, one track: the demo's traffic, whose radars miss heights and whose receivers stamp on reception. */
import type { Track } from '@commonsky/model';
import { createPlotSimulation, demoScenario } from '@commonsky/sim';
import { createTracker } from '@commonsky/tracker';
import { expect, it } from 'vitest';

const DURATION_S = 240;
/** From here on every aircraft in the first picture is established. */
const SETTLED_S = 30;
/** A receiver's link stands still for the first part of every period; what it held back is stamped afterwards. */
const STALL_PERIOD_MS = 20_000;
const STALL_MS = 1500;
const NEAR_M = 1000;
const SAME_LEVEL_M = 150;

function isDouble(a: Track, b: Track): boolean {
  if (a.address !== undefined && b.address !== undefined) return a.address === b.address;
  const north = (a.latDeg - b.latDeg) * 111_195;
  const east = (a.lonDeg - b.lonDeg) * 111_195 * Math.cos((a.latDeg * Math.PI) / 180);
  const isApart = Math.abs(a.pressureAltitudeM - b.pressureAltitudeM) > SAME_LEVEL_M;
  const isOther = a.mode3a !== undefined && b.mode3a !== undefined && a.mode3a !== b.mode3a;
  return !isApart && !isOther && Math.hypot(north, east) < NEAR_M;
}

function run(seed: number, stallMs: number) {
  const simulation = createPlotSimulation(demoScenario({ seed }));
  const trackers = new Map(simulation.members.map(({ id }) => [id, createTracker()]));
  for (const sensor of simulation.sensors) trackers.get(sensor.owner)!.addSensor(sensor);
  const sensors = new Map(simulation.sensors.map((sensor) => [sensor.id, sensor]));
  const count = { doubles: 0, tracks: 0 };
  for (let second = 1; second <= DURATION_S; second++) {
    const nowMs = simulation.startMs + second * 1000;
    for (const { plot } of simulation.advance(nowMs)) {
      const { owner, sac } = sensors.get(plot.sensorId)!;
      const held = stallMs - ((plot.receivedAtMs - simulation.startMs) % STALL_PERIOD_MS);
      // A Beast stream has no SAC/SIC and no time of day.
      if (sac === undefined) plot.measuredAtMs = plot.receivedAtMs + Math.max(0, held);
      trackers.get(owner)!.process([plot]);
    }
    for (const tracker of trackers.values()) {
      tracker.advance(nowMs);
      if (second < SETTLED_S) continue;
      const tracks = tracker.tracks(nowMs);
      count.tracks += tracks.length;
      for (const [k, a] of tracks.entries()) {
        for (const b of tracks.slice(k + 1)) if (isDouble(a, b)) count.doubles++;
      }
    }
  }
  return { ...count, registration: [...trackers.values()].flatMap((tracker) => tracker.registration()) };
}

it.each([
  [1, 0],
  [2, STALL_MS],
])('tracks every aircraft of the demo once (seed %i, links stall for %i ms)', (seed, stallMs) => {
  const { doubles, tracks, registration } = run(seed, stallMs);
  expect(tracks).toBeGreaterThan(20_000);
  expect(doubles / tracks).toBeLessThan(0.0005);
  if (stallMs > 0) return;
  // The radars have no bias; the air is cold, so heights are hundreds of metres below pressure altitudes.
  for (const { rangeM } of registration) expect(Math.abs(rangeM.value)).toBeLessThan(4 * rangeM.sigma);
});
