/** Scenarios of the tracking bench: `meta.json` and `detections.csv.gz` in, tracks on the score grid out. */
import { createPlot, type Plot, type Sensor, type Track } from '@commonsky/model';
import { createTracker, FLAT_M_PER_DEG, type Tracker, type TrackerConfig } from '@commonsky/tracker';

interface MetaSensor {
  readonly id: string;
  readonly type: 'radar' | 'adsb';
  readonly kind: 'psr' | 'ssr' | 'adsb';
  readonly x?: number;
  readonly y?: number;
  readonly z?: number;
  readonly lat?: number;
  readonly lon?: number;
  readonly height?: number;
  readonly period: number;
  readonly range_max?: number;
  readonly sigma_range?: number;
  readonly sigma_az_deg?: number;
  readonly sigma_pos?: number;
  readonly pd: number;
  readonly mode_s?: boolean;
}

export interface ScenarioMeta {
  readonly name: string;
  readonly frame: 'wgs84' | 'flat';
  readonly duration: number;
  readonly psr_assumed_altitude: number;
  readonly psr_assumed_altitude_sigma: number;
  readonly score_step: number;
  readonly sensors: readonly MetaSensor[];
}

export interface Scenario {
  readonly meta: ScenarioMeta;
  readonly plots: readonly Plot[];
}

export function scenarioSensors(meta: ScenarioMeta): Sensor[] {
  const flat = meta.frame === 'flat';
  return meta.sensors.map((s) => ({
    id: s.id,
    name: s.id,
    owner: 'bench',
    kind: s.kind === 'adsb' ? 'adsb' : s.kind === 'psr' ? 'psr' : s.mode_s === true ? 'psrModeS' : 'psrSsr',
    ...(s.type === 'radar' && {
      latDeg: flat ? s.y! / FLAT_M_PER_DEG : s.lat!,
      lonDeg: flat ? s.x! / FLAT_M_PER_DEG : s.lon!,
      heightM: (flat ? s.z : s.height) ?? 0,
      rangeMaxM: s.range_max!,
    }),
    periodS: s.period,
    noise:
      s.type === 'radar'
        ? { rangeM: s.sigma_range!, azimuthDeg: s.sigma_az_deg!, heightM: 12 }
        : { positionM: s.sigma_pos! },
    detectionProbability: s.pd,
  }));
}

/** @param text The detections file, unpacked. */
export function parseScenario(meta: ScenarioMeta, text: string): Scenario {
  const flat = meta.frame === 'flat';
  const radars = new Set(meta.sensors.filter((s) => s.type === 'radar').map((s) => s.id));
  const plots: Plot[] = [];
  for (const line of text.split('\n').slice(1)) {
    if (line === '') continue;
    const [, time, sensor, kind, range, azimuth, altitude, address, mode3a, a, b, va, vb] = line.split(',');
    const atMs = Number(time) * 1000;
    const plot = createPlot(sensor!, atMs, atMs);
    if (altitude !== '') plot.pressureAltitudeM = Number(altitude);
    if (address !== '') plot.address = Number.parseInt(address!, 16);
    if (mode3a !== '') plot.mode3a = Number.parseInt(mode3a!, 8);
    plot.primary = kind === 'psr';
    plot.secondary = kind === 'ssr';
    if (radars.has(sensor!)) {
      plot.rangeM = Number(range);
      plot.azimuthDeg = Number(azimuth);
    } else {
      plot.latDeg = flat ? Number(b) / FLAT_M_PER_DEG : Number(a);
      plot.lonDeg = flat ? Number(a) / FLAT_M_PER_DEG : Number(b);
      plot.eastMps = Number(va);
      plot.northMps = Number(vb);
    }
    plots.push(plot);
  }
  return { meta, plots };
}

/** Runs a scenario and calls `visit` with every confirmed track at every score time. */
export function runScenario(
  { meta, plots }: Scenario,
  visit: (timeS: number, track: Track) => void,
  config: Partial<TrackerConfig> = {},
): Tracker {
  const tracker = createTracker({
    frame: meta.frame,
    assumedHeightM: meta.psr_assumed_altitude,
    assumedHeightSigmaM: meta.psr_assumed_altitude_sigma,
    ...config,
  });
  for (const sensor of scenarioSensors(meta)) tracker.addSensor(sensor);
  let next = 0;
  for (let timeS = 0; timeS <= meta.duration + 1e-6; timeS += meta.score_step) {
    const from = next;
    while (next < plots.length && plots[next]!.measuredAtMs <= timeS * 1000) next++;
    tracker.process(plots.slice(from, next));
    tracker.advance(timeS * 1000);
    tracker.forEachTrack(timeS * 1000, (track) => visit(timeS, track));
  }
  return tracker;
}

export const TRACK_HEADERS = {
  wgs84: 'time,track_id,lat,lon,alt,vx,vy,pxx,pxy,pyy',
  flat: 'time,track_id,x,y,vx,vy,pxx,pxy,pyy',
} as const;

export function trackRow(meta: ScenarioMeta, timeS: number, t: Track): string {
  const place =
    meta.frame === 'flat'
      ? `${(t.lonDeg * FLAT_M_PER_DEG).toFixed(1)},${(t.latDeg * FLAT_M_PER_DEG).toFixed(1)}`
      : `${t.latDeg.toFixed(7)},${t.lonDeg.toFixed(7)},${Number.isNaN(t.pressureAltitudeM) ? '' : t.pressureAltitudeM.toFixed(0)}`;
  return `${timeS.toFixed(1)},${t.number},${place},${t.eastMps.toFixed(2)},${t.northMps.toFixed(2)},${t.pEastEast.toFixed(0)},${t.pEastNorth.toFixed(0)},${t.pNorthNorth.toFixed(0)}`;
}
