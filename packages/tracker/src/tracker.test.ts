import { createPlot, type Plot, type Sensor } from '@commonsky/model';
import { describe, expect, it } from 'vitest';
import { createTracker } from './index.ts';

const RADAR: Sensor = {
  id: 'bishkek',
  name: 'Bishkek',
  owner: 'kg',
  kind: 'psrModeS',
  latDeg: 43.06,
  lonDeg: 74.47,
  heightM: 650,
  rangeMaxM: 400_000,
  periodS: 4,
};
const ADSB: Sensor = { id: 'almaty-adsb', name: 'Almaty ADS-B', owner: 'kz', kind: 'adsb', periodS: 0.5 };
const START_MS = Date.UTC(2026, 0, 1, 23, 59, 0);

/** One aircraft eastbound at 43.5° N, 200 m/s, 10 km, reported every half second with a metre of jitter. */
function reportAt(second: number): Plot {
  const plot = createPlot('almaty-adsb', START_MS + second * 1000, START_MS + second * 1000 + 300);
  const eastM = 200 * second + Math.sin(second * 7);
  plot.latDeg = 43.5;
  plot.lonDeg = 75 + eastM / (111_320 * Math.cos((43.5 * Math.PI) / 180));
  plot.pressureAltitudeM = 10_000;
  plot.eastMps = 200;
  plot.northMps = 0;
  plot.address = 0x600100;
  plot.callsign = 'KZR101';
  plot.onGround = false;
  return plot;
}

function flight(seconds: number): Plot[] {
  return Array.from({ length: seconds * 2 }, (_, k) => reportAt(k / 2));
}

describe('tracker', () => {
  it('makes one track of one aircraft, with its identity, owners and state', () => {
    const tracker = createTracker();
    tracker.addSensor(ADSB);
    tracker.process(flight(60));
    tracker.advance(START_MS + 61_000);
    const tracks = tracker.tracks(START_MS + 61_000);
    expect(tracks).toHaveLength(1);
    const [track] = tracks;
    expect(track).toMatchObject({
      number: 1,
      address: 0x600100,
      callsign: 'KZR101',
      onGround: false,
      status: 'confirmed',
    });
    expect(track!.contributions).toEqual([
      { sensorId: 'almaty-adsb', owner: 'kz', lastMs: START_MS + 59_500, plotCount: 120 },
    ]);
    expect(track!.latDeg).toBeCloseTo(43.5, 3);
    expect(track!.eastMps).toBeCloseTo(200, 0);
    expect(track!.pressureAltitudeM).toBeCloseTo(10_000, 0);
    expect(track!.accuracyM).toBeLessThan(30);
    expect(tracker.takeEvents()).toEqual([{ kind: 'confirmed', number: 1, atMs: START_MS + 500 }]);
    expect(tracker.takeEvents()).toEqual([]);
  });

  it('gives the same tracks whether plots come in one batch, in many, or a little out of order', () => {
    const shuffled = flight(60).map((_, k, all) => all[k ^ 1]!);
    const whole = createTracker();
    const parts = createTracker();
    for (const tracker of [whole, parts]) {
      tracker.addSensor(ADSB);
      tracker.addSensor(RADAR);
    }
    whole.process(flight(60));
    whole.advance(START_MS + 60_000);
    for (let k = 0; k < shuffled.length; k += 4) {
      parts.process(shuffled.slice(k, k + 4));
      parts.advance(START_MS + (k / 2) * 1000 + 2000);
    }
    parts.advance(START_MS + 60_000);
    expect(parts.tracks(START_MS + 60_000)).toEqual(whole.tracks(START_MS + 60_000));
  });

  it('uses a plot that comes seconds late, and refuses a stale one', () => {
    const tracker = createTracker();
    tracker.addSensor(ADSB);
    const plots = flight(40);
    const late = plots.splice(60, 1);
    tracker.process(plots);
    tracker.advance(START_MS + 32_000);
    tracker.process(late);
    tracker.advance(START_MS + 41_000);
    expect(tracker.stats).toMatchObject({ outOfSequence: 1, rejectedStale: 0, confirmedCount: 1 });
    tracker.process([reportAt(2)]);
    expect(tracker.stats.rejectedStale).toBe(1);
  });

  it('coasts, then ends what no sensor reports any more', () => {
    const tracker = createTracker({ coastMaxS: 30 });
    tracker.addSensor(ADSB);
    tracker.process(flight(20));
    tracker.advance(START_MS + 25_000);
    expect(tracker.tracks(START_MS + 25_000)[0]?.status).toBe('coasting');
    tracker.advance(START_MS + 60_000);
    expect(tracker.tracks(START_MS + 60_000)).toEqual([]);
    expect(tracker.takeEvents().at(-1)).toMatchObject({ kind: 'terminated', number: 1, reason: 'lost' });
  });

  it('refuses a snapshot of another layout', () => {
    const snapshot = { ...createTracker().snapshot(), version: 1 };
    expect(() => createTracker({}, snapshot)).toThrow(
      expect.objectContaining({ code: 'TRACKER_ERR_SNAPSHOT_VERSION' }),
    );
  });

  it('goes on from a snapshot as if nothing had happened', () => {
    const plots = flight(60);
    const straight = createTracker();
    straight.addSensor(RADAR);
    straight.addSensor(ADSB);
    straight.process(plots.slice(0, 61));
    straight.advance(START_MS + 30_100);
    const resumed = createTracker({}, structuredClone(straight.snapshot()));
    for (const tracker of [straight, resumed]) {
      tracker.process(plots.slice(61));
      tracker.advance(START_MS + 60_000);
    }
    expect(resumed.tracks(START_MS + 60_000)).toEqual(straight.tracks(START_MS + 60_000));
    expect(resumed.takeEvents()).toEqual(straight.takeEvents());
    expect(resumed.stats).toEqual(straight.stats);
  });

  it('gives an aircraft that comes back its old number', () => {
    const tracker = createTracker();
    tracker.addSensor(ADSB);
    tracker.process([...flight(20), ...flight(240).slice(400)]);
    tracker.advance(START_MS + 240_000);
    expect(tracker.takeEvents().map(({ kind, number }) => `${kind} ${number}`)).toEqual([
      'confirmed 1',
      'terminated 1',
      'resumed 1',
    ]);
    expect(tracker.tracks(START_MS + 240_000)).toMatchObject([{ number: 1, address: 0x600100 }]);
  });

  it('counts what it can not use', () => {
    const tracker = createTracker();
    tracker.addSensor(ADSB);
    const unknown = reportAt(0);
    unknown.sensorId = 'nobody';
    const test = reportAt(0);
    test.test = true;
    const nowhere = reportAt(0);
    nowhere.latDeg = Number.NaN;
    tracker.process([unknown, test, nowhere]);
    expect(tracker.stats).toMatchObject({
      plots: 3,
      rejectedUnknownSensor: 1,
      rejectedTest: 1,
      rejectedWithoutPosition: 1,
    });
  });
});
