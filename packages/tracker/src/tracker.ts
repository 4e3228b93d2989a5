import type { Plot, Sensor, Track } from '@commonsky/model';
import { associateBatch, createWorkspace } from './associate.ts';
import { createClutterMap } from './clutter.ts';
import { CONFIRMED, createPlotColumns, createTrackColumns, growTrackColumns } from './columns.ts';
import { DEFAULT_CONFIG, sensorModel, type TrackerConfig } from './config.ts';
import { flatFrame, wgs84Frame } from './frame.ts';
import { createGrid } from './grid.kernel.ts';
import { growPlotColumns, ingestPlot } from './ingest.ts';
import { mergeDuplicates, reviewTracks } from './life.ts';
import { publishTrack } from './publish.ts';
import type { TrackEvent, TrackerStats, World } from './world.ts';

/** A multi-sensor tracker. It knows no clock: time is what plots and `advance` say. */
export interface Tracker {
  /** Makes a sensor known, or changes what is known of it. Plots of unknown sensors are counted and dropped. */
  addSensor(sensor: Sensor): void;
  /** Takes plots, in any order; keeps no reference to them. They act at the next `advance` past their sector. */
  process(plots: readonly Plot[]): void;
  /** Works off what was measured up to `toMs` (UTC ms), coasts, ends and merges tracks. Time never goes back. */
  advance(toMs: number): void;
  /** All confirmed tracks, predicted to `atMs`, by number. */
  tracks(atMs: number): Track[];
  forEachTrack(atMs: number, visit: (track: Track) => void): void;
  track(number: number, atMs: number): Track | undefined;
  /** Events since the last call, in order. */
  takeEvents(): TrackEvent[];
  readonly stats: Readonly<TrackerStats>;
}

/** How often existence is reviewed and duplicates are sought, s. */
const REVIEW_S = 1;
const MERGE_S = 2;
/** A radar turn is worked off in this many parts; reports in steps of this many seconds. */
const SECTORS = 48;
const REPORT_STEP_S = 0.25;

/** @param config Differences from {@link DEFAULT_CONFIG}. */
export function createTracker(config: Partial<TrackerConfig> = {}): Tracker {
  const settings = { ...DEFAULT_CONFIG, ...config };
  const stats: TrackerStats = {
    plots: 0,
    rejectedUnknownSensor: 0,
    rejectedWithoutPosition: 0,
    rejectedTest: 0,
    rejectedStale: 0,
    shedPlots: 0,
    shedBirths: 0,
    outOfSequence: 0,
    associated: 0,
    births: 0,
    confirmed: 0,
    terminated: 0,
    merged: 0,
    shedEvents: 0,
    tentativeCount: 0,
    confirmedCount: 0,
  };
  const world: World = {
    config: settings,
    frame: settings.frame === 'flat' ? flatFrame : wgs84Frame,
    sensors: [],
    sensorIndex: new Map(),
    tracks: createTrackColumns(256, 4),
    plots: createPlotColumns(1024),
    live: new Int32Array(256),
    liveCount: 0,
    freeRows: [],
    retiredRows: [],
    rowCount: 0,
    byAddress: new Map(),
    byNumber: new Map(),
    nextNumber: 1,
    fine: createGrid(4000),
    coarse: createGrid(24_000),
    gridTime: Number.NEGATIVE_INFINITY,
    mark: 0,
    events: [],
    stats,
  };
  const workspace = createWorkspace();
  const suspects = new Map<number, number>();
  const { plots } = world;
  let pendingCount = 0;
  let doneS = Number.NEGATIVE_INFINITY;
  let reviewS = Number.NEGATIVE_INFINITY;
  let mergeS = Number.NEGATIVE_INFINITY;
  /** Plot rows of the batch in hand, and the end of every pending plot's sector. */
  let batch = new Int32Array(256);
  let dueS = new Float64Array(1024);

  /** The time at which the sector that holds a plot is over. */
  function sectorEnd(row: number): number {
    const { model } = world.sensors[plots.sensor[row]!]!;
    const step = model.radar ? model.periodS / SECTORS : REPORT_STEP_S;
    return (Math.floor(plots.time[row]! / step) + 1) * step;
  }

  function addSensor(sensor: Sensor): void {
    const model = sensorModel(sensor);
    const known = world.sensorIndex.get(sensor.id);
    const index = known ?? world.sensors.length;
    world.sensors[index] = {
      sensor,
      model,
      site: world.frame.site(sensor),
      clutter: model.radar
        ? createClutterMap(model.rangeMaxM, model.periodS, model.clutterPerScan)
        : undefined,
      newestS: Number.NEGATIVE_INFINITY,
    };
    if (known !== undefined) return;
    world.sensorIndex.set(sensor.id, index);
    const { tracks } = world;
    if (index >= tracks.sensorCapacity) growTrackColumns(tracks, tracks.capacity, tracks.sensorCapacity * 2);
    for (let k = 0; k < world.liveCount; k++) {
      const row = world.live[k]!;
      const at = row * tracks.sensorCapacity + index;
      tracks.scanTime[at] = tracks.time[row]!;
      tracks.hitTime[at] = Number.NEGATIVE_INFINITY;
      tracks.hitCount[at] = 0;
      tracks.detection[at] = model.detectionProbability;
    }
  }

  function process(incoming: readonly Plot[]): void {
    for (const plot of incoming) {
      if (pendingCount >= settings.pendingMax) {
        stats.shedPlots++;
        continue;
      }
      if (pendingCount >= plots.capacity) {
        growPlotColumns(plots, plots.capacity * 2);
        const grown = new Float64Array(plots.capacity);
        grown.set(dueS);
        dueS = grown;
      }
      if (!ingestPlot(world, plot, pendingCount)) continue;
      if (plots.time[pendingCount]! < doneS - settings.lagMaxS) {
        stats.rejectedStale++;
        continue;
      }
      dueS[pendingCount] = sectorEnd(pendingCount);
      pendingCount++;
    }
  }

  /** Ripe rows by end of sector, sensor, time, and order of arrival: the same for every run. */
  function ripeRows(toS: number): Int32Array {
    const ripe = new Int32Array(pendingCount);
    let count = 0;
    for (let row = 0; row < pendingCount; row++) if (dueS[row]! <= toS) ripe[count++] = row;
    return ripe
      .subarray(0, count)
      .sort(
        (a, b) =>
          dueS[a]! - dueS[b]! ||
          plots.sensor[a]! - plots.sensor[b]! ||
          plots.time[a]! - plots.time[b]! ||
          a - b,
      );
  }

  /** Moves the plots that are not ripe to the front. */
  function keepUnripe(toS: number): void {
    let kept = 0;
    for (let row = 0; row < pendingCount; row++) {
      if (dueS[row]! <= toS) continue;
      if (kept !== row) {
        for (const column of Object.values(plots) as unknown[]) {
          if (Array.isArray(column)) column[kept] = column[row];
          else if (ArrayBuffer.isView(column)) {
            const numbers = column as Float64Array;
            const width = numbers.length / plots.capacity;
            numbers.copyWithin(kept * width, row * width, (row + 1) * width);
          }
        }
        dueS[kept] = dueS[row]!;
      }
      kept++;
    }
    pendingCount = kept;
  }

  function review(nowS: number): void {
    if (nowS >= reviewS + REVIEW_S) {
      reviewTracks(world, nowS);
      reviewS = nowS;
    }
    if (nowS >= mergeS + MERGE_S) {
      mergeDuplicates(world, nowS, suspects);
      mergeS = nowS;
    }
  }

  function advance(toMs: number): void {
    const toS = Math.max(toMs / 1000, doneS);
    const ripe = ripeRows(toS);
    for (let from = 0; from < ripe.length;) {
      const due = dueS[ripe[from]!]!;
      const sensor = plots.sensor[ripe[from]!]!;
      review(Math.max(due, doneS));
      let count = 0;
      if (batch.length < ripe.length) batch = new Int32Array(ripe.length * 2);
      for (
        ;
        from < ripe.length && dueS[ripe[from]!] === due && plots.sensor[ripe[from]!] === sensor;
        from++
      ) {
        batch[count++] = ripe[from]!;
      }
      associateBatch(world, workspace, batch, count);
    }
    keepUnripe(toS);
    review(toS);
    doneS = toS;
  }

  function sortedNumbers(): number[] {
    return [...world.byNumber.keys()].sort((a, b) => a - b);
  }

  return {
    addSensor,
    process,
    advance,
    tracks: (atMs) => sortedNumbers().map((number) => publishTrack(world, world.byNumber.get(number)!, atMs)),
    forEachTrack(atMs, visit) {
      for (const number of sortedNumbers()) visit(publishTrack(world, world.byNumber.get(number)!, atMs));
    },
    track(number, atMs) {
      const row = world.byNumber.get(number);
      return row === undefined || world.tracks.status[row] !== CONFIRMED
        ? undefined
        : publishTrack(world, row, atMs);
    },
    takeEvents() {
      const taken = world.events;
      world.events = [];
      return taken;
    },
    stats,
  };
}
