/** The region demo seen by tracker and watch, every alert judged by what the simulated aircraft really did. */
import type { Alert, Sensor, Track } from '@commonsky/model';
import { createPlotSimulation, demoScenario } from '@commonsky/sim';
import { createTracker } from '@commonsky/tracker';
import {
  type Airspace,
  createAirspaceSet,
  createAreaIndex,
  createWatch,
  GROUND,
  UNLIMITED,
} from '@commonsky/watch';
import { createRandom, START_MS } from './watch-scenarios.ts';

type Truth = ReturnType<ReturnType<typeof createPlotSimulation>['truth']>[number];

export interface RegionOutcome {
  readonly alerts: number;
  readonly nuisances: readonly string[];
  readonly trackHours: number;
}

/** How long after an alert the truth may still bear it out: look-ahead and half a minute. */
const BEAR_OUT_S = { conflict: 150, airspace: 150 } as const;

export function runRegionDemo(seed: number, durationS: number): RegionOutcome {
  const simulation = createPlotSimulation(demoScenario({ seed, startMs: START_MS }));
  const tracker = createTracker();
  const sensors: readonly Sensor[] = simulation.sensors;
  for (const sensor of sensors) tracker.addSensor(sensor);
  const airspaces = zones(seed);
  const watch = createWatch({ sensors, airspaces: createAirspaceSet(airspaces) });
  const truth: Truth[][] = [];
  const raised: { s: number; alert: Alert; tracks: Track[] }[] = [];
  let trackSeconds = 0;
  for (let s = 0; s < durationS; s++) {
    const atMs = START_MS + (s + 1) * 1000;
    const plots = simulation.advance(atMs).map(({ plot }) => plot);
    truth.push(structuredClone(simulation.truth()));
    tracker.process(plots);
    watch.observePlots(plots);
    tracker.advance(atMs);
    const tracks = tracker.tracks(atMs);
    trackSeconds += tracks.length;
    for (const { type, alert } of watch.step(atMs, tracks)) {
      if (type !== 'raised') continue;
      const mine = alert.tracks.map((number) => tracks.find((track) => track.number === number));
      if (mine.every((track) => track !== undefined)) raised.push({ s, alert, tracks: mine });
    }
  }
  // What the recording ends before cannot be judged.
  const judged = raised.filter(({ s }) => s + BEAR_OUT_S.airspace < durationS);
  const nuisances = judged.filter(({ s, alert, tracks }) => !borneOut(alert, tracks, s, truth, airspaces));
  return {
    alerts: judged.length,
    nuisances: nuisances.map(({ s, alert }) => `${s} s ${alert.kind}: ${alert.text}`),
    trackHours: trackSeconds / 3600,
  };
}

/** Thirty restricted circles of 6 to 20 km over the region. */
function zones(seed: number): Airspace[] {
  const random = createRandom(seed);
  return Array.from({ length: 30 }, (_, i): Airspace => {
    const [lon, lat, r] = [random.between(70, 79), random.between(40, 44.5), random.between(0.06, 0.18)];
    const ring = Array.from({ length: 36 }, (_, k): [number, number] => [
      lon + (r / 0.74) * Math.cos((k * Math.PI) / 18),
      lat + r * Math.sin((k * Math.PI) / 18),
    ]);
    return {
      id: `zone-${i}`,
      name: `zone ${i}`,
      kind: 'restricted',
      sourceType: 'R',
      area: { parts: [[ring]] },
      lower: GROUND,
      upper: UNLIMITED,
      schedule: 'always',
    };
  });
}

const apartM = (a: { latDeg: number; lonDeg: number }, b: { latDeg: number; lonDeg: number }): number =>
  Math.hypot(
    (a.lonDeg - b.lonDeg) * 111_000 * Math.cos((a.latDeg * Math.PI) / 180),
    (a.latDeg - b.latDeg) * 111_000,
  );

/** The aircraft a track follows: the nearest one in the air. */
function aircraftOf(track: Track, truth: readonly Truth[]): Truth | undefined {
  const cost = (state: Truth): number =>
    apartM(state, track) +
    (Number.isNaN(track.pressureAltitudeM)
      ? 0
      : 3 * Math.abs(state.pressureAltitudeM - track.pressureAltitudeM));
  return truth.filter(({ onGround }) => !onGround).sort((a, b) => cost(a) - cost(b))[0];
}

function borneOut(
  alert: Alert,
  tracks: readonly Track[],
  s: number,
  truth: readonly Truth[][],
  airspaces: readonly Airspace[],
): boolean {
  const [first, second] = tracks.map((track) => aircraftOf(track, truth[s]!));
  if (!first) return false;
  const later = (number: number, k: number): Truth | undefined =>
    truth[k]?.find((state) => state.number === number);
  switch (alert.kind) {
    case 'conflict':
      if (!second || first.number === second.number) return false;
      for (let k = s; k < s + BEAR_OUT_S.conflict; k++) {
        const [a, b] = [later(first.number, k), later(second.number, k)];
        // 5 NM and 1,000 ft, the separation that had to be kept.
        if (a && b && apartM(a, b) < 9260 && Math.abs(a.pressureAltitudeM - b.pressureAltitudeM) < 304.8)
          return true;
      }
      return false;
    case 'airspace': {
      const { area } = airspaces.find(({ id }) => id === alert.areaId)!;
      const index = createAreaIndex([area]);
      for (let k = s; k < s + BEAR_OUT_S.airspace; k++) {
        const state = later(first.number, k);
        if (state && index.contains(0, state.lonDeg, state.latDeg)) return true;
      }
      return false;
    }
    case 'lowSlow':
      return (
        first.address === undefined &&
        first.mode3a === undefined &&
        Math.hypot(first.eastMps, first.northMps) < 65
      );
    case 'spoofing':
      return first.ghost;
    case 'emergency':
      return first.mode3a === 0o7500 || first.mode3a === 0o7700;
    case 'communicationLoss':
      return first.mode3a === 0o7600;
    default:
      return false;
  }
}
