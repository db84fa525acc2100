import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { fitPca, projectPca } from '../../../workers/compute/models/pca.ts';
import { pointsOf, squaredDistance, type Points } from '../../../workers/compute/models/points.ts';
import { applyScaler, fitScaler } from '../../../workers/compute/models/scaling.ts';
import { layoutUmap } from '../../../workers/compute/models/umap.ts';
import { hasData, numericColumns } from './evaluation-data.ts';

/** Venna & Kaski (2001): 1 where the k nearest on the map are the k nearest in space; ranks beyond k are penalised. */
function trustworthiness(points: Points, places: Float64Array, k: number): number {
  const n = points.rows;
  const ranks = (data: Float64Array, d: number, i: number): Int32Array => {
    const order = Array.from({ length: n }, (_, j) => j)
      .filter((j) => j !== i)
      .sort((a, b) => squaredDistance(data, i * d, data, a * d, d) - squaredDistance(data, i * d, data, b * d, d));
    const rank = new Int32Array(n);
    order.forEach((j, at) => (rank[j] = at + 1));
    return rank;
  };
  let penalty = 0;
  for (let i = 0; i < n; i++) {
    const inSpace = ranks(points.data, points.dimensions, i);
    const onMap = ranks(places, 2, i);
    for (let j = 0; j < n; j++) if (j !== i && onMap[j]! <= k && inSpace[j]! > k) penalty += inSpace[j]! - k;
  }
  return 1 - (2 / (n * k * (2 * n - 3 * k - 1))) * penalty;
}

/** Six crowds in eight dimensions: more than two directions can show. */
function crowds(): { points: Points; crowd: number[] } {
  const random = seededRandom(5);
  const middles = Array.from({ length: 6 }, () => Array.from({ length: 8 }, () => random.normal(0, 4)));
  const crowd = Array.from({ length: 300 }, (_, i) => i % 6);
  const columns = Array.from({ length: 8 }, (_, j) => crowd.map((one) => random.normal(middles[one]![j]!, 1)));
  return { points: pointsOf(columns), crowd };
}

const startOf = (points: Points): Float64Array => {
  const pca = fitPca(points, 2);
  if (!pca.ok) throw new Error(pca.reason);
  return projectPca(pca, points);
};

describe('UMAP', () => {
  const { points, crowd } = crowds();
  const start = startOf(points);
  const places = layoutUmap(points, start);

  it('keeps neighbours together better than two directions can', () => {
    const [plain, mapped] = [trustworthiness(points, start, 10), trustworthiness(points, places, 10)];
    console.log(`trustworthiness of 300 points in 8 dimensions: PCA ${plain.toFixed(3)}, UMAP ${mapped.toFixed(3)}`);
    expect(mapped).toBeGreaterThan(plain + 0.01);
    expect(mapped).toBeGreaterThan(0.9);
  });

  it('shows each crowd as an island: the nearest on the map is of the same crowd', () => {
    const strangers = crowd.filter((own, i) => {
      let [least, at] = [Infinity, i];
      for (let j = 0; j < crowd.length; j++) {
        const distance = squaredDistance(places, 2 * i, places, 2 * j, 2);
        if (j !== i && distance < least) [least, at] = [distance, j];
      }
      return crowd[at] !== own;
    });
    expect(strangers.length).toBeLessThan(5);
  });

  it('draws the same map for the same seed, and another for another', () => {
    expect(layoutUmap(points, start)).toEqual(places);
    expect(layoutUmap(points, start, { seed: 2 })).not.toEqual(places);
  });

  it('stays finite where all points are one, where there are two, and where there is one', () => {
    for (const n of [1, 2, 40]) {
      const same = pointsOf([new Float64Array(n).fill(3), new Float64Array(n).fill(1)]);
      const map = layoutUmap(same, new Float64Array(2 * n), { epochs: 50 });
      expect(map.every(Number.isFinite)).toBe(true);
    }
  });

  it('tells how far it is', () => {
    const told: number[] = [];
    layoutUmap(points, start, { epochs: 60, progress: (done) => told.push(done) });
    expect(told).toEqual([20, 40, 60]);
  });
});

describe.skipIf(!hasData('methods/data_wine.csv'))('UMAP of wine (skipped without the data)', () => {
  it('is as trustworthy as the reference maps: umap-js .941, umap-learn .951, and better than PCA .891', () => {
    const columns = numericColumns('methods/data_wine.csv').slice(0, 13);
    const points = pointsOf(columns.map((column) => applyScaler(fitScaler(column), column)));
    const start = startOf(points);
    const mapped = layoutUmap(points, start);
    const [plain, trusted] = [trustworthiness(points, start, 12), trustworthiness(points, mapped, 12)];
    console.log(`trustworthiness of wine, 12 neighbours: PCA ${plain.toFixed(4)}, UMAP ${trusted.toFixed(4)}`);
    expect(plain).toBeCloseTo(0.8908, 3);
    expect(trusted).toBeGreaterThan(0.935);
  });
});
