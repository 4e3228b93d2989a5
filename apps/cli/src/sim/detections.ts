import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RAD_PER_DEG, WGS84_A, WGS84_E2, type Sensor } from '@commonsky/model';
import type { PlotSimulation, SimulatedPlot, TruthState } from '@commonsky/sim';
import { openFile } from './file.ts';
import { addressText, codeText } from './truth.ts';

/** Truth is written on this grid, and scored from then on. */
const SCORE_STEP_S = 4;
const SCORE_FROM_S = 40;
/** Aircraft that no sensor reported for so long are out of coverage and not scored. */
const SEEN_WITHIN_S = 30;
const MAP_RADIUS_M = 6_371_000;
const HEIGHT_QUANTUM_M = 7.62;

type SensorSpec = PlotSimulation['scenario']['sensors'][number];

interface Waiting {
  readonly timeS: number;
  readonly row: string;
  readonly truth: number;
}

/**
 * A tracking scenario as the bench's generator writes it (frame wgs84): `meta.json` and
 * `detections.csv.gz` for the tracker, the rest for the judge. Aircraft on the ground are left out, and
 * truth covers what some sensor saw within the last 30 s.
 */
export async function openDetections(folder: string, simulation: PlotSimulation, durationS: number) {
  const detections = await openFile(join(folder, 'detections.csv.gz'));
  const origins = await openFile(join(folder, 'det_truth.csv.gz'));
  const truth = await openFile(join(folder, 'truth.csv.gz'));
  await detections.write('id,time,sensor,kind,range,az,alt,address,mode3a,lat,lon,ve,vn\n');
  await origins.write('id,truth_id\n');
  await truth.write('time,truth_id,x,y,z,vx,vy,vz\n');
  const { startMs, scenario, sensors } = simulation;
  const kinds = new Map(sensors.map((each) => [each.id, each.kind]));
  const origin = centreOf(sensors);
  const holdBackS = Math.max(0, ...scenario.sensors.map(delayMaxS));
  const lastSeenS = new Map<number, number>();
  const lives = new Map<number, { first: number; last: number; state: TruthState }>();
  let waiting: Waiting[] = [];
  let written = 0;
  let falseCount = 0;

  /** Detections come as they arrive; the file wants them as they were measured. */
  async function writeUntil(timeS: number): Promise<void> {
    waiting.sort((a, b) => a.timeS - b.timeS);
    let count = 0;
    for (; count < waiting.length && waiting[count]!.timeS <= timeS; count++) {
      const each = waiting[count]!;
      await detections.write(`${written},${each.timeS.toFixed(3)},${each.row}\n`);
      await origins.write(`${written},${each.truth}\n`);
      written++;
      if (each.truth < 0) falseCount++;
    }
    waiting = waiting.slice(count);
  }

  return {
    files: [detections, origins, truth],
    async write(
      nowMs: number,
      plots: readonly SimulatedPlot[],
      states: readonly TruthState[],
    ): Promise<void> {
      const nowS = (nowMs - startMs) / 1000;
      for (const each of plots) {
        if (each.plot.onGround === true) continue;
        const timeS = (each.plot.measuredAtMs - startMs) / 1000;
        const target = each.cause === 'aircraft' ? each.truth : undefined;
        if (target !== undefined) lastSeenS.set(target, nowS);
        waiting.push({
          timeS,
          row: detectionRow(each, kinds.get(each.plot.sensorId)),
          truth: target ?? -1,
        });
      }
      await writeUntil(nowS - holdBackS);
      if (nowS % SCORE_STEP_S !== 0) return;
      for (const state of states) {
        const seen = lastSeenS.get(state.number);
        if (state.onGround || state.ghost || seen === undefined || nowS - seen > SEEN_WITHIN_S) continue;
        lives.set(state.number, { first: lives.get(state.number)?.first ?? nowS, last: nowS, state });
        await truth.write(`${nowS.toFixed(1)},${state.number},${truthRow(state, origin)}\n`);
      }
    },
    /** Writes what is left, and the files that need the whole. */
    async end(): Promise<void> {
      await writeUntil(Infinity);
      const rows = [...lives].map(
        ([number, { first, last, state }]) =>
          `${number},${state.kind},${addressText(state.address)},${codeText(state.mode3a)},${state.equipage === 'adsb' ? 1 : 0},${state.equipage === 'primaryOnly' ? 1 : 0},${first},${last}\n`,
      );
      const header = 'truth_id,class,address,mode3a,adsb,noncoop,t_start,t_end\n';
      await writeFile(join(folder, 'targets.csv'), header + rows.join(''));
      const biases = scenario.sensors.flatMap((each) =>
        each.kind === 'radar' ? [[each.id, [each.bias.rangeM, each.bias.azimuthDeg]]] : [],
      );
      await writeFile(join(folder, 'bias_truth.json'), `${JSON.stringify(Object.fromEntries(biases))}\n`);
      const meta = {
        name: scenario.name,
        seed: scenario.seed,
        frame: 'wgs84',
        origin_lat: origin.latDeg,
        origin_lon: origin.lonDeg,
        duration: durationS,
        n_targets: lives.size,
        n_detections: written,
        n_clutter: falseCount,
        psr_assumed_altitude: 3000,
        psr_assumed_altitude_sigma: 900,
        max_speed: 320,
        score_step: SCORE_STEP_S,
        score_from: Math.min(SCORE_FROM_S, durationS),
        score_to: durationS,
        sensors: scenario.sensors.map(describe),
      };
      await writeFile(join(folder, 'meta.json'), `${JSON.stringify(meta, undefined, 1)}\n`);
    },
  };
}

function detectionRow({ plot }: SimulatedPlot, kind: Sensor['kind'] | undefined): string {
  const altitude = number(Math.round(plot.pressureAltitudeM / HEIGHT_QUANTUM_M) * HEIGHT_QUANTUM_M, 1);
  const identity = `${addressText(plot.address)},${codeText(plot.mode3a)}`;
  if (kind === 'adsb' || kind === 'mlat') {
    const velocity = `${number(plot.eastMps, 2)},${number(plot.northMps, 2)}`;
    return `${plot.sensorId},adsb,,,${altitude},${identity},${plot.latDeg.toFixed(6)},${plot.lonDeg.toFixed(6)},${velocity}`;
  }
  const polar = `${plot.rangeM.toFixed(1)},${(plot.azimuthDeg % 360).toFixed(4)}`;
  return `${plot.sensorId},${plot.secondary ? 'ssr' : 'psr'},${polar},${altitude},${identity},,,,`;
}

function number(value: number, digits: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(digits);
}

/** Longest time between measurement and arrival that matters, clock error included, s. */
function delayMaxS(spec: SensorSpec): number {
  const batchS = spec.kind === 'radar' ? spec.periodS / 32 : 0.25;
  return (
    batchS + (spec.latency.meanMs + 8 * spec.latency.jitterMs + Math.abs(spec.clock.offsetMs)) / 1000 + 2
  );
}

function describe(spec: SensorSpec): object {
  if (spec.kind !== 'radar') {
    const sigma = spec.kind === 'mlat' ? 5 * spec.timingNoiseM : 10;
    const period = spec.kind === 'mlat' ? spec.periodS : 1;
    return {
      id: spec.id,
      type: 'adsb',
      kind: 'adsb',
      period,
      sigma_pos: sigma,
      sigma_vel: 1,
      pd: spec.probability,
    };
  }
  const { noise, probability } = (spec.secondary ?? spec.primary)!;
  const clutter =
    spec.clutter.uniformPerScan + spec.clutter.clusters.reduce((sum, { perScan }) => sum + perScan, 0);
  const rangeMin = 1000;
  return {
    id: spec.id,
    type: 'radar',
    kind: spec.secondary ? 'ssr' : 'psr',
    period: spec.periodS,
    range_min: rangeMin,
    range_max: spec.rangeMaxM,
    sigma_range: noise.rangeM,
    sigma_az_deg: noise.azimuthDeg,
    pd: probability,
    clutter_per_scan: clutter,
    mode_s: spec.secondary?.mode === 'modeS',
    max_elev_deg: spec.elevationMaxDeg,
    sigma_alt: 8,
    clutter_density_per_m_rad_scan: clutter / ((spec.rangeMaxM - rangeMin) * 2 * Math.PI),
    lat: spec.latDeg,
    lon: spec.lonDeg,
    height: spec.heightM,
  };
}

interface Place {
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** Middle of the sensors, on the sphere: right across the antimeridian too. */
function centreOf(sensors: readonly Sensor[]): Place {
  let [x, y, z] = [0, 0, 0];
  for (const { latDeg, lonDeg } of sensors) {
    const lat = latDeg! * RAD_PER_DEG;
    const lon = lonDeg! * RAD_PER_DEG;
    x += Math.cos(lat) * Math.cos(lon);
    y += Math.cos(lat) * Math.sin(lon);
    z += Math.sin(lat);
  }
  return { latDeg: Math.atan2(z, Math.hypot(x, y)) / RAD_PER_DEG, lonDeg: Math.atan2(y, x) / RAD_PER_DEG };
}

/** Flat coordinates of the judge: azimuthal equidistant about the origin, on a sphere. */
function flat({ latDeg, lonDeg }: Place, origin: Place): [x: number, y: number] {
  const lat = latDeg * RAD_PER_DEG;
  const lat0 = origin.latDeg * RAD_PER_DEG;
  const dLon = (lonDeg - origin.lonDeg) * RAD_PER_DEG;
  const u = Math.cos(lat) * Math.sin(dLon);
  const v = Math.cos(lat0) * Math.sin(lat) - Math.sin(lat0) * Math.cos(lat) * Math.cos(dLon);
  const s = Math.hypot(u, v);
  const c = Math.atan2(s, Math.sin(lat0) * Math.sin(lat) + Math.cos(lat0) * Math.cos(lat) * Math.cos(dLon));
  const scale = MAP_RADIUS_M * (s > 1e-12 ? c / s : 1);
  return [scale * u, scale * v];
}

function truthRow(state: TruthState, origin: Place): string {
  const [x, y] = flat(state, origin);
  // Velocity on the map: the difference over a second.
  const sinLat = Math.sin(state.latDeg * RAD_PER_DEG);
  const w = Math.sqrt(1 - WGS84_E2 * sinLat ** 2);
  const meridian = (WGS84_A * (1 - WGS84_E2)) / w ** 3 + state.heightM;
  const parallel = (WGS84_A / w + state.heightM) * Math.cos(state.latDeg * RAD_PER_DEG);
  const half = (sign: number): Place => ({
    latDeg: state.latDeg + (sign * 0.5 * state.northMps) / meridian / RAD_PER_DEG,
    lonDeg: state.lonDeg + (sign * 0.5 * state.eastMps) / parallel / RAD_PER_DEG,
  });
  const [x1, y1] = flat(half(-1), origin);
  const [x2, y2] = flat(half(1), origin);
  const position = `${x.toFixed(1)},${y.toFixed(1)},${state.heightM.toFixed(1)}`;
  return `${position},${(x2 - x1).toFixed(2)},${(y2 - y1).toFixed(2)},${state.verticalMps.toFixed(2)}`;
}
