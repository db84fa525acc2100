// A map of points on which neighbours stay neighbours. McInnes, Healy & Melville (2018), "UMAP: Uniform manifold approximation and
// projection for dimension reduction", arXiv:1802.03426, sections 3 and 4: fuzzy neighbourhoods (algorithms 2, 3), their union, and a
// layout by stochastic gradient descent with negative sampling (algorithm 5). Distances between far parts of the map mean nothing, nor do
// the sizes of islands: it is to be looked at, never to be clustered.
// Input: points, finite, columns on one scale; a place to start for each, from PCA. Cost grows with the square of the rows: neighbours
// are searched exactly, for a few thousand points. Random numbers: seeded.
import { seededRandom } from '../math/random.ts';
import { squaredDistance, type Points } from './points.ts';

export interface UmapOptions {
  /** Neighbours that a point's surroundings are measured by (default 15, fewer where there are fewer rows). */
  neighbours?: number;
  /** Rounds of the layout (default 400). */
  epochs?: number;
  seed?: number;
  /** Called now and then with the rounds that are done. */
  progress?: (done: number, all: number) => unknown;
}

/** The curve 1 / (1 + A d^2B) that membership follows on the map, fitted to a least distance of 0.1 (section 4.2). */
const A = 1.5769434603113077;
const B = 0.8950608779109733;
const NEGATIVE = 5;
/** Longest step of one pull or push. */
const STEP = 4;

/** Row-major rows x 2; `start` likewise. */
export function layoutUmap(points: Points, start: Float64Array, options: UmapOptions = {}): Float64Array {
  const { epochs = 400, seed = 1, progress } = options;
  const { rows } = points;
  const places = scaled(start);
  const k = Math.min(options.neighbours ?? 15, rows - 1);
  if (k < 1) return places;
  const { from, to, weights } = memberships(points, k);
  const random = seededRandom(seed);
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  // An edge is pulled as often as it weighs: the heaviest in every round.
  const every = weights.map((weight) => (weight > 0 ? most / weight : Infinity));
  const next = every.slice();
  for (let epoch = 1; epoch <= epochs; epoch++) {
    if (epoch % 20 === 0) progress?.(epoch, epochs);
    const rate = 1 - (epoch - 1) / epochs;
    for (let e = 0; e < from.length; e++) {
      if (next[e]! > epoch) continue;
      next[e]! += every[e]!;
      pull(places, from[e]!, to[e]!, rate);
      for (let n = 0; n < NEGATIVE; n++) {
        const other = random.integer(rows);
        if (other !== from[e]) push(places, from[e]!, other, rate);
      }
    }
  }
  return places;
}

/** Draws both ends of an edge together. */
function pull(places: Float64Array, a: number, b: number, rate: number): void {
  const [dx, dy] = [places[2 * a]! - places[2 * b]!, places[2 * a + 1]! - places[2 * b + 1]!];
  const square = dx * dx + dy * dy;
  if (square === 0) return;
  const force = (-2 * A * B * square ** (B - 1)) / (1 + A * square ** B);
  const [mx, my] = [clip(force * dx) * rate, clip(force * dy) * rate];
  places[2 * a]! += mx;
  places[2 * a + 1]! += my;
  places[2 * b]! -= mx;
  places[2 * b + 1]! -= my;
}

/** Drives a point away from one drawn at random. */
function push(places: Float64Array, a: number, other: number, rate: number): void {
  const [dx, dy] = [places[2 * a]! - places[2 * other]!, places[2 * a + 1]! - places[2 * other + 1]!];
  const square = dx * dx + dy * dy;
  const force = (2 * B) / ((0.001 + square) * (1 + A * square ** B));
  // Points on one spot have no direction to part in: they go the same way as the paper's code sends them.
  places[2 * a]! += (square > 0 ? clip(force * dx) : STEP) * rate;
  places[2 * a + 1]! += (square > 0 ? clip(force * dy) : STEP) * rate;
}

const clip = (value: number): number => Math.max(-STEP, Math.min(STEP, value));

/** The start, brought to a width of 20 with its middle at 0. */
function scaled(start: Float64Array): Float64Array {
  let most = 0;
  for (const value of start) most = Math.max(most, Math.abs(value));
  return start.map((value) => (most > 0 ? (10 * value) / most : 0));
}

/** Edges a < b with the probability that either counts the other among its neighbours. */
function memberships(points: Points, k: number): { from: Int32Array; to: Int32Array; weights: Float64Array } {
  const { rows } = points;
  const { index, distance } = nearest(points, k);
  const sums = new Map<number, number>();
  for (let i = 0; i < rows; i++) {
    const own = distance.subarray(i * k, (i + 1) * k);
    const rho = own.find((value) => value > 0) ?? 0;
    const sigma = widthFor(own, rho, Math.log2(k + 1));
    for (let n = 0; n < k; n++) {
      const j = index[i * k + n]!;
      const weight = own[n]! <= rho ? 1 : Math.exp(-(own[n]! - rho) / sigma);
      const key = Math.min(i, j) * rows + Math.max(i, j);
      const before = sums.get(key) ?? 0;
      sums.set(key, before + weight - before * weight);
    }
  }
  const keys = Float64Array.from(sums.keys()).sort();
  return {
    from: Int32Array.from(keys, (key) => Math.floor(key / rows)),
    to: Int32Array.from(keys, (key) => key % rows),
    weights: Float64Array.from(keys, (key) => sums.get(key)!),
  };
}

/** The width at which the memberships of a point add up to `target`, by halving. */
function widthFor(distances: Float64Array, rho: number, target: number): number {
  let [low, high, middle] = [0, Infinity, 1];
  for (let step = 0; step < 64; step++) {
    let sum = 0;
    for (const value of distances) sum += value <= rho ? 1 : Math.exp(-(value - rho) / middle);
    if (Math.abs(sum - target) < 1e-5) break;
    if (sum > target) [high, middle] = [middle, (low + middle) / 2];
    else [low, middle] = [middle, Number.isFinite(high) ? (middle + high) / 2 : middle * 2];
  }
  // Where everything lies close together a width of nothing would cut all ties but the first.
  const mean = distances.reduce((sum, value) => sum + value, 0) / distances.length;
  return Math.max(middle, 1e-3 * mean, 1e-12);
}

/** The k nearest others of each row, nearest first. */
function nearest(points: Points, k: number): { index: Int32Array; distance: Float64Array } {
  const { data, rows, dimensions: d } = points;
  const index = new Int32Array(rows * k);
  const distance = new Float64Array(rows * k).fill(Infinity);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++) {
      if (i === j) continue;
      const square = squaredDistance(data, i * d, data, j * d, d);
      let at = (i + 1) * k - 1;
      if (square >= distance[at]!) continue;
      for (; at > i * k && distance[at - 1]! > square; at--) {
        distance[at] = distance[at - 1]!;
        index[at] = index[at - 1]!;
      }
      distance[at] = square;
      index[at] = j;
    }
  return { index, distance: distance.map(Math.sqrt) };
}
