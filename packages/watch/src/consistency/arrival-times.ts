/** When one receiver heard a message. Receivers must share a clock (GPS); the offset to it may be any. */
export interface Arrival {
  /** Antenna, earth-centred, m. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly timeS: number;
}

export interface ArrivalTest {
  /** Squared distance of the times from what the position predicts, in units of their covariance. */
  readonly d2: number;
  /** Degrees of freedom: receivers less one, because the time of sending is not known. */
  readonly freedom: number;
  /** Limit for `d2` at one false alarm in a million. */
  readonly limit: number;
  readonly plausible: boolean;
  /** Largest difference, m of path. */
  readonly residualM: number;
}

export interface ArrivalNoise {
  /** Time stamping and propagation, m. */
  readonly timeSigmaM: number;
  /** Error of an honest position, each axis, m: mostly its age (a GPS position is up to a second old). */
  readonly positionSigmaM: number;
}

/** Speed of light in air near the ground falls with the refractive index; 1.0003 at sea level, less above. */
const AIR_MPS = 299_792_458 / 1.000_27;

const NOISE: ArrivalNoise = { timeSigmaM: 30, positionSigmaM: 120 };

/**
 * Whether a message can have been sent from the position it claims: differences of arrival times
 * must fit the differences of distance. Needs two receivers; each more shrinks the places from
 * which a liar could have sent.
 *
 * @param claimed Claimed position, earth-centred, m.
 */
export function testArrivalTimes(
  arrivals: readonly Arrival[],
  claimed: readonly [x: number, y: number, z: number],
  noise: ArrivalNoise = NOISE,
): ArrivalTest | undefined {
  const n = arrivals.length;
  if (n < 2) return undefined;
  const first = arrivals[0]!.timeS;
  const residual: number[] = [];
  const direction: [number, number, number][] = [];
  for (const { x, y, z, timeS } of arrivals) {
    const [dx, dy, dz] = [claimed[0] - x, claimed[1] - y, claimed[2] - z];
    const distance = Math.hypot(dx, dy, dz);
    // Times are taken from the first one on: metres of light since 1970 do not fit a double.
    residual.push((timeS - first) * AIR_MPS - distance);
    direction.push([dx / distance, dy / distance, dz / distance]);
  }
  const mean = residual.reduce((sum, r) => sum + r, 0) / n;
  const centred = residual.map((r) => r - mean);
  const position = noise.positionSigmaM ** 2;
  // A time of sending that may be anything: a variance no residual can reach.
  const common = 1e12;
  const covariance = direction.map((a, i) =>
    direction.map(
      (b, j) =>
        (i === j ? noise.timeSigmaM ** 2 : 0) + common + position * (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]),
    ),
  );
  const d2 = mahalanobis2(covariance, centred);
  const limit = chiSquareLimit(n - 1);
  return {
    d2,
    freedom: n - 1,
    limit,
    plausible: d2 <= limit,
    residualM: Math.max(...centred) - Math.min(...centred),
  };
}

/** vᵀ S⁻¹ v by Cholesky; S is symmetric and positive. */
function mahalanobis2(s: readonly number[][], v: readonly number[]): number {
  const n = v.length;
  const l = s.map((row) => [...row]);
  const w = [...v];
  let sum = 0;
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) {
      for (let i = j; i < n; i++) l[i]![j]! -= l[i]![k]! * l[j]![k]!;
    }
    const root = Math.sqrt(l[j]![j]!);
    for (let i = j; i < n; i++) l[i]![j]! /= root;
    for (let k = 0; k < j; k++) w[j]! -= l[j]![k]! * w[k]!;
    w[j]! /= root;
    sum += w[j]! * w[j]!;
  }
  return sum;
}

/** Chi-square value exceeded by chance once in a million, by Wilson and Hilferty. */
function chiSquareLimit(freedom: number): number {
  const z = 4.753;
  const a = 2 / (9 * freedom);
  return freedom * (1 - a + z * Math.sqrt(a)) ** 3;
}

/** Messages looked back on, and how many of them must not fit. */
const MESSAGES = 5;
const IMPLAUSIBLE_MIN = 3;
/** Older messages say nothing about now. */
const WINDOW_MS = 60_000;
const addressesMax = 50_000;

/**
 * One misfit proves nothing: positions are old for a moment, clocks slip. An address is doubted
 * when most of its last messages do not fit.
 */
export function createArrivalMonitor(noise: ArrivalNoise = NOISE) {
  const recent = new Map<number, { atMs: number; plausible: boolean }[]>();
  return {
    /** Whether the address is doubted after this message; undefined when too few receivers heard it. */
    observe(
      address: number,
      atMs: number,
      arrivals: readonly Arrival[],
      claimed: readonly [number, number, number],
    ): boolean | undefined {
      const test = testArrivalTimes(arrivals, claimed, noise);
      if (!test) return undefined;
      const list = (recent.get(address) ?? [])
        .filter((seen) => atMs - seen.atMs <= WINDOW_MS)
        .slice(1 - MESSAGES);
      list.push({ atMs, plausible: test.plausible });
      recent.delete(address);
      recent.set(address, list);
      if (recent.size > addressesMax) {
        const [oldest] = recent.keys();
        recent.delete(oldest!);
      }
      return list.filter(({ plausible }) => !plausible).length >= IMPLAUSIBLE_MIN;
    },
  };
}
