import { describe, expect, it } from 'vitest';
import { fitBoostedTrees, type BoostingFit } from '../../../workers/compute/models/boosted-trees.ts';
import type { Outcome } from '../../../workers/compute/models/outcome.ts';
import { areaUnderRoc } from '../../../workers/compute/models/ranking-metrics.ts';
import { probabilityMetrics } from '../../../workers/compute/models/probability-metrics.ts';
import { scoreCurve } from '../../../workers/compute/models/score-curve.ts';
import {
  gainImportance,
  predictProbabilities,
  predictScores,
  type BoostedTrees,
} from '../../../workers/compute/models/tree-model.ts';
import { treeShap } from '../../../workers/compute/models/tree-shap.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { breastCancer, hasData } from './evaluation-data.ts';

function fitted(outcome: Outcome<BoostingFit>): BoostingFit {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

function auc(y: ArrayLike<number>, scores: ArrayLike<number>): number {
  const outcome = scoreCurve(y, scores);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return areaUnderRoc(outcome.curve);
}

const cancer = hasData('methods/data_breast_cancer.csv');

/** Settings of the reference's three-tree example: exact splits, prior 1/2. */
const TINY = { rounds: 3, maxDepth: 2, learningRate: 0.3, base: 0, maxBins: 1000 };

describe.skipIf(!cancer)('xgboost 1.7.4 on breast cancer, columns 1, 4, 8 (skipped without the data)', () => {
  const data = cancer ? breastCancer([1, 4, 8]) : undefined;
  const model = () =>
    fitted(fitBoostedTrees({ names: data!.names, columns: data!.trainColumns }, data!.trainY, TINY)).model;

  it('grows the printed trees: splits, gains, covers and leaves', () => {
    const printed = [
      { root: [19.9549999, 67.6065216, 94.75], leaves: [0.428571463, -0.0400000028, 0.333333373, -0.312820554] },
      { root: [18.4599991, 40.7657089, 91.5715866], leaves: [0.371944875, 0.0410643443, 0.275838792, -0.186455086] },
      { root: [18.6350002, 23.4296436, 85.9451599], leaves: [0.370941401, 0.165317446, 0.0863397196, -0.270040423] },
    ];
    model().trees.forEach((tree, t) => {
      const { root, leaves } = printed[t]!;
      expect(tree.feature[0]).toBe(0);
      expect(tree.threshold[0]).toBeCloseTo(root[0]!, 5);
      expect(tree.gain[0]).toBeCloseTo(root[1]!, 4);
      expect(tree.cover[0]).toBeCloseTo(root[2]!, 4);
      const inOrder = (node: number): number[] =>
        tree.feature[node]! < 0 ? [tree.value[node]!] : [...inOrder(tree.left[node]!), ...inOrder(tree.right[node]!)];
      inOrder(0).forEach((value, k) => expect(value).toBeCloseTo(leaves[k]!, 6));
    });
    const [first] = model().trees;
    const second = [first!.left[0]!, first!.right[0]!].map((node) => [first!.feature[node], first!.threshold[node]!]);
    expect(second[0]![0]).toBe(2);
    expect(second[0]![1]).toBeCloseTo(0.20865, 5);
    expect(second[1]![0]).toBe(1);
    // The reference cuts midway between the node's own values, bins midway between all values: the rows part alike.
    expect(second[1]![1]).toBeCloseTo(0.08846, 4);
  });

  it('explains the first three test rows as Lundberg (2018), adding up to the score', () => {
    const shap = treeShap(model(), data!.testColumns);
    expect(shap.bias).toBeCloseTo(0.3778650165, 6);
    const printed = [
      [0.5362384915, -0.2003735304, -0.5473482013],
      [-0.5402902365, -0.4169854224, -0.1899054051],
      [-0.6724992394, -0.1411463916, 0.0228447039],
    ];
    printed.forEach((row, i) => row.forEach((value, j) => expect(shap.values[3 * i + j]).toBeCloseTo(value, 6)));
    expect(predictScores(model(), data!.testColumns)[0]).toBeCloseTo(0.1663817912, 6);
  });
});

describe.skipIf(!cancer)('breast cancer, 30 columns (skipped without the data)', () => {
  const data = cancer ? breastCancer() : undefined;
  const table = () => ({ names: data!.names, columns: data!.trainColumns });

  it('ranks as xgboost does: AUC at least .988', () => {
    const { model } = fitted(fitBoostedTrees(table(), data!.trainY, { rounds: 100, maxDepth: 3 }));
    const p = predictProbabilities(model, data!.testColumns);
    expect(auc(data!.testY, p)).toBeGreaterThan(0.988);
    const metrics = probabilityMetrics(data!.testY, p);
    if (!metrics.ok) throw new Error(metrics.reason);
    expect(metrics.logLoss).toBeLessThan(0.12);
  });

  it('gives xgboost’s exact probabilities: 100 rounds, depth 3, rate .1, every midpoint a bin', () => {
    const { model } = fitted(
      fitBoostedTrees(table(), data!.trainY, { rounds: 100, maxDepth: 3, base: 0, maxBins: 1000 }),
    );
    const p = predictProbabilities(model, data!.testColumns);
    expect(auc(data!.testY, p)).toBeCloseTo(0.9901315789473684, 12);
    [0.0253137406, 0.0927299485, 0.0012197974].forEach((value, i) => expect(p[i]).toBeCloseTo(value, 4));
  });

  it('keeps SHAP values additive to 1e-9 on deep trees', () => {
    const { model } = fitted(
      fitBoostedTrees(table(), data!.trainY, { rounds: 30, maxDepth: 6, minChildWeight: 0, lambda: 0.5 }),
    );
    const { values, bias } = treeShap(model, data!.testColumns);
    const scores = predictScores(model, data!.testColumns);
    let worst = 0;
    scores.forEach((score, i) => {
      let sum = bias;
      for (let j = 0; j < 30; j++) sum += values[i * 30 + j]!;
      worst = Math.max(worst, Math.abs(sum - score));
    });
    expect(worst).toBeLessThan(1e-9);
  });
});

/** A made-up set: the score rises with a, b matters only when missing, c is noise. */
function planted(n: number, seed = 7) {
  const random = seededRandom(seed);
  const columns = [0, 1, 2].map(() => Float64Array.from({ length: n }, () => random.normal()));
  for (let i = 0; i < n; i++) if (random.uniform() < 0.3) columns[1]![i] = NaN;
  const y = Float64Array.from({ length: n }, (_, i) => {
    const score = 1.5 * columns[0]![i]! + (Number.isNaN(columns[1]![i]!) ? 1.5 : -0.5);
    return random.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  });
  return { table: { names: ['a', 'b', 'c'], columns }, y };
}

describe('boosted trees', () => {
  const { table, y } = planted(4000);

  it('finds brute force’s first split', () => {
    const small = planted(60, 3);
    const { model } = fitted(
      fitBoostedTrees(small.table, small.y, { rounds: 1, maxDepth: 1, base: 0, learningRate: 1, minChildWeight: 0 }),
    );
    let best = -Infinity;
    small.table.columns.forEach((column) => {
      for (const cut of [...column, Infinity])
        for (const missingLeft of [true, false]) {
          const [g, h] = [
            [0, 0],
            [0, 0],
          ];
          column.forEach((value, i) => {
            const side = (Number.isNaN(value) ? missingLeft : value < cut) ? 0 : 1;
            g[side]! += 0.5 - small.y[i]!;
            h[side]! += 0.25;
          });
          if (h[0] === 0 || h[1] === 0) continue;
          const whole = (g[0]! + g[1]!) ** 2 / (h[0]! + h[1]! + 1);
          best = Math.max(best, g[0]! ** 2 / (h[0]! + 1) + g[1]! ** 2 / (h[1]! + 1) - whole);
        }
    });
    expect(model.trees[0]!.gain[0]).toBeCloseTo(best, 9);
  });

  it('learns where missing values belong', () => {
    const { model } = fitted(fitBoostedTrees(table, y, { rounds: 50 }));
    const probe = [Float64Array.of(0, 0), Float64Array.of(NaN, 0), Float64Array.of(0, 0)];
    const [missing, known] = predictScores(model, probe);
    expect(missing! - known!).toBeGreaterThan(1);
    const [a, b, c] = gainImportance(model);
    expect(c!).toBeLessThan(Math.min(a!, b!) / 4);
  });

  it('scores training rows the same from bins and from values', () => {
    const { model, trainingLoss } = fitted(
      fitBoostedTrees(table, y, { rounds: 20, subsample: 0.6, columnSample: 0.7, maxDepth: 4 }),
    );
    const metrics = probabilityMetrics(y, predictProbabilities(model, table.columns));
    if (!metrics.ok) throw new Error(metrics.reason);
    expect(metrics.logLoss).toBeCloseTo(trainingLoss[trainingLoss.length - 1]!, 10);
  });

  it('obeys monotone constraints everywhere', () => {
    // Labels that fall with a in the middle: a free fit dips, a bound one may not.
    const random = seededRandom(11);
    const a = Float64Array.from({ length: 2000 }, () => random.uniform());
    const b = Float64Array.from({ length: 2000 }, () => random.uniform());
    const labels = Float64Array.from(a, (x, i) =>
      random.uniform() < 0.5 + 0.4 * Math.sin(6 * x) * (b[i]! - 0.3) ? 1 : 0,
    );
    const rises = (monotone: Record<string, 1 | -1>) => {
      const { model } = fitted(
        fitBoostedTrees({ names: ['a', 'b'], columns: [a, b] }, labels, { rounds: 40, maxDepth: 4, monotone }),
      );
      let worst = 0;
      for (let k = 0; k <= 10; k++) {
        const grid = Float64Array.from({ length: 101 }, (_, i) => i / 100);
        const scores = predictScores(model, [grid, new Float64Array(101).fill(k / 10)]);
        for (let i = 1; i < 101; i++) worst = Math.min(worst, scores[i]! - scores[i - 1]!);
      }
      return worst;
    };
    expect(rises({})).toBeLessThan(-0.1);
    expect(rises({ a: 1 })).toBeGreaterThan(-1e-12);
  });

  it('stops early on held-out rows and keeps the best round', () => {
    const held = planted(2000, 99);
    const { model, validationLoss } = fitted(
      fitBoostedTrees(table, y, {
        rounds: 400,
        learningRate: 0.3,
        maxDepth: 6,
        validation: { columns: held.table.columns, y: held.y, patience: 10 },
      }),
    );
    const best = validationLoss.indexOf(Math.min(...validationLoss)) + 1;
    expect(model.trees.length).toBe(best);
    expect(validationLoss.length).toBe(best + 10);
  });

  it('gives equal models for equal seeds, and survives JSON', () => {
    const options = { rounds: 10, subsample: 0.5, seed: 5 };
    const one = fitted(fitBoostedTrees(table, y, options)).model;
    expect(fitted(fitBoostedTrees(table, y, options)).model).toEqual(one);
    expect(fitted(fitBoostedTrees(table, y, { ...options, seed: 6 })).model).not.toEqual(one);
    const revived = JSON.parse(JSON.stringify(one)) as BoostedTrees;
    expect(predictScores(revived, table.columns)).toEqual(predictScores(one, table.columns));
  });

  it('fits a mean with the squared loss', () => {
    const x = Float64Array.from({ length: 500 }, (_, i) => i / 500);
    const target = x.map((value) => (value < 0.5 ? 10 : 20));
    const { model } = fitted(fitBoostedTrees({ names: ['x'], columns: [x] }, target, { loss: 'squared', rounds: 80 }));
    expect(predictScores(model, [Float64Array.of(0.1, 0.9)])[0]).toBeCloseTo(10, 1);
  });

  it('can be cancelled between rounds', () => {
    const { model } = fitted(fitBoostedTrees(table, y, { rounds: 50, progress: (done) => done < 7 }));
    expect(model.trees.length).toBe(7);
  });
});

describe('boosted trees on bad data', () => {
  const one = (columns: Float64Array[], y: ArrayLike<number>, options = {}) =>
    fitBoostedTrees({ names: columns.map((_, j) => `c${j}`), columns }, y, options);

  it('refuses what cannot be learned, with the reason', () => {
    const x = Float64Array.of(1, 2, 3, 4);
    expect(one([x], [1, 1, 1, 1])).toMatchObject({ ok: false, reason: 'one-class' });
    expect(one([], [])).toMatchObject({ ok: false, reason: 'no-columns' });
    expect(one([new Float64Array(0)], [])).toMatchObject({ ok: false, reason: 'no-rows' });
    expect(one([x], [0, 1, 2, 1])).toMatchObject({ ok: false, reason: 'not-binary', detail: { row: 2, value: '2' } });
    expect(one([x], [0, 1])).toMatchObject({ ok: false, reason: 'unequal-lengths' });
    expect(one([x], [0, 1, 0, 1], { subsample: 0 })).toMatchObject({ ok: false, reason: 'unusable-option' });
  });

  it('answers with the base rate where nothing can be split', () => {
    const outcome = fitted(
      one(
        [new Float64Array(40).fill(3)],
        Array.from({ length: 40 }, (_, i) => (i % 4 ? 0 : 1)),
      ),
    );
    expect(outcome.cautions.map((caution) => caution.reason)).toEqual(
      expect.arrayContaining(['constant-columns', 'no-better-than-chance']),
    );
    expect(predictProbabilities(outcome.model, [Float64Array.of(9)])[0]).toBeCloseTo(0.25, 12);
  });

  it('lives with ten rows, infinities, all missing, perfect separation and 10,000 levels', () => {
    const ten = Float64Array.from({ length: 10 }, (_, i) => i);
    const separated = fitted(one([ten], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], { minChildWeight: 0 }));
    const p = predictProbabilities(separated.model, [ten]);
    expect(p[0]!).toBeLessThan(0.05);
    expect(p.every(Number.isFinite)).toBe(true);
    expect(separated.cautions.some((caution) => caution.reason === 'few-rows')).toBe(true);

    const odd = [
      Float64Array.of(...Array(60).fill(NaN)),
      Float64Array.from({ length: 60 }, (_, i) => (i < 30 ? -Infinity : Infinity)),
    ];
    const labels = Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : 1));
    const infinite = fitted(one([...odd, Float64Array.from(labels, (v, i) => v + (i % 2))], labels));
    expect(infinite.cautions.some((caution) => caution.reason === 'infinite-values')).toBe(true);
    expect(predictScores(infinite.model, [...odd, new Float64Array(60)]).every(Number.isFinite)).toBe(true);

    const levels = Float64Array.from({ length: 10_000 }, (_, i) => i);
    const alternating = fitted(
      one(
        [levels],
        levels.map((i) => i % 2),
        { rounds: 5 },
      ),
    );
    expect(alternating.model.trees.length).toBeLessThanOrEqual(5);
  });
});
