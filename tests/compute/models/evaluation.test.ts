import { describe, expect, it } from 'vitest';
import { liftBins, profitCurve } from '../../../workers/compute/models/lift.ts';
import {
  calibrationBins,
  expectedCalibrationError,
  probabilityMetrics,
} from '../../../workers/compute/models/probability-metrics.ts';
import {
  areaUnderRoc,
  areaUnderRocStandardError,
  averagePrecision,
  kolmogorovSmirnov,
  rocPoints,
} from '../../../workers/compute/models/ranking-metrics.ts';
import { scoreCurve } from '../../../workers/compute/models/score-curve.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { breastCancer, hasData, standardised } from './evaluation-data.ts';

function curveOf(y: ArrayLike<number>, scores: ArrayLike<number>) {
  const outcome = scoreCurve(y, scores);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.curve;
}

describe('scikit-learn 1.2.1 on ties: y 0 0 1 1 1 0 1 0', () => {
  const curve = curveOf([0, 0, 1, 1, 1, 0, 1, 0], [0.1, 0.4, 0.35, 0.8, 0.4, 0.4, 0.8, 0.1]);

  it('gives AUC .8125 and average precision .8166666667, not the trapezoid’s .8583', () => {
    expect(areaUnderRoc(curve)).toBe(0.8125);
    expect(averagePrecision(curve)).toBeCloseTo(0.8166666667, 10);
  });
});

const cancer = hasData('methods/data_breast_cancer.csv');
describe.skipIf(!cancer)('scikit-learn 1.2.1 on breast cancer, columns 1, 4, 8 (skipped without the data)', () => {
  const data = cancer ? standardised(breastCancer([1, 4, 8])) : undefined;
  const probabilities = () =>
    data!.testY.map((_, i) => {
      const [a, b, c] = data!.testColumns.map((column) => column[i]!);
      const score = 0.8642278374498651 - 1.2195548359491943 * a! - 0.7853427336700223 * b! - 0.5480965160367036 * c!;
      return 1 / (1 + Math.exp(-score));
    });

  it('ranks: AUC .84199, AP .90235, KS .60526', () => {
    const curve = curveOf(data!.testY, probabilities());
    expect(areaUnderRoc(curve)).toBeCloseTo(0.8419898430286241, 12);
    expect(averagePrecision(curve)).toBeCloseTo(0.902353864880472, 12);
    expect(kolmogorovSmirnov(curve).distance).toBeCloseTo(0.6052631579, 10);
    expect(areaUnderRocStandardError(curve)).toBeGreaterThan(0.02);
    expect(areaUnderRocStandardError(curve)).toBeLessThan(0.04);
    const roc = rocPoints(curve, 20);
    expect(roc[0]).toMatchObject({ falsePositiveRate: 0, truePositiveRate: 0 });
    expect(roc[roc.length - 1]).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
  });

  it('counts tenths: 19 19 15 15 16 8 8 5 5 4 events', () => {
    const bins = liftBins(curveOf(data!.testY, probabilities()));
    expect(bins.map((bin) => bin.events)).toEqual([19, 19, 15, 15, 16, 8, 8, 5, 5, 4]);
    expect(bins.map((bin) => bin.rows)).toEqual(Array(10).fill(19));
    [1.667, 1.667, 1.316, 1.316, 1.404, 0.702, 0.702, 0.439, 0.439, 0.351].forEach((lift, k) =>
      expect(bins[k]!.lift).toBeCloseTo(lift, 3),
    );
    expect(bins[6]!.cumulativeGain).toBeCloseTo(0.8771929824561403, 12);
    expect(bins[6]!.cumulativeLift).toBeCloseTo(1.2531328320802004, 12);
  });

  it('measures probabilities: Brier .16942, log loss .50142, ECE .09740', () => {
    const p = probabilities();
    const metrics = probabilityMetrics(data!.testY, p);
    if (!metrics.ok) throw new Error(metrics.reason);
    expect(metrics.brier).toBeCloseTo(0.1694180792069991, 12);
    expect(metrics.logLoss).toBeCloseTo(0.5014243252816959, 12);
    expect(metrics.baseRate).toBe(0.6);
    expect(metrics.brierSkill).toBeCloseTo(1 - 0.1694180792069991 / 0.24, 10);
    const byNumber = calibrationBins(data!.testY, p);
    [0.2105, 0.2632, 0.2632, 0.4211, 0.4211, 0.8421, 0.7895, 0.7895, 1, 1].forEach((observed, k) => {
      expect(byNumber[k]!.observed).toBeCloseTo(observed, 4);
    });
    expect(byNumber[0]!.predicted).toBeCloseTo(0.0923029650925202, 12);
    const byWidth = calibrationBins(data!.testY, p, 10, 'uniform');
    expect(byWidth.map((bin) => Number(bin.observed.toFixed(4)))).toEqual([
      0.2, 0.1818, 0.1429, 0.3333, 0.3125, 0.5, 0.4091, 0.7143, 0.7222, 1,
    ]);
    expect(expectedCalibrationError(byWidth)).toBeCloseTo(0.09739991770101, 12);
  });
});

describe('evaluation', () => {
  const random = seededRandom(4);
  const y = Float64Array.from({ length: 300 }, () => (random.uniform() < 0.3 ? 1 : 0));
  const s = y.map((label) => Math.round(4 * (label + random.normal())) / 4);

  it('equals the count over all pairs, ties half', () => {
    let [wins, pairs] = [0, 0];
    for (let i = 0; i < 300; i++)
      for (let j = 0; j < 300; j++)
        if (y[i] === 1 && y[j] === 0) {
          pairs++;
          wins += s[i]! > s[j]! ? 1 : s[i] === s[j] ? 0.5 : 0;
        }
    expect(areaUnderRoc(curveOf(y, s))).toBeCloseTo(wins / pairs, 12);
  });

  it('does not depend on the order of tied rows', () => {
    const order = random.shuffle(Array.from(y, (_, i) => i));
    const shuffled = curveOf(
      order.map((i) => y[i]!),
      order.map((i) => s[i]!),
    );
    expect(liftBins(shuffled)).toEqual(liftBins(curveOf(y, s)));
    // All scores equal: every tenth holds a tenth of the events.
    liftBins(
      curveOf(
        y,
        y.map(() => 1),
      ),
    ).forEach((bin) => expect(bin.lift).toBeCloseTo(1, 12));
  });

  it('finds the share of the list that earns most', () => {
    const labels = [1, 1, 1, 0, 1, 0, 0, 0, 0, 0];
    const scores = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    const terms = { costPerContact: 1, valuePerSuccess: 5, successRate: 0.5 };
    const { points, best } = profitCurve(curveOf(labels, scores), terms, 10);
    expect(points.map((point) => point.profit)).toEqual([0, 1.5, 3, 4.5, 3.5, 5, 4, 3, 2, 1, 0]);
    expect(best).toMatchObject({ contacts: 5, score: 6, events: 4 });
    expect(profitCurve(curveOf(labels, scores), { ...terms, costPerContact: 9 }).best.contacts).toBe(0);
  });

  it('refuses with a reason', () => {
    expect(scoreCurve([1, 1], [1, 2])).toMatchObject({ ok: false, reason: 'one-class' });
    expect(scoreCurve([1, 0], [NaN, 2])).toMatchObject({ ok: false, reason: 'not-finite' });
    expect(scoreCurve([], [])).toMatchObject({ ok: false, reason: 'no-rows' });
    expect(probabilityMetrics([0, 1], [0.5, 1.2])).toMatchObject({ ok: false, reason: 'not-finite' });
  });

  it('judges a million scores within ten seconds on a busy machine', () => {
    const n = 1_000_000;
    const labels = Uint8Array.from({ length: n }, () => (random.uniform() < 0.1 ? 1 : 0));
    const scores = Float64Array.from(labels, (label) => label + random.uniform());
    const start = performance.now();
    areaUnderRoc(curveOf(labels, scores));
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
