/**
 * How a partner's positions differ from ours: an offset that changes slowly over the ground (ranges
 * and azimuths registered differently) and one along the flight (clocks). Learnt from aircraft that
 * both sides know by address. It serves correlation only: who of the two is right it cannot tell.
 */
export interface Bias {
  eastM: number;
  northM: number;
  /** The partner's clock runs this much behind: its aircraft are this far along their way. */
  timeS: number;
  /** Of what remains unexplained, each axis, m². */
  variance: number;
}

export interface BiasModel {
  /** Expected difference, theirs minus ours, at a place. */
  at(latDeg: number, lonDeg: number, out: Bias): void;
  learn(sample: BiasSample): void;
}

export interface BiasSample {
  readonly atMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Theirs minus ours, m. */
  readonly eastM: number;
  readonly northM: number;
  readonly eastMps: number;
  readonly northMps: number;
  /** Of the difference, mean of both axes, by what both sides say of their accuracy, m². */
  readonly variance: number;
  /** How long this state of affairs has been seen, s. */
  readonly seconds: number;
}

/** Cells of about 80 km: a radar's azimuth bias changes little over them. */
const CELL_DEG = 0.75;
const CELL_COUNT_MAX = 4096;
/** Older knowledge fades with this time. */
const MEMORY_S = 300;
/** What is not known yet is taken for an unbiased side with this 1σ, worth so many aircraft-seconds. */
const SIGMA_UNKNOWN_M = 250;
const SIGMA_MIN_M = 60;
const PRIOR_S = 60;
/** A cell is trusted beside the whole when it has seen this: some aircraft, not one with a fault of its own. */
const CELL_PRIOR_S = 300;
/** Samples of this variance have half the weight of exact ones. */
const SAMPLE_VARIANCE = 60 * 60;
/** Clocks of neighbours agree to about 0.3 s: at 200 m/s, 60 m. */
const TIME_PRIOR = PRIOR_S * 200 * 200;
const TIME_MAX_S = 3;
/** A difference counts up to so many of its 1σ. */
const REST_SIGMAS = 4;

interface Mean {
  atMs: number;
  weight: number;
  eastM: number;
  northM: number;
}

export function createBiasModel(): BiasModel {
  const cells = new Map<number, Mean>();
  const whole: Mean = { atMs: Number.NaN, weight: 0, eastM: 0, northM: 0 };
  let squares = 0;
  let alongWay = 0;
  let wayWay = 0;

  const timeS = () => clamp(alongWay / (wayWay + TIME_PRIOR), TIME_MAX_S);
  const expected: Bias = { eastM: 0, northM: 0, timeS: 0, variance: 0 };

  function at(latDeg: number, lonDeg: number, out: Bias): void {
    const cell = cells.get(cellKey(latDeg, lonDeg));
    const trust = whole.weight / (whole.weight + PRIOR_S);
    const weight = cell === undefined ? 0 : cell.weight / (cell.weight + CELL_PRIOR_S);
    out.eastM = weight * (cell?.eastM ?? 0) + (1 - weight) * trust * whole.eastM;
    out.northM = weight * (cell?.northM ?? 0) + (1 - weight) * trust * whole.northM;
    out.timeS = timeS();
    out.variance = Math.max(
      SIGMA_MIN_M * SIGMA_MIN_M,
      (PRIOR_S * SIGMA_UNKNOWN_M * SIGMA_UNKNOWN_M + squares) / (PRIOR_S + whole.weight),
    );
  }

  function cellAt(latDeg: number, lonDeg: number, atMs: number): Mean {
    const key = cellKey(latDeg, lonDeg);
    let cell = cells.get(key);
    if (cell === undefined) {
      // The one that waited longest is the first.
      if (cells.size >= CELL_COUNT_MAX) cells.delete(cells.keys().next().value!);
      cell = { atMs, weight: 0, eastM: 0, northM: 0 };
      cells.set(key, cell);
    }
    return cell;
  }

  return {
    at,
    learn(sample) {
      const { atMs, latDeg, lonDeg, eastMps, northMps } = sample;
      const seconds = (sample.seconds * SAMPLE_VARIANCE) / (SAMPLE_VARIANCE + sample.variance);
      // The first picture has seen no time pass.
      if (!(seconds > 0)) return;
      at(latDeg, lonDeg, expected);
      // One aircraft with a false address moves little.
      const limitM = REST_SIGMAS * Math.sqrt(expected.variance + sample.variance);
      const restE = clamp(sample.eastM - expected.eastM, limitM);
      const restN = clamp(sample.northM - expected.northM, limitM);
      const lateE = expected.timeS * eastMps;
      const lateN = expected.timeS * northMps;
      const faded = fade(whole, atMs);
      squares *= faded;
      alongWay *= faded;
      wayWay *= faded;
      squares +=
        seconds *
        (((restE - lateE) * (restE - lateE) + (restN - lateN) * (restN - lateN)) / 2 - sample.variance);
      alongWay += seconds * (restE * eastMps + restN * northMps);
      wayWay += seconds * (eastMps * eastMps + northMps * northMps);
      const cell = cellAt(latDeg, lonDeg, atMs);
      fade(cell, atMs);
      for (const mean of [cell, whole]) {
        mean.weight += seconds;
        const gain = seconds / mean.weight;
        mean.eastM += gain * (expected.eastM + restE - lateE - mean.eastM);
        mean.northM += gain * (expected.northM + restN - lateN - mean.northM);
      }
    },
  };
}

function fade(mean: Mean, atMs: number): number {
  const faded = Number.isNaN(mean.atMs) ? 1 : Math.exp(-Math.max(0, atMs - mean.atMs) / (1000 * MEMORY_S));
  mean.weight *= faded;
  mean.atMs = atMs;
  return faded;
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}

function cellKey(latDeg: number, lonDeg: number): number {
  return Math.floor(latDeg / CELL_DEG) * 1024 + Math.floor(lonDeg / CELL_DEG);
}
