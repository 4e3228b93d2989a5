import type { Plot, Sensor, Track } from '@commonsky/model';
import { associateBatch } from './associate.ts';
import { createWorkspace } from './workspace.ts';
import { createClutterMap } from './clutter.ts';
import { CONFIRMED, createPlotColumns, createTrackColumns, growTrackColumns } from './columns.ts';
import { DEFAULT_CONFIG, sensorModel, type TrackerConfig } from './config.ts';
import { flatFrame, wgs84Frame } from './frame.ts';
import { createGrid } from './grid.kernel.ts';
import { growPlotColumns, ingestPlot } from './ingest.ts';
import { mergeDuplicates, reviewTracks } from './life.ts';
import { publishTrack } from './publish.ts';
import {
  createRegistration,
  growRegistration,
  reportRegistration,
  solveRegistration,
  type SensorRegistration,
} from './registration.ts';
import { restoreSnapshot, takeSnapshot, type TrackerSnapshot } from './snapshot.ts';
import type { TrackEvent, TrackerStats, World } from './world.ts';

/** A multi-sensor tracker. It knows no clock: time is what plots and `advance` say. */
export interface Tracker {
  /** Makes a sensor known, or changes what is known of it. Plots of unknown sensors are counted and dropped. */
  addSensor(sensor: Sensor): void;
  /** Takes plots, in any order; keeps no reference to them. They act at the next `advance` past their sector. */
  process(plots: readonly Plot[]): void;
  /** Works off what was measured up to `toMs` (UTC ms), coasts, ends and merges tracks. Time never goes back. */
  advance(toMs: number): void;
  /** All confirmed tracks that are believed to be there, predicted to `atMs`, by number. */
  tracks(atMs: number): Track[];
  forEachTrack(atMs: number, visit: (track: Track) => void): void;
  /** A confirmed track, shown or not. */
  track(number: number, atMs: number): Track | undefined;
  /** Events since the last call, in order. */
  takeEvents(): TrackEvent[];
  /** Everything the tracker knows, to go on from elsewhere: structured-cloneable, and the tracker's own from now on. */
  snapshot(): TrackerSnapshot;
  /** Estimated biases of every radar. */
  registration(): SensorRegistration[];
  readonly stats: Readonly<TrackerStats>;
}

/** Pending plots of one sensor, in time order. */
interface Queue {
  rows: Int32Array;
  head: number;
  count: number;
}

/** How often existence is reviewed and duplicates are sought, s. */
const REVIEW_S = 1;
const MERGE_S = 2;
/** A radar turn is worked off in this many parts; reports in steps of this many seconds. */
const SECTORS = 48;
const REPORT_STEP_S = 0.25;
const REPORTS_MAX = 256;

/**
 * @param config Differences from {@link DEFAULT_CONFIG}.
 * @param snapshot Goes on from there, as if it were that tracker; the configuration must be the same.
 */
export function createTracker(config: Partial<TrackerConfig> = {}, snapshot?: TrackerSnapshot): Tracker {
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
    resumed: 0,
    terminated: 0,
    merged: 0,
    shedEvents: 0,
    tentativeCount: 0,
    confirmedCount: 0,
  };
  const world: World = {
    config: settings,
    ahead: { ...settings.imm, transitionRates: settings.imm.transitionRates.map(() => 0) },
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
    departed: new Map(),
    nextNumber: 1,
    fine: createGrid(4000),
    coarse: createGrid(24_000),
    gridTime: Number.NEGATIVE_INFINITY,
    mark: 0,
    events: [],
    registration: createRegistration(),
    pendingCount: 0,
    doneS: Number.NEGATIVE_INFINITY,
    reviewS: Number.NEGATIVE_INFINITY,
    mergeS: Number.NEGATIVE_INFINITY,
    suspects: new Map(),
    stats,
  };
  const workspace = createWorkspace();
  const { plots } = world;
  const queues: Queue[] = [];

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
      rangeBiasM: 0,
      azimuthBiasRad: 0,
      timeBiasS: 0,
    };
    if (known !== undefined) return;
    world.sensorIndex.set(sensor.id, index);
    growRegistration(world.registration, world.sensors.length);
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
      if (world.pendingCount >= settings.pendingMax) {
        stats.shedPlots++;
        continue;
      }
      if (world.pendingCount >= plots.capacity) {
        growPlotColumns(plots, plots.capacity * 2);
      }
      if (!ingestPlot(world, plot, world.pendingCount)) continue;
      if (plots.time[world.pendingCount]! < world.doneS - settings.lagMaxS) {
        stats.rejectedStale++;
        continue;
      }
      plots.due[world.pendingCount] = sectorEnd(world.pendingCount);
      world.pendingCount++;
    }
  }

  /** Lines up the ripe rows of each sensor by time; almost always they came so. */
  function queueRipe(toS: number): void {
    while (queues.length < world.sensors.length) queues.push({ rows: new Int32Array(64), head: 0, count: 0 });
    for (const queue of queues) {
      queue.head = 0;
      queue.count = 0;
    }
    for (let row = 0; row < world.pendingCount; row++) {
      if (plots.due[row]! > toS) continue;
      const queue = queues[plots.sensor[row]!]!;
      if (queue.count === queue.rows.length) {
        const grown = new Int32Array(queue.count * 2);
        grown.set(queue.rows);
        queue.rows = grown;
      }
      const time = plots.time[row]!;
      let k = queue.count++;
      for (; k > 0 && plots.time[queue.rows[k - 1]!]! > time; k--) queue.rows[k] = queue.rows[k - 1]!;
      queue.rows[k] = row;
    }
  }

  /** The queue whose next sector ends first; of several, that of the sensor known first. */
  function nextQueue(): Queue | undefined {
    let best: Queue | undefined;
    let bestS = Number.POSITIVE_INFINITY;
    for (const queue of queues) {
      if (queue.head >= queue.count) continue;
      const due = plots.due[queue.rows[queue.head]!]!;
      if (due >= bestS) continue;
      best = queue;
      bestS = due;
    }
    return best;
  }

  /** Moves the plots that are not ripe to the front. */
  function keepUnripe(toS: number): void {
    let kept = 0;
    for (let row = 0; row < world.pendingCount; row++) {
      if (plots.due[row]! <= toS) continue;
      if (kept !== row) {
        for (const column of Object.values(plots) as unknown[]) {
          if (Array.isArray(column)) column[kept] = column[row];
          else if (ArrayBuffer.isView(column)) {
            const numbers = column as Float64Array;
            const width = numbers.length / plots.capacity;
            numbers.copyWithin(kept * width, row * width, (row + 1) * width);
          }
        }
      }
      kept++;
    }
    world.pendingCount = kept;
  }

  function review(nowS: number): void {
    if (nowS >= world.reviewS + REVIEW_S) {
      reviewTracks(world, nowS);
      if (settings.registration) solveRegistration(world, nowS);
      world.reviewS = nowS;
    }
    if (nowS >= world.mergeS + MERGE_S) {
      mergeDuplicates(world, nowS, world.suspects);
      world.mergeS = nowS;
    }
  }

  function advance(toMs: number): void {
    const toS = Math.max(toMs / 1000, world.doneS);
    queueRipe(toS);
    for (let queue = nextQueue(); queue; queue = nextQueue()) {
      const due = plots.due[queue.rows[queue.head]!]!;
      review(Math.max(due, world.doneS));
      const from = queue.head;
      // Reports of different aircraft don't contend, so a large batch of them is cut to fit the cache.
      const { radar } = world.sensors[plots.sensor[queue.rows[from]!]!]!.model;
      const end = radar ? queue.count : Math.min(queue.count, from + REPORTS_MAX);
      while (queue.head < end && plots.due[queue.rows[queue.head]!] === due) queue.head++;
      associateBatch(world, workspace, queue.rows, from, queue.head);
    }
    keepUnripe(toS);
    review(toS);
    world.doneS = toS;
  }

  if (snapshot) restoreSnapshot(world, snapshot, addSensor);

  const showLogOdds = Math.log(settings.showProbability / (1 - settings.showProbability));

  function shownNumbers(): number[] {
    const { logOdds } = world.tracks;
    const numbers: number[] = [];
    for (const [number, row] of world.byNumber) if (logOdds[row]! >= showLogOdds) numbers.push(number);
    return numbers.sort((a, b) => a - b);
  }

  return {
    addSensor,
    process,
    advance,
    tracks: (atMs) => shownNumbers().map((number) => publishTrack(world, world.byNumber.get(number)!, atMs)),
    forEachTrack(atMs, visit) {
      for (const number of shownNumbers()) visit(publishTrack(world, world.byNumber.get(number)!, atMs));
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
    snapshot: () => takeSnapshot(world),
    registration: () => reportRegistration(world),
    stats,
  };
}
