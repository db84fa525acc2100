import { describe, expect, it } from 'vitest';
import { applyIsotonic, fitIsotonic, poolAdjacentViolators } from '../../../workers/compute/models/isotonic.ts';
import { applyPlatt, fitPlatt } from '../../../workers/compute/models/platt.ts';
import { calibrate, fitCalibration } from '../../../workers/compute/models/calibration.ts';
import { stratifiedFolds } from '../../../workers/compute/models/folds.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { breastCancer, hasData, standardised } from './evaluation-data.ts';

describe('pool adjacent violators', () => {
  const y = [1, 2, 6, 2, 1, 8, 9, 8, 10, 7];

  it('gives scikit-learn’s fit of 1 2 6 2 1 8 9 8 10 7', () => {
    expect([...poolAdjacentViolators(y)]).toEqual([1, 2, 3, 3, 3, 8, 8.5, 8.5, 8.5, 8.5]);
  });

  it('heeds weights 5 at the third and 3 at the last', () => {
    const fitted = poolAdjacentViolators(y, [1, 1, 5, 1, 1, 1, 1, 1, 1, 3]);
    [1, 2, 4.714285714, 4.714285714, 4.714285714, 8, 8, 8, 8, 8].forEach((value, i) =>
      expect(fitted[i]).toBeCloseTo(value, 9),
    );
  });
});

const cancer = hasData('methods/data_breast_cancer.csv');
describe.skipIf(!cancer)('calibration of the three-column model (skipped without the data)', () => {
  const data = cancer ? standardised(breastCancer([1, 4, 8])) : undefined;
  const scores = () =>
    data!.testY.map((_, i) => {
      const [a, b, c] = data!.testColumns.map((column) => column[i]!);
      return 0.8642278374498651 - 1.2195548359491943 * a! - 0.7853427336700223 * b! - 0.5480965160367036 * c!;
    });

  it('finds Platt’s a −.8797427, b .2743093 (Lin, Lin & Weng 2007)', () => {
    const outcome = fitPlatt(scores(), data!.testY);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.platt.a).toBeCloseTo(-0.8797427359, 6);
    expect(outcome.platt.b).toBeCloseTo(0.2743093413, 6);
  });

  it('finds the isotonic steps, Brier .143162', () => {
    const p = scores().map((score) => 1 / (1 + Math.exp(-score)));
    const outcome = fitIsotonic(p, data!.testY);
    if (!outcome.ok) throw new Error(outcome.reason);
    const brier =
      p.reduce((sum, x, i) => sum + (applyIsotonic(outcome.isotonic, x) - data!.testY[i]!) ** 2, 0) / p.length;
    expect(brier).toBeCloseTo(0.14316165413533832, 12);
    expect(outcome.isotonic.x[1]).toBeCloseTo(0.05348733052518922, 12);
    expect(outcome.isotonic.y).toContain(0.28);
  });
});

describe('calibration', () => {
  it('undoes a stretched and shifted score', () => {
    const random = seededRandom(3);
    const truth = Float64Array.from({ length: 20_000 }, () => random.normal());
    const y = truth.map((f) => (random.uniform() < 1 / (1 + Math.exp(-f)) ? 1 : 0));
    const outcome = fitPlatt(
      truth.map((f) => 3 * f + 2),
      y,
    );
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(applyPlatt(outcome.platt, 2)).toBeCloseTo(0.5, 1);
    expect(applyPlatt(outcome.platt, 5)).toBeCloseTo(1 / (1 + Math.exp(-1)), 1);
  });

  it('stays finite under perfect separation, and refuses one class and NaN', () => {
    const outcome = fitPlatt([1, 2, 3, 101, 102, 103], [0, 0, 0, 1, 1, 1]);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(applyPlatt(outcome.platt, 103)).toBeGreaterThan(0.7);
    expect(applyPlatt(outcome.platt, 103)).toBeLessThan(1);
    expect(fitPlatt([1, 2], [1, 1])).toMatchObject({ ok: false, reason: 'one-class' });
    expect(fitPlatt([1, NaN], [1, 0])).toMatchObject({ ok: false, reason: 'not-finite' });
    expect(fitIsotonic([], [])).toMatchObject({ ok: false, reason: 'no-rows' });
    expect(fitIsotonic([1, Infinity], [0, 1])).toMatchObject({ ok: false, reason: 'not-finite' });
  });

  it('pools equal x before it orders', () => {
    const outcome = fitIsotonic([1, 1, 2], [1, 0, 0.25]);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(applyIsotonic(outcome.isotonic, 1)).toBeCloseTo(0.4166666667, 9);
    expect(applyIsotonic(outcome.isotonic, 99)).toBeCloseTo(0.4166666667, 9);
  });
});

describe('choice of calibration', () => {
  it('leaves alone a model whose probabilities come true', () => {
    const fair = seededRandom(5);
    const logits = Float64Array.from({ length: 4_000 }, () => 1.5 * fair.normal());
    const happened = logits.map((score) => (fair.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0));
    const outcome = fitCalibration(logits, happened);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.calibration.kind).toBe('none');
    expect(calibrate(outcome.calibration, [Math.log(3)])[0]).toBeCloseTo(0.75, 12);
    // Scores that are no log-odds, such as days, are bent by the sigmoid.
    const days = fitCalibration(
      logits.map((score) => 30 * score + 200),
      happened,
    );
    expect(days.ok && days.calibration.kind).toBe('platt');
  });

  const random = seededRandom(14);
  const scores = Float64Array.from({ length: 20_000 }, () => random.normal());
  // A truth no sigmoid has: flat at .2, then at .8.
  const y = scores.map((score) => (random.uniform() < (score < 0.5 ? 0.2 : 0.8) ? 1 : 0));

  it('takes isotonic steps with thousands of events, Platt’s sigmoid with few', () => {
    const many = fitCalibration(scores, y);
    const few = fitCalibration(scores.slice(0, 300), y.slice(0, 300));
    if (!many.ok || !few.ok) throw new Error('refused');
    expect(many.calibration.kind).toBe('isotonic');
    expect(few.calibration.kind).toBe('platt');
    const [low, high] = calibrate(many.calibration, [0.2, 0.9]);
    expect(low).toBeCloseTo(0.2, 1);
    expect(high).toBeCloseTo(0.8, 1);
    expect(fitCalibration([1, 2], [0, 0])).toMatchObject({ ok: false, reason: 'one-class' });
  });
});

describe('folds', () => {
  it('hold equal shares of events, and keep a customer’s rows together', () => {
    const y = Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const folds = stratifiedFolds(y, 5);
    for (let f = 0; f < 5; f++) {
      expect(folds.filter((fold) => fold === f).length).toBe(200);
      expect(folds.filter((fold, i) => fold === f && y[i] === 1).length).toBe(20);
    }
    const groups = y.map((_, i) => Math.floor(i / 4));
    const grouped = stratifiedFolds(y, 5, { groups });
    groups.forEach((group, i) => expect(grouped[i]).toBe(grouped[group * 4]));
    expect(stratifiedFolds(y, 5, { seed: 2 })).not.toEqual(folds);
    expect(() => stratifiedFolds(y, 1)).toThrow('folds must be a whole number >= 2: 1');
  });
});
