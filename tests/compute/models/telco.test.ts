import { describe, expect, it } from 'vitest';
import { fitBoostedTrees } from '../../../workers/compute/models/boosted-trees.ts';
import { fitLogistic, logisticScores } from '../../../workers/compute/models/logistic.ts';
import { areaUnderRoc } from '../../../workers/compute/models/ranking-metrics.ts';
import { scoreCurve } from '../../../workers/compute/models/score-curve.ts';
import { predictScores } from '../../../workers/compute/models/tree-model.ts';
import { hasData, splitRows } from './evaluation-data.ts';
import { telco } from './telco.ts';

function auc(y: ArrayLike<number>, scores: ArrayLike<number>): number {
  const outcome = scoreCurve(y, scores);
  if (!outcome.ok) throw new Error(outcome.reason);
  return areaUnderRoc(outcome.curve);
}

const present = hasData('telco_churn/Telco-Customer-Churn.csv', 'methods/telco_splits.json');

describe.skipIf(!present)('Telco churn on the three fixed splits (skipped without the data)', () => {
  const data = present ? telco() : undefined;
  const parts = () =>
    data!.splits.map((split) => {
      const test = new Set(split.test_rows);
      return { split, part: splitRows(data!.columns, data!.y, (row) => test.has(row)) };
    });

  it('has the published shape: 7,043 rows, churn 26.54 %', () => {
    expect(data!.y.length).toBe(7043);
    expect(data!.y.reduce((sum, value) => sum + value, 0) / 7043).toBeCloseTo(0.2654, 4);
  });

  it('logistic regression reaches scikit-learn’s AUC within .001 on each split', () => {
    for (const { split, part } of parts()) {
      const fit = fitLogistic({ names: data!.names, columns: part.trainColumns }, part.trainY);
      if (!fit.ok) throw new Error(fit.reason);
      const reached = auc(part.testY, logisticScores(fit.model, part.testColumns));
      expect(Math.abs(reached - split.auc_logistic)).toBeLessThan(0.001);
    }
  });

  it('boosted trees reach the better of the two references minus .003 on average', () => {
    let [ours, reference] = [0, 0];
    for (const { split, part } of parts()) {
      const fit = fitBoostedTrees({ names: data!.names, columns: part.trainColumns }, part.trainY);
      if (!fit.ok) throw new Error(fit.reason);
      ours += auc(part.testY, predictScores(fit.model, part.testColumns)) / 3;
      reference += Math.max(split['auc_hgb_100x_depth3_lr.1'], split.auc_gbc_default) / 3;
    }
    expect(ours).toBeGreaterThan(reference - 0.003);
  });
});
