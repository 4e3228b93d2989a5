/** Scenarios of a tracking bench: `meta.json` and detections in, tracks on the score grid out. No I/O here. */
import { createPlot, type Plot, type Sensor, type Track } from '@commonsky/model';
import { createTracker, FLAT_M_PER_DEG, type Tracker, type TrackerConfig } from '@commonsky/tracker';
import { CliError, ExitCode } from './errors.ts';

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
  readonly origin_lat: number;
  readonly origin_lon: number;
  readonly duration: number;
  readonly psr_assumed_altitude: number;
  readonly psr_assumed_altitude_sigma: number;
  readonly score_step: number;
  readonly score_from: number;
  readonly score_to: number;
  readonly sensors: readonly MetaSensor[];
}

export function parseMeta(text: string): ScenarioMeta {
  let meta: Partial<ScenarioMeta>;
  try {
    meta = JSON.parse(text) as Partial<ScenarioMeta>;
  } catch (cause) {
    throw new CliError(ExitCode.input, 'meta.json: not JSON', { cause });
  }
  if (!Array.isArray(meta.sensors) || !(meta.score_step! > 0) || !(meta.duration! >= 0)) {
    throw new CliError(ExitCode.input, 'meta.json: expected sensors, score_step and duration');
  }
  return meta as ScenarioMeta;
}

/** On the plane, degrees stand for metres: see the flat frame of @commonsky/tracker. */
function scenarioSensors(meta: ScenarioMeta): Sensor[] {
  const flat = meta.frame === 'flat';
  return meta.sensors.map((s) => ({
    id: s.id,
    name: s.id,
    owner: meta.name,
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
        ? { rangeM: s.sigma_range!, azimuthDeg: s.sigma_az_deg! }
        : { positionM: s.sigma_pos! },
    detectionProbability: s.pd,
  }));
}

/** Columns of a detections file, whose header is `id,time,sensor,kind,range,az,alt,address,mode3a,…`. */
export function createDetectionParser(meta: ScenarioMeta): (line: string) => Plot {
  const flat = meta.frame === 'flat';
  const radars = new Set(meta.sensors.filter((s) => s.type === 'radar').map((s) => s.id));
  return (line) => {
    const [, time, sensor, kind, range, azimuth, altitude, address, mode3a, a, b, va, vb] = line.split(',');
    const atMs = Number(time) * 1000;
    if (sensor === undefined || Number.isNaN(atMs)) {
      throw new CliError(ExitCode.input, `detections: not a detection: ${line}`);
    }
    const plot = createPlot(sensor, atMs, atMs);
    if (altitude !== '') plot.pressureAltitudeM = Number(altitude);
    if (address !== '') plot.address = Number.parseInt(address!, 16);
    if (mode3a !== '') plot.mode3a = Number.parseInt(mode3a!, 8);
    plot.primary = kind === 'psr';
    plot.secondary = kind === 'ssr';
    if (radars.has(sensor)) {
      plot.rangeM = Number(range);
      plot.azimuthDeg = Number(azimuth);
    } else {
      plot.latDeg = flat ? Number(b) / FLAT_M_PER_DEG : Number(a);
      plot.lonDeg = flat ? Number(a) / FLAT_M_PER_DEG : Number(b);
      plot.eastMps = Number(va);
      plot.northMps = Number(vb);
    }
    return plot;
  };
}

export interface ScenarioRun {
  readonly tracker: Tracker;
  /** Takes one plot; plots come in order of time. */
  take(plot: Plot): void;
  /** Runs to the end of the scenario. */
  finish(): void;
}

/** Calls `visit` with every track shown at every score time, from plots not later than it. */
export function createScenarioRun(
  meta: ScenarioMeta,
  visit: (timeS: number, track: Track) => void,
  config: Partial<TrackerConfig> = {},
): ScenarioRun {
  const tracker = createTracker({
    frame: meta.frame,
    assumedHeightM: meta.psr_assumed_altitude,
    assumedHeightSigmaM: meta.psr_assumed_altitude_sigma,
    ...config,
  });
  for (const sensor of scenarioSensors(meta)) tracker.addSensor(sensor);
  let step = 0;
  let batch: Plot[] = [];

  function score(): void {
    const timeS = step * meta.score_step;
    tracker.process(batch);
    batch = [];
    tracker.advance(timeS * 1000);
    tracker.forEachTrack(timeS * 1000, (track) => visit(timeS, track));
    step++;
  }

  return {
    tracker,
    take(plot) {
      while (plot.measuredAtMs > step * meta.score_step * 1000 && step * meta.score_step <= meta.duration)
        score();
      batch.push(plot);
    },
    finish() {
      while (step * meta.score_step <= meta.duration + 1e-6) score();
    },
  };
}

/** Position on the plane of a flat scenario, m. */
export function flatPosition(track: Track): [x: number, y: number] {
  return [track.lonDeg * FLAT_M_PER_DEG, track.latDeg * FLAT_M_PER_DEG];
}

export function trackHeader(meta: ScenarioMeta): string {
  return `time,track_id,${meta.frame === 'flat' ? 'x,y' : 'lat,lon,alt'},vx,vy,pxx,pxy,pyy`;
}

export function trackLine(meta: ScenarioMeta, timeS: number, track: Track): string {
  const height = Number.isNaN(track.geometricHeightM) ? track.pressureAltitudeM : track.geometricHeightM;
  const place =
    meta.frame === 'flat'
      ? flatPosition(track).map((m) => m.toFixed(1))
      : [track.latDeg.toFixed(7), track.lonDeg.toFixed(7), Number.isNaN(height) ? '' : height.toFixed(0)];
  const velocity = [track.eastMps, track.northMps].map((mps) => mps.toFixed(2));
  const covariance = [track.pEastEast, track.pEastNorth, track.pNorthNorth].map((m2) => m2.toFixed(1));
  return [timeS.toFixed(1), track.number, ...place, ...velocity, ...covariance].join(',');
}
