// How much nearer each row is to its own cluster than to the next one: s = (b − a) / max(a, b) in [−1, 1].
// Rousseeuw (1987), "Silhouettes", Journal of Computational and Applied Mathematics 20, 53-65; a row alone in its cluster has
// s = 0 (his convention). Input: points and labels 0 .. k − 1, negative = noise, left out. Random numbers: seeded, for the sample
// when there are more rows than `most` (the cost grows with the square).
import { seededRandom } from '../math/random.ts';
import { refuse, type Outcome } from './outcome.ts';
import { sampleRowNumbers, type Points } from './points.ts';

export interface Silhouette {
  mean: number;
  /** Mean per cluster; NaN where the sample has no row of it. */
  perCluster: number[];
  /** Row numbers the values belong to. */
  rows: Int32Array;
  values: Float64Array;
}

export function silhouette(
  points: Points,
  labels: ArrayLike<number>,
  { most = 3000, seed = 1 } = {},
): Outcome<Silhouette> {
  const { data, dimensions: d } = points;
  const clustered: number[] = [];
  let k = 0;
  for (let i = 0; i < points.rows; i++) {
    if (labels[i]! < 0) continue;
    clustered.push(i);
    k = Math.max(k, labels[i]! + 1);
  }
  const picked = sampleRowNumbers(clustered.length, most, seededRandom(seed).uniform);
  const rows = picked.map((at) => clustered[at]!);
  const sizes = new Float64Array(k);
  for (const i of rows) sizes[labels[i]!]!++;
  const used = sizes.filter((size) => size > 0).length;
  if (used < 2) return refuse('too-few-distinct-rows', { clusters: used, rows: rows.length });
  const n = rows.length;
  const packed = new Float64Array(n * d);
  rows.forEach((i, at) => packed.set(data.subarray(i * d, (i + 1) * d), at * d));
  const own = Int32Array.from(rows, (i) => labels[i]!);
  const sums = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let c = 0; c < d; c++) {
        const gap = packed[i * d + c]! - packed[j * d + c]!;
        square += gap * gap;
      }
      const distance = Math.sqrt(square);
      sums[i * k + own[j]!]! += distance;
      sums[j * k + own[i]!]! += distance;
    }
  }
  const values = new Float64Array(n);
  const perCluster = new Array<number>(k).fill(0);
  let mean = 0;
  for (let i = 0; i < n; i++) {
    const mine = own[i]!;
    let b = Infinity;
    for (let c = 0; c < k; c++) if (c !== mine && sizes[c]! > 0) b = Math.min(b, sums[i * k + c]! / sizes[c]!);
    const a = sums[i * k + mine]! / (sizes[mine]! - 1);
    const wider = Math.max(a, b);
    values[i] = sizes[mine]! > 1 && wider > 0 ? (b - a) / wider : 0;
    perCluster[mine]! += values[i]! / sizes[mine]!;
    mean += values[i]! / n;
  }
  for (let c = 0; c < k; c++) if (sizes[c] === 0) perCluster[c] = NaN;
  return { ok: true, mean, perCluster, rows, values };
}
