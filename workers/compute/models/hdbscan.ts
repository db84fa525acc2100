// Groups of any shape where customers are dense, and noise between them; the number of groups is found, not given.
// Campello, Moulavi & Sander (2013), "Density-based clustering based on hierarchical density estimates", PAKDD, 160-172;
// outlier scores (GLOSH) from Campello et al. (2015), ACM TKDD 10(1), section 6. minPoints counts the point itself, as R's dbscan
// (minPts) and scikit-learn (min_samples) do, and is the least size of a cluster too unless another is given.
// Input: points, finite, columns on one scale. Parameters: none but minPoints. Random numbers: seeded, for the sample when there
// are more rows than `most`; the others then join the cluster of the sampled row they are most reachable from.
import { seededRandom } from '../math/random.ts';
import { condense, excessOfMass } from './condensed-tree.ts';
import { coreDistances, singleLinkage, spanningTree } from './density-tree.ts';
import { refuse, type Caution, type Outcome } from './outcome.ts';
import { nearestTree } from './nearest-tree.ts';
import { pointsAt, refusePoints, sampleRowNumbers, type Points } from './points.ts';

export interface HdbscanOptions {
  /** Neighbours that make a place dense; >= 2 (default 5). */
  minPoints?: number;
  /** Least size of a cluster (default minPoints). */
  leastSize?: number;
  /** Rows clustered in full (default 10,000, or 4,000 of more than 100,000: the time grows with the square). */
  most?: number;
  seed?: number;
}

export interface Hdbscan {
  /** Cluster 0 .. k − 1 from the largest down, −1 = noise. */
  labels: Int32Array;
  k: number;
  /** How deep in its cluster a row lies, in [0, 1]: 1 − core distance / largest core distance of the cluster; 0 for noise. */
  membership: Float64Array;
  /** Outlier score in [0, 1] (GLOSH); NaN for rows outside the sample. */
  outlier: Float64Array;
  stability: number[];
  /** Per cluster the reachability within which it takes rows from outside the sample, and its widest core distance. */
  reach: number[];
  widest: number[];
  sizes: number[];
  noise: number;
  /** Total length of the spanning tree. */
  treeLength: number;
  cautions: Caution[];
}

export function hdbscan(
  points: Points,
  { minPoints = 5, leastSize = minPoints, most = points.rows > 100_000 ? 4000 : 10_000, seed = 1 }: HdbscanOptions = {},
): Outcome<Hdbscan> {
  if (!Number.isInteger(minPoints) || minPoints < 2)
    return refuse('unusable-option', { option: 'minPoints', value: String(minPoints) });
  if (!Number.isInteger(leastSize) || leastSize < 2)
    return refuse('unusable-option', { option: 'leastSize', value: String(leastSize) });
  const refusal = refusePoints(points, 2 * minPoints);
  if (refusal) return refusal;
  const picked = sampleRowNumbers(points.rows, most, seededRandom(seed).uniform);
  const sample = picked.length === points.rows ? points : pointsAt(points, picked);
  const n = sample.rows;
  const core = coreDistances(sample, minPoints);
  const tree = spanningTree(sample, core);
  if (!(tree.lengths[n - 2]! > 0)) return refuse('too-few-distinct-rows', { rows: n });
  const condensed = condense(singleLinkage(tree, n), n, leastSize);
  const chosen = excessOfMass(condensed);

  // The chosen cluster a point belongs to: the one it fell out of, or that cluster's nearest chosen ancestor.
  const owner = new Int32Array(condensed.parent.length).fill(-1);
  for (let c = 1; c < owner.length; c++) owner[c] = chosen.includes(c) ? c : owner[condensed.parent[c]!]!;
  const counts = new Map<number, number>(chosen.map((c) => [c, 0]));
  for (let i = 0; i < n; i++) {
    const c = owner[condensed.leftCluster[i]!]!;
    if (c >= 0) counts.set(c, counts.get(c)! + 1);
  }
  const order = [...chosen].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  const rank = new Map(order.map((c, k) => [c, k]));
  const own = Int32Array.from(condensed.leftCluster, (c) => rank.get(owner[c]!) ?? -1);

  const widest = new Float64Array(order.length);
  own.forEach((k, i) => k >= 0 && (widest[k] = Math.max(widest[k]!, core[i]!)));
  const depth = (k: number, radius: number): number =>
    k < 0 ? 0 : widest[k]! > 0 ? Math.max(0, 1 - radius / widest[k]!) : 1;
  const cautions: Caution[] = [];
  if (order.length === 0) cautions.push({ reason: 'all-noise', detail: { minPoints, rows: n } });
  const result: Hdbscan = {
    labels: new Int32Array(points.rows).fill(-1),
    k: order.length,
    membership: new Float64Array(points.rows),
    outlier: new Float64Array(points.rows).fill(NaN),
    stability: order.map((c) => condensed.stability[c]!),
    reach: order.map((c) => 1 / condensed.birth[c]!),
    widest: Array.from(widest),
    sizes: order.map(() => 0),
    noise: 0,
    treeLength: tree.lengths.reduce((sum, length) => sum + length, 0),
    cautions,
  };
  picked.forEach((row, i) => {
    result.labels[row] = own[i]!;
    result.membership[row] = depth(own[i]!, core[i]!);
    result.outlier[row] = 1 - condensed.leftAt[i]! / condensed.death[condensed.leftCluster[i]!]!;
  });
  if (n < points.rows) {
    cautions.push({ reason: 'sampled', detail: { rows: points.rows, sample: n } });
    placeOthers();
  }
  for (const label of result.labels) {
    if (label < 0) result.noise++;
    else result.sizes[label]!++;
  }
  return { ok: true, ...result };

  /** A row outside the sample joins its nearest sampled row by reachability, if the cluster reached that far when it was born. */
  function placeOthers(): void {
    const inSample = new Uint8Array(points.rows);
    for (const row of picked) inSample[row] = 1;
    const d = points.dimensions;
    const tree = nearestTree(sample, core);
    for (let i = 0; i < points.rows; i++) {
      if (inSample[i] === 1) continue;
      const { index, distance } = tree.nearest(points.data, i * d);
      const k = own[index]!;
      if (k < 0 || distance > result.reach[k]!) continue;
      result.labels[i] = k;
      result.membership[i] = depth(k, distance);
    }
  }
}
