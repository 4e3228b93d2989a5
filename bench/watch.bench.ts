/**
 * The watch against analytic truth, one line a kind of alert, and what it costs: pictures of 4,000
 * to 50,000 tracks in a sky of constant density over airspaces of constant density.
 */
import type { Track } from '@commonsky/model';
import {
  type Airspace,
  createAirspaceSet,
  createWatch,
  defaultRuleSet,
  GROUND,
  UNLIMITED,
} from '@commonsky/watch';
import {
  allScenarios,
  createRandom,
  onlyRule,
  runScenario,
  spoofingScenario,
  START_MS,
} from '../tests/conformance/watch-scenarios.ts';
import { runRegionDemo } from '../tests/conformance/watch-region.ts';
import type { Bench, Figure } from './bench.ts';

const round = (value: number): number => Math.round(value * 1000) / 1000;

export const bench: Bench = (report) => {
  for (const scenario of allScenarios(1)) {
    const { kind, events, detected, missed, leadShare, delayS, falseAlerts, trackHours } = runScenario(
      scenario,
      1,
    );
    report({
      name: `watch/truth/${kind}`,
      unit: 'share of events detected',
      value: round(detected / events),
      events,
      missed,
      ...(leadShare
        ? {
            leadOfAnalytic: round(leadShare.mean),
            leadMin: round(leadShare.min),
            leadMax: round(leadShare.max),
          }
        : { delayMeanS: round(delayS.mean), delayMaxS: round(delayS.max) }),
      falseAlerts,
      trackHours: round(trackHours),
      falsePerTrackHour: round(falseAlerts / trackHours),
    });
  }
  const spoofed = runScenario(spoofingScenario(3, 300, 200, 300, 2000), 1);
  report({
    name: 'watch/spoofing/2 km off, delay',
    unit: 's (radar turns in 4 s)',
    value: round(spoofed.delayS.mean),
    max: round(spoofed.delayS.max),
    missed: spoofed.missed,
    aircraft: 300,
  });
  const honest = runScenario(spoofingScenario(2, 500, 3600, 0, 0), 1);
  report({
    name: 'watch/spoofing/honest, biased to the limit, 1 h',
    unit: 'aircraft flagged',
    value: honest.falseAlerts,
    trackHours: round(honest.trackHours),
  });
  const regions = [11, 12, 13, 14, 15, 16].map((seed) => runRegionDemo(seed, 1800));
  const alerts = regions.reduce((sum, region) => sum + region.alerts, 0);
  const nuisances = regions.reduce((sum, region) => sum + region.nuisances.length, 0);
  report({
    name: 'watch/region demo, 30 zones, 6 × 30 min',
    unit: 'share of alerts the truth does not bear out',
    value: round(nuisances / alerts),
    alerts,
    nuisances,
    trackHours: round(regions.reduce((sum, region) => sum + region.trackHours, 0)),
  });
  for (const count of [4000, 16_000, 50_000]) cost(count, count / 8, false, 0.1, report);
  cost(4000, 500, true, 1, report);
  for (const count of [4000, 50_000]) cost(count, 500, true, 0.1, report);
};

/** CPU time of pictures a second apart; `crowded`: all in the same 1,600 km square. */
function cost(
  trackCount: number,
  airspaceCount: number,
  crowded: boolean,
  activeShare: number,
  report: (figure: Figure) => void,
): void {
  const spanDeg = crowded ? 16 : 16 * Math.sqrt(trackCount / 4000);
  const random = createRandom(trackCount);
  const airspaces = Array.from({ length: airspaceCount }, (_, i): Airspace => {
    const [lon, lat] = [random.between(0, spanDeg), random.between(-spanDeg / 2, spanDeg / 2)];
    const radius = random.between(0.1, 0.4);
    const ring = Array.from({ length: 40 }, (_, k): [number, number] => [
      lon + radius * Math.cos((k * Math.PI) / 20),
      lat + radius * Math.sin((k * Math.PI) / 20),
    ]);
    return {
      id: `zone-${i}`,
      name: `zone ${i}`,
      kind: 'restricted',
      sourceType: 'R',
      area: { parts: [[ring]] },
      lower: GROUND,
      upper: UNLIMITED,
      schedule: i / airspaceCount < activeShare ? 'always' : 'never',
    };
  });
  const flights = Array.from({ length: trackCount }, (_, number) => {
    const heading = random.between(0, 2 * Math.PI);
    const speed = random.between(120, 250);
    return {
      number,
      lon: random.between(0, spanDeg),
      lat: random.between(-spanDeg / 2, spanDeg / 2),
      e: speed * Math.cos(heading),
      n: speed * Math.sin(heading),
      level: 300 * Math.floor(random.between(10, 40)),
    };
  });
  const picture = (s: number): Track[] =>
    flights.map(({ number, lon, lat, e, n, level }) => ({
      number,
      status: 'confirmed',
      atMs: START_MS + s * 1000,
      lastPlotMs: START_MS + s * 1000,
      bornMs: START_MS - 600_000,
      latDeg: lat + (n * s) / 111_000,
      lonDeg: lon + (e * s) / (111_000 * Math.cos((lat * Math.PI) / 180)),
      pressureAltitudeM: level,
      geometricHeightM: Number.NaN,
      eastMps: e,
      northMps: n,
      verticalMps: 0,
      accuracyM: 50,
      pEastEast: 2500,
      pEastNorth: 0,
      pNorthNorth: 2500,
      modeProbabilities: [1, 0, 0],
      address: 0x60_10_00 + number,
      mode3a: 0o2000,
      callsign: `KGA${number}`,
      onGround: false,
      spi: false,
      contributions: [],
    }));
  const seconds = trackCount > 20_000 ? 12 : 30;
  for (const [name, rules] of [
    ['airspace rule', onlyRule('airspace')],
    ['all rules', defaultRuleSet()],
  ] as const) {
    const watch = createWatch({ rules, airspaces: createAirspaceSet(airspaces) });
    const pictures = Array.from({ length: seconds }, (_, s) => picture(s));
    for (const [s, tracks] of pictures.slice(0, 5).entries()) watch.step(START_MS + s * 1000, tracks);
    const before = process.cpuUsage();
    for (const [s, tracks] of pictures.entries()) if (s >= 5) watch.step(START_MS + s * 1000, tracks);
    const { user, system } = process.cpuUsage(before);
    const msPerPicture = (user + system) / 1000 / (seconds - 5);
    report({
      name: `watch/cost/${name}/${trackCount} tracks${crowded ? ', crowded' : ''}${activeShare === 1 ? ', all active' : ''}`,
      unit: '% of a core at 1 Hz',
      value: round(msPerPicture / 10),
      microsecondsPerTrack: round((msPerPicture * 1000) / trackCount),
      airspaces: airspaceCount,
      activeShare,
      alertsStanding: watch.alerts.standing().length,
    });
  }
}
