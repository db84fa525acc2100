// A seeded source of random numbers: the same seed gives the same numbers in every browser. sfc32 by Chris Doty-Humphrey
// (PractRand), seeded by a multiply-xorshift mixer; normals by Marsaglia's polar method; gammas by Marsaglia and Tsang (2000),
// "A simple method for generating gamma variables", ACM TOMS 26, 363-372.

export interface Random {
  /** A whole number in [0, 2³²). */
  uint32: () => number;
  /** Uniform on [0, 1) with 53 random bits. */
  uniform: () => number;
  /** A whole number in [0, n), every value equally likely; n from 1 to 2³². */
  integer: (n: number) => number;
  normal: (mean?: number, sd?: number) => number;
  /** Gamma with shape > 0 and scale > 0: mean = shape · scale. */
  gamma: (shape: number, scale?: number) => number;
  /** Beta(a, b), a, b > 0. */
  beta: (a: number, b: number) => number;
  exponential: (rate?: number) => number;
  /** A Poisson count with the given mean >= 0. */
  poisson: (mean: number) => number;
  /** Shuffles in place (Fisher-Yates) and gives the same array back. */
  shuffle: <T extends { length: number; [index: number]: unknown }>(items: T) => T;
  /** One of the items, or with weights (>= 0, not all 0) in proportion to them. */
  choice: <T>(items: ArrayLike<T>, weights?: ArrayLike<number>) => T;
  /** A generator of its own, for a part of the work that must not disturb the rest. */
  fork: () => Random;
}

function sfc32(seed: number): () => number {
  let state = seed >>> 0 || 0x9e3779b9;
  const mix = () => {
    state = (state + 0x9e3779b9) | 0;
    let t = state ^ (state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) | 0;
  };
  // A seed beyond 32 bits keeps its high part, so that seeds 1 and 2³² + 1 differ.
  let [a, b, c] = [mix(), mix() ^ Math.floor(seed / 4294967296), mix()];
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** A generator started from a whole-number seed in [0, 2⁵³). */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`seed must be a whole number >= 0: ${seed}`);
  const uint32 = sfc32(seed);
  const uniform = () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  let spare: number | undefined;

  const integer = (n: number): number => {
    const limit = 4294967296 - (4294967296 % n);
    let value = uint32();
    while (value >= limit) value = uint32();
    return value % n;
  };

  const standardNormal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };

  const gamma = (shape: number, scale = 1): number => {
    if (shape < 1) return gamma(shape + 1, scale) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = standardNormal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      const u = 1 - uniform();
      if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
    }
  };

  const poisson = (mean: number): number => {
    // Halving by an order statistic of the arrival times (Ahrens and Dieter 1974) keeps large means exact.
    let count = 0;
    let rest = mean;
    while (rest > 30) {
      const m = Math.floor(rest * 0.875);
      const arrival = gamma(m);
      if (arrival > rest) {
        for (let i = 0; i < m - 1; i++) if (uniform() * arrival < rest) count++;
        return count;
      }
      count += m;
      rest -= arrival;
    }
    const limit = Math.exp(-rest);
    for (let product = 1 - uniform(); product > limit; product *= 1 - uniform()) count++;
    return count;
  };

  return {
    uint32,
    uniform,
    integer,
    normal: (mean = 0, sd = 1) => mean + sd * standardNormal(),
    gamma,
    beta: (a, b) => {
      const x = gamma(a);
      const y = gamma(b);
      return x + y > 0 ? x / (x + y) : uniform() < a / (a + b) ? 1 : 0;
    },
    exponential: (rate = 1) => -Math.log(1 - uniform()) / rate,
    poisson,
    shuffle: (items) => {
      const array = items as { length: number; [index: number]: unknown };
      for (let i = array.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const held = array[i];
        array[i] = array[j];
        array[j] = held;
      }
      return items;
    },
    choice: <T>(items: ArrayLike<T>, weights?: ArrayLike<number>): T => {
      if (items.length === 0) throw new Error('nothing to choose from: 0 items');
      if (!weights) return items[integer(items.length)]!;
      let total = 0;
      for (let i = 0; i < items.length; i++) total += weights[i]!;
      let rest = uniform() * total;
      let last = 0;
      for (let i = 0; i < items.length; i++) {
        if (weights[i]! <= 0) continue;
        last = i;
        rest -= weights[i]!;
        if (rest < 0) break;
      }
      return items[last]!;
    },
    fork: () => seededRandom(uint32()),
  };
}
