/**
 * The tracker on generated scenarios, both frames, several seeds: accuracy beside the reference
 * pipeline on the same files and beside the bound with known association; speed beside it in the same run;
 * then cost per plot from 1,000 to 100,000 aircraft. The generator and the reference live beside the
 * project (../shared/bench) and need python3-numpy.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createPlot, type Plot } from '@commonsky/model';
import { scorePicture, createFlatMap, type ObjectState, type PictureScore } from '@commonsky/metrics';
import { createTracker } from '@commonsky/tracker';
import {
  createDetectionParser,
  createScenarioRun,
  flatPosition,
  parseMeta,
  type ScenarioMeta,
} from '../apps/cli/src/scenario.ts';
import { readPicture } from '../apps/cli/src/truth.ts';
import type { Bench, Figure } from './bench.ts';

const TOOLS = fileURLToPath(new URL('../../shared/bench/', import.meta.url));
const PRESETS = ['S1', 'S2', 'S3', 'S4', 'S5'] as const;
/** The preset's own seed first. */
const SEEDS = [undefined, 1001, 1002, 1003, 1004];
const FRAMES = ['flat', 'wgs84'] as const;
/** A twin of S5 whose radars have no bias: what registration is measured against. */
const UNBIASED = `
import sys; sys.path.insert(0, sys.argv[1]); import generate as g
P = dict(g.PRESETS['S5']); P['sensors'] = [dict(s, bias_range=0.0, bias_az_deg=0.0) for s in P['sensors']]
if sys.argv[4]: P['seed'] = int(sys.argv[4])
g.generate('S5', P, sys.argv[2], sys.argv[3])`;

type Report = (figure: Figure) => void;

interface Loaded {
  readonly directory: string;
  readonly meta: ScenarioMeta;
  readonly plots: readonly Plot[];
}

function load(directory: string): Loaded {
  const meta = parseMeta(readFileSync(join(directory, 'meta.json'), 'utf8'));
  const parse = createDetectionParser(meta);
  const text = gunzipSync(readFileSync(join(directory, 'detections.csv.gz'))).toString();
  return { directory, meta, plots: text.split('\n').slice(1, -1).map(parse) };
}

/** The same plots with their true origin as address and no clutter: the filters alone. */
function withKnownOrigin({ directory, meta, plots }: Loaded): Loaded {
  const text = gunzipSync(readFileSync(join(directory, 'det_truth.csv.gz'))).toString();
  const origins = text
    .split('\n')
    .slice(1, -1)
    .map((line) => Number(line.split(',')[1]));
  const known: Plot[] = [];
  for (const [k, plot] of plots.entries()) {
    if (origins[k]! >= 0) known.push(Object.assign({}, plot, { address: origins[k]! }));
  }
  return { directory, meta, plots: known };
}

async function score({ directory, meta, plots }: Loaded, fromS = meta.score_from): Promise<PictureScore> {
  const map = createFlatMap(meta.origin_lat, meta.origin_lon);
  const shown = new Map<number, ObjectState[]>();
  const run = createScenarioRun(meta, (timeS, t) => {
    const flat = meta.frame === 'flat';
    const [x, y] = flat ? flatPosition(t) : map.toFlat(t.latDeg, t.lonDeg);
    const heightM = Number.isNaN(t.pressureAltitudeM) ? 0 : t.pressureAltitudeM;
    const [vx, vy] = flat
      ? [t.eastMps, t.northMps]
      : map.toFlatVelocity(t.latDeg, t.lonDeg, heightM, t.eastMps, t.northMps);
    const state = {
      id: `${t.number}`,
      x,
      y,
      vx,
      vy,
      pxx: t.pEastEast,
      pxy: t.pEastNorth,
      pyy: t.pNorthNorth,
    };
    const list = shown.get(timeS);
    if (list) list.push(state);
    else shown.set(timeS, [state]);
  });
  for (const plot of plots) run.take(plot);
  run.finish();
  const truth = await readPicture(meta, join(directory, 'truth.csv.gz'));
  const frames = truth.map(({ timeS, truths }) => ({ timeS, truths, tracks: shown.get(timeS) ?? [] }));
  return scorePicture(frames, { fromS, toS: meta.score_to, stepS: meta.score_step });
}

async function scoreReference({ directory, meta }: Loaded): Promise<PictureScore> {
  const out = join(directory, 'reference.csv');
  runReference(directory, out, meta.name, 1);
  const frames = await readPicture(meta, join(directory, 'truth.csv.gz'), out);
  return scorePicture(frames, { fromS: meta.score_from, toS: meta.score_to, stepS: meta.score_step });
}

/** Plots per second of the reference, best of `runs`. It wants to know how many hits confirm a primary-only track. */
function runReference(directory: string, out: string, name: string, runs: number): number {
  const hits = name === 'S4' ? '5' : '4';
  const text = execFileSync(
    process.execPath,
    [join(TOOLS, 'reference.mjs'), directory, out, hits, `${runs}`],
    { encoding: 'utf8' },
  );
  return (JSON.parse(text) as { det_per_s: number }).det_per_s;
}

function ownRate({ meta, plots }: Loaded, runs: number): number {
  let best = 0;
  for (let k = 0; k < runs; k++) {
    const startMs = performance.now();
    const run = createScenarioRun(meta, () => {});
    for (const plot of plots) run.take(plot);
    run.finish();
    best = Math.max(best, (plots.length * 1000) / (performance.now() - startMs));
  }
  return best;
}

const MEASURES = [
  ['gospa', 'm'],
  ['completeness', ''],
  ['ambiguity', ''],
  ['spuriousness', ''],
  ['positionRmse', 'm'],
  ['identitySwitches', ''],
  ['initiationDelayS', 's'],
  ['nees', ''],
] as const;

const average = (scores: readonly PictureScore[], key: keyof PictureScore): number =>
  scores.reduce((sum, s) => sum + s[key], 0) / scores.length;

async function benchAccuracy(report: Report, root: string): Promise<void> {
  for (const frame of FRAMES) {
    for (const name of PRESETS) {
      const own: PictureScore[] = [];
      const bound: PictureScore[] = [];
      const reference: PictureScore[] = [];
      const late: PictureScore[] = [];
      const twin: PictureScore[] = [];
      for (const seed of SEEDS) {
        const out = mkdtempSync(join(root, 'scenario-'));
        const arguments_ = seed === undefined ? [] : ['--seed', `${seed}`];
        execFileSync('python3', [
          join(TOOLS, 'generate.py'),
          name,
          '--frame',
          frame,
          '--out',
          out,
          ...arguments_,
        ]);
        const scenario = load(join(out, name));
        own.push(await score(scenario));
        bound.push(await score(withKnownOrigin(scenario)));
        if (frame === 'flat') reference.push(await scoreReference(scenario));
        if (name === 'S5') {
          late.push(await score(scenario, 120));
          execFileSync('python3', ['-c', UNBIASED, TOOLS, out, frame, `${seed ?? ''}`]);
          twin.push(await score(load(join(out, name)), 120));
        }
        rmSync(out, { recursive: true });
      }
      for (const [measure, unit] of MEASURES) {
        report({
          name: `tracker/${name}/${frame}/${measure}`,
          unit,
          value: average(own, measure),
          knownAssociation: average(bound, measure),
          seeds: SEEDS.length,
          ...(reference.length > 0 && { reference: average(reference, measure) }),
        });
      }
      if (name !== 'S5') continue;
      report({
        name: `tracker/S5/${frame}/gospa-after-120s-over-unbiased`,
        unit: 'ratio',
        value: average(late, 'gospa') / average(twin, 'gospa'),
      });
    }
  }
}

function benchSpeed(report: Report, root: string): void {
  for (const targets of [500, 1000, 5000]) {
    const size = ['--targets', `${targets}`, '--duration', targets > 1000 ? '60' : '180'];
    execFileSync('python3', [join(TOOLS, 'generate.py'), 'LOAD', '--frame', 'flat', '--out', root, ...size]);
    const directory = join(root, 'LOAD');
    // Alternately, so that a busy machine is busy for both.
    const scenario = load(directory);
    let own = 0;
    let reference = 0;
    for (let round = 0; round < 3; round++) {
      own = Math.max(own, ownRate(scenario, 4));
      reference = Math.max(reference, runReference(directory, join(root, 'reference.csv'), 'LOAD', 4));
    }
    report({
      name: `tracker/speed/${targets}-targets`,
      unit: 'plots/s',
      value: own,
      reference,
      ratio: own / reference,
    });
  }
}

const DENSITY_PER_M2 = 500 / (600e3 * 600e3);
const UPDATE_S = 4;
/** Turns before the clock runs, and plots while it runs. */
const WARM_TURNS = 3;
const SCALING_PLOTS = 600_000;

/** Aircraft on a grid as dense as scenario S3, without addresses, reported every 4 s with noise. */
function* scalingPlots(count: number, turns: number): Generator<Plot> {
  const side = Math.ceil(Math.sqrt(count));
  const spacingDeg = Math.sqrt(1 / DENSITY_PER_M2) / 111_195;
  let seed = 1;
  const noise = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed / 2 ** 32 - 0.5) * 300;
  };
  for (let turn = 0; turn < turns; turn++) {
    for (let k = 0; k < count; k++) {
      const timeS = turn * UPDATE_S + (k / count) * UPDATE_S;
      const heading = (k * 2.399963) % (2 * Math.PI);
      const plot = createPlot('mlat', timeS * 1000, timeS * 1000);
      const lat = (Math.floor(k / side) - side / 2) * spacingDeg;
      plot.latDeg = lat + (220 * timeS * Math.cos(heading) + noise()) / 111_195;
      const perDegree = 111_195 * Math.cos((lat * Math.PI) / 180);
      plot.lonDeg = (k % side) * spacingDeg + (220 * timeS * Math.sin(heading) + noise()) / perDegree;
      plot.pressureAltitudeM = 9000 + (k % 100) * 25;
      plot.secondary = true;
      yield plot;
    }
  }
}

function benchScaling(report: Report): void {
  let smallest = Number.NaN;
  // The first round is for the compiler.
  for (const [round, count] of [10_000, 1000, 10_000, 100_000].entries()) {
    const memoryBefore = process.memoryUsage().arrayBuffers;
    const tracker = createTracker({ frame: 'flat', pendingMax: 400_000, registration: false });
    tracker.addSensor({
      id: 'mlat',
      name: 'all',
      owner: 'bench',
      kind: 'mlat',
      periodS: UPDATE_S,
      noise: { positionM: 100 },
    });
    const turns = WARM_TURNS + Math.ceil(SCALING_PLOTS / count);
    let steadyMs = 0;
    let steadyPlots = 0;
    let batch: Plot[] = [];
    let stepS = 0.25;
    for (const plot of scalingPlots(count, turns)) {
      if (plot.measuredAtMs >= stepS * 1000) {
        const startMs = performance.now();
        tracker.process(batch);
        tracker.advance(stepS * 1000);
        if (stepS > WARM_TURNS * UPDATE_S) {
          steadyMs += performance.now() - startMs;
          steadyPlots += batch.length;
        }
        batch = [];
        stepS += 0.25;
      }
      batch.push(plot);
    }
    const perPlotUs = (steadyMs * 1000) / steadyPlots;
    if (round === 0) continue;
    if (Number.isNaN(smallest)) smallest = perPlotUs;
    report({
      name: `tracker/scaling/${count}-targets`,
      unit: 'us/plot',
      value: perPlotUs,
      growth: perPlotUs / smallest - 1,
      confirmed: tracker.stats.confirmedCount,
      realTimeShare: (perPlotUs * count) / (UPDATE_S * 1e6),
      bytesPerTrack: Math.round((process.memoryUsage().arrayBuffers - memoryBefore) / count),
    });
  }
}

export const bench: Bench = async (report) => {
  benchScaling(report);
  if (!existsSync(join(TOOLS, 'generate.py'))) {
    console.error('bench: scenarios are left out: there is no ../shared/bench beside the project');
    return;
  }
  const root = mkdtempSync(join(tmpdir(), 'commonsky-tracker-'));
  try {
    benchSpeed(report, root);
    await benchAccuracy(report, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
