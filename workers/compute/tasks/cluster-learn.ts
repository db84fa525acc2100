import type { FittedClouds, FittedDensity } from '../../../src/domain/cluster-fit.ts';
import type { ClusterModel } from '../../../src/domain/cluster-model.ts';
import type { ClusterCaution } from '../api/cluster.ts';
import { coreDistances } from '../models/density-tree.ts';
import { fitMixture } from '../models/gaussian-mixture.ts';
import { hdbscan } from '../models/hdbscan.ts';
import { kMeans } from '../models/k-means.ts';
import type { Caution, FitRefusal } from '../models/outcome.ts';
import { pointsAt, sampleRowNumbers, type Points } from '../models/points.ts';
import { seededRandom } from '../math/random.ts';
import type { Placing } from './cluster-place.ts';

/** Rows that clouds and densities are learned from; k-means takes all. */
const CLOUD_ROWS = 20_000;
const DENSE_ROWS = 4_000;
/** Neighbours that make a place dense. */
const NEIGHBOURS = 10;
/**
 * Added to the variance of every cloud, in prepared units (sd 1): customers share exact values (one order, no coupon), and a cloud that
 * shrinks onto such a value would otherwise swallow the likelihood.
 */
const SOFTENING = 0.05;

export interface Learned extends Placing {
  readonly k: number;
  readonly learned: number;
  readonly cautions: readonly { readonly reason: ClusterCaution; readonly detail: Readonly<Record<string, number>> }[];
}

type Choices = Pick<ClusterModel, 'method' | 'least' | 'seed'>;

/** Finds the clusters. `quick` spends less on it, for the many fits of a stability check. */
export function learnClusters(
  points: Points,
  k: number,
  { method, least, seed }: Choices,
  quick = false,
): ({ readonly ok: true } & Learned) | FitRefusal {
  if (method === 'gaussian') return clouds(points, k, seed, quick);
  if (method === 'hdbscan') return density(points, least, seed);
  const run = kMeans(points, k, { seed, restarts: quick ? 3 : 10 });
  if (!run.ok) return run;
  const { centres, cautions } = run;
  return { ok: true, k, centres, clouds: null, density: null, learned: points.rows, cautions: cautionsOf(cautions) };
}

function clouds(points: Points, k: number, seed: number, quick: boolean) {
  const rows = sampleRowNumbers(points.rows, CLOUD_ROWS, seededRandom(seed).uniform);
  const sample = rows.length < points.rows ? pointsAt(points, rows) : points;
  const d = points.dimensions;
  const fit = fitMixture(sample, k, {
    // A full covariance needs many rows for each of its numbers.
    covariance: sample.rows >= 10 * k * d * d ? 'full' : 'diagonal',
    restarts: quick ? 1 : 3,
    maxIterations: quick ? 60 : 200,
    tolerance: quick ? 1e-4 : 1e-6,
    regularisation: SOFTENING,
    seed,
  });
  if (!fit.ok) return fit;
  const sizes = new Float64Array(k);
  for (const label of fit.labels) sizes[label]!++;
  // Largest first, like the other methods; a cloud in which nobody is likeliest is no cluster.
  const order = Array.from(sizes.keys())
    .filter((c) => sizes[c]! > 0)
    .sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const take = (values: Float64Array, width: number): number[] =>
    order.flatMap((c) => Array.from(values.subarray(c * width, (c + 1) * width)));
  const kept = order.reduce((sum, c) => sum + fit.weights[c]!, 0);
  const fitted: FittedClouds = {
    weights: order.map((c) => fit.weights[c]! / kept),
    means: take(fit.means, d),
    covariances: take(fit.covariances, d * d),
  };
  const cautions = cautionsOf(fit.cautions);
  if (rows.length < points.rows)
    cautions.push({ reason: 'sampled', detail: { rows: points.rows, sample: rows.length } });
  const centres = Float64Array.from(fitted.means);
  return { ok: true, k: order.length, centres, clouds: fitted, density: null, learned: sample.rows, cautions } as const;
}

function density(points: Points, least: number, seed: number) {
  const rows = sampleRowNumbers(points.rows, DENSE_ROWS, seededRandom(seed).uniform);
  const sample = rows.length < points.rows ? pointsAt(points, rows) : points;
  const d = points.dimensions;
  const minPoints = Math.min(NEIGHBOURS, Math.max(2, Math.floor(sample.rows / 10)));
  const leastSize = Math.max(minPoints, Math.round(least * sample.rows));
  const run = hdbscan(sample, { minPoints, leastSize, most: sample.rows, seed });
  if (!run.ok) return run;
  const centres = new Float64Array(run.k * d);
  run.labels.forEach((label, i) => {
    if (label < 0) return;
    for (let j = 0; j < d; j++) centres[label * d + j]! += sample.data[i * d + j]! / run.sizes[label]!;
  });
  const fitted: FittedDensity = {
    points: Array.from(sample.data, rounded),
    labels: Array.from(run.labels),
    cores: Array.from(coreDistances(sample, minPoints), rounded),
    reach: run.reach.map((value) => (Number.isFinite(value) ? value : Number.MAX_VALUE)),
    widest: run.widest,
  };
  const cautions = cautionsOf(run.cautions);
  if (rows.length < points.rows)
    cautions.push({ reason: 'sampled', detail: { rows: points.rows, sample: rows.length } });
  return { ok: true, k: run.k, centres, clouds: null, density: fitted, learned: sample.rows, cautions } as const;
}

/** Five digits place a customer well enough, and keep the document small. */
const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;

const KNOWN: readonly ClusterCaution[] = ['sampled', 'no-convergence', 'singular-covariance', 'few-rows', 'all-noise'];

function cautionsOf(cautions: readonly Caution[]) {
  return cautions.flatMap(({ reason, detail }) => {
    const known = KNOWN.find((one) => one === reason);
    const numbers = Object.fromEntries(
      Object.entries(detail).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    );
    return known ? [{ reason: known, detail: numbers }] : [];
  });
}
