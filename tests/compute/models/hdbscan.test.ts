import { describe, expect, it } from 'vitest';
import { coreDistances } from '../../../workers/compute/models/density-tree.ts';
import { hdbscan, type Hdbscan, type HdbscanOptions } from '../../../workers/compute/models/hdbscan.ts';
import { nearestTree } from '../../../workers/compute/models/nearest-tree.ts';
import { pointsOf, squaredDistance, type Points } from '../../../workers/compute/models/points.ts';
import { adjustedRandIndex } from '../../../workers/compute/models/rand-index.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { hasData, numericColumns } from './evaluation-data.ts';

function found(points: Points, options?: HdbscanOptions): Hdbscan {
  const outcome = hdbscan(points, options);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

const present = hasData('methods/data_iris.csv', 'methods/data_moons.csv', 'methods/data_moons_hdbscan_minPts5.csv');

describe.skipIf(!present)('R dbscan 1.1.11 (skipped without the data)', () => {
  const read = (file: string, d: number) => (present ? pointsOf(numericColumns(file).slice(0, d)) : pointsOf([]));
  const iris = read('methods/data_iris.csv', 4);
  const moons = read('methods/data_moons.csv', 2);

  it('iris, minPts 5: 100 and 50, no noise, tree 62.52501962, stability 135.34 and 150.99', () => {
    const result = found(iris);
    expect(result.sizes).toEqual([100, 50]);
    expect(result.noise).toBe(0);
    expect(result.treeLength).toBeCloseTo(62.52501962, 7);
    expect(result.stability.slice().sort((a, b) => b - a)[0]).toBeCloseTo(150.9863572, 6);
    expect(result.stability.slice().sort((a, b) => b - a)[1]).toBeCloseTo(135.3437039, 6);
  });

  it('moons, minPts 5: 50, 25 and 25, no noise, tree 28.96577292', () => {
    const result = found(moons);
    expect(result.sizes).toEqual([50, 25, 25]);
    expect(result.noise).toBe(0);
    expect(result.treeLength).toBeCloseTo(28.96577292, 7);
    // R lets the last points of a cluster without children leave one by one, Campello all together, so only the cluster
    // with children can be compared.
    expect(Math.min(...result.stability)).toBeCloseTo(45.6276218, 6);
  });

  it('moons, minPts 3: six clusters and twelve rows of noise, stabilities 93.895 43.205 39.137 38.248', () => {
    const result = found(moons, { minPoints: 3 });
    expect(result.sizes).toEqual([25, 25, 25, 6, 4, 3]);
    expect(result.noise).toBe(12);
    [93.8952817, 43.20549735, 39.13658153, 38.24781853].forEach((score, k) =>
      expect(result.stability.slice().sort((a, b) => b - a)[k]).toBeCloseTo(score, 6),
    );
  });

  it.each([
    ['iris', iris],
    ['moons', moons],
  ])('%s: core distances, membership and labels row by row', (name, points) => {
    const [labels, membership, core] = numericColumns(`methods/data_${name}_hdbscan_minPts5.csv`);
    const result = found(points);
    const ours = coreDistances(points, 5);
    expect(adjustedRandIndex(result.labels, labels!)).toBe(1);
    for (let i = 0; i < points.rows; i++) {
      expect(ours[i]).toBeCloseTo(core![i]!, 10);
      expect(result.membership[i]).toBeCloseTo(membership![i]!, 10);
    }
  });
});

describe('nearest tree', () => {
  it('finds what looking at every point finds', () => {
    const random = seededRandom(3);
    const points = pointsOf(
      [0, 1, 2].map(() => Float64Array.from({ length: 900 }, () => Math.round(random.normal(0, 5)))),
    );
    const floors = Float64Array.from({ length: 900 }, () => 3 * random.uniform());
    const tree = nearestTree(points, floors);
    for (let q = 0; q < 200; q++) {
      const query = Float64Array.from({ length: 3 }, () => random.normal(0, 6));
      let least = Infinity;
      for (let i = 0; i < 900; i++)
        least = Math.min(least, Math.max(floors[i]!, Math.sqrt(squaredDistance(query, 0, points.data, i * 3, 3))));
      expect(tree.nearest(query, 0).distance).toBe(least);
    }
  });
});

describe('hdbscan', () => {
  const random = seededRandom(17);
  const ring = (n: number, radius: number) =>
    Array.from({ length: n }, () => {
      const angle = 2 * Math.PI * random.uniform();
      return [radius * Math.cos(angle) + random.normal(0, 0.1), radius * Math.sin(angle) + random.normal(0, 0.1)];
    });

  it('finds a ring around a blob, where k-means cannot', () => {
    const rows = [...ring(300, 5), ...ring(150, 0.3)];
    const result = found(pointsOf([rows.map((row) => row[0]!), rows.map((row) => row[1]!)]), { minPoints: 10 });
    expect(result.k).toBe(2);
    expect(adjustedRandIndex(result.labels.slice(0, 300), new Int32Array(300))).toBe(1);
    expect(result.labels[0]).not.toBe(result.labels[400]);
  });

  it('places rows outside the sample, and leaves far ones as noise', () => {
    const rows = [...ring(2000, 5), ...ring(1000, 0.3), [100, 100]];
    const mixed = random.shuffle(rows.map((row, i) => ({ row, group: i < 2000 ? 0 : i < 3000 ? 1 : 2 })));
    const points = pointsOf([mixed.map(({ row }) => row[0]!), mixed.map(({ row }) => row[1]!)]);
    const result = found(points, { minPoints: 10, most: 600 });
    expect(result.cautions.map((caution) => caution.reason)).toContain('sampled');
    expect(result.k).toBe(2);
    const inside = mixed.flatMap(({ group }, i) => (group < 2 && result.labels[i]! >= 0 ? [i] : []));
    expect(inside.length).toBeGreaterThan(2900);
    expect(
      adjustedRandIndex(
        inside.map((i) => result.labels[i]!),
        inside.map((i) => mixed[i]!.group),
      ),
    ).toBe(1);
    expect(result.labels[mixed.findIndex(({ group }) => group === 2)]).toBe(-1);
  });

  it('scores a row far from its cluster as the likeliest outlier', () => {
    const rows = [...ring(100, 0.3), ...ring(100, 0.3).map(([a, b]) => [a! + 20, b! + 20]), [3, 3]];
    const { outlier } = found(pointsOf([rows.map((row) => row[0]!), rows.map((row) => row[1]!)]));
    expect(outlier.indexOf(Math.max(...outlier))).toBe(200);
    expect(outlier.every((score) => score >= 0 && score <= 1)).toBe(true);
  });

  it('lives with duplicates, and says when all is noise or all is one place', () => {
    const twice = [
      ...Array<number>(20).fill(0),
      ...Array<number>(20).fill(9),
      ...Array.from({ length: 10 }, (_, i) => 3 + i / 3),
    ];
    const result = found(pointsOf([twice]));
    expect(result.stability.every(Number.isFinite)).toBe(true);
    expect(result.labels[0]).not.toBe(result.labels[20]);
    expect(hdbscan(pointsOf([Array<number>(50).fill(1)]))).toMatchObject({
      ok: false,
      reason: 'too-few-distinct-rows',
    });
    const even = found(pointsOf([Array.from({ length: 10 }, (_, i) => i * i)]));
    expect(even.cautions[0]?.reason).toBe('all-noise');
    expect(hdbscan(pointsOf([[1, 2, 3]]))).toMatchObject({ ok: false, reason: 'too-few-rows' });
    expect(hdbscan(pointsOf([[1, NaN, 3]]))).toMatchObject({ ok: false, reason: 'not-finite' });
    expect(hdbscan(pointsOf([[1, 2, 3]]), { minPoints: 1 })).toMatchObject({ ok: false, reason: 'unusable-option' });
  });
});
