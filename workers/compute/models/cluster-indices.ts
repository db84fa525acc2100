// Two figures for how apart and how tight clusters are, both from centres alone.
// Calinski & Harabasz (1974), "A dendrite method for cluster analysis", Communications in Statistics 3, 1-27: larger is better;
// Davies & Bouldin (1979), IEEE TPAMI 1, 224-227: smaller is better. Input: points, labels 0 .. k − 1 (negative = noise, left
// out). No random numbers.
import { squaredDistance, type Points } from './points.ts';

export interface ClusterIndices {
  /** (B / (k − 1)) / (W / (n − k)), >= 0; NaN for fewer than two clusters. */
  calinskiHarabasz: number;
  /** Mean over clusters of the worst (spread + spread) / distance, >= 0; NaN for fewer than two clusters. */
  daviesBouldin: number;
}

export function clusterIndices(points: Points, labels: ArrayLike<number>): ClusterIndices {
  const { data, rows, dimensions: d } = points;
  let k = 0;
  for (let i = 0; i < rows; i++) k = Math.max(k, labels[i]! + 1);
  const sizes = new Float64Array(k);
  const centres = new Float64Array(k * d);
  const middle = new Float64Array(d);
  let n = 0;
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    if (label < 0) continue;
    n++;
    sizes[label]!++;
    for (let j = 0; j < d; j++) {
      centres[label * d + j]! += data[i * d + j]!;
      middle[j]! += data[i * d + j]!;
    }
  }
  const used = Array.from(sizes.keys()).filter((c) => sizes[c]! > 0);
  if (used.length < 2) return { calinskiHarabasz: NaN, daviesBouldin: NaN };
  for (const c of used) for (let j = 0; j < d; j++) centres[c * d + j]! /= sizes[c]!;
  for (let j = 0; j < d; j++) middle[j]! /= n;
  let within = 0;
  const spread = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    if (label < 0) continue;
    const square = squaredDistance(data, i * d, centres, label * d, d);
    within += square;
    spread[label]! += Math.sqrt(square) / sizes[label]!;
  }
  const between = used.reduce((sum, c) => sum + sizes[c]! * squaredDistance(centres, c * d, middle, 0, d), 0);
  const worst = used.map((c) =>
    used.reduce((most, e) => {
      if (e === c) return most;
      const distance = Math.sqrt(squaredDistance(centres, c * d, centres, e * d, d));
      return Math.max(most, distance > 0 ? (spread[c]! + spread[e]!) / distance : Infinity);
    }, 0),
  );
  return {
    calinskiHarabasz: between / (used.length - 1) / (within / (n - used.length)),
    daviesBouldin: worst.reduce((sum, value) => sum + value, 0) / used.length,
  };
}
