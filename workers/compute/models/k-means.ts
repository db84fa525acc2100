// Groups of customers around k centres with the least sum of squared distances.
// Lloyd (1982), "Least squares quantization in PCM", IEEE Trans. Information Theory 28, 129-137; start by k-means++: Arthur &
// Vassilvitskii (2007), SODA, 1027-1035; exact acceleration: Hamerly (2010), SDM, 130-140.
// Input: points, finite, columns on one scale; optional weights >= 0. Parameters: k centres in the unit of the points.
// Random numbers: seeded, for the starts. Above 50,000 rows the starts compete on a sample; the best goes on with all rows.
import { seededRandom, type Random } from '../math/random.ts';
import { lloyd, type Partition } from './hamerly.ts';
import { refuse, type Caution, type Outcome } from './outcome.ts';
import { pointsAt, refusePoints, sampleRowNumbers, squaredDistance, type Points } from './points.ts';

export interface KMeansOptions {
  /** Starts, of which the best is kept (default 10). */
  restarts?: number;
  /** Rounds per start (default 300). */
  maxIterations?: number;
  seed?: number;
  weights?: ArrayLike<number>;
  /** Centres to begin from, row-major k x dimensions; then there is one start. */
  start?: Float64Array;
}

export interface KMeans extends Partition {
  k: number;
  /** Rows per cluster. */
  sizes: number[];
  cautions: Caution[];
}

/** Rows above which the starts compete on a sample, and the size of that sample. */
const MANY = 50_000;
const SAMPLE = 20_000;

/** Clusters are numbered from the largest down. */
export function kMeans(points: Points, k: number, options: KMeansOptions = {}): Outcome<KMeans> {
  const { restarts = 10, maxIterations = 300, seed = 1, weights, start } = options;
  if (!Number.isInteger(k) || k < 1) return refuse('unusable-option', { option: 'k', value: String(k) });
  const refusal = refusePoints(points, k);
  if (refusal) return refusal;
  const random = seededRandom(seed);
  const cautions: Caution[] = [];
  let best: Partition | undefined;
  if (start) best = lloyd(points, start, maxIterations, weights);
  else if (points.rows > MANY) {
    const rows = sampleRowNumbers(points.rows, SAMPLE, random.uniform);
    const sampleWeights = weights && Float64Array.from(rows, (i) => weights[i]!);
    const onSample = bestStart(pointsAt(points, rows), k, restarts, maxIterations, random, sampleWeights);
    if (!onSample) return refuse('too-few-distinct-rows', { k });
    best = lloyd(points, onSample.centres, maxIterations, weights);
    cautions.push({ reason: 'sampled', detail: { rows: points.rows, sample: SAMPLE } });
  } else best = bestStart(points, k, restarts, maxIterations, random, weights);
  if (!best) return refuse('too-few-distinct-rows', { k });
  if (!best.converged) cautions.push({ reason: 'no-convergence', detail: { iterations: best.iterations } });
  return { ok: true, k, cautions, ...bySize(best, k, points.dimensions) };
}

function bestStart(
  points: Points,
  k: number,
  restarts: number,
  maxIterations: number,
  random: Random,
  weights?: ArrayLike<number>,
): Partition | undefined {
  let best: Partition | undefined;
  for (let r = 0; r < restarts; r++) {
    const start = plusPlus(points, k, random, weights);
    if (!start) return undefined;
    const run = lloyd(points, start, maxIterations, weights);
    if (!best || run.inertia < best.inertia) best = run;
    if (k === 1) break;
  }
  return best;
}

/**
 * k-means++: each next centre is a row drawn in proportion to its squared distance from the nearest one so far; of a few such
 * draws the one that lowers the sum most is kept. Null when there are fewer than k different rows.
 */
function plusPlus(points: Points, k: number, random: Random, weights?: ArrayLike<number>): Float64Array | null {
  const { data, rows, dimensions: d } = points;
  const centres = new Float64Array(k * d);
  const nearest = new Float64Array(rows).fill(Infinity);
  const tries = k === 1 ? 1 : 2 + Math.floor(Math.log(k));
  const trial = new Float64Array(rows);
  let total = 0;
  for (let c = 0; c < k; c++) {
    let bestTotal = Infinity;
    for (let t = 0; t < (c === 0 ? 1 : tries); t++) {
      const row = c === 0 ? draw(weights, rows, random) : drawByDistance(total);
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        const distance = squaredDistance(data, i * d, data, row * d, d);
        const kept = distance < nearest[i]! ? distance : nearest[i]!;
        trial[i] = kept;
        sum += (weights ? weights[i]! : 1) * kept;
      }
      if (sum >= bestTotal) continue;
      bestTotal = sum;
      centres.set(data.subarray(row * d, (row + 1) * d), c * d);
    }
    for (let i = 0; i < rows; i++) {
      const distance = squaredDistance(data, i * d, centres, c * d, d);
      if (distance < nearest[i]!) nearest[i] = distance;
    }
    total = bestTotal;
    if (!(total > 0) && c < k - 1) return null;
  }
  return centres;

  function drawByDistance(all: number): number {
    let rest = random.uniform() * all;
    let last = 0;
    for (let i = 0; i < rows; i++) {
      const mass = (weights ? weights[i]! : 1) * nearest[i]!;
      if (mass <= 0) continue;
      last = i;
      rest -= mass;
      if (rest < 0) break;
    }
    return last;
  }
}

function draw(weights: ArrayLike<number> | undefined, rows: number, random: Random): number {
  if (!weights) return random.integer(rows);
  return random.choice(
    Int32Array.from({ length: rows }, (_, i) => i),
    weights,
  );
}

/** The same partition with clusters numbered from the largest down; equal sizes by the first coordinate of the centre. */
function bySize(partition: Partition, k: number, d: number): Partition & { sizes: number[] } {
  const counts = new Array<number>(k).fill(0);
  for (const label of partition.labels) counts[label]!++;
  const order = counts.map((_, c) => c);
  order.sort((a, b) => counts[b]! - counts[a]! || partition.centres[a * d]! - partition.centres[b * d]!);
  const rank = new Int32Array(k);
  const centres = new Float64Array(k * d);
  order.forEach((from, to) => {
    rank[from] = to;
    centres.set(partition.centres.subarray(from * d, (from + 1) * d), to * d);
  });
  return {
    ...partition,
    centres,
    labels: partition.labels.map((label) => rank[label]!),
    sizes: order.map((c) => counts[c]!),
  };
}

/** For each point the nearest centre: to place rows the centres were not fitted on. */
export function assignToCentres(points: Points, centres: Float64Array): Int32Array {
  const { data, rows, dimensions: d } = points;
  const k = centres.length / d;
  const labels = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let least = Infinity;
    for (let c = 0; c < k; c++) {
      const distance = squaredDistance(data, i * d, centres, c * d, d);
      if (distance < least) [least, labels[i]] = [distance, c];
    }
  }
  return labels;
}
