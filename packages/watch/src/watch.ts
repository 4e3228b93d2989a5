import type { Alert, Plot, Sensor, Track, Identification } from '@commonsky/model';
import {
  type AlertBook,
  type AlertBookLimits,
  type AlertEvent,
  createAlertBook,
} from './alerts/alert-book.ts';
import { type AirspaceSet, createAirspaceSet } from './airspace/airspace-set.ts';
import type { Surroundings } from './airspace/vertical.ts';
import { type ConsistencyMonitor, createConsistencyMonitor } from './consistency/position-consistency.ts';
import { createIntegrityCounter, type IntegrityReport } from './gnss/integrity-counter.ts';
import {
  createInterferenceMap,
  type InterferenceCell,
  type InterferenceMap,
} from './gnss/interference-map.ts';
import { createIdentifier, type Identifier, type IdentifierOptions } from './identify/identifier.ts';
import { RULES } from './rules/all-rules.ts';
import type { Finding, PictureView, Rule, RunningRule } from './rules/rule.ts';
import { defaultRuleSet, type RuleSet } from './rules/rule-set.ts';

export interface WatchOptions {
  readonly sensors?: readonly Sensor[];
  readonly airspaces?: AirspaceSet;
  readonly around?: Surroundings;
  readonly rules?: RuleSet;
  readonly identity?: Partial<IdentifierOptions>;
  readonly limits?: Partial<AlertBookLimits>;
}

/**
 * Watches one member's picture. Feed plots and integrity reports as they come and call `step` with
 * the tracks of every picture, about once a second; time only ever comes in as an argument.
 */
export interface Watch {
  readonly identifier: Identifier;
  readonly alerts: AlertBook;
  readonly consistency: ConsistencyMonitor;
  readonly interference: InterferenceMap;
  observePlots(plots: readonly Plot[]): void;
  observeIntegrity(report: IntegrityReport): void;
  step(atMs: number, tracks: readonly Track[]): AlertEvent[];
  identityOf(track: Track): Identification | undefined;
  /** Takes over another rule set at once; alerts of rules that stay are kept. */
  useRules(rules: RuleSet, atMs: number): AlertEvent[];
  useAirspaces(airspaces: AirspaceSet): void;
  useSurroundings(around: Surroundings): void;
  /** Makes a sensor known, or changes what is known of it. */
  useSensor(sensor: Sensor): void;
  readonly rules: RuleSet;
  readonly airspaces: AirspaceSet;
}

/** Cells are summed up anew this often, and forgotten after a day as in the public maps. */
const CELLS_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

interface Running {
  readonly rule: Rule;
  readonly run: RunningRule;
}

export function createWatch(options: WatchOptions = {}): Watch {
  const sensors = new Map((options.sensors ?? []).map((sensor) => [sensor.id, sensor]));
  const identifier = createIdentifier(options.identity);
  const consistency = createConsistencyMonitor(sensors);
  const integrity = createIntegrityCounter();
  const interference = createInterferenceMap();
  let ruleSet = options.rules ?? defaultRuleSet();
  const alerts = createAlertBook(ruleSet.version, options.limits);
  let airspaces = options.airspaces ?? createAirspaceSet([]);
  let around = options.around ?? {};
  let running = start(ruleSet.rules, []);
  let cells: InterferenceCell[] = [];
  let cellsMs = Number.NEGATIVE_INFINITY;
  let day = Number.NaN;

  const refreshCells = (atMs: number): void => {
    if (Math.floor(atMs / DAY_MS) !== day) {
      day = Math.floor(atMs / DAY_MS);
      interference.clear();
      cellsMs = Number.NEGATIVE_INFINITY;
    }
    if (atMs - cellsMs < CELLS_EVERY_MS) return;
    cellsMs = atMs;
    cells = interference.cells();
  };

  return {
    identifier,
    alerts,
    consistency,
    interference,
    observePlots(plots) {
      consistency.observe(plots);
    },
    observeIntegrity(report) {
      const { bad, good } = integrity.observe(report);
      // Without a position of its own a disturbed aircraft counts where it was last seen well.
      const place = report.position ?? good;
      if (place && !report.onGround) interference.observe(report.address, place.latDeg, place.lonDeg, bad);
    },
    step(atMs, tracks) {
      refreshCells(atMs);
      const suspicions = consistency.suspicions(atMs);
      identifier.step(atMs, tracks, suspicions);
      const found: { rule: Rule; finding: Finding }[] = [];
      let current: Rule;
      const view: PictureView = {
        atMs,
        tracks,
        airspaces,
        around,
        sensors,
        interference: cells,
        suspicions,
        identityOf: (track) => identifier.identityOf(track.number, atMs),
        standing: (key) => alerts.phaseOf(current.id, key),
      };
      for (const { rule, run } of running) {
        current = rule;
        run.evaluate(view, (finding) => found.push({ rule, finding }));
      }
      return alerts.update(atMs, found);
    },
    identityOf: (track) => identifier.identityOf(track.number, track.atMs),
    useRules(next, atMs) {
      ruleSet = next;
      running = start(next.rules, running);
      return alerts.useRules(next.rules, next.version, atMs);
    },
    useAirspaces(next) {
      airspaces = next;
    },
    useSurroundings(next) {
      around = next;
    },
    useSensor(sensor) {
      sensors.set(sensor.id, sensor);
    },
    get airspaces() {
      return airspaces;
    },
    get rules() {
      return ruleSet;
    },
  };
}

/** Starts the rules of a set; one that has not changed keeps what it remembers. */
function start(rules: readonly Rule[], before: readonly Running[]): Running[] {
  const running: Running[] = [];
  for (const rule of rules) {
    if (!rule.enabled) continue;
    const same = before.find((old) => JSON.stringify(old.rule) === JSON.stringify(rule));
    if (same) running.push(same);
    else running.push({ rule, run: RULES.find(({ kind }) => kind === rule.kind)!.create(rule) });
  }
  return running;
}

/** What a rule set would have raised over pictures that were recorded: `commonsky watch test`. */
export function dryRun(
  watch: Watch,
  pictures: Iterable<{
    readonly atMs: number;
    readonly tracks: readonly Track[];
    readonly plots?: readonly Plot[];
  }>,
): { readonly alerts: readonly Alert[]; readonly pictures: number; readonly trackHours: number } {
  const alerts = new Map<string, Alert>();
  let count = 0;
  let trackMs = 0;
  let lastMs = Number.NaN;
  for (const { atMs, tracks, plots } of pictures) {
    if (plots) watch.observePlots(plots);
    for (const { alert } of watch.step(atMs, tracks)) alerts.set(alert.id, alert);
    count += 1;
    if (!Number.isNaN(lastMs)) trackMs += tracks.length * (atMs - lastMs);
    lastMs = atMs;
  }
  return { alerts: [...alerts.values()], pictures: count, trackHours: trackMs / 3_600_000 };
}
