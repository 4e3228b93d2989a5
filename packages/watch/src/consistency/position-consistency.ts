import {
  DEG_PER_RAD,
  ecefToGeodetic,
  geodeticToEcef,
  M_PER_NM,
  type Plot,
  RAD_PER_DEG,
  type Sensor,
} from '@commonsky/model';
import { degreeSize, wrapDeg } from '../geo/local.ts';

/** An address whose reported position measurement contradicts. */
export interface SpoofingSuspicion {
  readonly address: number;
  /** The measuring sensor. */
  readonly sensorId: string;
  readonly sinceMs: number;
  readonly atMs: number;
  /** Where the sensor measures the aircraft, and where it says it is. */
  readonly measuredLatDeg: number;
  readonly measuredLonDeg: number;
  readonly reportedLatDeg: number;
  readonly reportedLonDeg: number;
  readonly distanceM: number;
  /** Distance beyond the allowed bias, in standard deviations. */
  readonly sigmas: number;
  readonly scans: number;
}

/** Systematic errors an honest sensor may have; what lies within is never suspicious. */
export interface BiasLimits {
  readonly rangeM: number;
  /** Metres for each nautical mile of range. */
  readonly rangeGainMPerNm: number;
  readonly azimuthDeg: number;
  readonly timeS: number;
  /** Multilateration and other position sensors, m. */
  readonly positionM: number;
}

export interface ConsistencyOptions {
  readonly limits: BiasLimits;
  /** Fewest scans (2 or more) that must show the difference, and standard deviations it must have. */
  readonly scansMin: number;
  readonly sigmasMin: number;
}

/** EUROCONTROL SUR.ET1.ST01.1000-STD-01-01: systematic errors of a radar that meets the standard. */
export const RADAR_BIAS_LIMITS: BiasLimits = {
  rangeM: 100,
  rangeGainMPerNm: 1,
  azimuthDeg: 0.1,
  timeS: 0.1,
  positionM: 50,
};

const OPTIONS: ConsistencyOptions = {
  limits: RADAR_BIAS_LIMITS,
  scansMin: 3,
  sigmasMin: 5,
};

/** Residuals looked at together at most. */
const SCANS_MAX = 6;
/** A report is carried forward at most this far to the time of a measurement. */
const CARRY_MAX_S = 6;
/** Nearer measurements of one sensor belong to the same scan. */
const SCAN_MIN_S = 0.5;
/** A pair not compared for this long is forgotten, its suspicion too. */
const FORGET_MS = 60_000;
/** Reports and pairs remembered; the one not used for longest makes room. */
const addressesMax = 50_000;
const pairsMax = 100_000;
/** Position noise of a report without a figure of its own, m. */
const REPORT_SIGMA_M = 100;
/** A standing suspicion ends when the difference falls below this many σ. */
const SIGMAS_CLEAR = 2;

interface Report {
  readonly atMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly heightM: number;
  readonly eastMps: number;
  readonly northMps: number;
  readonly sigmaM: number;
}

/** Difference of one scan along two axes (range and across, or east and north), m. */
interface Residual {
  readonly atMs: number;
  readonly first: number;
  readonly second: number;
}

interface Pair {
  residuals: Residual[];
  suspicion: SpoofingSuspicion | undefined;
}

/**
 * Compares positions that aircraft report with what radar and multilateration measure for the same
 * address. The mean difference over some scans is tested against the noise of both, after the
 * largest honest bias has been taken off, so registration errors within limits never count. Every
 * single scan has to point the same way: one garbled plot proves nothing.
 */
export interface ConsistencyMonitor {
  /** Plots in any order; sensors that are not known are passed over. */
  observe(plots: readonly Plot[]): void;
  /** Standing suspicions; forgets what was not compared lately. */
  suspicions(atMs: number): SpoofingSuspicion[];
  readonly stats: { readonly compared: number; readonly suspicions: number };
}

export function createConsistencyMonitor(
  sensors: ReadonlyMap<string, Sensor>,
  options: Partial<ConsistencyOptions> = {},
): ConsistencyMonitor {
  const settings = { ...OPTIONS, ...options };
  const reports = new Map<number, Report>();
  const pairs = new Map<string, Pair>();
  const stats = { compared: 0, suspicions: 0 };

  const compare = (plot: Plot, sensor: Sensor, address: number): void => {
    const report = reports.get(address);
    const carryS = report ? (plot.measuredAtMs - report.atMs) / 1000 : Number.NaN;
    if (!report || !(Math.abs(carryS) <= CARRY_MAX_S)) return;
    const difference =
      sensor.kind === 'mlat'
        ? positionDifference(plot, sensor, report, carryS, settings.limits)
        : radarDifference(plot, sensor, report, carryS, settings.limits);
    if (!difference) return;
    const key = `${address}|${sensor.id}`;
    const pair = pairs.get(key) ?? { residuals: [], suspicion: undefined };
    const last = pair.residuals.at(-1);
    if (last && (plot.measuredAtMs - last.atMs) / 1000 < SCAN_MIN_S) return;
    pairs.delete(key);
    pairs.set(key, pair);
    if (pairs.size > pairsMax) forgetOldest(pairs);
    if (last && plot.measuredAtMs - last.atMs > FORGET_MS) pair.residuals = [];
    pair.residuals.push({ atMs: plot.measuredAtMs, first: difference.first, second: difference.second });
    if (pair.residuals.length > SCANS_MAX) pair.residuals.shift();
    stats.compared += 1;
    judge(pair, difference, plot, sensor, address);
  };

  const judge = (pair: Pair, difference: Difference, plot: Plot, sensor: Sensor, address: number): void => {
    const { residuals } = pair;
    let strongest: (Test & { scans: number }) | undefined;
    for (let scans = settings.scansMin; scans <= residuals.length; scans++) {
      const test = testResiduals(residuals.slice(-scans), difference);
      if (test.sigmas >= Math.max(settings.sigmasMin, strongest?.sigmas ?? 0)) strongest = { ...test, scans };
    }
    if (!strongest) {
      const recent = residuals.slice(-settings.scansMin);
      if (recent.length < settings.scansMin || testResiduals(recent, difference).sigmas < SIGMAS_CLEAR)
        pair.suspicion = undefined;
      return;
    }
    if (!pair.suspicion) stats.suspicions += 1;
    pair.suspicion = {
      address,
      sensorId: sensor.id,
      sinceMs: pair.suspicion?.sinceMs ?? plot.measuredAtMs,
      atMs: plot.measuredAtMs,
      measuredLatDeg: difference.measuredLatDeg,
      measuredLonDeg: difference.measuredLonDeg,
      reportedLatDeg: difference.reportedLatDeg,
      reportedLonDeg: difference.reportedLonDeg,
      ...strongest,
    };
  };

  return {
    observe(plots) {
      for (const plot of plots) {
        const { address } = plot;
        const sensor = sensors.get(plot.sensorId);
        if (address === undefined || !sensor || plot.test) continue;
        if (sensor.kind === 'adsb') remember(reports, plot, address);
        else if (sensor.kind !== 'tracks') compare(plot, sensor, address);
      }
    },
    suspicions(atMs) {
      const found: SpoofingSuspicion[] = [];
      for (const [key, { residuals, suspicion }] of pairs) {
        // Least recently compared first: the rest is younger.
        if (atMs - residuals.at(-1)!.atMs > FORGET_MS) pairs.delete(key);
        else if (suspicion) found.push(suspicion);
      }
      return found;
    },
    stats,
  };
}

function forgetOldest<K, V>(map: Map<K, V>): void {
  const [oldest] = map.keys();
  map.delete(oldest!);
}

function remember(reports: Map<number, Report>, plot: Plot, address: number): void {
  if (!Number.isFinite(plot.latDeg) || !Number.isFinite(plot.lonDeg)) return;
  const before = reports.get(address);
  if (before && plot.measuredAtMs <= before.atMs) return;
  let { eastMps, northMps } = plot;
  const elapsedS = before ? (plot.measuredAtMs - before.atMs) / 1000 : Number.NaN;
  if (Number.isNaN(eastMps) && before && elapsedS < 30) {
    // Velocity comes in messages of its own: the way since the last report stands in.
    const { lonM, latM } = degreeSize(plot.latDeg);
    eastMps = (wrapDeg(plot.lonDeg - before.lonDeg) * lonM) / elapsedS;
    northMps = ((plot.latDeg - before.latDeg) * latM) / elapsedS;
  }
  const heightM = Number.isNaN(plot.geometricHeightM) ? plot.pressureAltitudeM : plot.geometricHeightM;
  reports.delete(address);
  reports.set(address, {
    atMs: plot.measuredAtMs,
    latDeg: plot.latDeg,
    lonDeg: plot.lonDeg,
    heightM,
    eastMps,
    northMps,
    sigmaM: Number.isNaN(plot.accuracyM) ? REPORT_SIGMA_M : plot.accuracyM,
  });
  if (reports.size > addressesMax) forgetOldest(reports);
}

interface Difference {
  readonly first: number;
  readonly second: number;
  /** Noise variance of one scan along each axis, and of the report (which does not average out), m². */
  readonly firstVariance: number;
  readonly secondVariance: number;
  readonly reportVariance: number;
  /** Largest honest bias along each axis, m. */
  readonly firstBiasM: number;
  readonly secondBiasM: number;
  readonly measuredLatDeg: number;
  readonly measuredLonDeg: number;
  readonly reportedLatDeg: number;
  readonly reportedLonDeg: number;
}

function carried(report: Report, carryS: number) {
  const { lonM, latM } = degreeSize(report.latDeg);
  const known = Number.isFinite(report.eastMps);
  return {
    latDeg: report.latDeg + (known ? (report.northMps * carryS) / latM : 0),
    lonDeg: report.lonDeg + (known ? (report.eastMps * carryS) / lonM : 0),
    speedMps: known ? Math.hypot(report.eastMps, report.northMps) : 300,
    // Straight flight is wrong by up to half of 3 m/s² turned acceleration.
    driftM: known ? 1.5 * carryS * carryS : 300 * Math.abs(carryS),
    known,
  };
}

const siteEcef = new Float64Array(3);
const targetEcef = new Float64Array(3);
const geodetic = new Float64Array(3);

function radarDifference(
  plot: Plot,
  sensor: Sensor,
  report: Report,
  carryS: number,
  limits: BiasLimits,
): Difference | undefined {
  const { latDeg, lonDeg, heightM = 0, noise } = sensor;
  if (latDeg === undefined || lonDeg === undefined) return undefined;
  if (!Number.isFinite(plot.rangeM) || !Number.isFinite(plot.azimuthDeg)) return undefined;
  const place = carried(report, carryS);
  const targetHeightM = Number.isFinite(report.heightM) ? report.heightM : plot.pressureAltitudeM;
  if (!Number.isFinite(targetHeightM)) return undefined;
  geodeticToEcef(latDeg * RAD_PER_DEG, lonDeg * RAD_PER_DEG, heightM, siteEcef);
  geodeticToEcef(place.latDeg * RAD_PER_DEG, place.lonDeg * RAD_PER_DEG, targetHeightM, targetEcef);
  const [east, north, up] = enuOf(latDeg, lonDeg, siteEcef, targetEcef);
  const groundM = Math.hypot(east, north);
  const rangeM = Math.hypot(groundM, up);
  const azimuthDeg = Math.atan2(east, north) * DEG_PER_RAD;
  const turnedDeg = wrapDeg(plot.azimuthDeg - azimuthDeg);
  const measured = placeOf(plot, latDeg, lonDeg, up);
  // Wide angles are no small residual across the beam: use the chord.
  const across = 2 * groundM * Math.sin((turnedDeg * RAD_PER_DEG) / 2);
  const rangeSigmaM = noise?.rangeM ?? 70;
  const acrossSigmaM = (noise?.azimuthDeg ?? 0.08) * RAD_PER_DEG * groundM;
  const timeM = limits.timeS * place.speedMps;
  return {
    first: plot.rangeM - rangeM,
    second: across,
    firstVariance: rangeSigmaM ** 2,
    secondVariance: acrossSigmaM ** 2,
    reportVariance: report.sigmaM ** 2 + place.driftM ** 2,
    firstBiasM: limits.rangeM + (limits.rangeGainMPerNm * rangeM) / M_PER_NM + timeM,
    secondBiasM: limits.azimuthDeg * RAD_PER_DEG * groundM + timeM,
    ...measured,
    reportedLatDeg: place.latDeg,
    reportedLonDeg: place.lonDeg,
  };
}

function positionDifference(
  plot: Plot,
  sensor: Sensor,
  report: Report,
  carryS: number,
  limits: BiasLimits,
): Difference | undefined {
  if (!Number.isFinite(plot.latDeg) || !Number.isFinite(plot.lonDeg)) return undefined;
  const place = carried(report, carryS);
  const { lonM, latM } = degreeSize(place.latDeg);
  const sigmaM = Number.isNaN(plot.accuracyM) ? (sensor.noise?.positionM ?? 50) : plot.accuracyM;
  const biasM = limits.positionM + limits.timeS * place.speedMps;
  return {
    first: wrapDeg(plot.lonDeg - place.lonDeg) * lonM,
    second: (plot.latDeg - place.latDeg) * latM,
    firstVariance: sigmaM ** 2,
    secondVariance: sigmaM ** 2,
    reportVariance: report.sigmaM ** 2 + place.driftM ** 2,
    firstBiasM: biasM,
    secondBiasM: biasM,
    measuredLatDeg: plot.latDeg,
    measuredLonDeg: plot.lonDeg,
    reportedLatDeg: place.latDeg,
    reportedLonDeg: place.lonDeg,
  };
}

function enuOf(
  latDeg: number,
  lonDeg: number,
  from: Float64Array,
  to: Float64Array,
): [number, number, number] {
  const [sinLat, cosLat] = [Math.sin(latDeg * RAD_PER_DEG), Math.cos(latDeg * RAD_PER_DEG)];
  const [sinLon, cosLon] = [Math.sin(lonDeg * RAD_PER_DEG), Math.cos(lonDeg * RAD_PER_DEG)];
  const dx = to[0]! - from[0]!;
  const dy = to[1]! - from[1]!;
  const dz = to[2]! - from[2]!;
  return [
    -sinLon * dx + cosLon * dy,
    -sinLat * cosLon * dx - sinLat * sinLon * dy + cosLat * dz,
    cosLat * cosLon * dx + cosLat * sinLon * dy + sinLat * dz,
  ];
}

/** Where the plot lies, on the height the report gives. */
function placeOf(
  plot: Plot,
  latDeg: number,
  lonDeg: number,
  up: number,
): { measuredLatDeg: number; measuredLonDeg: number } {
  const groundM = Math.sqrt(Math.max(0, plot.rangeM ** 2 - up ** 2));
  const azimuth = plot.azimuthDeg * RAD_PER_DEG;
  const [e, n] = [groundM * Math.sin(azimuth), groundM * Math.cos(azimuth)];
  const [sinLat, cosLat] = [Math.sin(latDeg * RAD_PER_DEG), Math.cos(latDeg * RAD_PER_DEG)];
  const [sinLon, cosLon] = [Math.sin(lonDeg * RAD_PER_DEG), Math.cos(lonDeg * RAD_PER_DEG)];
  ecefToGeodetic(
    siteEcef[0]! - sinLon * e - sinLat * cosLon * n + cosLat * cosLon * up,
    siteEcef[1]! + cosLon * e - sinLat * sinLon * n + cosLat * sinLon * up,
    siteEcef[2]! + cosLat * n + sinLat * up,
    geodetic,
  );
  return { measuredLatDeg: geodetic[0]! * DEG_PER_RAD, measuredLonDeg: geodetic[1]! * DEG_PER_RAD };
}

interface Test {
  /** Standard deviations by which the difference exceeds the allowed bias; 0 when the scans do not agree. */
  readonly sigmas: number;
  /** Mean difference, m. */
  readonly distanceM: number;
}

/**
 * Tests the mean of the residuals without the largest of them: garbled and split plots are rare but
 * huge, and one of them must not carry two honest scans over the limit.
 */
function testResiduals(residuals: readonly Residual[], d: Difference): Test {
  let first = 0;
  let second = 0;
  for (const residual of residuals) {
    first += residual.first;
    second += residual.second;
  }
  const length = Math.hypot(first, second);
  const [u, v] = [first / length, second / length];
  const along = ({ first, second }: Residual): number => first * u + second * v;
  const kept = residuals.toSorted((a, b) => along(a) - along(b)).slice(0, -1);
  const n = kept.length;
  const meanFirst = kept.reduce((sum, residual) => sum + residual.first, 0) / n;
  const meanSecond = kept.reduce((sum, residual) => sum + residual.second, 0) / n;
  const distanceM = Math.hypot(meanFirst, meanSecond);
  // Each scan must show at least half the mean, in its direction.
  if (!(along(kept[0]!) >= distanceM / 2)) return { sigmas: 0, distanceM };
  const excessFirst = Math.max(0, Math.abs(meanFirst) - d.firstBiasM);
  const excessSecond = Math.max(0, Math.abs(meanSecond) - d.secondBiasM);
  return {
    sigmas: Math.sqrt(
      excessFirst ** 2 / (d.firstVariance / n + d.reportVariance) +
        excessSecond ** 2 / (d.secondVariance / n + d.reportVariance),
    ),
    distanceM,
  };
}
