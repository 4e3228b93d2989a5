/**
 * Measures of the surveillance-performance specification for one target (EUROCONTROL-SPEC-0147 and
 * ED-142, horizontal and vertical position of aircraft): computed for a target's reports beside its
 * reference trajectory, then gathered over targets.
 */
import { percentile, rootMeanSquare } from './statistics.ts';

/** One report of a target with the reference at its time; NaN when not reported. Metres, seconds. */
export interface PerformanceSample {
  readonly timeS: number;
  readonly errorEastM: number;
  readonly errorNorthM: number;
  readonly errorHeightM: number;
  /** The reference flies a turn. */
  readonly turning: boolean;
  /** Whether a code, an address was reported and equals the truth; undefined when none was. */
  readonly codeCorrect: boolean | undefined;
  readonly addressCorrect: boolean | undefined;
  /** Time from measurement to delivery. */
  readonly latencyS: number;
}

/** One target over the time it was in coverage. */
export interface TargetRecord {
  readonly fromS: number;
  readonly toS: number;
  /** In order of time. */
  readonly samples: readonly PerformanceSample[];
  /** Report times of further tracks of the same target. */
  readonly multipleS: readonly number[];
}

export interface PerformanceLimits {
  /** Length of the interval in which a report is due, s. */
  readonly updateS: number;
  /** A gap longer than this is long, s: en route 16.4 (two intervals of 8 s and a margin). */
  readonly longGapS: number;
  /** A height further off than this is wrong, m: 300 ft. */
  readonly heightLimitM: number;
}

export const EN_ROUTE: PerformanceLimits = { updateS: 8, longGapS: 16.4, heightLimitM: 300 * 0.3048 };
export const TERMINAL: PerformanceLimits = { updateS: 5, longGapS: 16.5, heightLimitM: 300 * 0.3048 };

export interface PerformanceScore {
  /** Share of intervals with a report. */
  readonly updateProbability: number;
  /** Share of gaps between reports that are long. */
  readonly longGapShare: number;
  readonly longestGapS: number;
  readonly horizontalRmsM: number;
  readonly horizontalRmsSteadyM: number;
  readonly horizontalRmsTurnM: number;
  readonly horizontalP95M: number;
  readonly verticalRmsM: number;
  /** Share of reported heights within the limit. */
  readonly heightCorrect: number;
  readonly codeCorrect: number;
  readonly addressCorrect: number;
  /** False and multiple reports over all reports. */
  readonly falseShare: number;
  readonly multipleShare: number;
  readonly latencyMeanS: number;
  readonly latencyP95S: number;
}

const share = (flags: readonly boolean[]): number =>
  flags.length === 0 ? Number.NaN : flags.filter(Boolean).length / flags.length;

const horizontal = ({ errorEastM, errorNorthM }: PerformanceSample): number =>
  Math.hypot(errorEastM, errorNorthM);

/** @param falseCount Reports that belong to no target. */
export function scorePerformance(
  targets: readonly TargetRecord[],
  falseCount: number,
  limits: PerformanceLimits,
): PerformanceScore {
  const samples = targets.flatMap((target) => target.samples);
  const gaps = targets.flatMap(gapsOf);
  const heights = samples.map((s) => s.errorHeightM).filter((error) => !Number.isNaN(error));
  const latencies = samples.map((s) => s.latencyS).filter((latency) => !Number.isNaN(latency));
  const multipleCount = targets.reduce((sum, { multipleS }) => sum + multipleS.length, 0);
  const reportCount = samples.length + multipleCount + falseCount;
  return {
    updateProbability: share(targets.flatMap((target) => intervalsOf(target, limits.updateS))),
    longGapShare: share(gaps.map((gap) => gap > limits.longGapS)),
    longestGapS: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
    horizontalRmsM: rootMeanSquare(samples.map(horizontal)),
    horizontalRmsSteadyM: rootMeanSquare(samples.filter((s) => !s.turning).map(horizontal)),
    horizontalRmsTurnM: rootMeanSquare(samples.filter((s) => s.turning).map(horizontal)),
    horizontalP95M: percentile(samples.map(horizontal), 95),
    verticalRmsM: rootMeanSquare(heights),
    heightCorrect: share(heights.map((error) => Math.abs(error) <= limits.heightLimitM)),
    codeCorrect: share(samples.flatMap((s) => (s.codeCorrect === undefined ? [] : [s.codeCorrect]))),
    addressCorrect: share(samples.flatMap((s) => (s.addressCorrect === undefined ? [] : [s.addressCorrect]))),
    falseShare: falseCount / Math.max(reportCount, 1),
    multipleShare: multipleCount / Math.max(reportCount, 1),
    latencyMeanS: latencies.reduce((sum, latency) => sum + latency, 0) / latencies.length,
    latencyP95S: percentile(latencies, 95),
  };
}

/** For each whole interval in coverage: was there a report? */
function intervalsOf({ fromS, toS, samples }: TargetRecord, updateS: number): boolean[] {
  const count = Math.floor((toS - fromS) / updateS);
  const seen = Array.from({ length: count }, () => false);
  for (const { timeS } of samples) {
    const k = Math.floor((timeS - fromS) / updateS);
    if (k >= 0 && k < count) seen[k] = true;
  }
  return seen;
}

/** Times between reports, from entering coverage to leaving it. */
function gapsOf({ fromS, toS, samples }: TargetRecord): number[] {
  const times = [fromS, ...samples.map((s) => s.timeS), toS];
  return times.slice(1).map((timeS, k) => timeS - times[k]!);
}
