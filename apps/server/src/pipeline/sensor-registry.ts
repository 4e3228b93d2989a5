import type { MemberId, Plot, Sensor, SensorKind, SensorStatus } from '@commonsky/model';
import type { Site } from '../config/site.ts';
import { createSensorClock, type SensorClock } from './sensor-clock.ts';

/** What shares a SAC/SIC without being one sensor: a radar, an ADS-B ground station, a tracker. */
export type SensorFamily = 'radar' | 'adsb' | 'mlat' | 'tracks';

/** Sensors one node keeps; damaged input can name 65,536 of them a family. */
const SENSOR_COUNT_MAX = 256;
/** Seconds over which `plotsPerS` is counted: about a turn of an en-route radar. */
const RATE_WINDOW_S = 12;
/** A sensor is silent after this many of its periods, and no sooner than `SILENT_MS_MIN`. */
const SILENT_PERIODS = 3;
const SILENT_MS_MIN = 15_000;

/** A sensor with what the node has counted of it. */
export interface SensorEntry {
  readonly sensor: Sensor;
  readonly clock: SensorClock;
  messages: number;
  plots: number;
  /** Target reports that gave no plot: without a position, or said to be an extrapolation. */
  rejects: number;
  /** UTC ms of the sensor's newest service message with a full time of day, for plots with a short one. */
  serviceTimeMs: number | undefined;
}

export interface SensorRegistry {
  readonly unknownRefused: number;
  /** The sensor with this ASTERIX identity, made on the fly; undefined when there are too many. */
  byIdentity(family: SensorFamily, sac: number, sic: number, kind: SensorKind): SensorEntry | undefined;
  /** Adds a sensor, or replaces what is known of it. */
  set(sensor: Sensor): SensorEntry;
  countPlot(entry: SensorEntry, plot: Plot): void;
  /** `shedOf`: plots of a sensor lost to the bound of its queue. */
  status(nowMs: number, shedOf: (sensorId: string) => number): SensorStatus[];
}

interface Row extends SensorEntry {
  sensor: Sensor;
  lastPlotMs: number | undefined;
  /** Plots per second of picture time, indexed by second modulo the window. */
  readonly bins: Uint32Array;
  newestBinS: number;
}

export function createSensorRegistry(
  owner: MemberId,
  sites: readonly Site[],
  onChange: (sensor: Sensor) => void,
): SensorRegistry {
  const rows = new Map<string, Row>();
  const rowOfIdentity = new Map<number, Row>();
  let unknownRefused = 0;

  function set(sensor: Sensor): Row {
    let row = rows.get(sensor.id);
    if (row === undefined) {
      row = {
        sensor,
        clock: createSensorClock(),
        messages: 0,
        plots: 0,
        rejects: 0,
        serviceTimeMs: undefined,
        lastPlotMs: undefined,
        bins: new Uint32Array(RATE_WINDOW_S),
        newestBinS: 0,
      };
      rows.set(sensor.id, row);
    } else {
      row.sensor = sensor;
    }
    const { sac, sic } = sensor;
    if (sac !== undefined && sic !== undefined) {
      rowOfIdentity.set(identityKey(familyOf(sensor.kind), sac, sic), row);
    }
    onChange(sensor);
    return row;
  }

  return {
    get unknownRefused() {
      return unknownRefused;
    },
    set,
    byIdentity(family, sac, sic, kind) {
      const known = rowOfIdentity.get(identityKey(family, sac, sic));
      if (known !== undefined) return known;
      if (rows.size >= SENSOR_COUNT_MAX) {
        unknownRefused++;
        return undefined;
      }
      const site = sites.find((site) => site.sac === sac && site.sic === sic);
      return set({
        id: `${owner}:${family}:${sac}/${sic}`,
        name: `${FAMILY_NAME[family]} ${sac}/${sic}`,
        owner,
        kind,
        sac,
        sic,
        ...(site && { latDeg: site.latDeg, lonDeg: site.lonDeg, heightM: site.heightM }),
      });
    },
    countPlot(entry, plot) {
      const row = entry as Row;
      row.plots++;
      row.lastPlotMs = Math.max(row.lastPlotMs ?? plot.measuredAtMs, plot.measuredAtMs);
      const second = Math.floor(plot.receivedAtMs / 1000);
      for (let s = Math.max(row.newestBinS + 1, second - RATE_WINDOW_S + 1); s <= second; s++) {
        row.bins[s % RATE_WINDOW_S] = 0;
      }
      row.newestBinS = Math.max(row.newestBinS, second);
      row.bins[second % RATE_WINDOW_S]! += 1;
    },
    status: (nowMs, shedOf) =>
      Array.from(rows.values(), (row) => statusOf(row, nowMs, shedOf(row.sensor.id))),
  };
}

const FAMILY_NAME: Readonly<Record<SensorFamily, string>> = {
  radar: 'Radar',
  adsb: 'ADS-B',
  mlat: 'MLAT',
  tracks: 'Tracker',
};

function familyOf(kind: SensorKind): SensorFamily {
  switch (kind) {
    case 'adsb':
      return 'adsb';
    case 'mlat':
      return 'mlat';
    case 'tracks':
      return 'tracks';
    case 'psr':
    case 'ssr':
    case 'modeS':
    case 'psrSsr':
    case 'psrModeS':
      return 'radar';
  }
}

const FAMILIES: readonly SensorFamily[] = ['radar', 'adsb', 'mlat', 'tracks'];

function identityKey(family: SensorFamily, sac: number, sic: number): number {
  return (FAMILIES.indexOf(family) << 16) | (sac << 8) | sic;
}

function statusOf(row: Row, nowMs: number, shedCount: number): SensorStatus {
  const { sensor, lastPlotMs, messages, plots, rejects } = row;
  const note = noteOf(row, shedCount);
  return {
    sensor,
    state: stateOf(row, nowMs),
    ...(lastPlotMs !== undefined && { lastPlotMs }),
    plotsPerS: ratePerS(row, nowMs),
    messages,
    plots,
    rejects,
    ...(note !== undefined && { note }),
  };
}

function stateOf({ sensor, lastPlotMs }: Row, nowMs: number): SensorStatus['state'] {
  if (lastPlotMs === undefined) return 'never';
  const silentMs = Math.max(SILENT_MS_MIN, (sensor.periodS ?? 0) * 1000 * SILENT_PERIODS);
  return nowMs - lastPlotMs > silentMs ? 'silent' : 'up';
}

/** Over whole seconds that have passed, so that a fresh second does not read as a drop. */
function ratePerS({ bins, newestBinS }: Row, nowMs: number): number {
  const nowS = Math.floor(nowMs / 1000);
  let sum = 0;
  for (let s = Math.max(nowS - RATE_WINDOW_S + 1, newestBinS - RATE_WINDOW_S + 1); s < nowS; s++) {
    if (s <= newestBinS && s >= 0) sum += bins[s % RATE_WINDOW_S]!;
  }
  return Math.round((sum / (RATE_WINDOW_S - 1)) * 10) / 10;
}

function noteOf({ sensor, clock }: Row, shedCount: number): string | undefined {
  if (familyOf(sensor.kind) === 'radar' && sensor.latDeg === undefined) {
    return `site unknown: no positions until CAT034 gives it or the site ${sensor.sac}/${sensor.sic} is configured`;
  }
  if (shedCount > 0) return `${shedCount} plots shed: it sends more than the node can track`;
  if (clock.offsetMs === 0) return undefined;
  const s = Math.abs(clock.offsetMs / 1000).toFixed(0);
  return `clock ${s} s ${clock.offsetMs > 0 ? 'behind' : 'ahead'}, corrected`;
}
