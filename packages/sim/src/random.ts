/** A seeded stream of random numbers. Equal seed and name give equal numbers on every machine. */
export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** In [low, high). */
  between(low: number, high: number): number;
  /** An integer in [0, count). */
  integer(count: number): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** Number of events of a Poisson process of this mean. */
  poisson(mean: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(items: readonly T[]): T;
}

/**
 * Generator sfc32 (C. Doty-Humphrey, PractRand), seeded from a number and a name: each part of the
 * simulation draws from a stream of its own, so that switching one part on or off leaves the rest as it was.
 */
export function createRandom(seed: number, name: string): Random {
  let a = hash(`${name}/a/${seed}`);
  let b = hash(`${name}/b/${seed}`);
  let c = hash(`${name}/c/${seed}`);
  let counter = 1;
  let spare = Number.NaN;

  function next(): number {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  }
  for (let turn = 0; turn < 15; turn++) next();

  function uniform(): number {
    return next() / 4_294_967_296;
  }

  /** Marsaglia's polar method: two at a time, one kept for the next call. */
  function normal(): number {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = Number.NaN;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * scale;
        return u * scale;
      }
    }
  }

  function poisson(mean: number): number {
    // Knuth's product for small means; the normal limit is exact enough above 50.
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count++;
    return count;
  }

  return {
    uniform,
    normal,
    poisson,
    between: (low, high) => low + (high - low) * uniform(),
    integer: (count) => Math.floor(uniform() * count),
    chance: (probability) => uniform() < probability,
    pick: (items) => items[Math.floor(uniform() * items.length)]!,
  };
}

/** FNV-1a with a final avalanche. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
