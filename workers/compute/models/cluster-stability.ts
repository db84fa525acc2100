// Whether the clusters come back when the customers are drawn anew: points are resampled with replacement, clustered again, and
// all of them placed by the new centres; agreement with the first partition is the adjusted Rand index. Hennig (2007), "Cluster-wise
// assessment of cluster stability", Computational Statistics & Data Analysis 52, 258-271 (also his Jaccard similarity per cluster,
// where below .6 a cluster should not be trusted). Input: points on one scale, k. Random numbers: seeded.
import { seededRandom } from '../math/random.ts';
import { assignToCentres, kMeans } from './k-means.ts';
import type { FitRefusal, Outcome } from './outcome.ts';
import { pointsAt, type Points } from './points.ts';
import { adjustedRandIndex } from './rand-index.ts';

export interface ClusterStability {
  /** Mean adjusted Rand index over the resamples, at most 1. */
  agreement: number;
  sd: number;
  /** Per cluster the mean of its best Jaccard similarity in each resample, in [0, 1]. */
  perCluster: number[];
}

/** Clusters drawn customers anew, by whatever method, and gives back how it places others (cluster, or −1 for none). */
export type Recluster = (
  drawn: Points,
  seed: number,
) => { ok: true; place: (points: Points) => ArrayLike<number> } | FitRefusal;

export interface StabilityOptions {
  resamples?: number;
  restarts?: number;
  seed?: number;
  /** How the labels came about (default: k-means with k). */
  recluster?: Recluster;
}

export function clusterStability(
  points: Points,
  labels: ArrayLike<number>,
  k: number,
  { resamples = 20, restarts = 3, seed = 1, recluster }: StabilityOptions = {},
): Outcome<ClusterStability> {
  const random = seededRandom(seed);
  const scores: number[] = [];
  const similarity = new Array<number>(k).fill(0);
  const again = recluster ?? byKMeans(k, restarts);
  for (let b = 0; b < resamples; b++) {
    const rows = Int32Array.from({ length: points.rows }, () => random.integer(points.rows));
    const run = again(pointsAt(points, rows), random.uint32());
    if (!run.ok) return run;
    const placed = run.place(points);
    scores.push(adjustedRandIndex(labels, placed));
    bestJaccard(labels, placed, k).forEach((value, c) => (similarity[c]! += value / resamples));
  }
  const agreement = scores.reduce((sum, value) => sum + value, 0) / resamples;
  const variance = scores.reduce((sum, value) => sum + (value - agreement) ** 2, 0) / resamples;
  return { ok: true, agreement, sd: Math.sqrt(variance), perCluster: similarity };
}

function byKMeans(k: number, restarts: number): Recluster {
  return (drawn, seed) => {
    const run = kMeans(drawn, k, { restarts, seed });
    return run.ok ? { ok: true, place: (points) => assignToCentres(points, run.centres) } : run;
  };
}

/** For each of the k clusters of `a` the largest |A ∩ B| / |A ∪ B| over the clusters of `b`. */
function bestJaccard(a: ArrayLike<number>, b: ArrayLike<number>, k: number): number[] {
  let others = 0;
  for (let i = 0; i < b.length; i++) others = Math.max(others, b[i]! + 1);
  const both = new Float64Array(k * others);
  const [inA, inB] = [new Float64Array(k), new Float64Array(others)];
  for (let i = 0; i < a.length; i++) {
    if (a[i]! >= 0) inA[a[i]!]!++;
    if (b[i]! >= 0) inB[b[i]!]!++;
    if (a[i]! >= 0 && b[i]! >= 0) both[a[i]! * others + b[i]!]!++;
  }
  return Array.from({ length: k }, (_, c) => {
    let best = 0;
    for (let e = 0; e < others; e++) {
      const together = both[c * others + e]!;
      if (together > 0) best = Math.max(best, together / (inA[c]! + inB[e]! - together));
    }
    return best;
  });
}
