// What sets each cluster apart, as data a page can put in words: the features in which its mean lies farthest from everybody's,
// in standard deviations. Input: columns in their own units, labels 0 .. k − 1 (negative = noise, not counted among everybody).
// No random numbers.
import type { FeatureTable } from './feature-table.ts';
import { columnMoments } from './scaling.ts';

export interface Trait {
  feature: string;
  /** (mean of the cluster − mean of all) / standard deviation of all. */
  z: number;
  direction: 'high' | 'low';
  /** |z| from .5, from 1, from 2. */
  degree: 'somewhat' | 'clearly' | 'very';
  /** The cluster's own mean, and everybody's, in the feature's unit. */
  mean: number;
  overall: number;
}

export interface ClusterName {
  /** Message key: named by its traits, or like everybody else. */
  key: 'by-traits' | 'average';
  /** Strongest first; as many as are needed to tell this cluster from the others, at least `least` where there are any. */
  traits: Trait[];
  /** 1, 2, ... among clusters whose traits read alike to the end; undefined when the traits suffice. */
  ordinal: number | undefined;
  rows: number;
  share: number;
}

export function nameClusters(
  table: FeatureTable,
  labels: ArrayLike<number>,
  { least = 2, most = 4, threshold = 0.5 } = {},
): ClusterName[] {
  let k = 0;
  let clustered = 0;
  for (let i = 0; i < labels.length; i++) {
    k = Math.max(k, labels[i]! + 1);
    if (labels[i]! >= 0) clustered++;
  }
  const rows = new Array<number>(k).fill(0);
  for (let i = 0; i < labels.length; i++) if (labels[i]! >= 0) rows[labels[i]!]!++;
  const traits = traitsOf(table, labels, k, threshold);
  // Names grow by one trait at a time while another cluster has the same.
  const lengths = traits.map((list) => Math.min(least, list.length));
  const wordsOf = (c: number) =>
    traits[c]!.slice(0, lengths[c])
      .map((trait) => `${trait.direction} ${trait.feature}`)
      .sort()
      .join(', ');
  for (let grown = true; grown;) {
    grown = false;
    const words = traits.map((_, c) => wordsOf(c));
    for (let c = 0; c < k; c++) {
      const shared = words.filter((other) => other === words[c]).length > 1;
      if (!shared || lengths[c]! >= Math.min(most, traits[c]!.length)) continue;
      lengths[c]!++;
      grown = true;
    }
  }
  const words = traits.map((_, c) => wordsOf(c));
  return traits.map((list, c) => ({
    key: lengths[c]! > 0 ? 'by-traits' : 'average',
    traits: list.slice(0, lengths[c]),
    ordinal:
      words.filter((other) => other === words[c]).length > 1
        ? words.slice(0, c + 1).filter((other) => other === words[c]).length
        : undefined,
    rows: rows[c]!,
    share: rows[c]! / Math.max(1, clustered),
  }));
}

/** All traits of each cluster beyond the threshold, strongest first. */
function traitsOf(table: FeatureTable, labels: ArrayLike<number>, k: number, threshold: number): Trait[][] {
  const traits: Trait[][] = Array.from({ length: k }, () => []);
  table.columns.forEach((column, j) => {
    const { mean: overall, sd } = columnMoments(column.filter((_, i) => labels[i]! >= 0));
    if (sd === 0) return;
    const sums = new Float64Array(k);
    const counts = new Float64Array(k);
    for (let i = 0; i < column.length; i++) {
      if (labels[i]! < 0 || !Number.isFinite(column[i]!)) continue;
      sums[labels[i]!]! += column[i]!;
      counts[labels[i]!]!++;
    }
    for (let c = 0; c < k; c++) {
      if (counts[c] === 0) continue;
      const mean = sums[c]! / counts[c]!;
      const z = (mean - overall) / sd;
      const size = Math.abs(z);
      if (size < threshold) continue;
      const degree = size >= 2 ? 'very' : size >= 1 ? 'clearly' : 'somewhat';
      traits[c]!.push({ feature: table.names[j]!, z, direction: z > 0 ? 'high' : 'low', degree, mean, overall });
    }
  });
  for (const list of traits) list.sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
  return traits;
}
