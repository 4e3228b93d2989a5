import { createPlot, type Plot, type Sensor } from '@commonsky/model';
import { describe, expect, it } from 'vitest';
import { createTracker, FLAT_M_PER_DEG, type Tracker } from './index.ts';

/** Repeatable noise: uniform and roughly normal numbers. */
function createNoise(seed: number): { uniform: () => number; normal: () => number } {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const normal = (): number => {
    let sum = -6;
    for (let k = 0; k < 12; k++) sum += uniform();
    return sum;
  };
  return { uniform, normal };
}

interface Site {
  readonly sensor: Sensor;
  readonly x: number;
  readonly y: number;
  readonly biasRangeM: number;
  readonly biasAzimuthDeg: number;
}

function radar(
  id: string,
  x: number,
  y: number,
  kind: 'psr' | 'psrModeS',
  periodS: number,
  bias = [0, 0],
): Site {
  return {
    x,
    y,
    biasRangeM: bias[0]!,
    biasAzimuthDeg: bias[1]!,
    sensor: {
      id,
      name: id,
      owner: id,
      kind,
      latDeg: y / FLAT_M_PER_DEG,
      lonDeg: x / FLAT_M_PER_DEG,
      rangeMaxM: 300_000,
      periodS,
      noise: { rangeM: 50, azimuthDeg: 0.08 },
      detectionProbability: 0.9,
    },
  };
}

/** Position at a time, m. */
type Path = (timeS: number) => readonly [x: number, y: number];

const straight = (x: number, y: number, speedMps: number, headingDeg: number): Path => {
  const heading = (headingDeg * Math.PI) / 180;
  return (t) => [x + speedMps * t * Math.sin(heading), y + speedMps * t * Math.cos(heading)];
};

/** Plots of every path at every turn of every radar, with noise, in order of time. */
function observe(
  sites: readonly Site[],
  paths: readonly Path[],
  durationS: number,
  code?: (k: number) => number,
): Plot[] {
  const noise = createNoise(7);
  const plots: Plot[] = [];
  for (const site of sites) {
    const periodS = site.sensor.periodS!;
    for (let turn = 0; turn * periodS < durationS; turn++) {
      for (const [k, path] of paths.entries()) {
        const [x0, y0] = path(turn * periodS);
        const azimuth0 = Math.atan2(x0 - site.x, y0 - site.y);
        const timeS = turn * periodS + ((azimuth0 / (2 * Math.PI) + 1) % 1) * periodS;
        if (noise.uniform() > 0.9) continue;
        const [x, y] = path(timeS);
        const heightM = 3000;
        const plot = createPlot(site.sensor.id, timeS * 1000, timeS * 1000);
        plot.rangeM = Math.hypot(x - site.x, y - site.y, heightM) + site.biasRangeM + 50 * noise.normal();
        const azimuthDeg = (Math.atan2(x - site.x, y - site.y) * 180) / Math.PI;
        plot.azimuthDeg = (azimuthDeg + site.biasAzimuthDeg + 0.08 * noise.normal() + 360) % 360;
        if (code) {
          plot.secondary = true;
          plot.mode3a = code(k);
          plot.pressureAltitudeM = heightM;
        } else plot.primary = true;
        plots.push(plot);
      }
    }
  }
  return plots.sort((a, b) => a.measuredAtMs - b.measuredAtMs);
}

function clutter(site: Site, durationS: number, perScan: number): Plot[] {
  const noise = createNoise(11);
  return Array.from({ length: Math.round((durationS / site.sensor.periodS!) * perScan) }, () => {
    const plot = createPlot(site.sensor.id, noise.uniform() * durationS * 1000, 0);
    plot.rangeM = 2000 + noise.uniform() * 200_000;
    plot.azimuthDeg = noise.uniform() * 360;
    plot.primary = true;
    return plot;
  }).sort((a, b) => a.measuredAtMs - b.measuredAtMs);
}

function run(sites: readonly Site[], plots: readonly Plot[], durationS: number): Tracker {
  const tracker = createTracker({ frame: 'flat' });
  for (const { sensor } of sites) tracker.addSensor(sensor);
  let from = 0;
  for (let t = 0.25; t <= durationS; t += 0.25) {
    let to = from;
    while (to < plots.length && plots[to]!.measuredAtMs <= t * 1000) to++;
    tracker.process(plots.slice(from, to));
    tracker.advance(t * 1000);
    from = to;
  }
  return tracker;
}

describe('registration', () => {
  const paths = Array.from({ length: 40 }, (_, k) =>
    straight(-90e3 + 4500 * k, -80e3 + ((k * 37) % 40) * 4000, 200, k * 53),
  );

  it('finds and takes off the biases of radars that see the same aircraft', () => {
    const sites = [
      radar('a', -100e3, 0, 'psrModeS', 4, [150, 0.2]),
      radar('b', 100e3, -20e3, 'psrModeS', 6, [-80, -0.15]),
      radar('c', 0, 90e3, 'psrModeS', 5),
    ];
    const tracker = run(
      sites,
      observe(sites, paths, 240, (k) => 0o1001 + k),
      240,
    );
    const [a, b, c] = tracker.registration();
    expect(Math.abs(a!.rangeM.value - 150)).toBeLessThan(4 * a!.rangeM.sigma);
    expect(Math.abs(a!.azimuthDeg.value - 0.2)).toBeLessThan(4 * a!.azimuthDeg.sigma);
    expect(a!.rangeM.applied).toBe(a!.rangeM.value);
    expect(a!.azimuthDeg.applied).toBe(a!.azimuthDeg.value);
    expect(b!.azimuthDeg.value).toBeCloseTo(-0.15, 1);
    expect(Math.abs(c!.azimuthDeg.value)).toBeLessThan(0.03);
    expect(a!.rangeM.sigma).toBeLessThan(30);
    expect(tracker.stats.confirmedCount).toBe(paths.length);
  });

  it('applies nothing where two radars on one site can not tell whose fault it is', () => {
    const sites = [radar('a', 0, 0, 'psrModeS', 4, [150, 0.2]), radar('b', 0, 0, 'psrModeS', 5)];
    const tracker = run(
      sites,
      observe(sites, paths, 120, (k) => 0o1001 + k),
      120,
    );
    for (const { rangeM, azimuthDeg } of tracker.registration()) {
      expect([rangeM.applied, azimuthDeg.applied]).toEqual([0, 0]);
    }
  });
});

describe('association and life', () => {
  const sites = [radar('p', 0, -60e3, 'psr', 4), radar('q', 40e3, 50e3, 'psr', 6)];

  it('keeps apart two aircraft without transponders that fly 1,200 m abreast, and does not merge them', () => {
    const paths = [straight(-10e3, -20e3, 180, 40), straight(-10e3 + 920, -20e3 - 770, 180, 40)];
    const tracker = run(sites, observe(sites, paths, 180), 180);
    expect(tracker.stats).toMatchObject({ confirmedCount: 2, merged: 0 });
    const [one, other] = tracker.tracks(180_000);
    const apart = Math.hypot(one!.latDeg - other!.latDeg, one!.lonDeg - other!.lonDeg) * FLAT_M_PER_DEG;
    expect(apart).toBeGreaterThan(700);
    expect(apart).toBeLessThan(1700);
  });

  it('confirms an aircraft in clutter soon, and next to nothing of the clutter', () => {
    const paths = [straight(-30e3, 0, 200, 80)];
    const plots = [...observe(sites, paths, 240), ...sites.flatMap((site) => clutter(site, 240, 150))];
    plots.sort((a, b) => a.measuredAtMs - b.measuredAtMs);
    const tracker = run(sites, plots, 240);
    expect(tracker.stats.confirmed).toBeLessThanOrEqual(2);
    const [x, y] = paths[0]!(240);
    const near = tracker
      .tracks(240_000)
      .filter((t) => Math.hypot(t.lonDeg * FLAT_M_PER_DEG - x, t.latDeg * FLAT_M_PER_DEG - y) < 500);
    expect(near).toHaveLength(1);
    expect(near[0]!.bornMs).toBeLessThan(20_000);
    expect(near[0]!.contributions.map(({ owner }) => owner)).toEqual(['p', 'q']);
  });

  it('follows a climb and forgets a garbled height', () => {
    const tracker = createTracker({ frame: 'flat' });
    tracker.addSensor({ id: 'm', name: 'm', owner: 'kg', kind: 'mlat', periodS: 1 });
    for (let second = 0; second < 90; second++) {
      const plot = createPlot('m', second * 1000, second * 1000);
      plot.latDeg = (200 * second) / FLAT_M_PER_DEG;
      plot.lonDeg = 0;
      plot.address = 1;
      plot.pressureAltitudeM = second === 60 ? 30_000 : 3000 + 10 * second;
      tracker.process([plot]);
    }
    tracker.advance(90_000);
    const [track] = tracker.tracks(90_000);
    expect(track!.verticalMps).toBeCloseTo(10, 0);
    expect(track!.pressureAltitudeM).toBeGreaterThan(3870);
    expect(track!.pressureAltitudeM).toBeLessThan(3930);
  });
});
