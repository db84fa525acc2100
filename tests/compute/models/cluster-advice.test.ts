import { describe, expect, it } from 'vitest';
import {
  adviseClusters,
  judge,
  type AdviceRow,
  type ClusterAdvice,
} from '../../../workers/compute/models/cluster-advice.ts';
import { clusterStability } from '../../../workers/compute/models/cluster-stability.ts';
import { gapStatistic } from '../../../workers/compute/models/gap-statistic.ts';
import { kMeans } from '../../../workers/compute/models/k-means.ts';
import { pointsOf, type Points } from '../../../workers/compute/models/points.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { hasData, numericColumns } from './evaluation-data.ts';

function advice(points: Points): ClusterAdvice {
  const outcome = adviseClusters(points);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

const random = seededRandom(31);
const blobs = (centres: number[][], each: number) =>
  pointsOf(
    [0, 1].map((j) => centres.flatMap((centre) => Array.from({ length: each }, () => random.normal(centre[j])))),
  );

const iris = hasData('methods/data_iris.csv');
describe.skipIf(!iris)('iris (skipped without the data)', () => {
  const points = iris ? pointsOf(numericColumns('methods/data_iris.csv').slice(0, 4)) : pointsOf([]);

  it('gap statistic under a uniform box, as Tibshirani (2001): no k up to 5 obeys the rule', () => {
    const outcome = gapStatistic(points, { most: 6, references: 30, restarts: 10 });
    if (!outcome.ok) throw new Error(outcome.reason);
    [6.524106357832866, 5.0261670610378175, 4.367565593852561, 4.047051557999196].forEach((value, i) =>
      expect(outcome.points[i]!.observed).toBeCloseTo(value, 9),
    );
    // Ours is the better optimum at k = 5: inertia 46.446, the reference's 46.472.
    expect(outcome.points[4]!.observed).toBeCloseTo(Math.log(46.44618205128204), 9);
    // Reference sets are random: the gaps agree within two or three of the printed standard errors.
    [0.0669, 0.9897, 1.4318, 1.5725, 1.6471, 1.7204].forEach((gap, i) =>
      expect(Math.abs(outcome.points[i]!.gap - gap)).toBeLessThan(0.04),
    );
    expect(outcome.first).toBeUndefined();
  });

  it('indices disagree, so the advice is not called clear', () => {
    const { votes, confidence } = advice(points);
    expect(votes.silhouette).toBe(2);
    expect(votes.calinskiHarabasz).toBe(3);
    expect(confidence).not.toBe('none');
    expect(votes.gap).not.toBe(votes.calinskiHarabasz);
  });
});

describe('advice on the number of clusters', () => {
  it('names four planted groups clearly', () => {
    const { advised, confidence, rows } = advice(
      blobs(
        [
          [0, 0],
          [12, 0],
          [0, 12],
          [12, 12],
        ],
        80,
      ),
    );
    expect(advised).toBe(4);
    expect(confidence).toBe('clear');
    expect(rows.find((row) => row.k === 4)!.stability).toBeGreaterThan(0.98);
  });

  it('advises nothing for one shapeless cloud', () => {
    const { advised, votes } = advice(
      pointsOf([0, 1, 2, 3, 4].map(() => Array.from({ length: 400 }, () => random.normal()))),
    );
    expect(advised).toBeUndefined();
    expect(votes.silhouette).toBeDefined();
  });

  it('never follows one index alone', () => {
    const row = (k: number, silhouette: number, ch: number, db: number): AdviceRow => ({
      ...{ k, silhouette, calinskiHarabasz: ch, daviesBouldin: db },
      ...{ inertia: 1, gap: 0, gapError: 0, bic: NaN, stability: 0.9, smallest: 0.2 },
    });
    const split = judge([row(2, 0.9, 1, 3), row(3, 0.5, 9, 2), row(4, 0.5, 1, 1)], 'k-means', undefined, false);
    expect(split).toMatchObject({ advised: undefined, confidence: 'weak' });
    const agreed = judge([row(2, 0.9, 9, 3), row(3, 0.5, 1, 1)], 'k-means', 2, false);
    expect(agreed).toMatchObject({ advised: 2, confidence: 'clear' });
    const unstable = judge([{ ...row(2, 0.9, 9, 1), stability: 0.3 }], 'k-means', 2, false);
    expect(unstable).toMatchObject({ advised: undefined, confidence: 'none' });
  });

  it('lets a mixture be judged by its own partitions and by BIC: long clouds are not cut in pieces', () => {
    const long = pointsOf([
      [0, 1].flatMap(() => Array.from({ length: 300 }, () => random.normal(0, 4))),
      [0, 6].flatMap((centre) => Array.from({ length: 300 }, () => random.normal(centre, 0.6))),
    ]);
    const outcome = adviseClusters(long, { method: 'gaussian', to: 5 });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(outcome.votes).toMatchObject({ bic: 2 });
    expect(outcome.votes).not.toHaveProperty('gap');
    const two = outcome.rows.find((row) => row.k === 2)!;
    expect(two.stability).toBeGreaterThan(0.98);
    expect(two.bic).toBeLessThan(Math.min(...outcome.rows.filter((row) => row.k !== 2).map((row) => row.bic)));
    expect(outcome.advised).toBe(2);
    // k-means, which thinks clusters round, sees no such thing.
    expect(advice(long).advised).not.toBe(2);
  });

  it('lives with few different rows, and refuses the rest', () => {
    const few = advice(
      pointsOf([[...Array<number>(20).fill(0), ...Array<number>(20).fill(5), ...Array<number>(20).fill(9)]]),
    );
    expect(few.rows.map((row) => row.k)).toEqual([2, 3]);
    expect(adviseClusters(pointsOf([Array<number>(30).fill(1)]))).toMatchObject({ ok: false });
    expect(adviseClusters(pointsOf([[1, 2, 3]]))).toMatchObject({ ok: false, reason: 'too-few-rows' });
    expect(adviseClusters(pointsOf([[...Array<number>(30).keys(), NaN]]))).toMatchObject({
      ok: false,
      reason: 'not-finite',
    });
  });
});

describe('stability by resampling (Hennig 2007)', () => {
  it('is 1 for far groups and low where k splits a single cloud', () => {
    const far = blobs(
      [
        [0, 0],
        [30, 30],
      ],
      60,
    );
    const two = kMeans(far, 2);
    const cloud = blobs([[0, 0]], 300);
    const five = kMeans(cloud, 5);
    if (!two.ok || !five.ok) throw new Error('refused');
    const firm = clusterStability(far, two.labels, 2);
    const loose = clusterStability(cloud, five.labels, 5);
    if (!firm.ok || !loose.ok) throw new Error('refused');
    expect(firm.agreement).toBe(1);
    expect(firm.perCluster).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
    expect(loose.agreement).toBeLessThan(0.8);
  });
});
