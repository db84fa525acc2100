import type { ClusterFit, FittedCluster } from '../../../src/domain/cluster-fit.ts';
import type { ClusterModel } from '../../../src/domain/cluster-model.ts';
import type { AdviceReport, ClusterDrift, ClusterReport, DriftWords } from '../api/cluster.ts';
import { seededRandom } from '../math/random.ts';
import { adviseClusters } from '../models/cluster-advice.ts';
import { matchClusters } from '../models/cluster-match.ts';
import { nameClusters } from '../models/cluster-names.ts';
import { clusterStability } from '../models/cluster-stability.ts';
import { stabilityIndex } from '../models/drift.ts';
import { pointsAt, sampleRowNumbers, type Points } from '../models/points.ts';
import { silhouette } from '../models/silhouette.ts';
import { applyColumns, binCounts } from './cluster-columns.ts';
import { learnClusters } from './cluster-learn.ts';
import { placeRows } from './cluster-place.ts';

/** Rows on which k is advised, silhouettes are taken, and clusters are made again. */
const ADVICE_ROWS = 2_000;
const SILHOUETTE_ROWS = 3_000;
const STABILITY_ROWS = 1_500;
const RESAMPLES = 12;
/** Largest k that is tried. */
const MOST = 8;

/** What speaks for each number of clusters; null where the customers are too few to say. */
export function adviceOn(
  points: Points,
  method: 'k-means' | 'gaussian',
  seed: number,
  progress: (done: number, all: number) => void,
): AdviceReport | null {
  const advice = adviseClusters(points, { to: MOST, most: ADVICE_ROWS, method, seed, progress });
  if (!advice.ok) return null;
  const { rows, votes, advised, confidence } = advice;
  return {
    rows: rows.map((row) => ({
      k: row.k,
      silhouette: row.silhouette,
      calinskiHarabasz: row.calinskiHarabasz,
      daviesBouldin: row.daviesBouldin,
      gap: row.gap,
      bic: row.bic,
      stability: row.stability,
      smallest: row.smallest,
    })),
    votes: Object.fromEntries(Object.entries(votes).map(([index, k]) => [index, k ?? null])),
    advised: advised ?? null,
    confidence,
    sample: Math.min(points.rows, ADVICE_ROWS),
  };
}

/** The k to use where the advice is asked but gives none: the most silhouette among those that come back, else the most stable. */
export function fallbackK(advice: AdviceReport | null): number {
  const rows = advice?.rows.filter((row) => row.k > 2 && row.smallest >= 0.02) ?? [];
  const stable = rows.filter((row) => row.stability >= 0.6);
  if (stable.length > 0) return stable.reduce((a, b) => (b.silhouette > a.silhouette ? b : a)).k;
  if (rows.length > 0) return rows.reduce((a, b) => (b.stability > a.stability ? b : a)).k;
  return advice?.rows[0]?.k ?? 2;
}

/** Whether the clusters come back when customers are drawn anew, all and one by one. */
export function stabilityOf(
  points: Points,
  labels: Int32Array,
  k: number,
  model: Pick<ClusterModel, 'method' | 'least' | 'seed'>,
): { overall: NonNullable<ClusterReport['stability']>; perCluster: readonly number[] } | null {
  if (k < 2) return null;
  const rows = sampleRowNumbers(points.rows, STABILITY_ROWS, seededRandom(model.seed + 1).uniform);
  const sample = pointsAt(points, rows);
  const own = Int32Array.from(rows, (i) => labels[i]!);
  const run = clusterStability(sample, own, k, {
    resamples: RESAMPLES,
    seed: model.seed,
    recluster: (drawn, seed) => {
      const again = learnClusters(drawn, k, { ...model, seed }, true);
      return again.ok ? { ok: true, place: (others) => placeRows(again, others).labels } : again;
    },
  });
  if (!run.ok) return null;
  return { overall: { mean: run.agreement, sd: run.sd, resamples: RESAMPLES }, perCluster: run.perCluster };
}

export function silhouettesOf(points: Points, labels: Int32Array, k: number, seed: number) {
  const run = k >= 2 ? silhouette(points, labels, { most: SILHOUETTE_ROWS, seed }) : null;
  if (!run?.ok) return { mean: null, perCluster: new Array<number | null>(k).fill(null) };
  const perCluster = Array.from({ length: k }, (_, c) => {
    const value = run.perCluster[c];
    return value !== undefined && Number.isFinite(value) ? value : null;
  });
  return { mean: run.mean, perCluster };
}

/** Names by traits in prepared units: a few giants in a column do not decide what all are called. */
export function traitsOf(features: readonly string[], points: Points, labels: Int32Array): Omit<FittedCluster, 'id'>[] {
  const { data, rows, dimensions: d } = points;
  const columns = features.map((_, j) => Float64Array.from({ length: rows }, (__, i) => data[i * d + j]!));
  const named = nameClusters({ names: features, columns }, labels, { threshold: 0.4, most: 4 });
  return named.map(({ traits, ordinal, rows: own }) => ({
    traits: traits.map(({ feature, direction, degree }) => ({ feature, direction, degree })),
    ordinal: ordinal !== undefined && ordinal > 1 ? ordinal : null,
    rows: own,
  }));
}

/** Which cluster of the last fit each new one is: centres of today's groups in the last fit's own units, by the features of both. */
export function heirsOf(
  last: ClusterFit | null,
  names: readonly string[],
  columns: readonly Float64Array[],
  labels: Int32Array,
  k: number,
): { ids: number[]; moved: (number | null)[]; gone: readonly number[]; nextId: number } {
  const none = {
    ids: Array.from({ length: k }, (_, c) => c),
    moved: new Array<null>(k).fill(null),
    gone: [],
    nextId: k,
  };
  if (!last || last.clusters.length === 0) return none;
  const common = last.columns.filter(({ feature }) => names.includes(feature));
  // Too little in common to recognise anybody: all are new.
  if (common.length * 2 <= Math.max(last.columns.length, names.length))
    return {
      ...none,
      ids: none.ids.map((c) => last.nextId + c),
      gone: last.clusters.map(({ id }) => id),
      nextId: last.nextId + k,
    };
  const points = applyColumns(
    common,
    common.map(({ feature }) => columns[names.indexOf(feature)]!),
  );
  const d = common.length;
  const places = common.map((one) => last.columns.indexOf(one));
  const before = Float64Array.from(
    last.clusters.flatMap((_, c) => places.map((j) => last.centres[c * last.columns.length + j]!)),
  );
  const now = centresOf(points, labels, k);
  const match = matchClusters({ centres: before, ids: last.clusters.map(({ id }) => id) }, now, d);
  const moved = match.moved.map((distance) => (Number.isFinite(distance) ? distance : null));
  // A new cluster gets an id that no cluster ever had.
  let { nextId } = last;
  const kept = new Set(last.clusters.map(({ id }) => id));
  return { ids: match.ids.map((id) => (kept.has(id) ? id : nextId++)), moved, gone: match.gone, nextId };
}

export function centresOf({ data, rows, dimensions: d }: Points, labels: Int32Array, k: number): Float64Array {
  const sizes = new Float64Array(k);
  const centres = new Float64Array(k * d);
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    if (label < 0) continue;
    sizes[label]!++;
    for (let j = 0; j < d; j++) centres[label * d + j]! += data[i * d + j]!;
  }
  for (let at = 0; at < centres.length; at++) centres[at]! /= Math.max(1, sizes[Math.floor(at / d)]!);
  return centres;
}

/** How customers of today differ from those that the fit learned from. */
export function driftSince(fit: ClusterFit, columns: readonly Float64Array[], labels: Int32Array): ClusterDrift {
  const features = fit.columns.map(({ feature, edges, counts }, j) => {
    const psi = stabilityIndex(counts, binCounts(columns[j]!, edges));
    return { feature, psi, level: levelOf(psi) };
  });
  const counts = new Array<number>(fit.clusters.length + 1).fill(0);
  for (const label of labels) counts[label < 0 ? counts.length - 1 : label]!++;
  const before = [...fit.clusters.map(({ rows }) => rows), fit.noise];
  // A method without leftovers has an empty last cell on both sides: it says nothing.
  const used = before.map((_, c) => c).filter((c) => before[c]! + counts[c]! > 0);
  const psi = stabilityIndex(
    used.map((c) => before[c]!),
    used.map((c) => counts[c]!),
  );
  return { features, shares: { psi, level: levelOf(psi) }, rows: labels.length };
}

/** Siddiqi's rule of thumb (2006). */
const levelOf = (psi: number): DriftWords => (psi < 0.1 ? 'calm' : psi < 0.25 ? 'moved' : 'different');
