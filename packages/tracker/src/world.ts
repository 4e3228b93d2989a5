import type { Sensor } from '@commonsky/model';
import type { ClutterMap } from './clutter.ts';
import type { PlotColumns, TrackColumns } from './columns.ts';
import type { SensorModel, TrackerConfig } from './config.ts';
import type { ImmParameters } from './imm.kernel.ts';
import type { Frame } from './frame.ts';
import type { Grid } from './grid.kernel.ts';

/** A sensor as the tracker sees it. */
export interface SensorState {
  readonly sensor: Sensor;
  readonly model: SensorModel;
  readonly site: Float64Array | undefined;
  readonly clutter: ClutterMap | undefined;
  /** UTC s of its newest plot: what it has not yet looked at, it can't have missed. */
  newestS: number;
  /** Bias taken off its measurements; see registration.ts. */
  rangeBiasM: number;
  azimuthBiasRad: number;
  timeBiasS: number;
}

/** Why a track is no longer there. */
export type EndReason = 'lost' | 'merged';

export type TrackEvent =
  | { readonly kind: 'confirmed'; readonly number: number; readonly atMs: number }
  /** A track that had ended is back: an aircraft with its address, where it could have flown to. */
  | { readonly kind: 'resumed'; readonly number: number; readonly atMs: number }
  | {
      readonly kind: 'terminated';
      readonly number: number;
      readonly atMs: number;
      readonly reason: EndReason;
    }
  /** `absorbed` was the same aircraft as `number`, which lives on; a `terminated` for `absorbed` follows. */
  | { readonly kind: 'merged'; readonly number: number; readonly absorbed: number; readonly atMs: number };

/** Where and when a track with an address ended. */
export interface Departure {
  readonly number: number;
  readonly endS: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Counters since the tracker was made. */
export interface TrackerStats {
  plots: number;
  /** Plots not used, by reason. */
  rejectedUnknownSensor: number;
  rejectedWithoutPosition: number;
  rejectedTest: number;
  rejectedStale: number;
  /** Plots and births given up because a limit was reached. */
  shedPlots: number;
  shedBirths: number;
  /** Plots older than the track they updated. */
  outOfSequence: number;
  associated: number;
  births: number;
  confirmed: number;
  resumed: number;
  terminated: number;
  merged: number;
  /** Events dropped because nobody took them. */
  shedEvents: number;
  /** Now alive. */
  tentativeCount: number;
  confirmedCount: number;
}

/** Least-squares state of registration.ts. */
export interface Registration {
  /** Normal equations, row-major, `size` = SIZE × sensors. */
  information: Float64Array;
  vector: Float64Array;
  value: Float64Array;
  variance: Float64Array;
  pairCount: Float64Array;
  /** Pairs found, used or not. */
  offered: number;
  size: number;
  solvedS: number;
}

/** Everything one tracker owns; the stages are functions over it. */
export interface World {
  readonly config: TrackerConfig;
  /** The models without transitions: where a track will be is shown as it flies now. */
  readonly ahead: ImmParameters;
  readonly frame: Frame;
  readonly sensors: SensorState[];
  readonly sensorIndex: Map<string, number>;
  readonly tracks: TrackColumns;
  readonly plots: PlotColumns;
  /** Live rows, in no order but a deterministic one. */
  live: Int32Array;
  liveCount: number;
  readonly freeRows: number[];
  readonly retiredRows: number[];
  rowCount: number;
  /** First row of each address; rows with the same one are chained by `nextSameAddress`. */
  readonly byAddress: Map<number, number>;
  readonly byNumber: Map<number, number>;
  nextNumber: number;
  /** Last track of addresses lately lost, oldest first. */
  readonly departed: Map<number, Departure>;
  /** Well-known positions in the fine grid, the others in the coarse one. */
  readonly fine: Grid;
  readonly coarse: Grid;
  gridTime: number;
  mark: number;
  events: TrackEvent[];
  readonly registration: Registration;
  /** Plots that wait, in the first rows of `plots`. */
  pendingCount: number;
  /** UTC s up to which plots were worked off, tracks reviewed, duplicates sought. */
  doneS: number;
  reviewS: number;
  mergeS: number;
  /** Pairs that looked like one aircraft at the last search, and how often in a row. */
  readonly suspects: Map<number, number>;
  readonly stats: TrackerStats;
}

const eventsMax = 65_536;

export function emit(world: World, event: TrackEvent): void {
  if (world.events.length >= eventsMax) {
    world.stats.shedEvents++;
    return;
  }
  world.events.push(event);
}
