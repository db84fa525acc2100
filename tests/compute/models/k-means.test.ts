import { describe, expect, it } from 'vitest';
import { clusterIndices } from '../../../workers/compute/models/cluster-indices.ts';
import { assignToCentres, kMeans, type KMeans, type KMeansOptions } from '../../../workers/compute/models/k-means.ts';
import { pointsOf, type Points } from '../../../workers/compute/models/points.ts';
import { adjustedRandIndex } from '../../../workers/compute/models/rand-index.ts';
import { columnMoments } from '../../../workers/compute/models/scaling.ts';
import { silhouette } from '../../../workers/compute/models/silhouette.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { hasData, numericColumns } from './evaluation-data.ts';

function fitted(points: Points, k: number, options?: KMeansOptions): KMeans {
  const outcome = kMeans(points, k, options);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

function meanSilhouette(points: Points, labels: ArrayLike<number>): number {
  const outcome = silhouette(points, labels);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.mean;
}

const z = (column: Float64Array) => {
  const { mean, sd } = columnMoments(column);
  return column.map((value) => (value - mean) / sd);
};

const iris = hasData('methods/data_iris.csv');

describe.skipIf(!iris)('scikit-learn 1.2.1 on iris (skipped without the data)', () => {
  const columns = iris ? numericColumns('methods/data_iris.csv') : [];
  const raw = pointsOf(columns.slice(0, 4));
  const scaled = pointsOf(columns.slice(0, 4).map(z));

  it.each([
    [2, 152.34795176035797, 0.6810461692117462, 513.9245459802768, 0.40429283717304343],
    [3, 78.851441426146, 0.5528190123564095, 561.62775662962, 0.6619715465007465],
    [4, 57.22847321428572, 0.49805050499728737, 530.7658081872851, 0.7803069838811107],
    [5, 46.44618205128204, 0.4887488870931056, 495.54148767768777, 0.8059652120182736],
    [6, 39.03998724608725, 0.36483400396700255, 473.8506068330425, 0.9141579726538027],
  ])('raw, k = %d: inertia, silhouette, Calinski-Harabasz, Davies-Bouldin', (k, inertia, s, ch, db) => {
    const run = fitted(raw, k, { restarts: 50 });
    expect(run.inertia).toBeCloseTo(inertia, 9);
    expect(meanSilhouette(raw, run.labels)).toBeCloseTo(s, 9);
    const indices = clusterIndices(raw, run.labels);
    expect(indices.calinskiHarabasz).toBeCloseTo(ch, 7);
    expect(indices.daviesBouldin).toBeCloseTo(db, 9);
  });

  it.each([
    [2, 222.36170496502302, 0.5817500491982808],
    [3, 139.82049635974974, 0.45994823920518635],
    [5, 90.80728315078541, 0.34194697093163473],
  ])('z-scored, k = %d', (k, inertia, s) => {
    const run = fitted(scaled, k, { restarts: 50 });
    expect(run.inertia).toBeCloseTo(inertia, 9);
    expect(meanSilhouette(scaled, run.labels)).toBeCloseTo(s, 9);
  });

  it('does not stop at the reference’s local optima: raw k = 7 34.29971, z-scored k = 4 114.09255', () => {
    const seven = fitted(raw, 7, { restarts: 50 }).inertia;
    expect(seven).toBeLessThan(34.299712121212146 + 1e-9);
    expect(seven).toBeGreaterThan(34.29);
    const four = fitted(scaled, 4, { restarts: 50 }).inertia;
    expect(four).toBeLessThan(114.09254690403094 + 1e-9);
    expect(four).toBeGreaterThan(114.09);
  });

  it('from rows 0, 50, 100: inertia 78.851441426146 and the printed centres', () => {
    const start = Float64Array.of(...[0, 50, 100].flatMap((row) => [...raw.data.subarray(row * 4, row * 4 + 4)]));
    const run = fitted(raw, 3, { start });
    expect(run.inertia).toBeCloseTo(78.851441426146, 9);
    expect(run.sizes).toEqual([62, 50, 38]);
    [5.901612903, 2.748387097, 4.393548387, 1.433870968, 5.006, 3.428, 1.462, 0.246, 6.85, 3.073684211].forEach(
      (value, at) => expect(run.centres[at]).toBeCloseTo(value, 9),
    );
  });
});

describe.skipIf(!hasData('methods/data_wine.csv'))('wine, z-scored (skipped without the data)', () => {
  it('k = 3: inertia 1277.928489, adjusted Rand .897495', () => {
    const columns = numericColumns('methods/data_wine.csv');
    const run = fitted(pointsOf(columns.slice(0, 13).map(z)), 3);
    expect(run.inertia).toBeCloseTo(1277.928488844643, 8);
    expect(adjustedRandIndex(run.labels, columns[13]!)).toBeCloseTo(0.8974949815093207, 12);
  });
});

/** Blobs around far apart centres. */
function blobs(n: number, d: number, k: number, seed = 5): Points & { truth: Int32Array } {
  const random = seededRandom(seed);
  const centres = Float64Array.from({ length: k * d }, () => random.normal(0, 6));
  const truth = Int32Array.from({ length: n }, () => random.integer(k));
  const data = new Float64Array(n * d);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < d; j++) data[i * d + j] = centres[truth[i]! * d + j]! + random.normal();
  return { data, rows: n, dimensions: d, truth };
}

describe('k-means', () => {
  it('ends where plain Lloyd iterations end', () => {
    const points = blobs(500, 3, 4);
    const start = points.data.slice(0, 5 * 3);
    const run = fitted(points, 5, { start });
    let centres = start.slice();
    for (let round = 0; round < 200; round++) {
      const labels = assignToCentres(points, centres);
      const next = new Float64Array(15);
      const counts = new Float64Array(5);
      labels.forEach((label, i) => {
        counts[label]!++;
        for (let j = 0; j < 3; j++) next[label * 3 + j]! += points.data[i * 3 + j]!;
      });
      centres = next.map((sum, at) => sum / counts[Math.floor(at / 3)]!);
    }
    expect(adjustedRandIndex(run.labels, assignToCentres(points, centres))).toBe(1);
  });

  it('counts a weight of three as the row three times', () => {
    const points = blobs(60, 2, 3);
    const weights = Float64Array.from({ length: 60 }, (_, i) => 1 + (i % 3));
    const repeated = Array.from({ length: 60 }, (_, i) => Array<number>(weights[i]!).fill(i)).flat();
    const data = Float64Array.of(...repeated.flatMap((i) => [points.data[2 * i]!, points.data[2 * i + 1]!]));
    const weighted = fitted(points, 4, { weights, restarts: 50 });
    const many = fitted({ data, rows: repeated.length, dimensions: 2 }, 4, { restarts: 50 });
    expect(weighted.inertia).toBeCloseTo(many.inertia, 9);
  });

  it('gives equal results for equal seeds', () => {
    const points = blobs(300, 4, 5);
    expect(fitted(points, 5, { seed: 3 })).toEqual(fitted(points, 5, { seed: 3 }));
  });

  it('finds planted groups in 200,000 rows by sample and finish', () => {
    const points = blobs(200_000, 8, 6);
    const start = performance.now();
    const run = fitted(points, 6);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(run.cautions.map((caution) => caution.reason)).toContain('sampled');
    expect(adjustedRandIndex(run.labels, points.truth)).toBeGreaterThan(0.98);
  });

  it('refuses bad data with the reason', () => {
    expect(kMeans(pointsOf([[1, 2, NaN]]), 2)).toMatchObject({ ok: false, reason: 'not-finite', detail: { row: 2 } });
    expect(kMeans(pointsOf([[1, Infinity]]), 2)).toMatchObject({ ok: false, reason: 'not-finite' });
    expect(kMeans(pointsOf([[1, 2]]), 3)).toMatchObject({ ok: false, reason: 'too-few-rows' });
    expect(kMeans(pointsOf([Array(50).fill(7)]), 2)).toMatchObject({ ok: false, reason: 'too-few-distinct-rows' });
    expect(kMeans(pointsOf([[1, 1, 1, 2, 2, 2]]), 3)).toMatchObject({ ok: false, reason: 'too-few-distinct-rows' });
    expect(kMeans(pointsOf([]), 2)).toMatchObject({ ok: false, reason: 'no-columns' });
    expect(kMeans(pointsOf([[]]), 2)).toMatchObject({ ok: false, reason: 'no-rows' });
    expect(kMeans(pointsOf([[1, 2]]), 1.5)).toMatchObject({ ok: false, reason: 'unusable-option' });
  });

  it('survives empty clusters from a bad start', () => {
    const run = fitted(pointsOf([[0, 0.1, 5, 5.1]]), 3, { start: Float64Array.of(0, 1e6, 2e6) });
    expect(run.sizes.every((size) => size > 0)).toBe(true);
    expect(run.inertia).toBeLessThan(0.02);
  });
});

describe('silhouette', () => {
  it('is 0 for a row alone (Rousseeuw 1987): .9802 .9798 .975 .97436 0', () => {
    const outcome = silhouette(pointsOf([[0, 0.2, 10, 10.2, 18]]), [0, 0, 1, 1, 2]);
    if (!outcome.ok) throw new Error(outcome.reason);
    [0.9801980198019802, 0.9797979797979799, 0.975, 0.974358974358977, 0].forEach((value, i) =>
      expect(outcome.values[i]).toBeCloseTo(value, 12),
    );
    expect(outcome.perCluster[2]).toBe(0);
  });

  it('of a sample is near that of all rows', () => {
    const points = blobs(2500, 3, 4);
    const full = silhouette(points, points.truth, { most: 2500 });
    const part = silhouette(points, points.truth, { most: 800 });
    if (!full.ok || !part.ok) throw new Error('refused');
    expect(part.mean).toBeCloseTo(full.mean, 1);
    expect(part.rows.length).toBe(800);
    expect(silhouette(points, new Int32Array(2500))).toMatchObject({ ok: false });
  });
});

describe('adjusted Rand index', () => {
  it('is 1 for renamed clusters, 0 by chance, and −1/9 in a worked table', () => {
    expect(adjustedRandIndex([0, 0, 1, 1], [5, 5, 2, 2])).toBe(1);
    // Cells 2 1 / 1 2: pairs together 2, in A 6, in B 6, expected 36/15 = 2.4.
    expect(adjustedRandIndex([0, 0, 0, 1, 1, 1], [0, 0, 1, 0, 1, 1])).toBeCloseTo((2 - 2.4) / (6 - 2.4), 12);
    const random = seededRandom(1);
    const a = Int32Array.from({ length: 5000 }, () => random.integer(4));
    expect(
      Math.abs(
        adjustedRandIndex(
          a,
          a.map(() => random.integer(4)),
        ),
      ),
    ).toBeLessThan(0.01);
  });
});
