// Whether the clusters come back when the customers are drawn anew: points are resampled with replacement, clustered again, and
// all of them placed by the new centres; agreement with the first partition is the adjusted Rand index. Hennig (2007), "Cluster-wise
// assessment of cluster stability", Computational Statistics & Data Analysis 52, 258-271 (also his Jaccard similarity per cluster,
// where below .6 a cluster should not be trusted). Input: points on one scale, k. Random numbers: seeded.
import { seededRandom } from '../math/random.ts';
import { assignToCentres, kMeans } from './k-means.ts';
import type { Outcome } from './outcome.ts';
import { pointsAt, type Points } from './points.ts';
import { adjustedRandIndex } from './rand-index.ts';

export interface ClusterStability {
  /** Mean adjusted Rand index over the resamples, at most 1. */
  agreement: number;
  sd: number;
  /** Per cluster the mean of its best Jaccard similarity in each resample, in [0, 1]. */
  perCluster: number[];
}

export function clusterStability(
  points: Points,
  labels: ArrayLike<number>,
  k: number,
  { resamples = 20, restarts = 3, seed = 1 } = {},
): Outcome<ClusterStability> {
  const random = seededRandom(seed);
  const scores: number[] = [];
  const similarity = new Array<number>(k).fill(0);
  for (let b = 0; b < resamples; b++) {
    const rows = Int32Array.from({ length: points.rows }, () => random.integer(points.rows));
    const run = kMeans(pointsAt(points, rows), k, { restarts, seed: random.uint32() });
    if (!run.ok) return run;
    const again = assignToCentres(points, run.centres);
    scores.push(adjustedRandIndex(labels, again));
    bestJaccard(labels, again, k).forEach((value, c) => (similarity[c]! += value / resamples));
  }
  const agreement = scores.reduce((sum, value) => sum + value, 0) / resamples;
  const variance = scores.reduce((sum, value) => sum + (value - agreement) ** 2, 0) / resamples;
  return { ok: true, agreement, sd: Math.sqrt(variance), perCluster: similarity };
}

/** For each cluster of `a` the largest |A ∩ B| / |A ∪ B| over the clusters of `b`. */
function bestJaccard(a: ArrayLike<number>, b: ArrayLike<number>, k: number): number[] {
  const both = new Float64Array(k * k);
  const [inA, inB] = [new Float64Array(k), new Float64Array(k)];
  for (let i = 0; i < a.length; i++) {
    if (a[i]! < 0) continue;
    both[a[i]! * k + b[i]!]!++;
    inA[a[i]!]!++;
    inB[b[i]!]!++;
  }
  return Array.from({ length: k }, (_, c) => {
    let best = 0;
    for (let e = 0; e < k; e++) best = Math.max(best, both[c * k + e]! / (inA[c]! + inB[e]! - both[c * k + e]!));
    return best;
  });
}
