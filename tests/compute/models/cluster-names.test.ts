import { describe, expect, it } from 'vitest';
import { assignLeastCost } from '../../../workers/compute/models/assignment.ts';
import { matchClusters } from '../../../workers/compute/models/cluster-match.ts';
import { nameClusters } from '../../../workers/compute/models/cluster-names.ts';
import { fitPca, projectPca } from '../../../workers/compute/models/pca.ts';
import { pointsOf } from '../../../workers/compute/models/points.ts';
import { columnMoments } from '../../../workers/compute/models/scaling.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { hasData, numericColumns } from './evaluation-data.ts';

describe('names of clusters', () => {
  const names = ['money', 'orders', 'recency'];

  it('are the features farthest from everybody, strongest first', () => {
    const columns = [
      Float64Array.of(100, 110, 10, 12, 10, 12),
      Float64Array.of(9, 9, 1, 1, 1.1, 1),
      Float64Array.of(3, 5, 4, 4, 90, 95),
    ];
    const [best, , lost] = nameClusters({ names, columns }, [0, 0, 1, 1, 2, 2]);
    expect(best!.traits.map((trait) => `${trait.direction} ${trait.feature}`)).toEqual(['high orders', 'high money']);
    expect(best!.traits[0]!.degree).toBe('clearly');
    expect(best!.traits[1]!.mean).toBe(105);
    expect(lost!.traits[0]).toMatchObject({ feature: 'recency', direction: 'high' });
    expect(best!.share).toBeCloseTo(1 / 3, 12);
  });

  it('grow until no two read alike, or get a number', () => {
    const columns = [
      Float64Array.of(10, 10, 10, 10, 0, 0, 0, 0),
      Float64Array.of(9, 9, 9, 9, 0, 0, 0, 0),
      Float64Array.of(5, 5, 0, 0, 2, 2, 3, 3),
    ];
    const apart = nameClusters({ names, columns }, [0, 0, 1, 1, 2, 2, 2, 2]);
    const words = apart.map(({ traits }) => traits.map((trait) => trait.direction + trait.feature).join());
    expect(new Set(words).size).toBe(3);
    expect(apart.every(({ ordinal }) => ordinal === undefined)).toBe(true);
    const same = nameClusters({ names: ['money'], columns: [columns[0]!] }, [0, 0, 1, 1, 2, 2, 2, 2]);
    expect(same.map(({ ordinal }) => ordinal)).toEqual([1, 2, undefined]);
  });

  it('call a cluster like everybody else average, and leave noise and constants out', () => {
    const columns = [Float64Array.of(1, 2, 1, 2, NaN), new Float64Array(5).fill(7), Float64Array.of(5, 6, 6, 5, 1e9)];
    const clusters = nameClusters({ names, columns }, [0, 0, 1, 1, -1]);
    expect(clusters.map(({ key }) => key)).toEqual(['average', 'average']);
    expect(clusters[0]!.rows).toBe(2);
  });
});

describe('Hungarian method', () => {
  it('is no dearer than any permutation', () => {
    const random = seededRandom(2);
    const permutations = (items: number[]): number[][] =>
      items.length < 2
        ? [items]
        : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
    for (let trial = 0; trial < 50; trial++) {
      const costs = Float64Array.from({ length: 25 }, () => random.normal());
      const total = (columns: ArrayLike<number>) =>
        [0, 1, 2, 3, 4].reduce((sum, i) => sum + costs[i * 5 + columns[i]!]!, 0);
      const best = Math.min(...permutations([0, 1, 2, 3, 4]).map(total));
      expect(total(assignLeastCost(costs, 5, 5))).toBeCloseTo(best, 12);
    }
  });

  it('leaves the dearest row alone when columns are short', () => {
    expect([...assignLeastCost([5, 1, 9], 3, 1)]).toEqual([-1, 0, -1]);
    expect([...assignLeastCost([4, 1, 7], 1, 3)]).toEqual([1]);
    expect([...assignLeastCost([], 0, 0)]).toEqual([]);
  });
});

describe('matching to the last run', () => {
  const last = { centres: Float64Array.of(0, 0, 10, 0, 0, 10), ids: [4, 7, 9] };

  it('keeps ids through a new order and small moves', () => {
    const match = matchClusters(last, Float64Array.of(0.2, 9.5, 0, 0.1, 11, 0), 2);
    expect(match.ids).toEqual([9, 4, 7]);
    expect(match.gone).toEqual([]);
    expect(match.moved[1]).toBeCloseTo(0.1, 12);
  });

  it('gives fresh ids to newcomers and says who is gone', () => {
    const match = matchClusters(last, Float64Array.of(0, 0, 10, 0, 50, 50, 0, -60), 2);
    expect(match.ids.slice(0, 2)).toEqual([4, 7]);
    expect(match.ids.slice(2)).toEqual([10, 11]);
    expect(match.gone).toEqual([9]);
    expect(matchClusters({ centres: new Float64Array(0), ids: [] }, Float64Array.of(1, 2), 2).ids).toEqual([0]);
  });
});

describe('principal components', () => {
  const iris = hasData('methods/data_iris.csv');

  it.skipIf(!iris)('iris: eigenvalues 4.228 .243 .078 .024 and ratios (skipped without the data)', () => {
    const columns = numericColumns('methods/data_iris.csv').slice(0, 4);
    const pca = fitPca(pointsOf(columns));
    if (!pca.ok) throw new Error(pca.reason);
    [4.228241706034864, 0.24267074792863344, 0.07820950004291942, 0.023835092973449434].forEach((value, c) =>
      expect(pca.variances[c]).toBeCloseTo(value, 12),
    );
    expect(pca.ratios[0]).toBeCloseTo(0.9246187232017271, 12);
    [0.3613865917853687, -0.08452251406456868, 0.8566706059498351, 0.3582891971515508].forEach((value, j) =>
      expect(pca.components[j]).toBeCloseTo(value, 10),
    );
    const scaled = columns.map((column) => {
      const { mean, sd } = columnMoments(column);
      return column.map((value) => (value - mean) / sd);
    });
    const z = fitPca(pointsOf(scaled));
    if (!z.ok) throw new Error(z.reason);
    expect(z.ratios[0]).toBeCloseTo(0.7296244541329987, 12);
    expect(z.ratios[1]).toBeCloseTo(0.2285076178670178, 12);
  });

  it('projects to uncorrelated scores with the variances found', () => {
    const random = seededRandom(6);
    const x = Float64Array.from({ length: 500 }, () => random.normal());
    const points = pointsOf([x, x.map((value) => value + random.normal(0, 0.3)), x.map(() => random.normal(5, 2))]);
    const pca = fitPca(points, 2);
    if (!pca.ok) throw new Error(pca.reason);
    const scores = projectPca(pca, points);
    let [own, cross] = [0, 0];
    for (let i = 0; i < 500; i++) {
      own += scores[2 * i]! ** 2 / 499;
      cross += (scores[2 * i]! * scores[2 * i + 1]!) / 499;
    }
    expect(own).toBeCloseTo(pca.variances[0]!, 10);
    expect(cross).toBeCloseTo(0, 10);
  });

  it('refuses constants, NaN and a single row', () => {
    expect(fitPca(pointsOf([[1, 1, 1]]))).toMatchObject({ ok: false, reason: 'constant' });
    expect(fitPca(pointsOf([[1, NaN]]))).toMatchObject({ ok: false, reason: 'not-finite' });
    expect(fitPca(pointsOf([[1]]))).toMatchObject({ ok: false, reason: 'too-few-rows' });
    expect(fitPca(pointsOf([[1, 2]]), 3)).toMatchObject({ ok: false, reason: 'unusable-option' });
  });
});
